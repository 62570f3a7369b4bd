"""A question by unit: ranked where enough people answered, and how far units lie apart."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask_babel import gettext as _

from tracker.domain.proportions import RANKED_FROM, spread
from tracker.queries.directory import UnitRow
from tracker.queries.survey_rows import FigureRow
from tracker.wording import measures, naming
from tracker.wording.naming import Name


@dataclass(frozen=True, slots=True)
class UnitLine:
    """A unit's share; `rank` 0 where too few answered to rank it."""

    rank: int
    code: str
    name: Name
    value: str
    margin: str
    answers: str
    x: float
    whisker: tuple[float, float] | None


@dataclass(frozen=True, slots=True)
class Units:
    label: Name
    wave: str
    apart: str
    lines: tuple[UnitLine, ...]


def by_unit(
    figures: Sequence[FigureRow],
    whole: FigureRow | None,
    label: Name,
    wave: str,
    units: dict[int, UnitRow],
    locale: str,
) -> Units:
    """Units of 100 answers or more from the highest share down; the others after them, in the
    order of the plan, with their margin and no rank."""
    ranked = [figure for figure in figures if figure.n and figure.n >= RANKED_FROM]
    ranked.sort(key=lambda figure: (-figure.share, units[figure.unit_id].position))
    others = [figure for figure in figures if figure not in ranked]
    others.sort(key=lambda figure: units[figure.unit_id].position)
    return Units(
        label,
        wave,
        _apart(ranked, whole, units, locale),
        tuple(
            _line(figure, place, units, locale)
            for place, figure in [*enumerate(ranked, 1), *((0, one) for one in others)]
        ),
    )


def _line(figure: FigureRow, rank: int, units: dict[int, UnitRow], locale: str) -> UnitLine:
    unit = units[figure.unit_id]
    ends = figure.measured.interval if figure.measured else None
    return UnitLine(
        rank,
        unit.code,
        naming.unit_name(unit, locale),
        measures.percent(figure.share, locale),
        measures.margin(figure.measured, locale) if figure.measured else "",
        measures.answers(figure, locale),
        round(figure.share * 2, 1),
        (round(ends[0] * 200, 1), round(ends[1] * 200, 1)) if ends else None,
    )


def _apart(
    ranked: list[FigureRow], whole: FigureRow | None, units: dict[int, UnitRow], locale: str
) -> str:
    """« Ensemble : 74 %. D’un arrondissement à l’autre, de 61 % à 88 % : 27 points d’écart. »"""
    boroughs = [row.share for row in ranked if units[row.unit_id].kind == "borough"]
    found = spread(boroughs)
    told = (
        [_("Ensemble : %(share)s.", share=measures.percent(whole.share, locale))] if whole else []
    )
    if found is None:
        told.append(_("Trop peu d’arrondissements ont 100 réponses pour dire leur écart."))
        return " ".join(told)
    told.append(
        _(
            "D’un arrondissement à l’autre, de %(low)s à %(high)s : %(gap)s d’écart autour d’une "
            "moyenne de %(mean)s.",
            low=measures.percent(found.low, locale),
            high=measures.percent(found.high, locale),
            gap=measures.points(found.gap, locale),
            mean=measures.percent(round(found.mean, 1), locale),
        )
    )
    return " ".join(told)
