"""What leaving the demonstration would remove, and what of a real city stays: counted."""

from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import Session

from tracker.domain.closures import Closure
from tracker.domain.demonstration import (
    DOSSIERS,
    INDICATORS,
    MESSAGES,
    MILESTONES,
    PEOPLE,
    PLANS,
    PUBLISHED,
    SURVEYS,
    UPDATES,
    VALUES,
)
from tracker.domain.indicators import Indicator
from tracker.domain.leaving_measures import measures_on_units
from tracker.domain.people import Contact
from tracker.domain.plans import Dossier
from tracker.domain.surveys import Survey
from tracker.domain.units import Unit


@dataclass(frozen=True, slots=True)
class Remains:
    """How many of each would be removed; `units` and `closures`, were they not kept.

    `own_surveys` and `own_indicators` stay: they were not laid with it. `units_needed`: a plan,
    a measure or somebody real stands on the units, so that they stay.
    """

    plans: int
    dossiers: int
    milestones: int
    answers: int
    people: int
    mails: int
    surveys: int
    published: int
    indicators: int
    values: int
    own_surveys: int
    own_indicators: int
    units: int
    closures: int
    units_needed: bool


def remains(session: Session) -> Remains:
    """What leaving would remove. One statement."""
    row = session.execute(
        select(
            _count(PLANS),
            _count(DOSSIERS),
            _count(MILESTONES),
            _count(UPDATES),
            _count(PEOPLE),
            _count(MESSAGES),
            _count(SURVEYS),
            _count(PUBLISHED),
            _count(INDICATORS),
            _count(VALUES),
            _count(select(Survey.id).where(~Survey.with_demonstration)),
            _count(select(Indicator.id).where(~Indicator.illustrative)),
            _count(select(Unit.id)),
            _count(select(Closure.id)),
            _count(_standing_on_units()),
        )
    ).one()
    return Remains(*row[:-1], units_needed=bool(row[-1]))


def _standing_on_units() -> Select:
    """Ids of what is real and stands on units: dossiers, contacts, measures. They keep them."""
    dossiers = select(Dossier.id).where(Dossier.id.not_in(DOSSIERS))
    contacts = select(Contact.id).where(Contact.person_id.not_in(PEOPLE))
    return dossiers.union_all(contacts, *measures_on_units())


def _count(ids: Select) -> ColumnElement[int]:
    return select(func.count()).select_from(ids.subquery()).scalar_subquery()
