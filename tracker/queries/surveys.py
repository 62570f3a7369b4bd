"""The surveys as pages show them: waves, questions, figures with their provenance."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.domain.milestones import Milestone
from tracker.domain.surveys import (
    PublishedFigure,
    Survey,
    SurveyFigure,
    SurveyQuestion,
    SurveyWave,
    SurveyWording,
)
from tracker.queries.survey_rows import (
    FigureRow,
    PublishedRow,
    QuestionRow,
    SurveyRow,
    Surveys,
    WaveRow,
    WordingRow,
)


def read_surveys(session: Session) -> Surveys:
    """All surveys with all that came out. Six statements, whatever their number."""
    surveys = session.execute(
        select(
            Survey.id,
            Survey.code,
            Survey.name_fr,
            Survey.name_en,
            Survey.every_months,
            Survey.provenance,
            Survey.dossier_code,
            Survey.unit_id,
        ).order_by(Survey.position)
    )
    waves = session.execute(
        select(
            SurveyWave.id,
            SurveyWave.survey_id,
            SurveyWave.year,
            SurveyWave.season,
            SurveyWave.starts_on,
            SurveyWave.ends_on,
            SurveyWave.firm,
            SurveyWave.mode,
            SurveyWave.population,
            SurveyWave.n,
            SurveyWave.n_is_about,
            SurveyWave.design_effect,
            SurveyWave.planned_at.is_not(None),
            SurveyWave.milestone_id,
            Milestone.code,
        ).outerjoin(Milestone, Milestone.id == SurveyWave.milestone_id)
    )
    questions = session.execute(
        select(
            SurveyQuestion.id,
            SurveyQuestion.survey_id,
            SurveyQuestion.code,
            SurveyQuestion.label_fr,
            SurveyQuestion.label_en,
            SurveyQuestion.better,
        ).order_by(SurveyQuestion.position)
    )
    wordings = session.execute(
        select(
            SurveyWording.id,
            SurveyWording.question_id,
            SurveyWording.version,
            SurveyWording.wording,
            SurveyWording.scale,
            SurveyWording.counted,
        ).order_by(SurveyWording.version)
    )
    return Surveys(
        tuple(SurveyRow(*row) for row in surveys),
        tuple(WaveRow(*row[:-1], row[-1] or "") for row in waves),
        tuple(QuestionRow(*row) for row in questions),
        {row.id: WordingRow(*row) for row in wordings},
        _figures(session),
        _published(session),
    )


def _figures(session: Session) -> tuple[FigureRow, ...]:
    rows = session.execute(
        select(
            SurveyFigure.id,
            SurveyFigure.survey_id,
            SurveyFigure.wave_id,
            SurveyFigure.question_id,
            SurveyFigure.wording_id,
            SurveyFigure.population,
            SurveyFigure.unit_id,
            SurveyFigure.share,
            SurveyFigure.n,
            SurveyFigure.n_is_about,
            SurveyFigure.derived,
            SurveyFigure.provenance,
            SurveyFigure.published_id,
            SurveyWave.design_effect,
            SurveyWave.n.label("wave_n"),
            SurveyWave.n_is_about.label("wave_is_about"),
        )
        .join(SurveyWave, SurveyWave.id == SurveyFigure.wave_id)
        .order_by(SurveyFigure.id)
    )
    found = []
    for row in rows:
        told = dict(row._mapping)
        wave_n, about = told.pop("wave_n"), told.pop("wave_is_about")
        # The whole sample answers for the whole; never for one unit or one population of it.
        told["own_n"] = told["n"]
        whole = row.unit_id is None and not row.population and not row.derived
        if told["n"] is None and whole:
            told |= {"n": wave_n, "n_is_about": about}
        found.append(FigureRow(**told))
    return tuple(found)


def _published(session: Session) -> tuple[PublishedRow, ...]:
    rows = session.execute(
        select(
            PublishedFigure.id,
            PublishedFigure.period,
            PublishedFigure.source,
            PublishedFigure.measure,
            PublishedFigure.value,
            PublishedFigure.n,
            PublishedFigure.provenance,
        ).order_by(PublishedFigure.position)
    )
    return tuple(PublishedRow(*row) for row in rows)
