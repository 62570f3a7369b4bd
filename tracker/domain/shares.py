"""Who leads a milestone and who contributes: named, changed, released, taken back.

Every line of these changes is in the milestone's own history. The milestone is held first.
"""

from collections.abc import Iterable, Mapping

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.domain.asks import asks_of
from tracker.domain.changes import Actor, note
from tracker.domain.commitments import Commitment
from tracker.domain.milestones import Milestone
from tracker.domain.questions import Question

#: Name of each unit, by its id: what the history keeps.
Names = Mapping[int, str]


def held(session: Session, milestone_id: int) -> Milestone | None:
    """The milestone and its commitments as they are now, held until the transaction ends."""
    milestone = session.get(Milestone, milestone_id, with_for_update=True)
    if milestone is not None:
        session.scalars(
            select(Commitment)
            .where(Commitment.milestone_id == milestone_id)
            .order_by(Commitment.id)
            .with_for_update()
            .execution_options(populate_existing=True)
        ).all()
        session.expire(milestone, ["commitments"])
    return milestone


def live_lead(milestone: Milestone) -> Commitment | None:
    """The commitment of the unit that leads now."""
    live = (one for one in milestone.commitments if one.released_at is None)
    return next((one for one in live if one.role == "lead"), None)


def change_lead(
    session: Session,
    milestone: Milestone,
    unit_id: int,
    actor: Actor,
    names: Names,
    released_for: str = "",
) -> None:
    """`unit_id` leads from now on, from the date that the lead before had said.

    The former lead contributes, or is released where `released_for` says why. What the new lead
    had answered as a contributor stays in its history and no longer speaks for it. The caller
    commits. Raises ValueError where it leads already.
    """
    former = live_lead(milestone)
    if former is not None and former.unit_id == unit_id:
        raise ValueError("this unit leads already")
    moved_to = _moved_date(milestone, former)
    if former is not None:
        # Written first: the database takes one live lead a milestone.
        if released_for:
            _release(session, milestone, former, released_for, actor, names)
        else:
            former.hand_over()
            former.refold(asks_of(session, former.id))
        session.flush()
    lead = _share_of(milestone, unit_id)
    if lead is None:
        lead = Commitment(unit_id=unit_id, role="contributor", updates=[])
        milestone.commitments.append(lead)
        session.flush()
        note(session, "commitment", lead.id, actor, "created", after=names[unit_id])
    _unrelease(lead)
    lead.take_over(actor.at, moved_to)
    lead.refold(asks_of(session, lead.id))
    session.flush()
    note(
        session,
        "milestone",
        milestone.id,
        actor,
        "changed",
        field="lead",
        before=names[former.unit_id] if former else "",
        after=names[unit_id],
    )


def add_contributors(
    session: Session, milestone: Milestone, unit_ids: Iterable[int], actor: Actor, names: Names
) -> list[int]:
    """Each unit contributes from now on; those that have a share already are passed over.

    Returns the ids of the units added, in the order given. The caller commits.
    """
    there = {one.unit_id for one in milestone.commitments}
    added = [unit_id for unit_id in dict.fromkeys(unit_ids) if unit_id not in there]
    for unit_id in added:
        milestone.commitments.append(
            Commitment(unit_id=unit_id, role="contributor", forecast_due=None, updates=[])
        )
        note(
            session,
            "milestone",
            milestone.id,
            actor,
            "added",
            field="contributor",
            after=names[unit_id],
        )
    session.flush()
    return added


def release(
    session: Session, commitment: Commitment, reason: str, actor: Actor, names: Names
) -> None:
    """« Sans objet »: the unit is asked no more; the row and its answers stay. Released, a lead
    leaves the milestone without one. The caller commits."""
    _release(session, commitment.milestone, commitment, reason, actor, names)
    session.flush()


def take_back(session: Session, commitment: Commitment, actor: Actor, names: Names) -> None:
    """The unit is concerned again: it leads if it did and nobody else does, else contributes.

    The caller commits.
    """
    milestone = commitment.milestone
    if commitment.role == "lead" and live_lead(milestone) is not None:
        commitment.hand_over()
    _unrelease(commitment)
    commitment.refold(asks_of(session, commitment.id))
    session.flush()
    field = "lead" if commitment.role == "lead" else "contributor"
    name = names[commitment.unit_id]
    note(session, "milestone", milestone.id, actor, "restored", field=field, after=name)


def open_questions(session: Session, commitment_ids: Iterable[int]) -> int:
    """How many questions on these commitments nobody has answered yet. One statement."""
    found = session.scalars(
        select(Question.id).where(
            Question.commitment_id.in_(list(commitment_ids)),
            Question.answered_by_update_id.is_(None),
            Question.withdrawn_at.is_(None),
        )
    )
    return len(found.all())


def _moved_date(milestone: Milestone, lead: Commitment | None):
    """The date that the lead had said, where it is not the milestone's own."""
    if lead is None or lead.forecast_due == milestone.baseline_due:
        return None
    return lead.forecast_due


def _share_of(milestone: Milestone, unit_id: int) -> Commitment | None:
    return next((one for one in milestone.commitments if one.unit_id == unit_id), None)


def _unrelease(commitment: Commitment) -> None:
    commitment.released_at = commitment.released_by = commitment.released_reason = None


def _release(
    session: Session,
    milestone: Milestone,
    commitment: Commitment,
    reason: str,
    actor: Actor,
    names: Names,
) -> None:
    commitment.released_at, commitment.released_by = actor.at, actor.name
    commitment.released_reason = reason
    note(
        session,
        "milestone",
        milestone.id,
        actor,
        "released",
        field="lead" if commitment.role == "lead" else "contributor",
        before=names[commitment.unit_id],
        reason=reason,
    )
