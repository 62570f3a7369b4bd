"""The carried surveys: loaded as they are, each figure with its provenance; waves planned ahead."""

from datetime import date
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import func, select

from tests.support.databases import NOW
from tests.support.plan_builder import in_days
from tracker.domain.changes import Actor
from tracker.domain.commitments import Commitment
from tracker.domain.milestones import Baseline, Milestone
from tracker.domain.plans import ActionPlan, Dossier
from tracker.domain.surveys import PublishedFigure, Survey, SurveyFigure, SurveyWave
from tracker.exchange import carried
from tracker.exchange.surveys import SurveysLoaded, load_surveys
from tracker.exchange.units import load_units
from tracker.extensions import db
from tracker.jobs.waves import plan_coming_waves
from tracker.queries.surveys import read_surveys

BUREAU = Actor(None, "Bureau", NOW)


@pytest.fixture
def session(app):
    with app.app_context():
        load_units(db.session)
        load_surveys(db.session, BUREAU)
        db.session.commit()
        yield db.session


def lay_plan(session, ends_on=None):
    """A plan in force with the dossier that carries the surveys."""
    plan = ActionPlan(
        title_fr="Plan",
        starts_on=in_days(-30),
        ends_on=ends_on or in_days(400),
        is_current=True,
        loaded_at=NOW,
        approved_at=NOW,
        approved_by="Directrice",
    )
    plan.dossiers = [Dossier(code="T4", name_fr="Sondages", bureau_role="mandate", position=1)]
    session.add(plan)
    session.commit()
    return plan


def tick(session):
    return plan_coming_waves(session, NOW, NOW, ZoneInfo("America/Toronto"))


def milestones(session):
    return session.scalars(select(Milestone)).all()


def test_every_published_figure_is_there_word_for_word(session):
    rows = [tuple(row.values()) for row in carried.rows_of("survey_figures.csv")]
    held = session.execute(
        select(
            PublishedFigure.period,
            PublishedFigure.source,
            PublishedFigure.measure,
            PublishedFigure.value,
            PublishedFigure.n,
            PublishedFigure.provenance,
        ).order_by(PublishedFigure.position)
    ).all()
    assert [tuple(row) for row in held] == rows
    assert len(rows) == 21


def test_every_share_is_in_the_words_of_its_source(session):
    rows = session.execute(
        select(SurveyFigure.share, SurveyFigure.derived, PublishedFigure.value).join(
            PublishedFigure, PublishedFigure.id == SurveyFigure.published_id
        )
    ).all()
    assert len(rows) == 17
    for share, derived, value in rows:
        assert f"{share:g} %" in value
        assert derived == ("donc" in value and f"donc {share:g} %" in value)


def test_what_no_source_gives_stays_empty(session):
    told = read_surveys(session)
    assert [survey.code for survey in told.surveys] == ["collective", "individual", "telephone"]
    waves = session.scalars(select(SurveyWave)).all()
    assert {(wave.mode, wave.design_effect, wave.starts_on, wave.n) for wave in waves} == {
        ("", None, None, None)
    }
    individual = told.surveys[1]
    assert not [figure for figure in told.figures if figure.survey_id == individual.id]
    assert {figure.n for figure in told.figures} == {None, 1500, 1900}


def test_a_second_load_is_refused(session):
    with pytest.raises(SurveysLoaded):
        load_surveys(session, BUREAU)


def test_next_wave_enters_the_plan_by_itself(session):
    plan = lay_plan(session)

    assert tick(session) == 3

    (milestone,) = milestones(session)
    assert (milestone.kind, milestone.code) == ("wave", "T4-01")
    assert milestone.title_fr == "Vague 7 : collecte (automne 2026)"
    assert milestone.title_en == "Wave 7: fieldwork (autumn 2026)"
    assert (milestone.starts_on, milestone.baseline_due) == (date(2026, 9, 1), date(2026, 11, 30))
    assert session.scalar(select(Baseline.due)) == milestone.baseline_due
    lead = session.scalar(select(Commitment))
    assert (lead.role, lead.forecast_due) == ("lead", milestone.baseline_due)
    assert lead.unit_id == session.scalar(select(Survey.unit_id).limit(1))
    waves = session.scalars(select(SurveyWave).where(SurveyWave.milestone_id == milestone.id))
    assert [(wave.year, wave.season) for wave in waves] == [(2026, "autumn")] * 3
    assert milestone.plan_id == plan.id
    assert tick(session) == 0


def test_a_wave_that_the_plan_already_promises_serves(session):
    plan = lay_plan(session)
    session.add(
        Milestone(
            plan_id=plan.id,
            dossier_id=plan.dossiers[0].id,
            code="T4-02",
            kind="wave",
            title_fr="Collecte",
            starts_on=date(2026, 9, 12),
            baseline_due=date(2026, 11, 30),
            position=1,
        )
    )
    session.commit()

    assert tick(session) == 3

    assert [milestone.code for milestone in milestones(session)] == ["T4-02"]


def test_a_plan_that_ends_before_promises_no_wave(session):
    lay_plan(session, ends_on=date(2026, 8, 31))
    assert tick(session) == 0
    assert session.scalar(select(func.count()).select_from(Milestone)) == 0


def test_a_draft_promises_no_wave(session):
    plan = lay_plan(session)
    plan.approved_at = plan.approved_by = None
    session.commit()
    assert tick(session) == 0


def test_the_plan_that_follows_promises_the_wave_anew(session):
    plan = lay_plan(session)
    tick(session)
    plan.is_current = False
    session.commit()
    following = lay_plan(session)

    assert tick(session) == 3

    assert {milestone.plan_id for milestone in milestones(session)} == {plan.id, following.id}
