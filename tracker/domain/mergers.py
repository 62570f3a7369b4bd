"""A unit merged into another: what is open goes to the successor, what is closed stays."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session, contains_eager

from tracker.domain import contacts
from tracker.domain.changes import Actor, note
from tracker.domain.commitments import Commitment
from tracker.domain.decisions import Decision
from tracker.domain.milestones import Milestone
from tracker.domain.people import Contact
from tracker.domain.plans import ActionPlan, Dossier
from tracker.domain.questions import Question
from tracker.domain.share_fates import Fates, fates
from tracker.domain.units import Unit, UnitAlias, UnitName

#: Why the share of a merged unit is closed where its successor had one too.
REASON = "fusionné"


@dataclass(frozen=True, slots=True)
class Merger:
    """What a merger will do, before it is done. `added`: contacts who join the successor's."""

    fates: Fates
    added: tuple[Contact, ...]
    known: tuple[Contact, ...]
    dossiers: tuple[Dossier, ...]
    names: int
    aliases: int


def refusal(unit: Unit, successor: Unit) -> str | None:
    """Why `unit` cannot be merged into `successor`: itself, already_merged, into_merged; or None.

    A circle would pass by a unit that is merged already, so it is refused with the rest.
    """
    if unit.id == successor.id:
        return "itself"
    if unit.successor_id is not None:
        return "already_merged"
    return "into_merged" if successor.successor_id is not None else None


def foresee(session: Session, unit: Unit, successor: Unit) -> Merger:
    """What merging `unit` into `successor` would do. Six statements; nothing is written."""
    shares = list(
        session.scalars(
            select(Commitment)
            .join(Commitment.milestone)
            .join(ActionPlan, ActionPlan.id == Milestone.plan_id)
            .options(contains_eager(Commitment.milestone))
            .where(Commitment.unit_id.in_((unit.id, successor.id)), ActionPlan.closed_at.is_(None))
            .order_by(Commitment.id)
        )
    )
    theirs = contacts.contacts_of(session, unit.id)
    there = {contact.person_id for contact in contacts.contacts_of(session, successor.id)}
    led = select(Dossier).join(ActionPlan, ActionPlan.id == Dossier.plan_id)
    led = led.where(Dossier.lead_unit_id == unit.id, ActionPlan.closed_at.is_(None))

    def count(table) -> int:
        statement = select(func.count()).select_from(table).where(table.unit_id == unit.id)
        return session.scalar(statement) or 0

    return Merger(
        fates=fates(
            (share for share in shares if share.unit_id == unit.id),
            (share for share in shares if share.unit_id == successor.id),
        ),
        added=tuple(one for one in theirs if one.person_id not in there),
        known=tuple(one for one in theirs if one.person_id in there),
        dossiers=tuple(session.scalars(led.order_by(Dossier.position))),
        names=count(UnitName),
        aliases=count(UnitAlias),
    )


def merge(
    session: Session, unit: Unit, successor: Unit, names: tuple[str, str], actor: Actor, day: date
) -> Merger:
    """Merge `unit` into `successor` on `day`; returns what was done. The caller commits.

    `names`: of both on that day, for the history. Raises ValueError where `refusal` says no.
    """
    code = refusal(unit, successor)
    if code is not None:
        raise ValueError(f"this unit cannot be merged there: {code}")
    merger = foresee(session, unit, successor)
    old, new = names
    _settle(session, merger.fates, unit, successor, names, actor)
    for dossier in merger.dossiers:
        dossier.lead_unit_id = successor.id
        note(session, "dossier", dossier.id, actor, "merged", field="lead", before=old, after=new)
    _pass_decisions(session, unit.id, successor.id, names, actor)
    _pass_contacts(session, successor.id, merger, actor, old)
    unit.successor_id, unit.merged_on = successor.id, day
    for one in (unit, successor):
        note(session, "unit", one.id, actor, "merged", field="unit", before=old, after=new)
    session.flush()
    return merger


def catch_up(session: Session, milestone: Milestone, actor: Actor) -> None:
    """Pass the open shares of merged units to their successors: a milestone that was withdrawn
    when they merged is followed again. The caller commits."""
    for share in list(milestone.commitments):
        unit = session.get_one(Unit, share.unit_id)
        if unit.successor_id is None:
            continue
        successor = unit
        while successor.successor_id is not None:
            successor = session.get_one(Unit, successor.successor_id)
        others = (one for one in milestone.commitments if one.unit_id == successor.id)
        names = (unit.names[-1].name, successor.names[-1].name)
        _settle(session, fates([share], others), unit, successor, names, actor)
        session.flush()


def _settle(
    session: Session,
    fates_: Fates,
    unit: Unit,
    successor: Unit,
    names: tuple[str, str],
    actor: Actor,
) -> None:
    """Do what `fates_` says of the shares of `unit`."""
    old, new = names
    for own, other in fates_.closes:
        _release(session, own, actor)
        _pass_question(session, own, other)
    for own, other in fates_.swaps:
        if other.released_at is None:
            _release(session, other, actor)
            _pass_question(session, other, own)
        _passes(session, other, actor, new, old)
    _trade(session, fates_.swaps, unit, successor)
    for commitment in fates_.moves:
        commitment.unit_id = successor.id
    for commitment in (*fates_.moves, *(own for own, _other in fates_.swaps)):
        _passes(session, commitment, actor, old, new)


def _passes(session: Session, share: Commitment, actor: Actor, before: str, after: str) -> None:
    note(session, "commitment", share.id, actor, "merged", field="unit", before=before, after=after)


def _release(session: Session, share: Commitment, actor: Actor) -> None:
    share.released_at, share.released_by, share.released_reason = actor.at, actor.name, REASON
    note(session, "commitment", share.id, actor, "released", reason=REASON)


def _pass_question(session: Session, closed: Commitment, kept: Commitment) -> None:
    """A question still open on a share that closes is asked on the one that stays."""
    session.execute(
        update(Question)
        .where(
            Question.commitment_id == closed.id,
            Question.answered_by_update_id.is_(None),
            Question.withdrawn_at.is_(None),
        )
        .values(commitment_id=kept.id)
        .execution_options(synchronize_session=False)
    )


def _pass_decisions(
    session: Session, unit_id: int, successor_id: int, names: tuple[str, str], actor: Actor
) -> None:
    """Open decisions are the successor's to carry out; it is told by its next mail."""
    theirs = (Decision.owner_unit_id == unit_id, Decision.outcome.is_(None))
    for decision in session.scalars(select(Decision).where(*theirs)):
        decision.owner_unit_id, decision.tell_since = successor_id, actor.at
        decision.version += 1
        told = {"field": "owner", "before": names[0], "after": names[1]}
        note(session, "decision", decision.id, actor, "merged", **told)


def _trade(
    session: Session,
    pairs: Sequence[tuple[Commitment, Commitment]],
    unit: Unit,
    successor: Unit,
) -> None:
    """Let each pair trade units, so that a lead keeps its own answers, dates and questions.

    A milestone holds one share a unit at any moment: the successor's waits under a unit that
    lasts no longer than that.
    """
    if not pairs:
        return
    passage = Unit(code="~", kind=unit.kind, gloss_en="", position=-1)
    session.add(passage)
    session.flush()
    for _own, other in pairs:
        other.unit_id = passage.id
    session.flush()
    for own, _other in pairs:
        own.unit_id = successor.id
    session.flush()
    for _own, other in pairs:
        other.unit_id = unit.id
    session.flush()
    session.delete(passage)
    session.flush()


def _pass_contacts(
    session: Session, successor_id: int, merger: Merger, actor: Actor, old: str
) -> None:
    """The merged unit's contacts follow the successor's, in their order; it keeps none.

    The head of the merged unit heads nothing any more: the successor keeps its own.
    """
    for contact in merger.added:
        contacts.add(session, successor_id, contact.person, actor)
    for contact in (*merger.added, *merger.known):
        name = contact.person.name
        session.delete(contact)
        note(
            session,
            "unit",
            contact.unit_id,
            actor,
            "removed",
            field="contact",
            before=name,
            reason=REASON,
        )
    session.flush()
