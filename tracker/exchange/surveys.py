"""The surveys of the press release and the figures that were published since, as carried.

`survey_figures.csv` is loaded word for word; `survey_filing.csv` says under which survey the
Bureau files each share, by its subject: the sources name none.
"""

import re

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.domain import waves
from tracker.domain.changes import Actor, note
from tracker.domain.surveys import (
    PublishedFigure,
    Survey,
    SurveyFigure,
    SurveyQuestion,
    SurveyWave,
)
from tracker.domain.units import Unit
from tracker.exchange import carried

_ABOUT = re.compile(r"(environ )?(\d+)")


class SurveysLoaded(ValueError):
    """The database already holds a survey or a published figure."""


def load_surveys(session: Session, actor: Actor, *, with_demonstration: bool = False) -> int:
    """Load the carried surveys and every published figure; returns how many figures.

    `with_demonstration`: they go when the demonstration is left. The caller commits. Raises
    SurveysLoaded where some are there already.
    """
    for table in (Survey.id, PublishedFigure.id):
        if session.scalar(select(table).limit(1)) is not None:
            raise SurveysLoaded("Des sondages ou des chiffres publiés sont déjà inscrits.")
    published = _published(session, with_demonstration)
    filing = carried.rows_of("survey_filing.csv")
    for position, row in enumerate(carried.rows_of("surveys.csv"), 1):
        survey = _survey(session, row, position, with_demonstration)
        mine = [line for line in filing if line["survey"] == survey.code]
        _file(session, survey, row, mine, published)
        note(session, "survey", survey.id, actor, "loaded", after=survey.name_fr)
    return len(published)


def _published(session: Session, with_demonstration: bool) -> dict[tuple, PublishedFigure]:
    found = {}
    for position, row in enumerate(carried.rows_of("survey_figures.csv"), 1):
        figure = PublishedFigure(
            position=position,
            period=row["period"],
            source=row["firm_or_source"],
            measure=row["measure"],
            value=row["value"],
            n=row["n"],
            provenance=row["provenance"],
            with_demonstration=with_demonstration,
        )
        found[figure.period, figure.source, figure.measure] = figure
    session.add_all(found.values())
    session.flush()
    return found


def _survey(session: Session, row: dict, position: int, with_demonstration: bool) -> Survey:
    survey = Survey(
        code=row["code"],
        name_fr=row["name_fr"],
        name_en=row["name_en"],
        every_months=int(row["every_months"]),
        position=position,
        provenance=row["provenance"],
        dossier_code=row["dossier"],
        unit_id=session.scalar(select(Unit.id).where(Unit.code == row["unit"])),
        with_demonstration=with_demonstration,
    )
    session.add(survey)
    session.flush()
    return survey


def _file(session: Session, survey: Survey, row: dict, lines: list, published: dict) -> None:
    rounds: dict[waves.Round, SurveyWave] = {}
    questions: dict[str, SurveyQuestion] = {}
    first = (int(row["baseline_year"]), row["baseline_season"])
    for when in [first, *((int(line["year"]), line["season"]) for line in lines)]:
        if when not in rounds:
            rounds[when] = SurveyWave(survey_id=survey.id, year=when[0], season=when[1])
    rounds[first].population = row["population"]
    for line in lines:
        wave = rounds[int(line["year"]), line["season"]]
        wave.firm = wave.firm or line["firm"]
        if line["question"] not in questions:
            questions[line["question"]] = SurveyQuestion(
                survey_id=survey.id,
                code=line["question"],
                label_fr=line["label_fr"],
                label_en=line["label_en"],
                better=line["better"],
                position=len(questions) + 1,
            )
    session.add_all([*rounds.values(), *questions.values()])
    session.flush()
    for line in lines:
        source = published[line["period"], line["source"], line["measure"]]
        derived = bool(line["derived"])
        # What is said of the size of a sample is said of that wave, not of the one before.
        about = None if derived else _ABOUT.fullmatch(source.n)
        session.add(
            SurveyFigure(
                survey_id=survey.id,
                wave_id=rounds[int(line["year"]), line["season"]].id,
                question_id=questions[line["question"]].id,
                population=line["population"],
                share=float(line["share"]),
                n=int(about[2]) if about else None,
                n_is_about=bool(about and about[1]),
                derived=derived,
                provenance=source.provenance,
                published_id=source.id,
            )
        )
    session.flush()
