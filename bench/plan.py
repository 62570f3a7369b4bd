"""A plan as large as wanted: the demonstration, and as many milestones more as it takes."""

from datetime import date, datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tracker.domain.answers import Answer
from tracker.domain.commitments import Commitment
from tracker.domain.milestones import Milestone
from tracker.domain.plans import ActionPlan, Dossier
from tracker.domain.units import Unit

#: Units on each milestone that is added: its lead and its contributors.
_UNITS = 5
_ANSWERS = ("done", "on_track", None, "postponed", "blocked")


def grow(session: Session, commitments: int, today: date, now: datetime) -> int:
    """Add milestones to the current plan until it holds `commitments`; how many it holds then.

    Always the same for the same day: due from 100 days ago to 200 days ahead, answered in turn.
    The caller commits.
    """
    plan = session.scalars(select(ActionPlan).where(ActionPlan.is_current)).one()
    dossiers = session.scalars(select(Dossier).where(Dossier.plan_id == plan.id)).all()
    units = session.scalars(select(Unit).order_by(Unit.position)).all()
    count = session.scalar(select(func.count()).select_from(Commitment)) or 0
    number = 0
    while count < commitments:
        number += 1
        milestone = Milestone(
            plan_id=plan.id,
            dossier_id=dossiers[number % len(dossiers)].id,
            code=f"X-{number:03}",
            kind="deliverable",
            title_fr=f"Livrable supplémentaire {number}",
            starts_on=today - timedelta(days=150),
            baseline_due=today + timedelta(days=(number * 37) % 300 - 100),
            position=1000 + number,
        )
        for place in range(min(_UNITS, commitments - count)):
            unit = units[(number * _UNITS + place) % len(units)]
            role = "contributor" if place else "lead"
            forecast = None if place else milestone.baseline_due
            milestone.commitments.append(
                Commitment(unit_id=unit.id, role=role, forecast_due=forecast)
            )
        milestone.freeze_baseline("Direction du Bureau", now - timedelta(days=150))
        session.add(milestone)
        session.flush()
        for place, commitment in enumerate(milestone.commitments):
            _answer(session, commitment, number + place, today, now)
        count += len(milestone.commitments)
    session.flush()
    return count


def _answer(session: Session, commitment: Commitment, turn: int, today: date, now: datetime):
    said = _ANSWERS[turn % len(_ANSWERS)]
    if said is None:
        return
    days = turn % 30 + 1
    commitment.record(
        Answer(
            said,
            sentence="Une phrase qui dit où en est le travail.",
            done_on=today - timedelta(days=days),
            new_due=today + timedelta(days=turn % 60),
            reason="supplier",
            blocker_words="Un fournisseur",
        ),
        nonce=f"bench-{commitment.id}",
        at=now - timedelta(days=days),
        on=today - timedelta(days=days),
        author_id=None,
        author_name="Responsable",
        way="demonstration",
        prior_due=commitment.milestone.baseline_due,
    )
    session.flush()
    commitment.refold()
