"""Waves, shares and their changes as a reader says them. `locale` is "fr" or "en"."""

from datetime import date, timedelta
from typing import Protocol

from flask_babel import gettext as _
from flask_babel import ngettext

from tracker.domain.proportions import Change, Share
from tracker.domain.waves import Round
from tracker.queries.survey_rows import Compared, FigureRow
from tracker.wording import dates, numbers
from tracker.wording.naming import Name
from tracker.wording.numbers import NBSP

#: What stands before and after a source in the carried file.
_SEEN, _DERIVED = "seen: ", " (2014 derived)"


def wave(when: Round) -> str:
    """« automne 2014 »; the year alone where the season is not known."""
    year, season = when
    named = {
        "winter": _("hiver %(year)s", year=year),
        "spring": _("printemps %(year)s", year=year),
        "summer": _("été %(year)s", year=year),
        "autumn": _("automne %(year)s", year=year),
    }
    return named.get(season) or str(year)


def population(code: str) -> str:
    """Who was asked, where it is one group of clients."""
    words = {
        "citizens": _("citoyens"),
        "businesses": _("entreprises"),
        "partners": _("partenaires"),
    }
    return words.get(code, "")


def percent(value: float, locale: str, digits: int | None = None) -> str:
    """« 80 % », « 12,5 % »; "80%"."""
    text = numbers.number(_whole(value), locale, digits)
    return f"{text}{NBSP}%" if locale == "fr" else f"{text}%"


def points(value: float, locale: str) -> str:
    """« 5 points », « 1 point »; to the point, or to its half below three."""
    rounded = round(value * 2) / 2 if value < 3 else round(value)
    whole = _whole(rounded)
    return ngettext(
        "%(n)s point", "%(n)s points", 1 if whole < 2 else 2, n=numbers.number(whole, locale)
    ).replace(" ", NBSP)


def margin(measured: Share, locale: str) -> str:
    """« ± 1,8 »; where the usual margin would mislead, « de 91 à 100 % »."""
    if measured.margin_holds:
        return f"±{NBSP}{numbers.number(100 * measured.margin, locale, 1)}"
    low, high = (round(100 * end) for end in measured.interval)
    return _("de %(low)s à %(high)s", low=low, high=percent(high, locale))


def answers(figure: FigureRow, locale: str) -> str:
    """« n = 1 500 », « n ≈ 1 900 », « n non publié »."""
    if figure.n is None:
        return _("n non publié")
    sign = "≈" if figure.n_is_about else "="
    return f"n{NBSP}{sign}{NBSP}{numbers.number(figure.n, locale)}"


def provenance(text: str) -> str:
    """Where a figure was seen, without the marks of the carried file."""
    return text.removeprefix(_SEEN).removesuffix(_DERIVED)


def whole_provenance(text: str) -> str:
    """The same with its marks in words: « vu dans TVA 2017-04-12 (2014 calculé) »."""
    words = provenance(text)
    if text.startswith(_SEEN):
        words = _("vu dans %(source)s", source=words)
    return _("%(seen)s (2014 calculé)", seen=words) if text.endswith(_DERIVED) else words


def changed(compared: Compared, before: FigureRow, after: FigureRow, locale: str) -> str:
    """What may be said of two figures that follow one another, or why nothing may."""
    if compared.change is not None:
        return change(compared.change, locale)
    if compared.why == "unmeasured":
        return _("Nombre de réponses non publié : l’écart ne se dit pas.")
    if before.wording_id is None or after.wording_id is None:
        return _("Formulation non publiée : l’écart ne se dit pas.")
    return _("La question ou l’échelle a changé : l’écart ne se dit pas.")


def change(found: Change, locale: str) -> str:
    """« En hausse de 5 points, entre 2 et 8 »; « Aucun changement significatif »."""
    if not found.significant:
        return _("Aucun changement significatif")
    ends = sorted(abs(100 * end) for end in (found.low, found.high))
    low, high = (numbers.number(_whole(_rounded(end)), locale) for end in ends)
    told = {"by": points(abs(100 * found.difference), locale), "low": low, "high": high}
    if found.direction == "up":
        return _("En hausse de %(by)s, entre %(low)s et %(high)s", **told)
    return _("En baisse de %(by)s, entre %(low)s et %(high)s", **told)


def _rounded(value: float) -> float:
    return round(value * 2) / 2 if value < 1 else round(value)


def _whole(value: float) -> float | int:
    return int(value) if float(value).is_integer() else value


class Measured(Protocol):
    """What a value is counted in."""

    measure_fr: str
    measure_en: str
    decimals: int


def measure_of(thing: Measured, locale: str) -> str:
    """What is counted: « jours », "days"; "%"."""
    return thing.measure_en if locale == "en" and thing.measure_en else thing.measure_fr


def value(thing: Measured, number: float, locale: str) -> str:
    """« 41 jours », « 12,5 % »; "12.5%"."""
    text = numbers.number(float(number), locale, thing.decimals)
    counted = measure_of(thing, locale)
    return f"{text}{'' if locale == 'en' and counted == '%' else NBSP}{counted}"


def indicator_name(thing, locale: str) -> Name:
    """The name in `locale`; the French one, marked, where the English is missing."""
    return named(thing.name_fr, thing.name_en, locale)


def named(french: str, english: str, locale: str) -> Name:
    """Either in `locale`; the French words, marked, where the English ones are missing."""
    if locale != "en":
        return Name(french)
    return Name(english) if english else Name(french, "fr", note="missing")


def period(last_day: date, every_months: int, locale: str) -> str:
    """« mars 2026 », « année 2025 »; a longer or odd period by its last day."""
    whole = (last_day + timedelta(days=1)).day == 1
    if whole and every_months == 1:
        return dates.month(last_day, locale)
    if whole and every_months == 12 and last_day.month == 12:
        return _("année %(year)s", year=last_day.year)
    if whole and every_months == 3 and last_day.month % 3 == 0:
        place = numbers.ordinal(last_day.month // 3, locale)
        return _("%(place)s trimestre %(year)s", place=place, year=last_day.year)
    return _("période close le %(day)s", day=dates.long_date(last_day, locale))


def standing(code: str) -> str:
    """Where an indicator stands on the way to its target."""
    words = {
        "reached": _("cible atteinte"),
        "toward": _("se rapproche de la cible"),
        "still": _("n’a pas bougé"),
        "away": _("s’éloigne de la cible"),
        "unknown": _("pas encore mesuré"),
    }
    return words[code]


def periodicity(every_months: int) -> str:
    words = {
        1: _("chaque mois"),
        3: _("chaque trimestre"),
        6: _("deux fois l’an"),
        12: _("chaque année"),
        24: _("tous les deux ans"),
    }
    return words[every_months]


def cadence(every_months: int) -> str:
    """« tous les 2 ans », of a survey."""
    if every_months % 12 == 0:
        return ngettext("tous les ans", "tous les %(num)s ans", every_months // 12)
    return _("tous les %(n)s mois", n=every_months)
