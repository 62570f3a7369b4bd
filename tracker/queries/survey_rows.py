"""The rows of the surveys, and what may be said of two figures that follow one another."""

from dataclasses import dataclass
from datetime import date

from tracker.domain.proportions import Change, Share, change
from tracker.domain.waves import Round, next_round, round_order, wave_number


@dataclass(frozen=True, slots=True)
class SurveyRow:
    id: int
    code: str
    name_fr: str
    name_en: str
    every_months: int
    provenance: str
    dossier_code: str
    unit_id: int | None


@dataclass(frozen=True, slots=True)
class WaveRow:
    """A wave. `milestone_id` and `milestone_code`: what the plan promises of it."""

    id: int
    survey_id: int
    year: int
    season: str
    starts_on: date | None
    ends_on: date | None
    firm: str
    mode: str
    population: str
    n: int | None
    n_is_about: bool
    design_effect: float | None
    planned: bool
    milestone_id: int | None
    milestone_code: str

    @property
    def round(self) -> Round:
        return self.year, self.season


@dataclass(frozen=True, slots=True)
class QuestionRow:
    id: int
    survey_id: int
    code: str
    label_fr: str
    label_en: str
    better: str


@dataclass(frozen=True, slots=True)
class WordingRow:
    id: int
    question_id: int
    version: int
    wording: str
    scale: str
    counted: str


@dataclass(frozen=True, slots=True)
class FigureRow:
    """A share in percent. `n` is the figure's own, or its wave's; None where none is given."""

    id: int
    survey_id: int
    wave_id: int
    question_id: int
    wording_id: int | None
    population: str
    unit_id: int | None
    share: float
    n: int | None
    n_is_about: bool
    derived: bool
    provenance: str
    published_id: int | None
    design_effect: float | None
    own_n: int | None

    @property
    def measured(self) -> Share | None:
        """What may be computed of it; None without a number of answers. Where no design effect
        is given it is taken for 1."""
        return Share(self.share / 100, self.n, self.design_effect or 1.0) if self.n else None


@dataclass(frozen=True, slots=True)
class PublishedRow:
    id: int
    period: str
    source: str
    measure: str
    value: str
    n: str
    provenance: str


@dataclass(frozen=True, slots=True)
class Compared:
    """One figure beside the one before. `why`: incomparable, or unmeasured, where nothing may be
    said; empty with a `change`."""

    change: Change | None
    why: str = ""


@dataclass(frozen=True)
class Surveys:
    """Everything that is known of the surveys."""

    surveys: tuple[SurveyRow, ...]
    waves: tuple[WaveRow, ...]
    questions: tuple[QuestionRow, ...]
    wordings: dict[int, WordingRow]
    figures: tuple[FigureRow, ...]
    published: tuple[PublishedRow, ...]

    def waves_of(self, survey_id: int) -> list[WaveRow]:
        """Waves in their order in time."""
        found = [row for row in self.waves if row.survey_id == survey_id]
        return sorted(found, key=lambda row: round_order(row.round))

    def held(self, survey_id: int) -> list[WaveRow]:
        """Waves that were held, or of which something came out."""
        came_out = {row.wave_id for row in self.figures}
        return [row for row in self.waves_of(survey_id) if not row.planned or row.id in came_out]

    def coming(self, survey: SurveyRow, today: date) -> tuple[Round | None, WaveRow | None]:
        """The next wave, and its row where it is planned."""
        when = next_round([row.round for row in self.held(survey.id)], survey.every_months, today)
        planned = [row for row in self.waves_of(survey.id) if row.round == when]
        return when, planned[0] if planned else None

    def number(self, survey: SurveyRow, when: Round) -> int:
        """1 for the baseline; a wave that was not held keeps its number."""
        return wave_number(when, self.waves_of(survey.id)[0].round, survey.every_months)

    def comparable(self, before: FigureRow, after: FigureRow) -> bool:
        """Same words, same scale, same answers counted, same people: known to be, not guessed."""
        same = (before.population, before.unit_id) == (after.population, after.unit_id)
        return same and before.wording_id is not None and before.wording_id == after.wording_id

    def compared(self, before: FigureRow, after: FigureRow) -> Compared:
        """What may be said of the way from one figure to the next."""
        if not self.comparable(before, after):
            return Compared(None, "incomparable")
        if before.measured is None or after.measured is None:
            return Compared(None, "unmeasured")
        return Compared(change(before.measured, after.measured))
