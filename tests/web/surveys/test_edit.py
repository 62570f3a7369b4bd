"""Who carries a survey and in which dossier its waves are promised."""

from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select

from tests.support import pages
from tests.support.databases import NOW
from tests.support.survey_builder import lay_survey
from tracker.domain.changes import Actor, revise
from tracker.domain.milestones import Milestone
from tracker.domain.plans import ActionPlan
from tracker.domain.surveys import Survey
from tracker.extensions import db
from tracker.jobs.waves import plan_coming_waves


@pytest.fixture
def emile(app, plan, as_person):
    with app.app_context():
        lay_survey(db.session, [(39, 44)])
        db.session.commit()
    return as_person("emile")


def test_the_dossier_that_is_chosen_gets_the_next_wave_by_itself(app, plan, emile):
    page = pages.read(emile.get("/surveys/essai/edit"))
    verdun = str(plan.units["verdun"])
    answer = pages.press(emile, page, "Enregistrer", dossier_code="D2", unit_id=verdun)
    assert answer.status_code == 303
    assert "pas encore au plan" in pages.read(emile.get("/surveys")).text

    with app.app_context():
        assert plan_coming_waves(db.session, NOW, NOW, ZoneInfo("America/Toronto")) == 1
        milestone = db.session.scalar(select(Milestone))
        assert (milestone.kind, milestone.dossier_id) == ("wave", plan.dossiers["D2"])

    shown = pages.read(emile.get("/surveys")).text
    assert "promise au plan (D2-01)" in shown
    assert "D2-01 · Vague" in pages.read(emile.get("/dossiers/D2")).text


def test_a_name_is_needed_and_nothing_typed_is_lost(app, emile):
    page = pages.read(emile.get("/surveys/essai/edit"))
    answer = pages.press(emile, page, "Enregistrer", name_fr=" ", name_en="Survey of all")
    again = pages.read(answer)
    assert answer.status_code == 422
    assert "Écrivez le nom du sondage." in again.text
    assert again.form("Enregistrer").fields["name_en"] == "Survey of all"


def test_somebody_else_changed_it_meanwhile(app, emile):
    page = pages.read(emile.get("/surveys/essai/edit"))
    with app.app_context():
        survey = db.session.scalar(select(Survey))
        revise(db.session, "survey", survey, Actor(None, "Autre", NOW), {"every_months": 12})
        db.session.commit()
    answer = pages.press(emile, page, "Enregistrer", name_en="Survey of all")
    assert answer.status_code == 409
    with app.app_context():
        survey = db.session.scalar(select(Survey))
        assert (survey.every_months, survey.name_en) == (12, "Survey essai")


def test_a_stranger_s_code_is_not_found_and_a_lead_may_not(emile, as_person):
    assert emile.get("/surveys/autre/edit").status_code == 404
    assert as_person("alice").get("/surveys/essai/edit").status_code == 403


def test_without_a_plan_in_force_no_wave_is_promised(app, plan, emile):
    page = pages.read(emile.get("/surveys/essai/edit"))
    pages.press(emile, page, "Enregistrer", dossier_code="D2")
    plan.edit(ActionPlan, 1, approved_at=None, approved_by=None)
    with app.app_context():
        assert plan_coming_waves(db.session, NOW, NOW, ZoneInfo("America/Toronto")) == 0
