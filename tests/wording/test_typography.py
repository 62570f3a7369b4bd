"""Québec typography laid over text written with plain spaces."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tracker.wording.typography import typeset_fr


@pytest.mark.parametrize(
    ("plain", "typeset"),
    [
        ("Prochaine relance : lundi", "Prochaine relance\u00a0: lundi"),
        ("Objet:", "Objet\u00a0:"),
        ("45 % des unités", "45\u00a0% des unités"),
        ("45%", "45\u00a0%"),
        ("%(n)s %%", "%(n)s\u00a0%%"),
        ("Pressez « Envoyer »", "Pressez «\u00a0Envoyer\u00a0»"),
        ("«Envoyer»", "«\u00a0Envoyer\u00a0»"),
        ("à 14 h 30", "à 14\u00a0h\u00a030"),
        ("dès 9 h, puis 24h", "dès 9\u00a0h, puis 24\u00a0h"),
        ("%(hour)s h %(minute)s", "%(hour)s\u00a0h\u00a0%(minute)s"),
        ("Où en êtes-vous ?", "Où en êtes-vous?"),
        ("Fait ; rien d'autre !", "Fait; rien d’autre!"),
        ("l'unité « %(unit)s » :", "l’unité «\u00a0%(unit)s\u00a0»\u00a0:"),
        ("%(who)s : %(what)s", "%(who)s\u00a0: %(what)s"),
    ],
)
def test_typesets(plain, typeset):
    assert typeset_fr(plain) == typeset


@pytest.mark.parametrize(
    "text",
    [
        "https://suivi.exemple.test/answer/x:1/7?a=done",
        "voir www.exemple.test/a:b",
        "responsable.verdun@exemple.test",
        "%(done)s sur %(total)d",
        "%(n)s %(noun)s",
        "{name}",
        '<a href="/mine?b=1:2" title="x">',
        "D8h et 10:30",
        "",
    ],
)
def test_leaves_addresses_placeholders_and_tags_alone(text):
    assert typeset_fr(text) == text


def test_a_sentence_may_end_after_an_address():
    assert typeset_fr("Écrivez à a@exemple.test : merci") == (
        "Écrivez à a@exemple.test\u00a0: merci"
    )
    assert typeset_fr("Ouvrez https://exemple.test/a ?") == "Ouvrez https://exemple.test/a?"


# Text made of what the rules look at finds more than text made of anything.
TRICKY = st.lists(
    st.sampled_from(
        [
            *" \u00a0\u202f\n\t:;!?%«»'’.,(){}<>@/ah9",
            "%%",
            "%(n)s",
            "%s",
            " h ",
            "14",
            "http://a",
            "\ufffc",
        ]
    ),
    max_size=14,
).map("".join)


@example("»:»")
@example("9 h 14h")
@given(TRICKY | st.text())
def test_typesetting_twice_changes_nothing(text):
    once = typeset_fr(text)
    assert typeset_fr(once) == once


@given(TRICKY)
def test_only_spaces_and_apostrophes_ever_change(text):
    def bare(words):
        return "".join(words.replace("'", "’").split())

    assert bare(typeset_fr(text)) == bare(text)
