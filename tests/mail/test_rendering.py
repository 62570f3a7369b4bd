"""Lines of a mail's text, and the styles written on its elements."""

import textwrap

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.mail.rendering import WIDTH, _inliner, styled, wrap

WORD = st.text("abéÀ’:;-\N{NO-BREAK SPACE}", min_size=1, max_size=80).filter(str.strip)


@given(st.lists(WORD, min_size=1, max_size=30), st.sampled_from(["", "  "]))
def test_a_text_is_filled_as_the_standard_library_does(words, indent):
    told = {"break_long_words": False, "break_on_hyphens": False}
    text = " ".join(words)
    usual = textwrap.fill(text, WIDTH, initial_indent=indent, subsequent_indent=indent, **told)
    assert wrap(text, indent) == usual


@pytest.mark.parametrize(
    "body",
    [
        '<p class="quiet">A &amp; B</p><p>C</p>',
        '<table class="ans"><tr><td class="ans-done"><a href="https://a.test/?a=1&amp;b=2">« D »'
        '<span class="vh">, D1-01</span></a></td></tr></table>',
        '<table class="dates"><tr><td class="late">Glissement<br><b>aucun</b></td></tr></table>',
        '<ul class="brief"><li><a href="x">y</a><span class="quiet small">z</span>\n</li></ul>',
        "",
    ],
)
def test_a_mail_is_styled_as_if_it_were_the_only_one_of_its_shape(app, body):
    with app.app_context():
        for words in ("un", "deux &lt;3"):
            mail = (
                '<!doctype html><html lang="fr-CA"><head><title>Suivi</title></head>'
                f"<body><h1>{words}</h1>{body}</body></html>"
            )
            assert styled(mail) == _inliner().inline(mail)


def test_two_words_never_change_places(app):
    with app.app_context():
        mail = "<html><body><p>un</p><table><tr><td>deux</td></tr>trois</table></body></html>"
        assert styled(mail) == _inliner().inline(mail)
