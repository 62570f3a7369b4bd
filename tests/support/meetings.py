"""Reviews and decisions of the tiny plan, laid down as if somebody had made them."""

from datetime import date, time, timedelta

from tests.support.databases import NOW
from tests.support.plan_builder import TinyPlan
from tests.support.plan_ground import PEOPLE, in_days
from tracker.domain import deciding, reviewing
from tracker.domain.changes import Actor
from tracker.domain.deciding import About, Owner
from tracker.extensions import db


def lay_review(plan: TinyPlan, day: int = 7, guests=("diane", "emile", "alice")) -> int:
    """Id of a review planned by the coordination, `day` days from TODAY, at 14 h for an hour."""
    with plan.app.app_context():
        made = reviewing.plan_review(
            db.session,
            Actor(plan.people["emile"], PEOPLE["emile"][0], NOW - timedelta(days=2)),
            1,
            held_on=in_days(day),
            starts_at=time(14),
            minutes_long=60,
            place="Salle A",
            guests={plan.people[name]: PEOPLE[name][0] for name in guests},
        )
        db.session.commit()
        return made.id


def lay_decision(
    plan: TinyPlan,
    text: str = "Revoir le devis",
    *,
    owner: str = "alice",
    unit: str = "",
    due: int = 5,
    taken: int = -10,
    waited: date | None = None,
    **about: int,
) -> int:
    """Id of a decision that diane took `taken` days from TODAY, due `due` days from it; `unit`
    owns it rather than the person `owner`, where one is named."""
    who = Owner(unit, unit_id=plan.units[unit]) if unit else _person(plan, owner)
    with plan.app.app_context():
        made = deciding.decide(
            db.session,
            Actor(plan.people["diane"], PEOPLE["diane"][0], NOW + timedelta(days=taken)),
            1,
            text,
            who,
            in_days(due),
            on=in_days(taken),
            waited_since=waited,
            about=About(**about),
        )
        db.session.commit()
        return made.id


def _person(plan: TinyPlan, name: str) -> Owner:
    return Owner(PEOPLE[name][0], person_id=plan.people[name])
