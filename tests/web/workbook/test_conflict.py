"""Somebody answered, or changed a title, between the export and the import: one chooses."""

from datetime import timedelta

import pytest

from tests.support.databases import NOW
from tests.support.pages import read
from tests.support.plan_builder import in_days
from tests.support.statements import counted
from tests.support.workbooks import changed
from tracker.domain import shares
from tracker.domain.changes import Actor, revise
from tracker.domain.milestones import Milestone
from tracker.domain.people import Person
from tracker.domain.updates import Update
from tracker.extensions import db

LATER = NOW + timedelta(hours=1)
LEGAL = {"Jalon": "D1-01", "Unité": "Service des affaires juridiques"}


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
    for row in ("D1-01 Page 1", "D1-02 Page 2"):
        assert f"{row} : choisissez ce qui vaut pour ce conflit." in undecided.text
    take(shown(book), c0="keep", rest="take")
    assert [one.title_fr for one in stored(Milestone)] == ["Page 1", "Fichier D1-02"]


@pytest.fixture
def by_hand(app, plan):
    """`by_hand(Milestone, 1, title_fr="Comptoir")`: the director changes it an hour later."""

    def change(kind, ident, **values):
        with app.app_context():
            thing = db.session.get_one(kind, ident)
            actor = Actor(plan.people["diane"], "Directrice du Bureau", LATER)
            revise(db.session, kind.__tablename__, thing, actor, values)
            db.session.commit()

    return change


WHO = "modifié par Directrice du Bureau, le 20 avril 2026, 10 h"


def test_who_changed_a_cell_since_the_export_is_named_and_when(book, by_hand, shown, take, emile):
    sent = changed(book, "Jalons", {"Code": "D1-01"}, Titre="Guichet prêt", Genre="Jalon")
    by_hand(Milestone, 1, title_fr="Comptoir")
    page = shown(sent)
    assert f"à l’exportation : Guichet · {WHO}" in page.text
    assert page.text.count("modifié par") == 1
    take(page, c0="take")
    assert f"à l’exportation : Guichet · {WHO}" in read(emile.get(page.path)).text


def test_they_are_named_in_english_too(book, plan, by_hand, shown):
    sent = changed(book, "Jalons", {"Code": "D1-01"}, Titre="Guichet prêt")
    by_hand(Milestone, 1, title_fr="Comptoir")
    plan.edit(Person, plan.people["emile"], locale="en")
    assert "changed by Directrice du Bureau on April 20, 2026, 10 a.m." in shown(sent).text


def test_who_gave_the_lead_to_another_unit_is_named(app, book, plan, shown):
    sent = changed(book, "Jalons", {"Code": "D1-01"}, **{"Unité porteuse": "Verdun"})
    with app.app_context():
        milestone = db.session.get_one(Milestone, 1)
        actor = Actor(plan.people["diane"], "Directrice du Bureau", LATER)
        names = {plan.units["anjou"]: "Anjou", plan.units["legal"]: "Service"}
        shares.change_lead(db.session, milestone, plan.units["anjou"], actor, names)
        db.session.commit()
    assert f"à l’exportation : Service des affaires juridiques · {WHO}" in shown(sent).text


def test_who_answered_since_the_export_is_named(book, plan, shown):
    sent = changed(
        book, "Engagements", LEGAL, **{"Échéance prévue": in_days(90), "Motif": "Effectifs"}
    )
    plan.say(1, "postponed", by="charlie", at=LATER, new_due=in_days(75), reason="supplier")
    who = "modifié par Responsable, Affaires juridiques, le 20 avril 2026, 10 h"
    page = shown(sent)
    assert f"à l’exportation : 19 juin 2026 · {who}" in page.text
    assert page.text.count("modifié par") == 1


def test_who_answered_otherwise_is_named_where_no_cell_of_theirs_is_in_the_way(book, plan, shown):
    sent = changed(
        book, "Engagements", LEGAL, **{"Échéance prévue": in_days(90), "Motif": "Effectifs"}
    )
    plan.say(1, "on_track", by="charlie", at=LATER)
    page = shown(sent)
    assert "1 conflit." in page.text
    assert "à l’exportation" not in page.text
    assert "réponse changée par Responsable, Affaires juridiques, le 20 avril" in page.text


def test_who_withdrew_an_answer_is_named(app, plan, emile, shown):
    plan.commitment("verdun", title="Guichet", due=in_days(60))
    said = plan.say(1, "postponed", by="charlie", new_due=in_days(75), reason="supplier")
    book = emile.get("/plan/export.xlsx").data
    sent = changed(
        book, "Engagements", LEGAL, **{"Échéance prévue": in_days(90), "Motif": "Effectifs"}
    )
    with app.app_context():
        update = db.session.get_one(Update, said)
        update.withdrawn_at, update.withdrawn_by = LATER, "Coordination du Bureau"
        update.commitment.refold()
        db.session.commit()
    who = "modifié par Coordination du Bureau, le 20 avril 2026, 10 h"
    assert f"à l’exportation : 4 juillet 2026 · {who}" in shown(sent).text


def test_nobody_is_named_where_the_history_does_not_say_who(book, plan, by_hand, shown):
    sent = changed(book, "Jalons", {"Code": "D1-01"}, Titre="Guichet prêt")
    by_hand(Milestone, 1, title_fr="Comptoir")
    plan.edit(Milestone, 1, title_fr="Bureau")
    page = shown(sent)
    assert "à l’exportation : Guichet" in page.text
    assert "modifié par" not in page.text


def test_who_changed_what_before_the_export_is_not_named(plan, emile, by_hand, shown, frozen):
    plan.commitment("verdun", title="Guichet", due=in_days(60))
    by_hand(Milestone, 1, title_fr="Comptoir")
    plan.edit(Milestone, 1, title_fr="Guichet")
    frozen.shift(timedelta(hours=2))
    book = emile.get("/plan/export.xlsx").data
    plan.edit(Milestone, 1, title_fr="Comptoir")
    sent = changed(book, "Jalons", {"Code": "D1-01"}, Titre="Guichet prêt")
    page = shown(sent)
    assert "1 conflit." in page.text
    assert "modifié par" not in page.text


def test_naming_them_takes_as_many_statements_however_many_conflicts(
    app, plan, emile, by_hand, shown
):
    sizes = []
    for count in (1, 12):
        while plan.count < count:
            plan.commitment("verdun", due=in_days(60))
        book = emile.get("/plan/export.xlsx").data
        for ident in range(1, count + 1):
            book = changed(book, "Jalons", {"Code": f"D1-{ident:02}"}, Titre=f"Fichier {ident}")
            by_hand(Milestone, ident, title_fr=f"Page {ident} de {count}")
        with counted(app) as sent:
            page = shown(book)
        assert page.text.count(WHO) == count
        sizes.append(len(sent))
    assert sizes[0] == sizes[1]


def test_a_conflict_is_named_by_the_title_that_stands_now(book, plan, shown):
    sent = changed(book, "Jalons", {"Code": "D1-01"}, Titre="Guichet prêt")
    plan.edit(Milestone, 1, title_fr="Comptoir")
    assert "<legend>D1-01 Comptoir <" in shown(sent).html
