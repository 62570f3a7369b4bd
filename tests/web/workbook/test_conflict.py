"""Somebody answered, or changed a title, between the export and the import: one chooses."""

import pytest

from tests.support.pages import read
from tests.support.plan_builder import in_days
from tests.support.workbooks import changed
from tracker.domain.milestones import Milestone
from tracker.domain.updates import Update

LEGAL = {"Jalon": "D1-01", "Unité": "Service des affaires juridiques"}


@pytest.fixture
def book(plan, emile):
    plan.commitment("verdun", title="Guichet", due=in_days(60))
    return emile.get("/plan/export.xlsx").data


@pytest.fixture
def moved(book, plan):
    """The date moved in the file, and answered otherwise meanwhile."""
    sent = changed(
        book, "Engagements", LEGAL, **{"Échéance prévue": in_days(90), "Motif": "Effectifs"}
    )
    plan.say(1, "postponed", by="charlie", new_due=in_days(75), reason="supplier")
    return sent


def test_an_answer_given_meanwhile_is_shown_beside_the_files(moved, shown, take, stored):
    page = shown(moved)
    assert "1 conflit." in page.text
    assert "4 juillet 2026 → devient 19 juillet 2026" in page.text
    assert "à l’exportation : 19 juin 2026" in page.text
    answer = take(page)
    assert answer.status_code == 422
    said = "D1-01 · Service des affaires juridiques : choisissez ce qui vaut pour ce conflit."
    assert said in read(answer).text
    assert len(stored(Update)) == 1


def test_the_file_wins_where_one_says_so(moved, shown, take, stored):
    take(shown(moved), c0="take")
    assert [one.new_due for one in stored(Update)] == [in_days(75), in_days(90)]
    assert stored(Update)[1].prior_due == in_days(75)


def test_what_is_there_stays_where_one_says_so(moved, shown, take, stored):
    assert take(shown(moved), c0="keep").status_code == 303
    assert len(stored(Update)) == 1


def test_the_same_answer_said_again_meanwhile_is_a_conflict_too(book, plan, shown):
    plan.say(1, "on_track", by="charlie")
    sent = changed(book, "Engagements", LEGAL, **{"Réponse": "Bloqué", "Bloqué par": "Verdun"})
    sent = changed(sent, "Engagements", LEGAL, **{"Précision": "On attend."})
    assert "1 conflit." in shown(sent).text


def test_where_both_say_the_same_there_is_nothing_to_choose(book, plan, shown):
    plan.say(1, "postponed", by="charlie", new_due=in_days(90), reason="supplier")
    sent = changed(
        book, "Engagements", LEGAL, **{"Échéance prévue": in_days(90), "Motif": "Effectifs"}
    )
    assert "Ce fichier ne change rien" in shown(sent).text


def test_of_one_row_what_nobody_else_touched_is_taken_whatever_is_kept(
    book, plan, shown, take, stored
):
    sent = changed(book, "Jalons", {"Code": "D1-01"}, Titre="Comptoir", Genre="Jalon")
    plan.edit(Milestone, 1, title_fr="Bureau")
    take(shown(sent), c0="keep")
    milestone = stored(Milestone)[0]
    assert (milestone.title_fr, milestone.kind) == ("Bureau", "milestone")


def test_all_the_other_conflicts_are_decided_at_once(book, plan, shown, take, stored, emile):
    plan.commitment("verdun", title="Deux")
    book = emile.get("/plan/export.xlsx").data
    for code in ("D1-01", "D1-02"):
        book = changed(book, "Jalons", {"Code": code}, Titre=f"Fichier {code}")
    for ident in (1, 2):
        plan.edit(Milestone, ident, title_fr=f"Page {ident}")
    undecided = read(take(shown(book)))
    for code in ("D1-01 Fichier D1-01", "D1-02 Fichier D1-02"):
        assert f"{code} : choisissez ce qui vaut pour ce conflit." in undecided.text
    take(shown(book), c0="keep", rest="take")
    assert [one.title_fr for one in stored(Milestone)] == ["Page 1", "Fichier D1-02"]
