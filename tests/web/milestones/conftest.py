"""Who changes milestones, and what the database holds afterwards."""

import pytest
from sqlalchemy import select

from tracker.domain.commitments import Commitment
from tracker.domain.milestones import Milestone
from tracker.extensions import db
from tracker.jobs.refold import refold_all


@pytest.fixture
def emile(as_person):
    """Coordinates the Bureau."""
    return as_person("emile")


@pytest.fixture
def milestone(app):
    """`milestone(1)`: what the database holds of it, detached."""

    def found(ident=1):
        with app.app_context():
            return db.session.get_one(Milestone, ident)

    return found


@pytest.fixture
def shares(app, plan):
    """`shares(1)`: for each unit of the milestone, its role, if released, its forecast."""
    names = {}

    def found(ident=1):
        names.update({number: name for name, number in plan.units.items()})
        with app.app_context():
            rows = db.session.scalars(select(Commitment).where(Commitment.milestone_id == ident))
            return {
                names[row.unit_id]: (row.role, row.released_at is not None, row.forecast_due)
                for row in rows
            }

    return found


@pytest.fixture
def nothing_to_refold(app):
    """Folding every answer again changes nothing."""

    def check():
        with app.app_context():
            assert refold_all(db.session) == []

    return check
