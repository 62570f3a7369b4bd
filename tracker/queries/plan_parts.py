"""The current plan in parts: enough of it for the mails of some people, or for some milestones.

A part is a PlanView of few rows. It holds each of its milestones whole, with whoever they name.
What is asked of it about the people or the milestones that it was read for is answered as the
whole plan would; of anything else it knows nothing (docs/decisions/0025).
"""

from array import array
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from datetime import date

from sqlalchemy import ColumnElement, ScalarResult, func, select
from sqlalchemy.orm import Session

from tracker.domain.commitments import Commitment
from tracker.domain.messages import MessageItem
from tracker.domain.milestones import Milestone
from tracker.domain.people import Contact
from tracker.domain.plans import Dossier
from tracker.queries.directory import Among, read_directory
from tracker.queries.directory_statements import answered_by, everybody
from tracker.queries.plan_reading import filled, lately, read_outline
from tracker.queries.plan_rows import dossier_row
from tracker.queries.plan_statements import MILESTONES, dossiers_statement, part_statement
from tracker.queries.plan_view import PlanView
from tracker.queries.waiting_statements import part_questions_statement, part_raisings_statement

#: People, or shares of milestones, of one part: more would only hold more memory.
AT_ONCE = 400


def read_base(session: Session, today: date) -> PlanView:
    """What the parts of the current plan are read from: its outline, with its dossiers."""
    outline = read_outline(session, today)
    if outline.plan is None:
        return outline
    rows = session.execute(dossiers_statement(outline.plan.id))
    return replace(outline, dossiers=tuple(dossier_row(row) for row in rows))


def part_for_people(
    session: Session,
    base: PlanView,
    people: Collection[int],
    messages: Collection[int] = (),
) -> PlanView:
    """What the mails of `people` may tell; and what `messages`, by their ids, asked when they were
    planned. Seven statements."""
    units = session.scalars(answered_by(people, base.today)).all()
    asked = select(MessageItem.commitment_id).where(MessageItem.message_id.in_(messages))
    found = _milestones(session, base, units, Commitment.id.in_(asked) if messages else None)
    return part_of(session, base, found, units, people)


def part_about(
    session: Session,
    base: PlanView,
    *,
    units: Collection[int] = (),
    commitments: Collection[int] = (),
    milestones: Collection[int] = (),
    named: Collection[int] = (),
) -> PlanView:
    """These milestones, those of `commitments`, and all in which `units` have a share; the names
    of other units besides. By their ids. Six statements."""
    found = _milestones(session, base, units, Commitment.id.in_(commitments))
    return part_of(session, base, {*found, *milestones}, {*units, *named})


def part_of(
    session: Session,
    base: PlanView,
    milestones: Collection[int],
    units: Collection[int] = (),
    people: Collection[int] = (),
) -> PlanView:
    """These milestones, by their ids, and whom they name; `units` and `people` besides. Five
    statements."""
    within = {MILESTONES.key: milestones}
    rows = session.execute(part_statement(), within | lately(base.today)).all()
    questions = session.execute(part_questions_statement(base.plan.id), within).all()
    named = {*units, *_named_by(base)}
    named.update(row.unit_id for row in rows)
    named.update(row.blocker_unit_id for row in rows)
    askers = {row.asked_by_id for row in questions}
    owners = {one.owner_id for one in base.decisions}
    among = Among(named - {None}, {*people, *askers, *owners} - {None})
    directory = read_directory(session, base.today, among)
    raisings = session.execute(part_raisings_statement(), within)
    return filled(base, directory, rows, questions, raisings)


def people_in_parts(session: Session, today: date) -> Iterator[Sequence[int]]:
    """Ids of everybody who may be written to for a unit or a decision, those of the Bureau aside,
    a part at a time. One statement."""
    yield from _in_slices(session.scalars(everybody(today)))


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


def _milestones(
    session: Session, base: PlanView, units: Collection[int], or_of: ColumnElement[bool] | None
) -> Sequence[int]:
    """Ids of the milestones in which one of `units` has a share, or which hold a commitment
    `or_of`."""
    wanted = Commitment.unit_id.in_(units)
    if or_of is not None:
        wanted |= or_of
    return session.scalars(
        select(Commitment.milestone_id)
        .distinct()
        .join(Milestone, Milestone.id == Commitment.milestone_id)
        .where(Milestone.plan_id == base.plan.id, wanted)
    ).all()


def _named_by(base: PlanView) -> set[int | None]:
    """Units that the plan names outside of its milestones."""
    leads = {dossier.lead_unit_id for dossier in base.dossiers}
    owners = {one.owner_unit_id for one in base.decisions}
    return leads | owners | {row.unit_id for row in base.reporters}


def _in_slices(ids: ScalarResult[int]) -> Iterator[Sequence[int]]:
    held = array("q", ids)
    for start in range(0, len(held), AT_ONCE):
        yield held[start : start + AT_ONCE].tolist()
