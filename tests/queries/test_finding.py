"""What was typed, as words; and where they stand in a text."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tracker.queries.finding import TYPED_LIMIT, excerpt, fold, marked, wanted


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("Déneigement", ("deneigement",)),
        ("l’arrondissement", ("arrondissement",)),
        ("l'arrondissement", ("arrondissement",)),
        ("D8-03", ("d8", "03")),
        ("phase 2 du projet", ("phase", "2", "projet")),
        ("le plan de la Ville", ("plan", "ville")),
        # The last word is being typed: « de » may become « délai ».
        ("plan de", ("plan", "de")),
        ("ŒUVRE", ("oeuvre",)),
        ("permis permis", ("permis",)),
        ("a", ()),
        ("", ()),
        ('« » * : " ( ) ^', ()),
    ],
)
def test_reads_words(typed, words):
    assert wanted(typed).words == words


def test_reads_no_more_than_a_line_of_it():
    read = wanted("mot " * 10_000)
    assert len(read.typed) <= TYPED_LIMIT
    assert read.words == ("mot",)


@given(st.text())
@example("\0")
@example("a\u0301" * 300)
def test_never_refuses_what_is_typed(typed):
    assert all(word.isalnum() for word in wanted(typed).words)


def shown(text, typed):
    return "".join(
        f"[{piece}]" if is_it else piece for piece, is_it in marked(text, wanted(typed).words)
    )


@pytest.mark.parametrize(
    ("text", "typed", "expected"),
    [
        ("La Rénovation de l’Œuvre", "renov oeuv", "La [Rénov]ation de l’[Œuv]re"),
        ("Rénovation", "rénovations", "Rénovation"),
        ("re\u0301novation", "reno", "[re\u0301no]vation"),
        ("Le jalon D8-03.", "d8-03", "Le jalon [D8]-[03]."),
        ("1 an, 12 mois", "phase 1", "[1] an, 12 mois"),
    ],
)
def test_marks_the_words_in_the_text_as_it_was_written(text, typed, expected):
    assert shown(text, typed) == expected


@given(st.text(), st.text())
@example("0¼", "0¼")
def test_marking_loses_nothing_of_the_text(text, typed):
    assert "".join(piece for piece, _ in marked(text, wanted(typed).words)) == text


def test_an_excerpt_is_around_the_word():
    text = "avant " * 100 + "déneigement " + "après " * 100
    cut = excerpt(text, ("deneig",))
    assert "déneigement" in cut
    assert cut.startswith("… avant")
    assert cut.endswith("après …")
    assert len(cut) < 260


@given(st.text(min_size=1), st.text())
def test_an_excerpt_of_anything_is_short(text, typed):
    assert len(excerpt(text * 20, wanted(typed).words)) <= 250


def test_folding_is_the_same_twice():
    assert fold(fold("ÉTÉ à l’Île, cœur")) == "ete a l’ile, coeur"
