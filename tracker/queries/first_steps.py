"""How far the first days have gone."""

from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import Session

from tracker.domain.changes import Change
from tracker.domain.people import Contact, Person
from tracker.domain.plans import ActionPlan
from tracker.domain.units import Unit

#: Fields of the settings' history that are about the reminders.
_OF_REMINDERS = ("weekday", "hour", "quiet", "closure", "footer_fr", "footer_en")


@dataclass(frozen=True, slots=True)
class FirstSteps:
    """Counts that say what is done. `draft_id`: the plan being prepared; `people`: all who are
    active; `settled`: changes made to the reminders' settings since the first day."""

    mails_tried: int
    plans: int
    draft_id: int | None
    approved: int
    people: int
    units: int
    with_contact: int
    settled: int


def read_first_steps(session: Session) -> FirstSteps:
    """One statement."""
    settings = select(Change.id).where(Change.object_kind == "settings")
    live = select(Unit.id).where(Unit.successor_id.is_(None))
    answered = select(Contact.unit_id).join(Person, Person.id == Contact.person_id)
    row = session.execute(
        select(
            _count(settings.where(Change.what == "mail_tried")),
            _count(select(ActionPlan.id)),
            select(func.max(ActionPlan.id))
            .where(ActionPlan.approved_at.is_(None))
            .scalar_subquery(),
            _count(select(ActionPlan.id).where(ActionPlan.is_current)),
            _count(select(Person.id).where(Person.active)),
            _count(live),
            _count(live.where(Unit.id.in_(answered.where(Person.active)))),
            _count(settings.where(Change.field.in_(_OF_REMINDERS))),
        )
    ).one()
    return FirstSteps(*row)


def _count(ids: Select) -> ColumnElement[int]:
    return select(func.count()).select_from(ids.subquery()).scalar_subquery()
