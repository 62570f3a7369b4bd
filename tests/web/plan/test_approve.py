"""/plan/<id>/approval: what is missing, what it does, and the decision."""

from datetime import datetime, timedelta

import pytest

from tests.support.consulted import waive_all
from tests.support.databases import NOW
from tests.support.pages import read
from tests.support.plan_builder import in_days
from tracker.domain.changes import Change
from tracker.domain.commitments import Commitment
from tracker.domain.consultations import ConsultationWaiver
from tracker.domain.milestones import Baseline, Milestone
from tracker.domain.plans import ActionPlan, Dossier
from tracker.extensions import db


@pytest.fixture
def ready(app, plan, draft):
    """A draft with one milestone that the legal department leads; its id."""
    plan_id = draft("D1")
    with app.app_context():
        dossier = db.session.query(Dossier).filter_by(plan_id=plan_id).one()
        milestone = Milestone(
            plan_id=plan_id,
            dossier_id=dossier.id,
            code="D1-01",
            kind="deliverable",
            title_fr="Guichet prêt",
            starts_on=in_days(0),
            baseline_due=in_days(30),
            position=1,
            commitments=[
                Commitment(unit_id=plan.units["legal"], role="lead", forecast_due=in_days(30)),
                Commitment(unit_id=plan.units["anjou"], role="contributor"),
            ],
        )
        db.session.add(milestone)
        waive_all(db.session, db.session.get_one(ActionPlan, plan_id))
        db.session.commit()
    return plan_id


def test_the_page_says_what_is_missing_and_what_pressing_does(ready, diane):
    page = read(diane.get(f"/plan/{ready}/approval"))
    assert "1 dossier dont l’unité porteuse est à désigner" in page.text
    assert "1 unité sans répondant à qui écrire" in page.text
    assert "Elle fige 1 échéance de départ" in page.text
    assert "La première relance part le lundi 27 avril 2026" in page.text
    assert "« Plan d’action », se clôt" in page.text
    assert 'href="/units/ANJOU"' in page.html


def test_the_first_relance_is_not_told_before_the_schedule_holds(ready, diane, app):
    with app.app_context():
        db.session.get_one(ActionPlan, ready).slot_since = NOW + timedelta(days=10)
        db.session.commit()
    page = read(diane.get(f"/plan/{ready}/approval"))
    assert "La première relance part le lundi 4 mai 2026" in page.text


def test_the_director_approves_in_her_own_name_and_the_former_plan_closes(
    ready, diane, press, stored
):
    answer = press(diane, f"/plan/{ready}/approval")
    assert answer.status_code == 303
    former, plan = stored(ActionPlan)
    assert (former.state, former.is_current, former.closed_at is not None) == (
        "closed",
        False,
        True,
    )
    assert (plan.state, plan.is_current, plan.approved_by) == (
        "approved",
        True,
        "Directrice du Bureau",
    )
    assert [(one.seq, one.due) for one in stored(Baseline)] == [(0, in_days(30))]
    assert [(line.object_id, line.what) for line in stored(Change) if line.what != "waived"] == [
        (former.id, "closed"),
        (plan.id, "approved"),
    ]


def test_a_coordinator_gives_the_directors_name_and_day(ready, emile, press, stored):
    fields = {"director": "Directrice du Bureau", "decided_on": "2026-04-15"}
    assert press(emile, f"/plan/{ready}/approval", **fields).status_code == 303
    plan = stored(ActionPlan)[-1]
    assert plan.approved_by == "Directrice du Bureau"
    assert plan.approved_at < datetime(2026, 4, 16, tzinfo=NOW.tzinfo)
    assert plan.slot_since >= NOW
    assert stored(Change)[-1].after == "Directrice du Bureau"


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"director": "", "decided_on": "2026-04-15"}, "Écrivez le nom de la personne"),
        (
            {"director": "Directrice du Bureau", "decided_on": "2026-04-21"},
            "Ce jour n’est pas encore venu",
        ),
        ({"director": "Directrice du Bureau", "decided_on": ""}, "Choisissez une date"),
    ],
)
def test_a_name_or_a_day_that_does_not_do_is_refused(ready, emile, press, stored, fields, sentence):
    answer = press(emile, f"/plan/{ready}/approval", **fields)
    assert answer.status_code == 422
    assert sentence in read(answer).text
    assert stored(ActionPlan)[-1].state == "draft"


def test_an_empty_draft_is_not_approved(draft, diane, press, stored):
    answer = press(diane, f"/plan/{draft('D1')}/approval")
    assert answer.status_code == 422
    assert "Ce plan ne contient aucun jalon" in read(answer).text
    assert stored(ActionPlan)[-1].state == "draft"


def test_a_plan_in_force_is_not_approved_again(diane, press, stored):
    assert "Ce plan n’est plus un projet" in read(diane.get("/plan/1/approval")).text
    press(diane, "/plan/1/approval")
    assert stored(Change) == []


def test_others_may_not(ready, alice, as_person, press):
    for client in (alice, as_person("fanny")):
        assert client.get(f"/plan/{ready}/approval").status_code == 403
        assert press(client, f"/plan/{ready}/approval").status_code == 403


def test_a_dossier_nobody_was_consulted_on_keeps_the_plan_from_being_approved(
    ready, diane, press, stored, app
):
    with app.app_context():
        db.session.query(ConsultationWaiver).delete()
        db.session.commit()
    page = read(diane.get(f"/plan/{ready}/approval"))
    assert "1 dossier n’a ni consultation close ni dispense" in page.text
    assert "ce plan ne s’approuve pas encore" in page.text
    assert "Approuver ce plan" not in page.text
    answer = press(diane, f"/plan/{ready}/approval")
    assert answer.status_code == 422
    assert "consultez sur ces dossiers ou dispensez-les : D1" in read(answer).text
    assert stored(ActionPlan)[-1].state == "draft"
