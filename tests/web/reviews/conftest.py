"""A review of the tiny plan, at any of its moments."""

from collections.abc import Callable
from datetime import time, timedelta

import pytest
from sqlalchemy import select

from tests.support.databases import NOW
from tests.support.pages import press, read
from tests.support.plan_builder import in_days
from tracker.domain import deciding, reviewing
from tracker.domain.changes import Actor
from tracker.domain.deciding import About, Owner
from tracker.domain.reviews import Review
from tracker.extensions import db


@pytest.fixture
def review(app, plan) -> Callable[..., int]:
    """`review(day=7, guests=("alice",))`: the id of one that is planned, by the coordination."""

    def lay(day: int = 7, guests=("diane", "emile", "alice"), at=NOW - timedelta(days=2)) -> int:
        with app.app_context():
            made = reviewing.plan_review(
                db.session,
                Actor(plan.people["emile"], "Coordination du Bureau", at),
                1,
                held_on=in_days(day),
                starts_at=time(14),
                minutes_long=60,
                place="Salle A",
                guests={plan.people[name]: name for name in guests},
            )
            db.session.commit()
            return made.id

    return lay


@pytest.fixture
def decision(app, plan) -> Callable[..., int]:
    """`decision("Texte", owner="alice", due=5)`: the id of one taken ten days ago."""

    def lay(text="Revoir le devis", owner="alice", unit=None, due=5, taken=-10, **about) -> int:
        who = (
            Owner(unit, unit_id=plan.units[unit])
            if unit
            else Owner(owner, person_id=plan.people[owner])
        )
        with app.app_context():
            made = deciding.decide(
                db.session,
                Actor(plan.people["diane"], "Directrice du Bureau", NOW + timedelta(days=taken)),
                1,
                text,
                who,
                in_days(due),
                on=in_days(taken),
                waited_since=about.pop("waited", None),
                about=About(**about),
            )
            db.session.commit()
            return made.id

    return lay


@pytest.fixture
def session_of(app, review, as_person) -> Callable[..., int]:
    """`session_of()`: the id of a review that the coordination has begun."""

    def begin(**how) -> int:
        review_id = review(**how)
        emile = as_person("emile")
        page = read(emile.get(f"/reviews/{review_id}"))
        assert press(emile, page, "Commencer la revue").status_code == 303
        return review_id

    return begin


@pytest.fixture
def kept(app) -> Callable[[int], Review]:
    """The row of a review, detached."""

    def find(review_id: int) -> Review:
        with app.app_context():
            found = db.session.scalars(select(Review).where(Review.id == review_id)).one()
            db.session.expunge(found)
            return found

    return find
