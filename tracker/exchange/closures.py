"""Closed days of a year: Québec's holidays, and the city's own days by municipal custom."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

import holidays
from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.domain.closures import Closure

HOLIDAY_BASIS = "holidays, CA/QC, jours publics et facultatifs"
CUSTOM_BASIS = "usage municipal, à valider"
#: Month and day of what the city adds to Québec's holidays, as in closures_2015_2017.csv.
CUSTOM = (
    (1, 2, "Lendemain du jour de l’An"),
    (12, 24, "Veille de Noël"),
    (12, 26, "Lendemain de Noël"),
    (12, 31, "Veille du jour de l’An"),
)


@dataclass(frozen=True, slots=True)
class ClosedDay:
    """A closed day, its French name, and on what ground it is one."""

    day: date
    name: str
    basis: str


def closed_days(years: Iterable[int]) -> list[ClosedDay]:
    """The closed days of `years`, in order; a holiday's name wins over the city's own."""
    years = sorted(set(years))
    public = holidays.country_holidays(
        "CA", subdiv="QC", years=years, categories=("public", "optional"), language="fr"
    )
    found = {
        date(year, month, day): ClosedDay(date(year, month, day), name, CUSTOM_BASIS)
        for year in years
        for month, day, name in CUSTOM
    }
    for day, name in public.items():
        if day.year in years:
            found[day] = ClosedDay(day, name, HOLIDAY_BASIS)
    return [found[day] for day in sorted(found)]


def load_closures(session: Session, years: Iterable[int]) -> int:
    """Add the closed days of `years` that the database lacks; days edited there stay.

    Returns how many were added. The caller commits.
    """
    known = set(session.scalars(select(Closure.day)))
    added = [
        Closure(day=closed.day, name=closed.name, basis=closed.basis)
        for closed in closed_days(years)
        if closed.day not in known
    ]
    session.add_all(added)
    return len(added)
