"""Nobody finds what the pages would not show them: role x object."""

import pytest
from sqlalchemy import update

from tests.support.databases import NOW
from tests.support.meetings import lay_decision, lay_review
from tests.support.plan_builder import in_days
from tracker.domain.milestones import Milestone
from tracker.domain.people import Contact, Person
from tracker.domain.plans import ActionPlan, Dossier
from tracker.domain.questions import Question
from tracker.domain.reviews import Review, ReviewNote
from tracker.extensions import db

EVERYBODY = ("alice", "charlie", "diane", "emile", "fanny")
BUREAU = ("diane", "emile")


def who_finds(as_person, search, typed, words):
    """Those who find something that holds `words`; whatever they find they may open."""
    found = []
    for name in EVERYBODY:
        client = as_person(name)
        path = search(client, typed).leads_to(words)
        if path:
            assert client.get(path.partition("#")[0]).status_code == 200, (name, path)
            found.append(name)
    return tuple(found)


def test_who_is_not_signed_in_is_led_to_the_door(app, plan):
    answer = app.test_client().get("/search?q=permis")
    assert answer.location.startswith("/sign-in?next=")


def test_the_plan_is_found_by_everybody(as_person, search, plan):
    plan.commitment(title="Remorquage")
    assert who_finds(as_person, search, "remorquage", "Remorquage") == EVERYBODY


def test_another_plan_is_found_only_by_who_edits_plans(app, as_person, search, plan):
    with app.app_context():
        draft = ActionPlan(
            title_fr="Suite", starts_on=in_days(0), ends_on=in_days(9), loaded_at=NOW
        )
        dossier = Dossier(code="D1", name_fr="Remorquage", bureau_role="lead", position=1)
        draft.dossiers.append(dossier)
        db.session.add(draft)
        db.session.flush()
        db.session.add(
            Milestone(
                plan_id=draft.id,
                dossier_id=dossier.id,
                code="D1-01",
                kind="decision",
                title_fr="Remorquage décidé",
                starts_on=in_days(0),
                baseline_due=in_days(9),
                position=1,
            )
        )
        db.session.commit()
    assert who_finds(as_person, search, "remorquage", "D1 Remorquage") == ("emile",)
    assert who_finds(as_person, search, "remorquage", "Remorquage décidé") == ("emile",)
    assert "dans « Suite »" in search(as_person("emile"), "remorquage").text


def test_a_person_of_a_unit_is_found_by_all_at_the_unit(as_person, search, plan):
    assert who_finds(as_person, search, "substitut", "Substitut, Verdun") == EVERYBODY
    leads = {name: search(as_person(name), "substitut").found[0][0] for name in ("alice", "emile")}
    assert leads == {"alice": "/units/VERDUN", "emile": f"/people/{plan.people['bob']}"}


@pytest.mark.parametrize("gone", ["no unit", "left", "merged"])
def test_a_person_whom_no_unit_shows_is_found_by_who_manages_people(
    app, as_person, search, plan, gone
):
    with app.app_context():
        if gone == "no unit":
            db.session.query(Contact).filter_by(person_id=plan.people["charlie"]).delete()
        elif gone == "left":
            db.session.execute(
                update(Person).where(Person.id == plan.people["charlie"]).values(active=False)
            )
        else:
            db.session.execute(
                db.text(
                    "UPDATE unit SET successor_id = :to, merged_on = '2026-04-01' WHERE id = :id"
                ),
                {"to": plan.units["anjou"], "id": plan.units["legal"]},
            )
        db.session.commit()
    others = [name for name in EVERYBODY if name != "charlie"]
    finding = {n: search(as_person(n), "juridiques", kind="person").found for n in others}
    assert [name for name, found in finding.items() if found] == ["emile"]


def test_a_persons_address_is_no_word(as_person, search, plan):
    assert search(as_person("emile"), "exemple.test").found == []


def test_a_question_on_a_dossier_is_found_by_the_bureau_and_the_unit_that_carries_it(
    app, as_person, search, plan
):
    with app.app_context():
        db.session.execute(
            update(Dossier)
            .where(Dossier.id == plan.dossiers["D2"])
            .values(lead_unit_id=plan.units["verdun"])
        )
        db.session.add(
            Question(
                dossier_id=plan.dossiers["D2"],
                asked_by_id=plan.people["diane"],
                asked_at=NOW,
                text="Et le remorquage?",
            )
        )
        db.session.commit()
    found = who_finds(as_person, search, "remorquage", "Et le remorquage")
    assert found == ("alice", "diane", "emile", "fanny")


def test_a_decision_is_found_by_the_bureau_and_who_owns_it(as_person, search, plan):
    lay_decision(plan, "Doubler le remorquage", owner="alice")
    assert who_finds(as_person, search, "remorquage", "Doubler") == ("alice", *BUREAU)


def test_a_decision_of_a_unit_is_found_by_who_answers_for_it(as_person, search, plan):
    lay_decision(plan, "Doubler le remorquage", unit="legal")
    assert who_finds(as_person, search, "remorquage", "Doubler") == ("charlie", *BUREAU)


def test_a_decision_of_a_review_is_found_by_who_was_invited(as_person, search, plan):
    review_id = lay_review(plan, guests=("diane", "fanny"))
    lay_decision(plan, "Doubler le remorquage", unit="legal", review_id=review_id)
    found = who_finds(as_person, search, "remorquage", "Doubler")
    assert found == ("charlie", "diane", "emile", "fanny")


@pytest.mark.parametrize("over", [False, True])
def test_notes_are_found_once_the_review_is_over_by_who_was_invited(
    app, as_person, search, plan, over
):
    review_id = lay_review(plan, guests=("diane", "alice"))
    with app.app_context():
        db.session.add(
            ReviewNote(
                review_id=review_id,
                dossier_id=plan.dossiers["D1"],
                text="Le remorquage inquiète.",
                written_at=NOW,
                written_by="Directrice du Bureau",
            )
        )
        ended = {"ended_at": NOW, "ended_by": "Directrice du Bureau"} if over else {}
        db.session.execute(
            update(Review)
            .where(Review.id == review_id)
            .values(begun_at=NOW, begun_by="Directrice du Bureau", **ended)
        )
        db.session.commit()
    found = [n for n in EVERYBODY if search(as_person(n), "remorquage").leads_to("inquiète")]
    assert found == (["alice", *BUREAU] if over else [])


def test_before_any_plan_units_and_people_are_found(app, as_person, search, plan):
    plan.commitment(title="Verdun à refaire")
    with app.app_context():
        db.session.execute(update(ActionPlan).values(is_current=False))
        db.session.commit()
    assert [path for path, _words in search(as_person("alice"), "verdun").found] == [
        "/units/VERDUN",
        "/units/VERDUN",
        "/units/VERDUN",
    ]
