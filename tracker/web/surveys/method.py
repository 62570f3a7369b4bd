"""How a survey was made, wave by wave and question by question: what the sources give of it."""

from dataclasses import dataclass

from flask_babel import gettext as _

from tracker.queries.survey_rows import SurveyRow, Surveys, WaveRow
from tracker.wording import dates, measures, numbers
from tracker.wording.naming import Name


@dataclass(frozen=True, slots=True)
class WaveMethod:
    """One wave; empty texts are what no source gives."""

    wave: str
    number: int
    firm: str
    mode: str
    population: str
    field: str
    n: str
    design_effect: str


@dataclass(frozen=True, slots=True)
class WordingMethod:
    """A question as it was asked, in one of its versions."""

    label: Name
    version: int
    wording: str
    scale: str
    counted: str


@dataclass(frozen=True, slots=True)
class Method:
    waves: tuple[WaveMethod, ...]
    wordings: tuple[WordingMethod, ...]
    unknown: int
    provenance: str


def method(told: Surveys, survey: SurveyRow, locale: str) -> Method:
    """The method of each wave held, and the words of each question."""
    asked_in_words = {row.question_id for row in told.wordings.values()}
    return Method(
        tuple(_wave(told, survey, wave, locale) for wave in told.held(survey.id)),
        tuple(_wordings(told, survey, locale)),
        sum(row.survey_id == survey.id and row.id not in asked_in_words for row in told.questions),
        survey.provenance,
    )


def _wave(told: Surveys, survey: SurveyRow, wave: WaveRow, locale: str) -> WaveMethod:
    return WaveMethod(
        wave=measures.wave(wave.round),
        number=told.number(survey, wave.round),
        firm=wave.firm,
        mode=wave.mode,
        population=wave.population,
        field=_field(wave, locale),
        n=_n(told, wave, locale),
        design_effect=numbers.number(wave.design_effect, locale) if wave.design_effect else "",
    )


def _field(wave: WaveRow, locale: str) -> str:
    """« du 8 septembre 2026 au 30 novembre 2026 »; empty where neither day is known."""
    days = [dates.long_date(day, locale) for day in (wave.starts_on, wave.ends_on) if day]
    if len(days) == 2:
        return _("du %(first)s au %(last)s", first=days[0], last=days[1])
    return "".join(days)


def _n(told: Surveys, wave: WaveRow, locale: str) -> str:
    """The wave's own number of answers, or those that were given with its figures."""
    found = [(wave.n, wave.n_is_about)] if wave.n else []
    if not found:
        found = [
            (figure.n, figure.n_is_about)
            for figure in told.figures
            if figure.wave_id == wave.id and figure.n and figure.unit_id is None
        ]
    words = {
        _("environ %(n)s", n=numbers.number(n, locale)) if about else numbers.number(n, locale)
        for n, about in found
    }
    return ", ".join(sorted(words))


def _wordings(told: Surveys, survey: SurveyRow, locale: str) -> list[WordingMethod]:
    found = []
    for question in (row for row in told.questions if row.survey_id == survey.id):
        label = measures.named(question.label_fr, question.label_en, locale)
        mine = [row for row in told.wordings.values() if row.question_id == question.id]
        found += [
            WordingMethod(label, row.version, row.wording, row.scale, row.counted) for row in mine
        ]
    return found
