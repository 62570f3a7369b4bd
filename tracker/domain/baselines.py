"""Corrections of a baseline: asked with a reason, decided by the director. The first one stays."""

from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tracker.domain.asks import asks_of
from tracker.domain.changes import Actor, note
from tracker.domain.milestones import Baseline, BaselineProposal, Milestone


def open_proposal(session: Session, milestone_id: int) -> BaselineProposal | None:
    """The correction of this milestone that waits for the director. One statement."""
    return session.scalar(
        select(BaselineProposal).where(
            BaselineProposal.milestone_id == milestone_id, BaselineProposal.outcome.is_(None)
        )
    )


def ask(
    session: Session, milestone: Milestone, due: date, reason: str, actor: Actor
) -> BaselineProposal:
    """Ask for another baseline; one at a time, on a milestone that is held. The caller commits."""
    proposal = BaselineProposal(
        milestone_id=milestone.id,
        due=due,
        reason=reason,
        asked_by_id=actor.person_id,
        asked_by=actor.name,
        asked_at=actor.at,
    )
    session.add(proposal)
    session.flush()
    _note(session, milestone.id, actor, "asked", milestone.baseline_due, due, reason)
    return proposal


def accept(
    session: Session, milestone: Milestone, proposal: BaselineProposal, words: str, actor: Actor
) -> Baseline:
    """A new baseline with the reason it was asked for; those before it stay on record.

    A lead who never moved its date follows it; slippage still counts from the first one. The
    caller commits.
    """
    before = milestone.baseline_due
    newest = session.scalar(
        select(func.max(Baseline.seq)).where(Baseline.milestone_id == milestone.id)
    )
    baseline = Baseline(
        milestone_id=milestone.id,
        seq=0 if newest is None else newest + 1,
        due=proposal.due,
        frozen_at=actor.at,
        by=actor.name,
        reason=proposal.reason,
    )
    session.add(baseline)
    milestone.baseline_due = proposal.due
    _decide(proposal, "accepted", words, actor)
    _note(session, milestone.id, actor, "accepted", before, proposal.due, words)
    session.flush()
    for commitment in milestone.commitments:
        commitment.refold(asks_of(session, commitment.id))
    return baseline


def refuse(session: Session, proposal: BaselineProposal, words: str, actor: Actor) -> None:
    """The baseline stays as it is; `words` say why. The caller commits."""
    _decide(proposal, "refused", words, actor)
    _note(session, proposal.milestone_id, actor, "refused", None, proposal.due, words)


def take_back(session: Session, proposal: BaselineProposal, actor: Actor) -> None:
    """The request is withdrawn: nothing to decide any more. The caller commits."""
    _decide(proposal, "withdrawn", "", actor)
    _note(session, proposal.milestone_id, actor, "taken_back", None, proposal.due, "")


def _decide(proposal: BaselineProposal, outcome: str, words: str, actor: Actor) -> None:
    proposal.outcome, proposal.words = outcome, words
    proposal.decided_at, proposal.decided_by = actor.at, actor.name


def _note(
    session: Session,
    milestone_id: int,
    actor: Actor,
    what: str,
    before: date | None,
    after: date,
    reason: str,
) -> None:
    note(
        session,
        "milestone",
        milestone_id,
        actor,
        what,
        field="baseline_due",
        before=before,
        after=after,
        reason=reason,
    )
