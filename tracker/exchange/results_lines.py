"""One line of a file of survey results, judged: good, or with what keeps it from being kept."""

from dataclasses import dataclass
from datetime import date

from tracker.domain.surveys import BETTER, SEASONS
from tracker.domain.units import spelling_key
from tracker.exchange.table_file import Line, Preview, day_of, number_of
from tracker.exchange.units import UnitIndex

_SEASONS = dict(zip(("hiver", "printemps", "ete", "automne"), SEASONS, strict=True))
_SEASONS |= {season: season for season in SEASONS} | {"": ""}
_POPULATIONS = {
    "": "",
    "citoyens": "citizens",
    "citizens": "citizens",
    "entreprises": "businesses",
    "businesses": "businesses",
    "partenaires": "partners",
    "partners": "partners",
}
_LIMITS = {
    "question": 40,
    "label_fr": 200,
    "label_en": 200,
    "provenance": 300,
    "wording": 500,
    "scale": 300,
    "counted": 300,
    "firm": 120,
    "mode": 120,
    "wave_population": 200,
}


@dataclass(frozen=True, slots=True)
class Result:
    """A figure of a file. `wave`: what the line says of its wave; what it leaves empty stays."""

    line: int
    survey: str
    year: int
    season: str
    question: str
    label_fr: str
    label_en: str
    better: str
    population: str
    unit_id: int | None
    unit_code: str
    share: float
    n: int | None
    n_is_about: bool
    derived: bool
    provenance: str
    wording: str
    scale: str
    counted: str
    wave: dict[str, object]


class _Wrong(ValueError):
    """A cell that cannot be kept: its heading, and why in both languages."""


def read_result(line: Line, preview: Preview, units: UnitIndex, surveys: set[str]) -> Result | None:
    """The figure of a line; None where `preview` was told what is wrong with it. `surveys`: their
    codes, in small letters."""
    try:
        return _result(line, units, surveys)
    except _Wrong as wrong:
        preview.complain(line.number, *wrong.args)
        return None


def _result(line: Line, units: UnitIndex, surveys: set[str]) -> Result:
    for column, limit in _LIMITS.items():
        if len(line[column]) > limit:
            raise _Wrong(column, f"au plus {limit} caractères", f"at most {limit} characters")
    survey = line["survey"].casefold()
    if survey not in surveys:
        raise _Wrong("survey", "aucun sondage n’a ce code", "no survey has this code")
    for column in ("question", "provenance"):
        if not line[column]:
            raise _Wrong(column, "la cellule est vide", "the cell is empty")
    if bool(line["wording"]) != bool(line["scale"]):
        words = "la formulation et l’échelle vont ensemble", "wording and scale go together"
        raise _Wrong("wording", *words)
    unit = units.named(line["unit"]) if line["unit"] else None
    if line["unit"] and unit is None:
        raise _Wrong("unit", "aucune unité ne se nomme ainsi", "no unit is called this")
    share = number_of(line["share"], ("%",))
    if share is None or not 0 <= share <= 100:
        raise _Wrong("share", "écrire une part de 0 à 100", "write a share from 0 to 100")
    n, about = _count(line, "n")
    return Result(
        line=line.number,
        survey=survey,
        year=_year(line),
        season=_word(line, "season", _SEASONS),
        question=line["question"],
        label_fr=line["label_fr"],
        label_en=line["label_en"],
        better=_word(line, "better", {"": "", **{one: one for one in BETTER}}),
        population=_word(line, "population", _POPULATIONS),
        unit_id=unit.id if unit else None,
        unit_code=unit.code if unit else "",
        share=share,
        n=n,
        n_is_about=about,
        derived=line["derived"] not in {"", "0"},
        provenance=line["provenance"],
        wording=line["wording"],
        scale=line["scale"],
        counted=line["counted"],
        wave=_wave(line),
    )


def _wave(line: Line) -> dict[str, object]:
    n, about = _count(line, "wave_n")
    effect = number_of(line["design_effect"]) if line["design_effect"] else None
    if line["design_effect"] and (effect is None or effect <= 0):
        words = "écrire un nombre plus grand que 0", "write a number greater than 0"
        raise _Wrong("design_effect", *words)
    first, last = _day(line, "starts_on"), _day(line, "ends_on")
    if first and last and last < first:
        raise _Wrong("ends_on", "la fin précède le début", "the end comes before the start")
    told = {
        "firm": line["firm"],
        "mode": line["mode"],
        "population": line["wave_population"],
        "n": n,
        "n_is_about": about if n is not None else None,
        "design_effect": effect,
        "starts_on": first,
        "ends_on": last,
    }
    return {name: value for name, value in told.items() if value not in ("", None)}


def _year(line: Line) -> int:
    text = line["year"]
    if not (text.isascii() and text.isdigit() and 2000 <= int(text[:5]) <= 2100):
        raise _Wrong("year", "écrire une année de 2000 à 2100", "write a year from 2000 to 2100")
    return int(text)


def _word(line: Line, column: str, known: dict[str, str]) -> str:
    key = spelling_key(line[column])
    if key not in known:
        words = ", ".join(sorted(filter(None, known)))
        raise _Wrong(column, f"écrire l’un de : {words}", f"write one of: {words}")
    return known[key]


def _count(line: Line, column: str) -> tuple[int | None, bool]:
    """« 1500 », « ~1900 »: a number of answers, and whether it is about that."""
    text = line[column]
    if not text:
        return None, False
    number = number_of(text.removeprefix("~").strip())
    if number is None or not number.is_integer() or not 0 < number < 10**9:
        words = "écrire un nombre entier de réponses", "write a whole number of answers"
        raise _Wrong(column, *words)
    return int(number), text.startswith("~")


def _day(line: Line, column: str) -> date | None:
    if not line[column]:
        return None
    day = day_of(line[column])
    if day is None:
        words = "écrire la date ainsi : 2016-11-30", "write the date like this: 2016-11-30"
        raise _Wrong(column, *words)
    return day
