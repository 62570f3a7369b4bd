"""Who brings workbooks, and the workbooks themselves."""

import pytest


@pytest.fixture
def emile(as_person):
    """Coordinator."""
    return as_person("emile")


@pytest.fixture
def diane(as_person):
    """Director."""
    return as_person("diane")


@pytest.fixture
def stored(app):
    """`stored(ActionPlan)`: the rows of a table, oldest first, detached."""
    from tracker.extensions import db

    def rows(kind: type) -> list:
        with app.app_context():
            return list(db.session.query(kind).order_by(kind.id))

    return rows
