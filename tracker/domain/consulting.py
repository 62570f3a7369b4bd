"""Consulting before a plan is approved: a group is heard, each point is decided, it is closed."""

from collections.abc import Collection, Mapping

from sqlalchemy import exists, func, select
from sqlalchemy.orm import Session

from tracker.domain.changes import Actor, note, revise
from tracker.domain.consultations import (
    Consultation,
    ConsultationPoint,
    ConsultationTrace,
    ConsultationUnit,
    ConsultationWaiver,
)
from tracker.domain.plans import Dossier


class CannotClose(ValueError):
    """Why a consultation stays open: `no_summary`, or `undecided` points."""


def unheard(session: Session, plan_id: int) -> list[str]:
    """Codes of the dossiers that keep a plan from being approved: neither a closed consultation
    nor the director's waiver. One statement."""
    heard = exists().where(
        Consultation.dossier_id == Dossier.id, Consultation.closed_at.is_not(None)
    )
    waived = exists().where(ConsultationWaiver.dossier_id == Dossier.id)
    found = session.scalars(
        select(Dossier.code)
        .where(Dossier.plan_id == plan_id, ~heard, ~waived)
        .order_by(Dossier.position)
    )
    return list(found)


def begin(
    session: Session,
    dossier: Dossier,
    values: Mapping[str, object],
    unit_ids: Collection[int],
    actor: Actor,
) -> Consultation:
    """A consultation on a dossier. `values`: audience, how, starts_on, ends_on, summary. The
    caller commits."""
    consultation = Consultation(
        dossier_id=dossier.id,
        made_at=actor.at,
        made_by=actor.name,
        invited=[ConsultationUnit(unit_id=unit_id) for unit_id in unit_ids],
        points=[],
        **values,
    )
    session.add(consultation)
    session.flush()
    note(session, "consultation", consultation.id, actor, "created", after=consultation.audience)
    return consultation


def edit(
    session: Session,
    consultation: Consultation,
    values: Mapping[str, object],
    unit_ids: Collection[int],
    actor: Actor,
) -> None:
    """Give it what `values` says, and invite these units and no other. The caller commits."""
    revise(session, "consultation", consultation, actor, values)
    there = {one.unit_id: one for one in consultation.invited}
    for unit_id in there.keys() - set(unit_ids):
        consultation.invited.remove(there[unit_id])
    for unit_id in set(unit_ids) - there.keys():
        consultation.invited.append(ConsultationUnit(unit_id=unit_id))
    if there.keys() != set(unit_ids):
        before, after = len(there), len(set(unit_ids))
        note(
            session,
            "consultation",
            consultation.id,
            actor,
            "changed",
            field="invited",
            before=before,
            after=after,
        )


def write_point(
    session: Session,
    consultation: Consultation,
    point: ConsultationPoint | None,
    text: str,
    outcome: str | None,
    because: str,
    milestone_ids: Collection[int],
    actor: Actor,
) -> ConsultationPoint:
    """Write down what was heard, or what became of it. Of what is set aside nothing is traced. The
    caller made sure that what is not wholly retained says why, and commits."""
    if point is None:
        last = session.scalar(
            select(func.max(ConsultationPoint.number)).where(
                ConsultationPoint.consultation_id == consultation.id
            )
        )
        point = ConsultationPoint(number=(last or 0) + 1, text=text, because="", traces=[])
        consultation.points.append(point)
        session.flush()
        what = "added"
        before = ""
    else:
        what, before = "changed", point.text
    wanted = set() if outcome == "not_retained" else set(milestone_ids)
    there = {one.milestone_id: one for one in point.traces}
    same = (point.text, point.outcome, point.because, there.keys())
    if what == "changed" and same == (text, outcome, because, wanted):
        return point
    point.text, point.outcome, point.because = text, outcome, because
    for milestone_id in there.keys() - wanted:
        point.traces.remove(there[milestone_id])
    for milestone_id in wanted - there.keys():
        point.traces.append(ConsultationTrace(milestone_id=milestone_id))
    note(
        session,
        "consultation",
        consultation.id,
        actor,
        what,
        field="point",
        before=before,
        after=text,
        reason=because[:500],
    )
    return point


def close(session: Session, consultation: Consultation, actor: Actor) -> None:
    """What was heard is summed up and each point is decided. The caller commits. Raises
    CannotClose."""
    if not consultation.summary.strip():
        raise CannotClose("no_summary")
    if any(point.outcome is None for point in consultation.points):
        raise CannotClose("undecided")
    consultation.closed_at, consultation.closed_by = actor.at, actor.name
    note(session, "consultation", consultation.id, actor, "closed")


def reopen(session: Session, consultation: Consultation, actor: Actor) -> None:
    """More is to be written. The caller made sure that the plan is a draft, and commits."""
    consultation.closed_at = consultation.closed_by = None
    note(session, "consultation", consultation.id, actor, "reopened")


def waive(session: Session, dossier: Dossier, reason: str, actor: Actor) -> None:
    """The director's word that this dossier needs no consultation, and why. The caller commits."""
    waiver = session.get(ConsultationWaiver, dossier.id)
    before = waiver.reason if waiver else ""
    if waiver is None:
        waiver = ConsultationWaiver(dossier_id=dossier.id)
        session.add(waiver)
    waiver.reason, waiver.given_at = reason, actor.at
    waiver.given_by_id, waiver.given_by = actor.person_id, actor.name
    note(
        session,
        "dossier",
        dossier.id,
        actor,
        "waived",
        field="consultation",
        before=before,
        after=reason,
    )
    session.flush()
