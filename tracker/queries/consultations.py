"""Consultations read: of a plan by dossier, one of them whole, and what a milestone takes up."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tracker.domain.consultations import (
    Consultation,
    ConsultationPoint,
    ConsultationTrace,
    ConsultationUnit,
    ConsultationWaiver,
)
from tracker.domain.milestones import Milestone
from tracker.domain.plans import Dossier


@dataclass(frozen=True, slots=True)
class ConsultationRow:
    """One in a line. `undecided`: points about which nothing is said yet."""

    id: int
    dossier_id: int
    audience: str
    how: str
    starts_on: date
    ends_on: date
    closed_at: datetime | None
    points: int
    undecided: int


@dataclass(frozen=True, slots=True)
class WaiverRow:
    dossier_id: int
    reason: str
    given_at: datetime
    given_by: str


@dataclass(frozen=True, slots=True)
class PointRow:
    """One point heard. `milestones`: (id, code) of those that take it up."""

    id: int
    number: int
    text: str
    outcome: str | None
    because: str
    milestones: tuple[tuple[int, str], ...]


@dataclass(frozen=True, slots=True)
class HeardRow:
    """What was heard, of what a milestone takes up."""

    consultation_id: int
    audience: str
    text: str
    outcome: str
    because: str


def read_consultations(session: Session, plan_id: int) -> list[ConsultationRow]:
    """Those of a plan, the first first. One statement."""
    rows = session.execute(
        select(
            Consultation.id,
            Consultation.dossier_id,
            Consultation.audience,
            Consultation.how,
            Consultation.starts_on,
            Consultation.ends_on,
            Consultation.closed_at,
            func.count(ConsultationPoint.id),
            func.count(ConsultationPoint.id).filter(ConsultationPoint.outcome.is_(None)),
        )
        .join(Dossier, Dossier.id == Consultation.dossier_id)
        .outerjoin(ConsultationPoint, ConsultationPoint.consultation_id == Consultation.id)
        .where(Dossier.plan_id == plan_id)
        .group_by(Consultation.id)
        .order_by(Consultation.starts_on, Consultation.id)
    )
    return [ConsultationRow(*row) for row in rows]


def read_waivers(session: Session, plan_id: int) -> list[WaiverRow]:
    """The director's waivers in a plan. One statement."""
    table = ConsultationWaiver
    rows = session.execute(
        select(table.dossier_id, table.reason, table.given_at, table.given_by)
        .join(Dossier, Dossier.id == table.dossier_id)
        .where(Dossier.plan_id == plan_id)
    )
    return [WaiverRow(*row) for row in rows]


def read_points(session: Session, consultation_id: int) -> list[PointRow]:
    """What was heard, with the milestones that take it up. One statement."""
    rows = session.execute(
        select(
            ConsultationPoint.id,
            ConsultationPoint.number,
            ConsultationPoint.text,
            ConsultationPoint.outcome,
            ConsultationPoint.because,
            Milestone.id,
            Milestone.code,
        )
        .outerjoin(ConsultationTrace, ConsultationTrace.point_id == ConsultationPoint.id)
        .outerjoin(Milestone, Milestone.id == ConsultationTrace.milestone_id)
        .where(ConsultationPoint.consultation_id == consultation_id)
        .order_by(ConsultationPoint.number, Milestone.position)
    ).all()
    found: dict[int, PointRow] = {}
    for ident, number, text, outcome, because, milestone_id, code in rows:
        before = found[ident].milestones if ident in found else ()
        here = ((milestone_id, code),) if milestone_id else ()
        found[ident] = PointRow(ident, number, text, outcome, because, before + here)
    return list(found.values())


def read_invited(session: Session, consultation_id: int) -> list[int]:
    """Ids of the units invited. One statement."""
    table = ConsultationUnit
    return list(
        session.scalars(select(table.unit_id).where(table.consultation_id == consultation_id))
    )


def heard_on(session: Session, milestone_id: int) -> list[HeardRow]:
    """What was heard that this milestone takes up. One statement."""
    rows = session.execute(
        select(
            Consultation.id,
            Consultation.audience,
            ConsultationPoint.text,
            ConsultationPoint.outcome,
            ConsultationPoint.because,
        )
        .join(ConsultationPoint, ConsultationPoint.consultation_id == Consultation.id)
        .join(ConsultationTrace, ConsultationTrace.point_id == ConsultationPoint.id)
        .where(ConsultationTrace.milestone_id == milestone_id)
        .order_by(Consultation.starts_on, ConsultationPoint.id)
    )
    return [HeardRow(*row) for row in rows]
