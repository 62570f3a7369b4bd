"""The surveys as their page tells them: waves side by side, and what may be said of them."""

from dataclasses import dataclass, replace
from itertools import pairwise

from flask_babel import gettext as _
from flask_babel import ngettext

from tracker.queries.directory import UnitRow
from tracker.queries.plan_view import PlanView
from tracker.queries.survey_rows import FigureRow, PublishedRow, QuestionRow, SurveyRow, Surveys
from tracker.web.surveys.by_unit import Units, by_unit
from tracker.web.surveys.lines import Line, lines
from tracker.web.surveys.method import Method, method
from tracker.wording import measures
from tracker.wording.naming import Name
from tracker.wording.spelled import capitalised, spelled

#: What the carried file writes where no source gives the number of answers.
_UNKNOWN = "?"


@dataclass(frozen=True, slots=True)
class Section:
    code: str
    name: Name
    waves: tuple[str, ...]
    lines: tuple[Line, ...]
    units: tuple[Units, ...]
    method: Method
    coming: str
    milestone_id: int | None
    milestone_code: str
    cadence: str


@dataclass(frozen=True, slots=True)
class Page:
    headline: str
    lede: str
    sections: tuple[Section, ...]
    published: tuple[PublishedRow, ...]


def page(told: Surveys, view: PlanView, locale: str) -> Page:
    """Everything the page of the surveys says."""
    sections = tuple(_section(told, survey, view, locale) for survey in told.surveys)
    return Page(
        _headline(told, locale),
        _lede(told),
        sections,
        tuple(_published(row) for row in told.published),
    )


def _section(told: Surveys, survey: SurveyRow, view: PlanView, locale: str) -> Section:
    waves = told.held(survey.id)
    questions = [row for row in told.questions if row.survey_id == survey.id]
    when, planned = told.coming(survey, view.today)
    units = view.directory.units
    return Section(
        code=survey.code,
        name=measures.indicator_name(survey, locale),
        waves=tuple(measures.wave(row.round) for row in waves),
        lines=tuple(line for row in questions for line in lines(told, row, locale)),
        units=tuple(found for row in questions if (found := _units(told, row, units, locale))),
        method=method(told, survey, locale),
        coming=measures.wave(when) if when else "",
        milestone_id=planned.milestone_id if planned else None,
        milestone_code=planned.milestone_code if planned else "",
        cadence=measures.cadence(survey.every_months),
    )


def _units(
    told: Surveys, question: QuestionRow, units: dict[int, UnitRow], locale: str
) -> Units | None:
    """The newest wave that was broken down by unit."""
    label = measures.named(question.label_fr, question.label_en, locale)
    for wave in reversed(told.held(question.survey_id)):
        found = [
            figure
            for figure in told.figures
            if figure.question_id == question.id and figure.wave_id == wave.id and figure.unit_id
        ]
        if found:
            whole = next(
                (
                    figure
                    for figure in told.figures
                    if figure.question_id == question.id
                    and figure.wave_id == wave.id
                    and figure.unit_id is None
                    and figure.population == found[0].population
                ),
                None,
            )
            return by_unit(found, whole, label, measures.wave(wave.round), units, locale)
    return None


def _published(row: PublishedRow) -> PublishedRow:
    """As its source gave it; a size that nobody published is empty, its provenance in words."""
    known = row.n if row.n != _UNKNOWN else ""
    return replace(row, n=known, provenance=measures.whole_provenance(row.provenance))


def _headline(told: Surveys, locale: str) -> str:
    """What changed beyond chance, or why nothing can be said."""
    if not told.surveys:
        return _("Aucun sondage n’est inscrit.")
    found = [told.compared(*pair).change for pair in _following(told)]
    said = [change for change in found if change is not None]
    moved = sum(change.significant for change in said)
    if moved:
        words = ngettext(
            "%(n)s résultat a changé d’une vague à l’autre.",
            "%(n)s résultats ont changé d’une vague à l’autre.",
            moved,
            n=spelled(moved, locale),
        )
        return capitalised(words)
    if said:
        return _("Aucun résultat n’a changé de façon significative.")
    return _("Rien ne permet encore de dire ce qui a changé entre les vagues.")


def _following(told: Surveys) -> list[tuple[FigureRow, FigureRow]]:
    """Every two figures that follow one another, over all surveys."""
    order = {
        wave.id: place
        for survey in told.surveys
        for place, wave in enumerate(told.waves_of(survey.id))
    }
    rows: dict[tuple, list[FigureRow]] = {}
    for figure in sorted(told.figures, key=lambda row: order[row.wave_id]):
        if figure.unit_id is None:
            rows.setdefault((figure.question_id, figure.population), []).append(figure)
    return [pair for row in rows.values() for pair in pairwise(row)]


def _lede(told: Surveys) -> str:
    if not told.surveys:
        return ""
    return _(
        "Un écart ne se dit que si la question, l’échelle et la population sont les mêmes, et que "
        "le nombre de réponses est connu. Ce que les sources ne donnent pas reste vide."
    )
