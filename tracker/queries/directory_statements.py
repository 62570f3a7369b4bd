"""The statements that read the directory."""

from collections.abc import Collection
from datetime import date

from sqlalchemy import CompoundSelect, Select, and_, func, or_, select, union
from sqlalchemy.orm import aliased

from tracker.domain.bureau import BureauSettings
from tracker.domain.decisions import Decision
from tracker.domain.opt_outs import OptOut
from tracker.domain.people import Absence, Contact, Person
from tracker.domain.plans import ActionPlan
from tracker.domain.reviews import Review, ReviewGuest
from tracker.domain.units import Unit, UnitName

#: Roles of those who are written to whatever they answer for.
BUREAU = ("director", "coordinator")


def answering(units: Collection[int], people: Collection[int], today: date) -> CompoundSelect:
    """Ids of `people`, of the contacts of `units` and of who stands in for one of these today."""
    contacts = select(Contact.person_id).where(Contact.unit_id.in_(units))
    return union(
        select(Person.id).where(Person.id.in_(people)),
        contacts,
        _stand_ins(today).where(Absence.person_id.in_(contacts)),
    )


def answered_by(people: Collection[int], today: date) -> Select[tuple[int]]:
    """Ids of the units for which one of `people` may be written to: as a contact, or in the place
    of one who is away today."""
    away = select(Absence.person_id).where(
        Absence.substitute_id.in_(people), Absence.starts_on <= today, Absence.ends_on >= today
    )
    theirs = or_(Contact.person_id.in_(people), Contact.person_id.in_(away))
    return select(Contact.unit_id).distinct().where(theirs)


def everybody(today: date) -> Select[tuple[int]]:
    """Ids of the people who may be written to for a unit or a decision, those of the Bureau
    aside."""
    owners = select(Decision.owner_id).where(
        Decision.owner_id.is_not(None), Decision.outcome.is_(None)
    )
    anybody = or_(
        Person.id.in_(select(Contact.person_id)),
        Person.id.in_(_stand_ins(today)),
        Person.id.in_(owners),
    )
    return select(Person.id).where(anybody, Person.role.not_in(BUREAU)).order_by(Person.id)


def out_of_order() -> Select[tuple[int]]:
    """Ids of the people who left, whose address is suspended, or who asked for no more mail."""
    asked = select(OptOut.person_id).where(OptOut.handled_at.is_(None))
    return (
        select(Person.id)
        .where(or_(~Person.active, Person.suspended_at.is_not(None), Person.id.in_(asked)))
        .order_by(Person.id)
    )


def of_mergers() -> CompoundSelect:
    """Ids of the units that were merged into another, and of these others."""
    merged = Unit.successor_id.is_not(None)
    return union(select(Unit.id).where(merged), select(Unit.successor_id).where(merged))


def of_bureau() -> Select[tuple[int]]:
    """Ids of the people of the Bureau who are written to whatever they answer for."""
    return select(Person.id).where(Person.role.in_(BUREAU)).order_by(Person.id)


def _stand_ins(today: date) -> Select[tuple[int | None]]:
    """Who answers today instead of somebody."""
    return select(Absence.substitute_id).where(
        Absence.substitute_id.is_not(None), Absence.starts_on <= today, Absence.ends_on >= today
    )


def units_statement(today: date, among: Collection[int] | None = None) -> Select:
    """Units under the name in force on `today`, in the order they are shown: all, or those `among`,
    by their ids."""
    started = func.max(UnitName.valid_from).filter(UnitName.valid_from <= today)
    names = select(
        UnitName.unit_id,
        func.coalesce(started, func.min(UnitName.valid_from)).label("valid_from"),
    ).group_by(UnitName.unit_id)
    if among is not None:
        names = names.where(UnitName.unit_id.in_(among))
    in_force = names.subquery()
    return (
        select(
            Unit.id,
            Unit.code,
            Unit.kind,
            UnitName.name,
            UnitName.short,
            UnitName.long_form,
            Unit.gloss_en,
            Unit.position,
            Unit.successor_id,
            Unit.merged_on,
        )
        .join(in_force, in_force.c.unit_id == Unit.id)
        .join(
            UnitName,
            and_(UnitName.unit_id == Unit.id, UnitName.valid_from == in_force.c.valid_from),
        )
        .order_by(Unit.position)
    )


def people_statement(today: date) -> Select:
    """People with what they are contacts of and who stands in for them: a row for each unit."""
    current = aliased(Absence)
    invited = (
        select(ReviewGuest.person_id)
        .join(Review, Review.id == ReviewGuest.review_id)
        .join(ActionPlan, ActionPlan.id == Review.plan_id)
        .where(ActionPlan.is_current)
    )
    only = select(BureauSettings.default_locale).where(~BureauSettings.bilingual).scalar_subquery()
    return (
        select(
            Person.id,
            Person.name,
            Person.title,
            Person.email,
            func.coalesce(only, Person.locale).label("locale"),
            Person.role,
            Person.active,
            Person.suspended_at,
            Person.suspended_reason,
            OptOut.asked_at.label("opted_out_at"),
            Person.id.in_(invited).label("invited"),
            Person.brief_attached,
            Contact.unit_id,
            Contact.rank,
            Contact.is_head,
            current.starts_on,
            current.ends_on,
            current.substitute_id,
        )
        .outerjoin(Contact, Contact.person_id == Person.id)
        # One of a person waits at most.
        .outerjoin(OptOut, and_(OptOut.person_id == Person.id, OptOut.handled_at.is_(None)))
        .outerjoin(
            current,
            and_(
                current.person_id == Person.id,
                current.starts_on <= today,
                current.ends_on >= today,
            ),
        )
        # The absence that began last counts where two overlap.
        .order_by(Person.id, current.starts_on.desc(), current.id, Contact.unit_id)
    )
