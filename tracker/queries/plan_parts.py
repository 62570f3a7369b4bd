"""The current plan in parts: enough of it for the mails of some people, or for some milestones.

A part is a PlanView of few rows. It holds each of its milestones whole, with whoever they name.
What is asked of it about the people or the milestones that it was read for is answered as the
whole plan would; of anything else it knows nothing (docs/decisions/0025).
"""

from array import array
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date

from sqlalchemy import ScalarResult, func, or_, select
from sqlalchemy.orm import Session

from tracker.domain.commitments import Commitment
from tracker.domain.messages import MessageItem
from tracker.domain.milestones import Milestone
from tracker.domain.people import Contact
from tracker.domain.plans import Dossier
from tracker.queries.directory import Among, read_directory
from tracker.queries.directory_statements import (
    answered_by,
    everybody,
    of_bureau,
    of_mergers,
    out_of_order,
)
from tracker.queries.plan_reading import by_name, filled, lately, read_outline
from tracker.queries.plan_rows import dossier_row
from tracker.queries.plan_statements import MILESTONES, dossiers_statement, part_statement
from tracker.queries.plan_view import PlanView
from tracker.queries.waiting_statements import part_questions_statement, part_raisings_statement

#: People, or shares of milestones, of one part: more would only hold more memory.
AT_ONCE = 600


def read_base(session: Session, today: date) -> PlanView:
    """What the parts of the current plan are read from, and hold each: its outline, its dossiers,
    who runs the Bureau, and the units of mergers."""
    outline = read_outline(session, today)
    if outline.plan is None:
        return outline
    rows = session.execute(dossiers_statement(outline.plan.id))
    units, people = session.scalars(of_mergers()).all(), session.scalars(of_bureau()).all()
    return replace(
        outline,
        dossiers=tuple(dossier_row(row) for row in by_name(rows)),
        directory=read_directory(session, today, Among(units, people)),
    )


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a part is to hold, all by ids. `people`: whatever their mails may tell; `messages`: what
    these asked when they were planned; `units`: all their shares; `commitments`; `milestones`.
    `named_units`, `named_people`: no more than who they are."""

    people: Collection[int] = ()
    messages: Collection[int] = ()
    units: Collection[int] = ()
    commitments: Collection[int] = ()
    milestones: Collection[int] = ()
    named_units: Collection[int] = ()
    named_people: Collection[int] = ()

    def __or__(self, other: "Wanted") -> "Wanted":
        """What either is to hold."""
        both = ((getattr(self, one.name), getattr(other, one.name)) for one in fields(self))
        return Wanted(*({*mine, *theirs} for mine, theirs in both))


def read_part(session: Session, base: PlanView, wanted: Wanted) -> PlanView:
    """What is `wanted`, each milestone whole, with whom it names. Seven statements at most."""
    units = set(wanted.units)
    if wanted.people:
        units.update(session.scalars(answered_by(wanted.people, base.today)))
    found = {*wanted.milestones, *_milestones(session, units, wanted)}
    within = {MILESTONES.key: found}
    # Without the session, which handles each value of each row.
    asked = session.connection().execute(part_statement(base.plan.id), within | lately(base.today))
    rows = asked.all()
    questions = session.execute(part_questions_statement(base.plan.id), within).all()
    named = {*units, *wanted.named_units, *_named_by(base), *base.directory.units}
    named.update(row.unit_id for row in rows)
    named.update(row.blocker_unit_id for row in rows)
    people = {*wanted.people, *wanted.named_people, *base.directory.people}
    people.update(row.asked_by_id for row in questions)
    people.update(one.owner_id for one in base.decisions)
    directory = read_directory(session, base.today, Among(named - {None}, people - {None}))
    raisings = session.execute(part_raisings_statement(), within)
    return filled(base, directory, rows, questions, raisings)


def people_in_parts(session: Session, today: date) -> Iterator[Sequence[int]]:
    """Ids of everybody who may be written to for a unit or a decision, those of the Bureau aside,
    a part at a time. One statement."""
    yield from _in_slices(session.scalars(everybody(today)))


def people_out_of_order(session: Session) -> Iterator[Sequence[int]]:
    """Ids of those to whom nothing can be written, or who want nothing more, a part at a time. One
    statement."""
    yield from _in_slices(session.scalars(out_of_order()))


def milestones_in_parts(session: Session, plan_id: int) -> Iterator[Sequence[int]]:
    """Ids of the milestones of a plan in its order, a part at a time: at least one, if empty. One
    statement."""
    found = session.execute(
        select(Milestone.id, func.count(Commitment.id))
        .join(Dossier, Dossier.id == Milestone.dossier_id)
        .outerjoin(Commitment, Commitment.milestone_id == Milestone.id)
        .where(Milestone.plan_id == plan_id)
        .group_by(Milestone.id, Dossier.position, Milestone.position)
        .order_by(Dossier.position, Milestone.position, Milestone.id)
    ).all()
    part: list[int] = []
    held = 0
    for milestone_id, shares in found:
        if part and held + shares > AT_ONCE:
            yield part
            part, held = [], 0
        part.append(milestone_id)
        held += shares
    yield part


def unreached_in_parts(session: Session, plan_id: int) -> Iterator[Sequence[int]]:
    """Ids of the milestones that no contact of any unit leads to, a part at a time. One
    statement."""
    reached = (
        select(Commitment.id)
        .join(Contact, Contact.unit_id == Commitment.unit_id)
        .where(Commitment.milestone_id == Milestone.id)
    )
    yield from _in_slices(
        session.scalars(
            select(Milestone.id)
            .where(Milestone.plan_id == plan_id, ~reached.exists())
            .order_by(Milestone.id)
        )
    )


def _milestones(session: Session, units: Collection[int], wanted: Wanted) -> Sequence[int]:
    """Ids of the milestones, of any plan, that the shares of `units` and what is wanted besides
    lead to."""
    leads = []
    if units:
        leads.append(Commitment.unit_id.in_(units))
    if wanted.commitments:
        leads.append(Commitment.id.in_(wanted.commitments))
    if wanted.messages:
        asked = select(MessageItem.commitment_id)
        leads.append(Commitment.id.in_(asked.where(MessageItem.message_id.in_(wanted.messages))))
    if not leads:
        return ()
    return session.scalars(select(Commitment.milestone_id).distinct().where(or_(*leads))).all()


def _named_by(base: PlanView) -> set[int | None]:
    """Units that the plan names outside of its milestones."""
    leads = {dossier.lead_unit_id for dossier in base.dossiers}
    owners = {one.owner_unit_id for one in base.decisions}
    return leads | owners | {row.unit_id for row in base.reporters}


def _in_slices(ids: ScalarResult[int]) -> Iterator[Sequence[int]]:
    held = array("q", ids)
    for start in range(0, len(held), AT_ONCE):
        yield held[start : start + AT_ONCE].tolist()
