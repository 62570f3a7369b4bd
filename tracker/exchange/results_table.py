"""Results of surveys as a CSV file, a line a figure, with the headings that come back in."""

from datetime import date

from tracker.exchange.safe_csv import csv_bytes
from tracker.exchange.table_file import written
from tracker.queries.directory import Directory
from tracker.queries.survey_rows import Surveys

HEADINGS = (
    "survey",
    "year",
    "season",
    "question",
    "label_fr",
    "label_en",
    "better",
    "population",
    "unit",
    "share",
    "n",
    "derived",
    "provenance",
    "wording",
    "scale",
    "counted",
    "firm",
    "mode",
    "wave_population",
    "wave_n",
    "design_effect",
    "starts_on",
    "ends_on",
)


def results_csv(told: Surveys, directory: Directory) -> bytes:
    """Every figure with its wave and its words; `share` in percent, « ~1900 » is about 1900."""
    surveys = {row.id: row for row in told.surveys}
    waves = {row.id: row for row in told.waves}
    questions = {row.id: row for row in told.questions}
    rows = []
    for figure in told.figures:
        wave, question = waves[figure.wave_id], questions[figure.question_id]
        words = told.wordings.get(figure.wording_id or 0)
        rows.append(
            (
                surveys[figure.survey_id].code,
                wave.year,
                wave.season,
                question.code,
                question.label_fr,
                question.label_en,
                question.better,
                figure.population,
                directory.units[figure.unit_id].code if figure.unit_id else "",
                written(figure.share),
                _about(figure.own_n, figure.n_is_about),
                "1" if figure.derived else "",
                figure.provenance,
                words.wording if words else "",
                words.scale if words else "",
                words.counted if words else "",
                wave.firm,
                wave.mode,
                wave.population,
                _about(wave.n, wave.n_is_about),
                written(wave.design_effect),
                _day(wave.starts_on),
                _day(wave.ends_on),
            )
        )
    return csv_bytes(HEADINGS, rows)


def _about(n: int | None, about: bool) -> str:
    return "" if n is None else f"{'~' if about else ''}{n}"


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""
