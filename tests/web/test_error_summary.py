"""The head of a refused form: each line leads to its field, and no two read the same."""

import re

import pytest

from tests.support.pages import read


@pytest.fixture
def database(sqlite_database):
    """One database: nothing is kept."""
    return sqlite_database


@pytest.fixture
def emile(as_person, plan):
    plan.commitment("verdun", title="Guichet")
    return as_person("emile")


def lines_of(answer) -> list[tuple[str, str]]:
    """Where each line of the summary leads, and what it says."""
    page = read(answer)
    assert page.status == 422, page.text
    (summary,) = re.findall(r'<div class="summary".*?</div>', page.html, re.S)
    found = re.findall(r'<li><a href="#([^"]+)">(.*?)</a></li>', summary)
    return [(to, words.replace("\N{NO-BREAK SPACE}", " ")) for to, words in found]


def test_two_fields_that_say_the_same_are_named(emile, press):
    answer = press(emile, "/plan/new", title_fr="Plan")
    assert lines_of(answer) == [
        ("starts_on", "Début : choisissez une date."),
        ("ends_on", "Fin : choisissez une date."),
    ]


def test_in_english_too(emile, press):
    answer = press(emile, "/plan/new?lang=en", title_fr="Plan")
    assert [words for _to, words in lines_of(answer)] == [
        "Start: choose a date.",
        "End: choose a date.",
    ]


def test_a_sentence_that_differs_by_its_figures_alone_is_the_same(emile, press):
    days = {"starts_on": "2027-01-04", "ends_on": "2027-12-31"}
    answer = press(emile, "/plan/new", title_fr="x" * 201, title_en="x" * 250, **days)
    assert lines_of(answer) == [
        ("title_fr", "Titre : écrivez au plus 200 caractères; il y en a 201."),
        ("title_en", "Titre anglais : écrivez au plus 200 caractères; il y en a 250."),
    ]


def test_a_sentence_of_its_own_stays_as_it_is(emile, press):
    days = {"starts_on": "2027-01-04", "ends_on": "2027-12-31"}
    answer = press(emile, "/plan/new", title_fr="", **days)
    assert lines_of(answer) == [("title_fr", "Écrivez le titre du plan, en français.")]


@pytest.mark.parametrize(
    ("path", "fields"),
    [
        ("/plan/new", {}),
        ("/plan/new?door=file", {}),
        ("/plan/1/edit", {"seen": "999"}),
        ("/plan/1/dossiers/new", {}),
        ("/plan/1/consultations/new?dossier=1", {"audience": "?", "invited": "99"}),
        ("/plan/1/milestones/new", {}),
        ("/people/new", {}),
        ("/reviews/new", {}),
        ("/decisions/new", {}),
        ("/indicators/new", {}),
        ("/reminders/closures", {}),
        ("/units/new", {}),
        ("/units/VERDUN/edit", {"seen": "999"}),
        ("/units/VERDUN/rename", {"seen": "999"}),
        ("/milestones/1/edit", {"seen": "999"}),
        ("/milestones/1/withdraw", {"seen": "999"}),
        ("/people/1/edit", {"seen": "999"}),
        ("/people/1/absence", {}),
        ("/questions/new?commitment=1", {}),
        ("/dossiers/D1/confidence/assessed", {}),
        ("/commitments/1/update", {"a": "done", "nonce": "n1", "seen": "0"}),
        ("/commitments/1/update", {"a": "postponed", "nonce": "n1", "seen": "0"}),
        ("/commitments/1/update", {"a": "blocked", "nonce": "n1", "seen": "0"}),
        ("/settings", {"seen": "999"}),
        ("/reminders/settings", {"seen": "999"}),
        ("/account/absence", {}),
        ("/account/password", {}),
        ("/units/VERDUN/merge", {}),
        ("/reminders/settings/quiet", {}),
    ],
)
def test_every_line_leads_to_something_on_the_page_and_no_two_are_alike(emile, press, path, fields):
    answer = press(emile, path, **fields)
    lines = lines_of(answer)
    assert lines
    assert len({words for _to, words in lines}) == len(lines)
    for target, _words in lines:
        assert f'id="{target}"' in answer.text, f"nothing is called {target}"
