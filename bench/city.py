"""A city whose every unit owes an answer each week: as many mails a slot as it has units."""

from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from tracker.domain.commitments import Commitment
from tracker.domain.milestones import Milestone
from tracker.domain.people import Contact, Person
from tracker.domain.plans import ActionPlan, Dossier
from tracker.domain.units import Unit, UnitName


def lay_city(session: Session, recipients: int, now: datetime) -> None:
    """`recipients` people in an approved plan: a director, a coordinator, and the contacts of as
    many units, each with one late milestone."""
    day = now.date()
    session.add_all(
        Person(name=role, email=f"{role}@exemple.test", role=role)
        for role in ("director", "coordinator")
    )
    plan = ActionPlan(
        title_fr="Plan d’action",
        starts_on=day - timedelta(days=200),
        ends_on=day + timedelta(days=2000),
        is_current=True,
        illustrative=True,
        loaded_at=now - timedelta(days=3),
        approved_at=now - timedelta(days=3),
        approved_by="Direction du Bureau",
    )
    dossier = Dossier(plan=plan, code="D1", name_fr="Déneigement", bureau_role="lead", position=1)
    session.add_all([plan, dossier])
    session.flush()
    for number in range(1, recipients - 1):
        unit = Unit(code=f"U{number}", kind="borough", gloss_en="", position=number)
        name = f"Unité {number}"
        start = day - timedelta(days=4000)
        unit.names.append(UnitName(name=name, short=name, long_form=name, valid_from=start))
        person = Person(name=f"Responsable, unité {number}", email=f"u{number}@exemple.test")
        session.add_all([unit, person])
        session.flush()
        session.add(Contact(unit_id=unit.id, person_id=person.id, rank=0))
        milestone = Milestone(
            plan_id=plan.id,
            dossier_id=dossier.id,
            code=f"D1-{number:05}",
            kind="deliverable",
            title_fr=f"Livrable numéro {number}",
            starts_on=day - timedelta(days=100),
            baseline_due=day - timedelta(days=30),
            position=number,
        )
        milestone.commitments.append(
            Commitment(unit_id=unit.id, role="lead", forecast_due=milestone.baseline_due)
        )
        milestone.freeze_baseline("Direction du Bureau", now - timedelta(days=90))
        session.add(milestone)
    session.flush()
