"""Results of surveys from a CSV file: what each line would change, then changing it."""

from dataclasses import dataclass, field
from functools import partial

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.domain.changes import Actor, note
from tracker.domain.surveys import (
    BETTER,
    Survey,
    SurveyFigure,
    SurveyQuestion,
    SurveyWave,
    SurveyWording,
)
from tracker.exchange.results_lines import Result, read_result
from tracker.exchange.table_file import Effect, Preview, read_table, written
from tracker.exchange.units import read_unit_index

REQUIRED = ("survey", "year", "question", "share", "provenance")


def preview_results(
    session: Session, content: bytes, name: str, actor: Actor, *, lock: bool = False
) -> Preview:
    """What the file would do to the figures. Nothing is written. Raises PlanFileError for a file
    that is no table. `lock`: hold the surveys until the commit."""
    lines = read_table(content, name, REQUIRED)
    wanted = select(Survey).order_by(Survey.id)
    found = session.scalars(wanted.with_for_update() if lock else wanted)
    desk = _Desk(session, {one.code.casefold(): one for one in found}, actor)
    preview, units = Preview(name), read_unit_index(session)
    for line in lines:
        result = read_result(line, preview, units, set(desk.surveys))
        if result is not None:
            desk.judge(result, preview)
    return preview


@dataclass
class _Desk:
    """What the database holds of the surveys, and how a line of the file changes it."""

    session: Session
    surveys: dict[str, Survey]
    actor: Actor
    seen: set[tuple] = field(default_factory=set)

    def __post_init__(self) -> None:
        rows = self.session.execute(
            select(SurveyFigure, SurveyWave, SurveyQuestion, SurveyWording)
            .join(SurveyWave, SurveyWave.id == SurveyFigure.wave_id)
            .join(SurveyQuestion, SurveyQuestion.id == SurveyFigure.question_id)
            .outerjoin(SurveyWording, SurveyWording.id == SurveyFigure.wording_id)
        )
        self.figures = {
            (wave.survey_id, wave.year, wave.season, question.code, figure.population,
             figure.unit_id): (figure, wave, words)
            for figure, wave, question, words in rows
        }  # fmt: skip

    def judge(self, result: Result, preview: Preview) -> None:
        survey = self.surveys[result.survey]
        key = (survey.id, result.year, result.season, result.question, result.population)
        key = (*key, result.unit_id)
        if key in self.seen:
            words = "la même part est donnée deux fois", "the same share is given twice"
            preview.complain(result.line, "question", *words)
            return
        self.seen.add(key)
        known = self.figures.get(key)
        before = written(known[0].share) if known else ""
        fate = "new" if known is None else "same" if self._same(result, *known) else "corrected"
        what = " · ".join(
            filter(
                None,
                [survey.code, f"{result.season} {result.year}".strip(), result.question,
                 result.population, result.unit_code],
            )
        )  # fmt: skip
        effect = Effect(result.line, what, before, written(result.share), fate)
        preview.will(effect, partial(self._write, survey, result, before))

    def _same(self, result: Result, figure: SurveyFigure, wave: SurveyWave, words) -> bool:
        """Whether nothing that the line says differs from what is there."""
        own = (figure.share, figure.n, figure.n_is_about, figure.derived, figure.provenance)
        given = (result.share, result.n, result.n_is_about, result.derived, result.provenance)
        asked = (words.wording, words.scale, words.counted) if words else ("", "", "")
        return (
            own == given
            and asked == (result.wording, result.scale, result.counted)
            and all(getattr(wave, name) == value for name, value in result.wave.items())
        )

    def _write(self, survey: Survey, result: Result, before: str) -> None:
        wave = self._wave(survey, result)
        question = self._question(survey, result)
        wording_id = self._wording(question, result) if result.wording else None
        figure = self.session.scalar(
            select(SurveyFigure).where(
                SurveyFigure.wave_id == wave.id,
                SurveyFigure.question_id == question.id,
                SurveyFigure.population == result.population,
                SurveyFigure.unit_id.is_(None)
                if result.unit_id is None
                else SurveyFigure.unit_id == result.unit_id,
            )
        )
        if figure is None:
            figure = SurveyFigure(
                survey_id=survey.id,
                wave_id=wave.id,
                question_id=question.id,
                population=result.population,
                unit_id=result.unit_id,
            )
            self.session.add(figure)
        figure.wording_id = wording_id
        for name in ("share", "n", "n_is_about", "derived", "provenance"):
            setattr(figure, name, getattr(result, name))
        self.session.flush()
        note(
            self.session,
            "survey",
            survey.id,
            self.actor,
            "changed" if before else "given",
            field="results",
            before=before,
            after=f"{result.question}, {result.year} : {written(result.share)}",
        )

    def _wave(self, survey: Survey, result: Result) -> SurveyWave:
        wave = self.session.scalar(
            select(SurveyWave).where(
                SurveyWave.survey_id == survey.id,
                SurveyWave.year == result.year,
                SurveyWave.season == result.season,
            )
        )
        if wave is None:
            wave = SurveyWave(survey_id=survey.id, year=result.year, season=result.season)
            self.session.add(wave)
        for name, value in result.wave.items():
            setattr(wave, name, value)
        self.session.flush()
        return wave

    def _question(self, survey: Survey, result: Result) -> SurveyQuestion:
        rows = self.session.scalars(
            select(SurveyQuestion).where(SurveyQuestion.survey_id == survey.id)
        ).all()
        found = next((row for row in rows if row.code == result.question), None)
        if found is not None:
            return found
        made = SurveyQuestion(
            survey_id=survey.id,
            code=result.question,
            label_fr=result.label_fr or result.question,
            label_en=result.label_en,
            better=result.better or BETTER[0],
            position=max((row.position for row in rows), default=0) + 1,
        )
        self.session.add(made)
        self.session.flush()
        return made

    def _wording(self, question: SurveyQuestion, result: Result) -> int:
        """The version of these very words; a new one where they were never asked so."""
        rows = self.session.scalars(
            select(SurveyWording).where(SurveyWording.question_id == question.id)
        ).all()
        words = (result.wording, result.scale, result.counted)
        for row in rows:
            if (row.wording, row.scale, row.counted) == words:
                return row.id
        made = SurveyWording(
            question_id=question.id,
            version=max((row.version for row in rows), default=0) + 1,
            wording=result.wording,
            scale=result.scale,
            counted=result.counted,
        )
        self.session.add(made)
        self.session.flush()
        return made.id
