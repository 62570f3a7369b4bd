"""Approval of a plan: what it still lacks, and the freezing of its baselines."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session, selectinload

from tracker.domain import consulting
from tracker.domain.changes import Actor, note
from tracker.domain.commitments import Commitment
from tracker.domain.milestones import Milestone
from tracker.domain.people import Contact, Person
from tracker.domain.plans import ActionPlan, Dossier
from tracker.domain.units import Unit


@dataclass(frozen=True, slots=True)
class Gap:
    """Something a plan lacks: its code, and what it concerns. It keeps nobody from approving: what
    does is asked of `domain/consulting.py: unheard`."""

    code: str
    concerns: tuple[str, ...]


class CannotApprove(ValueError):
    """The plan is not a draft any more, or holds nothing."""


class NotConsulted(CannotApprove):
    """Dossiers, by their codes, have neither a closed consultation nor the director's waiver."""

    def __init__(self, codes: list[str]) -> None:
        super().__init__(
            "Ces dossiers n’ont ni consultation close ni dispense écrite de la direction : "
            + ", ".join(codes)
        )
        self.codes = codes


def gaps(session: Session, plan: ActionPlan) -> list[Gap]:
    """What to know before approving, most telling first: `no_commitment` and `no_lead`
    (milestones), `no_dossier_lead` (dossiers), `no_contact` (units), `outside` (milestones
    whose dates leave the plan's)."""
    milestones = [one for one in _milestones(session, plan) if one.withdrawn_at is None]
    found = {
        "no_commitment": [one.code for one in milestones if not _live(one)],
        "no_lead": [one.code for one in milestones if _live(one) and not _led(one)],
        "no_dossier_lead": session.scalars(
            select(Dossier.code)
            .where(Dossier.plan_id == plan.id, Dossier.lead_unit_id.is_(None))
            .order_by(Dossier.position)
        ).all(),
        "no_contact": _units_without_contact(session, plan),
        "outside": [
            one.code
            for one in milestones
            if one.starts_on < plan.starts_on or one.baseline_due > plan.ends_on
        ],
    }
    return [Gap(code, tuple(concerns)) for code, concerns in found.items() if concerns]


def approve(
    session: Session, plan: ActionPlan, *, by: str, at: datetime, actor: Actor | None = None
) -> None:
    """Freeze every baseline of the draft `plan` and make it the current one.

    `at`: the instant of the decision; the plan in force until then closes. `actor`: who says so,
    now: it is noted, and no slot from before that moment is looked for. The caller commits.
    Raises CannotApprove, and NotConsulted before every dossier was consulted on or waived.
    """
    if plan.state != "draft":
        raise CannotApprove("Ce plan n’est plus un projet : il est déjà approuvé.")
    milestones = _milestones(session, plan)
    if not milestones:
        raise CannotApprove("Ce plan ne contient aucun jalon.")
    if missing := consulting.unheard(session, plan.id):
        raise NotConsulted(missing)
    for milestone in milestones:
        milestone.freeze_baseline(by, at)
    _close_the_current(session, plan, at, actor)
    plan.approved_at, plan.approved_by = at, by
    plan.is_current = True
    if actor is not None:
        plan.slot_since = actor.at
        note(session, "plan", plan.id, actor, "approved")
        if by != actor.name:
            note(session, "plan", plan.id, actor, "changed", field="approved_by", after=by)
    session.flush()


def _close_the_current(
    session: Session, plan: ActionPlan, at: datetime, actor: Actor | None
) -> None:
    """A draft shown for want of a plan only gives up its place; one in force is over."""
    former = session.scalar(
        select(ActionPlan).where(ActionPlan.is_current, ActionPlan.id != plan.id)
    )
    if former is None:
        return
    former.is_current = False
    if former.state == "approved":
        former.closed_at = actor.at if actor else at
        if actor is not None:
            note(session, "plan", former.id, actor, "closed", reason=plan.title_fr)
    # Before the other takes its place: only one plan is current at any moment.
    session.flush()


def _milestones(session: Session, plan: ActionPlan) -> list[Milestone]:
    loaded = (selectinload(Milestone.commitments), selectinload(Milestone.baselines))
    return list(
        session.scalars(
            select(Milestone)
            .options(*loaded)
            .where(Milestone.plan_id == plan.id)
            .order_by(Milestone.position)
        )
    )


def _live(milestone: Milestone) -> list[Commitment]:
    return [one for one in milestone.commitments if one.released_at is None]


def _led(milestone: Milestone) -> bool:
    return any(one.role == "lead" for one in _live(milestone))


def _units_without_contact(session: Session, plan: ActionPlan) -> list[str]:
    writable = (
        select(func.count())
        .select_from(Contact)
        .join(Person, Person.id == Contact.person_id)
        .where(Contact.unit_id == Unit.id, Person.active, Person.suspended_at.is_(None))
        .scalar_subquery()
    )
    concerned = (
        select(Commitment.unit_id)
        .join(Milestone, Milestone.id == Commitment.milestone_id)
        .where(
            Milestone.plan_id == plan.id,
            Milestone.withdrawn_at.is_(None),
            Commitment.released_at.is_(None),
        )
    )
    return list(
        session.scalars(
            select(Unit.code).where(Unit.id.in_(concerned), writable == 0).order_by(Unit.position)
        )
    )
