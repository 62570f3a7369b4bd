"""What the database itself refuses of surveys and indicators, on both databases."""

from datetime import UTC, date, datetime

import pytest
from sqlalchemy import delete, update
from sqlalchemy.exc import DatabaseError

from tracker.domain.indicators import (
    Indicator,
    IndicatorDispute,
    IndicatorStep,
    IndicatorUnit,
    IndicatorValue,
)
from tracker.domain.surveys import (
    PublishedFigure,
    Survey,
    SurveyFigure,
    SurveyQuestion,
    SurveyWave,
    SurveyWording,
)
from tracker.domain.units import Unit
from tracker.extensions import db

NOW = datetime(2026, 4, 20, 13, tzinfo=UTC)
DAY = date(2026, 4, 20)
#: Ids far from those that the database gives: a row is refused for what it says.
A, B = 901, 902


@pytest.fixture
def session(app):
    """Two surveys, each with a wave and a question; a figure; an indicator with a value."""
    with app.app_context():
        session = db.session
        session.add(Unit(id=A, code="U1", kind="borough", gloss_en="", position=1))
        for id_ in (A, B):
            session.add(Survey(id=id_, code=f"s{id_}", name_fr="Sondage", position=1))
        session.flush()
        for id_ in (A, B):
            session.add(SurveyWave(id=id_, survey_id=id_, year=2014, season="autumn"))
            session.add(question(id=id_, survey_id=id_))
        session.flush()
        session.add_all(wording(id=id_, question_id=id_) for id_ in (A, B))
        session.add(published(id=A))
        session.add(indicator(id=A))
        session.flush()
        session.add_all((figure(id=A), value(id=A), IndicatorUnit(indicator_id=A, unit_id=A)))
        session.add(IndicatorStep(indicator_id=A, due=DAY, value=1))
        session.flush()
        session.add(dispute(id=A))
        session.commit()
        yield session
        session.rollback()


def question(**fields):
    return SurveyQuestion(**({"code": "q", "label_fr": "Question", "position": 1} | fields))


def wording(**fields):
    usual = {"version": 1, "wording": "Êtes-vous satisfait?", "scale": "quatre échelons"}
    return SurveyWording(**(usual | fields))


def published(**fields):
    usual = {"position": 1, "period": "2014", "source": "X", "measure": "m", "value": "80 %"}
    return PublishedFigure(**(usual | {"provenance": "journal"} | fields))


def figure(**fields):
    usual = {"survey_id": A, "wave_id": A, "question_id": A, "wording_id": A, "share": 80}
    return SurveyFigure(**(usual | {"provenance": "journal"} | fields))


def indicator(**fields):
    usual = {"code": "I1", "name_fr": "Délai", "measure_fr": "jours", "direction": "down"}
    return Indicator(**(usual | {"every_months": 1, "first_on": DAY, "position": 1} | fields))


def value(**fields):
    usual = {"indicator_id": A, "unit_id": A, "period_on": DAY, "value": 44, "way": "page"}
    return IndicatorValue(given_on=DAY, given_at=NOW, by_name="Verdun", **(usual | fields))


def dispute(**fields):
    usual = {"value_id": A, "reason": "Autre calcul", "raised_at": NOW, "raised_by": "Bureau"}
    return IndicatorDispute(**(usual | fields))


INSERT_ONLY = {
    "words of a question are not changed": update(SurveyWording).values(scale="cinq"),
    "words of a question are not deleted": delete(SurveyWording).where(SurveyWording.id == B),
    "a published figure is not changed": update(PublishedFigure).values(value="81 %"),
    "a published figure is not deleted": delete(PublishedFigure),
    "a value is not changed": update(IndicatorValue).values(value=1),
    "a value is not deleted": delete(IndicatorValue),
}


@pytest.mark.parametrize("statement", INSERT_ONLY.values(), ids=INSERT_ONLY.keys())
def test_what_was_written_stays(session, statement):
    with pytest.raises(DatabaseError, match="is insert only"):
        session.execute(statement)


REFUSED = {
    "two surveys of one code": lambda: Survey(code=f"s{A}", name_fr="Sondage", position=3),
    "a survey that comes back in a month": lambda: Survey(
        code="s3", name_fr="Sondage", position=3, every_months=1
    ),
    "two waves of one season": lambda: SurveyWave(survey_id=A, year=2014, season="autumn"),
    "a season nobody knows": lambda: SurveyWave(survey_id=A, year=2016, season="mousson"),
    "a wave of nobody": lambda: SurveyWave(survey_id=A, year=2016, n=0),
    "a wave with a design effect of nothing": lambda: SurveyWave(
        survey_id=A, year=2016, design_effect=0
    ),
    "a wave that ends before it starts": lambda: SurveyWave(
        survey_id=A, year=2016, starts_on=DAY, ends_on=date(2026, 4, 19)
    ),
    "a figure without provenance": lambda: figure(population="citizens", provenance=""),
    "a share of more than everybody": lambda: figure(population="citizens", share=101),
    "a share of less than nobody": lambda: figure(population="citizens", share=-1),
    "a figure twice": lambda: figure(),
    "a figure of the wave of another survey": lambda: figure(population="citizens", wave_id=B),
    "a figure on the question of another survey": lambda: figure(
        population="citizens", question_id=B, wording_id=B
    ),
    "a figure in the words of another question": lambda: figure(
        population="citizens", wording_id=B
    ),
    "a population nobody knows": lambda: figure(population="chats"),
    "a published figure that comes from nowhere": lambda: published(
        measure="autre", provenance=""
    ),
    "two versions of one number": lambda: wording(question_id=A),
    "a version without a scale": lambda: wording(question_id=A, version=2, scale=""),
    "an indicator that goes nowhere": lambda: indicator(code="I2", direction="ailleurs"),
    "an indicator every five months": lambda: indicator(code="I2", every_months=5),
    "a baseline without its day": lambda: indicator(code="I2", baseline=1),
    "a target without its day": lambda: indicator(code="I2", target=1),
    "a target from before the baseline": lambda: indicator(
        code="I2", baseline=1, baseline_on=DAY, target=2, target_on=DAY
    ),
    "half a withdrawal": lambda: indicator(code="I2", withdrawn_at=NOW),
    "a value twice": lambda: value(),
    "a correction without a reason": lambda: value(seq=1),
    "a value that came nobody knows how": lambda: value(seq=1, reason="x", way="rumeur"),
    "a dispute without a reason": lambda: IndicatorDispute(
        value_id=A, reason="", raised_at=NOW, raised_by="X", settled_at=NOW, settled_by="X",
        settled_words="x",
    ),
    "two open disputes of one value": lambda: dispute(),
    "half a settlement": lambda: dispute(settled_at=NOW),
}  # fmt: skip


@pytest.mark.parametrize("row", REFUSED.values(), ids=REFUSED.keys())
def test_the_database_refuses(session, row):
    session.add(row())
    with pytest.raises(DatabaseError):
        session.flush()


def test_one_wave_holds_the_whole_each_population_and_each_unit(session):
    session.add_all(
        (figure(population="citizens"), figure(unit_id=A), figure(unit_id=A, population="citizens"))
    )
    session.flush()
