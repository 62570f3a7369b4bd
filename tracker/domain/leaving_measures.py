"""Leaving the demonstration: its surveys and its indicators."""

from sqlalchemy import Select, select, update
from sqlalchemy.orm import Session

from tracker.domain.demonstration import DOSSIERS, INDICATORS, MILESTONES, SURVEYS, VALUES
from tracker.domain.indicators import (
    Indicator,
    IndicatorDispute,
    IndicatorDossier,
    IndicatorStep,
    IndicatorUnit,
    IndicatorValue,
)
from tracker.domain.insert_only import remove
from tracker.domain.surveys import (
    PublishedFigure,
    Survey,
    SurveyFigure,
    SurveyQuestion,
    SurveyWave,
    SurveyWording,
)


def remove_measures(session: Session) -> None:
    """Remove its indicators and the surveys laid with it, rows of insert-only tables included: the
    caller lets them be deleted, and commits."""
    remove(session, IndicatorDispute, IndicatorDispute.value_id.in_(VALUES))
    for table in (IndicatorValue, IndicatorStep, IndicatorUnit, IndicatorDossier):
        remove(session, table, table.indicator_id.in_(INDICATORS))
    remove(session, Indicator, Indicator.illustrative)
    # What is real stays, and no longer hangs from the plan that goes.
    remove(session, IndicatorDossier, IndicatorDossier.dossier_id.in_(DOSSIERS))
    remove(session, SurveyFigure, SurveyFigure.survey_id.in_(SURVEYS))
    questions = select(SurveyQuestion.id).where(SurveyQuestion.survey_id.in_(SURVEYS))
    remove(session, SurveyWording, SurveyWording.question_id.in_(questions))
    for table in (SurveyQuestion, SurveyWave):
        remove(session, table, table.survey_id.in_(SURVEYS))
    remove(session, Survey, Survey.with_demonstration)
    remove(session, PublishedFigure, PublishedFigure.with_demonstration)
    session.execute(
        update(SurveyWave).where(SurveyWave.milestone_id.in_(MILESTONES)).values(milestone_id=None),
        execution_options={"synchronize_session": False},
    )


def measures_on_units() -> tuple[Select, ...]:
    """Ids of what is real and stands on units: figures, indicators, surveys."""
    figures = select(SurveyFigure.id).where(SurveyFigure.unit_id.is_not(None))
    return (
        figures.where(SurveyFigure.survey_id.not_in(SURVEYS)),
        select(IndicatorUnit.unit_id).where(IndicatorUnit.indicator_id.not_in(INDICATORS)),
        select(Survey.id).where(Survey.unit_id.is_not(None), ~Survey.with_demonstration),
    )
