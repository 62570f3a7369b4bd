"""A draft copied from another plan: the same dossiers and milestones, on later days."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from tracker.domain.commitments import Commitment
from tracker.domain.indicators import IndicatorDossier
from tracker.domain.milestones import Milestone
from tracker.domain.plans import ActionPlan, Dossier
from tracker.domain.units import Unit


@dataclass(frozen=True, slots=True)
class NewPlan:
    """What a draft is called, and when it runs."""

    title_fr: str
    title_en: str
    title_en_of: str
    starts_on: date
    ends_on: date
    loaded_at: datetime


def empty_draft(session: Session, new: NewPlan, *, illustrative: bool = False) -> ActionPlan:
    """Add a draft that holds nothing. It is the current plan where there is none. The caller
    commits."""
    current = session.scalar(select(ActionPlan.id).where(ActionPlan.is_current))
    plan = ActionPlan(
        title_fr=new.title_fr,
        title_en=new.title_en,
        title_en_of=new.title_en_of,
        starts_on=new.starts_on,
        ends_on=new.ends_on,
        loaded_at=new.loaded_at,
        is_current=current is None,
        illustrative=illustrative,
    )
    session.add(plan)
    session.flush()
    return plan


def copy_plan(session: Session, source: ActionPlan, new: NewPlan, shift: int) -> ActionPlan:
    """A draft with the dossiers, milestones and units of `source`, dates `shift` days later.

    Codes are kept, and the indicators that each dossier is meant to move; answers, baselines,
    withdrawn milestones and released commitments are not. A unit merged since is its successor.
    What is illustrative stays so. The caller commits.
    """
    plan = empty_draft(session, new, illustrative=source.illustrative)
    plan.slot_weekday, plan.slot_time = source.slot_weekday, source.slot_time
    dossiers = {old.id: _dossier(plan, old) for old in _dossiers(session, source)}
    successors = _successors(session)
    for dossier in dossiers.values():
        dossier.lead_unit_id = _today(dossier.lead_unit_id, successors)
    session.add_all(dossiers.values())
    session.flush()
    session.add_all(_links(session, dossiers))
    later = timedelta(days=shift)
    session.add_all(
        _milestone(old, dossiers[old.dossier_id], later, successors)
        for old in _milestones(session, source)
    )
    session.flush()
    return plan


def weeks_after(source_starts: date, source_ends: date) -> int:
    """Days, a whole number of weeks, after which a copy begins once its source is over."""
    return ((source_ends - source_starts).days // 7 + 1) * 7


def _dossiers(session: Session, source: ActionPlan) -> list[Dossier]:
    statement = select(Dossier).where(Dossier.plan_id == source.id)
    return list(session.scalars(statement.order_by(Dossier.position, Dossier.id)))


def _links(session: Session, copies: dict[int, Dossier]) -> list[IndicatorDossier]:
    """What each copy of a dossier is meant to move: the indicators of its original."""
    links = session.scalars(select(IndicatorDossier).where(IndicatorDossier.dossier_id.in_(copies)))
    return [
        IndicatorDossier(indicator_id=link.indicator_id, dossier_id=copies[link.dossier_id].id)
        for link in links
    ]


def _milestones(session: Session, source: ActionPlan) -> list[Milestone]:
    return list(
        session.scalars(
            select(Milestone)
            .options(selectinload(Milestone.commitments))
            .where(Milestone.plan_id == source.id, Milestone.withdrawn_at.is_(None))
            .order_by(Milestone.position, Milestone.id)
        )
    )


def _successors(session: Session) -> dict[int, int]:
    rows = session.execute(select(Unit.id, Unit.successor_id).where(Unit.successor_id.is_not(None)))
    return {row.id: row.successor_id for row in rows}


def _today(unit_id: int | None, successors: dict[int, int]) -> int | None:
    while unit_id in successors:
        unit_id = successors[unit_id]
    return unit_id


def _dossier(plan: ActionPlan, old: Dossier) -> Dossier:
    return Dossier(
        plan_id=plan.id,
        code=old.code,
        name_fr=old.name_fr,
        name_en=old.name_en,
        name_en_of=old.name_en_of,
        short_fr=old.short_fr,
        short_en=old.short_en,
        bureau_role=old.bureau_role,
        lead_unit_id=old.lead_unit_id,
        position=old.position,
    )


def _milestone(
    old: Milestone, dossier: Dossier, later: timedelta, successors: dict[int, int]
) -> Milestone:
    due = old.baseline_due + later
    live = [one for one in old.commitments if one.released_at is None]
    roles: dict[int, str] = {}
    for one in sorted(live, key=lambda one: (one.role != "lead", one.id)):
        roles.setdefault(_today(one.unit_id, successors), one.role)
    return Milestone(
        plan_id=dossier.plan_id,
        dossier_id=dossier.id,
        code=old.code,
        kind=old.kind,
        title_fr=old.title_fr,
        title_en=old.title_en,
        title_en_of=old.title_en_of,
        starts_on=old.starts_on + later,
        baseline_due=due,
        position=old.position,
        baselines=[],
        commitments=[
            Commitment(
                unit_id=unit_id,
                role=role,
                forecast_due=due if role == "lead" else None,
                updates=[],
            )
            for unit_id, role in roles.items()
        ],
    )
