"""A question as the page of the surveys shows it: a line a population, its waves side by side."""

from dataclasses import dataclass
from itertools import pairwise

from flask_babel import gettext as _

from tracker.domain.surveys import POPULATIONS
from tracker.queries.survey_rows import FigureRow, QuestionRow, Surveys
from tracker.wording import measures
from tracker.wording.naming import Name

#: Height of a wave's bar with the room around it, and of the bar; width of 100 %.
ROW, BAR, WIDTH = 22, 12, 240


@dataclass(frozen=True, slots=True)
class Bar:
    """A wave's share as a bar; `whisker`: where its 95 % interval goes, None without n."""

    y: float
    width: float
    middle: float
    whisker: tuple[float, float] | None
    first: bool


@dataclass(frozen=True, slots=True)
class Told:
    """One wave's figure in words; `value` empty where nothing was published."""

    wave: str
    value: str
    margin: str
    answers: str
    source: str
    derived: bool


@dataclass(frozen=True, slots=True)
class Line:
    """A question among one population: a figure a wave, and the way from each to the next."""

    label: Name
    population: str
    told: tuple[Told, ...]
    bars: tuple[Bar, ...]
    height: int
    changes: tuple[str, ...]
    summary: str

    @property
    def has_intervals(self) -> bool:
        return any(bar.whisker for bar in self.bars)


def lines(told: Surveys, question: QuestionRow, locale: str) -> list[Line]:
    """A line a population; figures of no stated population stand alone."""
    mine = [f for f in told.figures if f.question_id == question.id and f.unit_id is None]
    there = {figure.population for figure in mine}
    groups = [code for code in POPULATIONS if code in there]
    unsaid = _("population non précisée") if len(groups) > 1 else ""
    return [
        _line(
            told,
            question,
            [f for f in mine if f.population == group],
            measures.population(group) or unsaid,
            locale,
        )
        for group in groups
    ]


def _line(
    told: Surveys, question: QuestionRow, figures: list[FigureRow], population: str, locale: str
) -> Line:
    by_wave = {figure.wave_id: figure for figure in figures}
    waves = told.held(question.survey_id)
    shown = [(wave, by_wave.get(wave.id)) for wave in waves]
    each = tuple(_told(measures.wave(wave.round), figure, locale) for wave, figure in shown)
    there = [(measures.wave(wave.round), figure) for wave, figure in shown if figure]
    bars = tuple(
        _bar(figure, place, wave is waves[0])
        for place, (wave, figure) in enumerate(pair for pair in shown if pair[1])
    )
    pairs = pairwise(there)
    label = measures.named(question.label_fr, question.label_en, locale)
    return Line(
        label=label,
        population=population,
        told=each,
        bars=bars,
        height=ROW * len(bars),
        changes=tuple(
            measures.changed(told.compared(before, after), before, after, locale)
            for (_first, before), (_then, after) in pairs
        ),
        summary="; ".join(
            f"{wave} : {measures.percent(figure.share, locale)}"
            if locale == "fr"
            else f"{wave}: {measures.percent(figure.share, locale)}"
            for wave, figure in there
        ),
    )


def _told(wave: str, figure: FigureRow | None, locale: str) -> Told:
    if figure is None:
        return Told(wave, "", "", "", "", False)
    measured = figure.measured
    return Told(
        wave,
        measures.percent(figure.share, locale),
        measures.margin(measured, locale) if measured else "",
        measures.answers(figure, locale),
        measures.provenance(figure.provenance),
        figure.derived,
    )


def _bar(figure: FigureRow, place: int, first: bool) -> Bar:
    scale = WIDTH / 100
    ends = figure.measured.interval if figure.measured else None
    y = place * ROW + (ROW - BAR) / 2
    return Bar(
        y=y,
        width=round(figure.share * scale, 1),
        middle=y + BAR / 2,
        whisker=(round(ends[0] * WIDTH, 1), round(ends[1] * WIDTH, 1)) if ends else None,
        first=first,
    )
