"""Who comes to the plan's pages, and a draft to work on."""

from collections.abc import Callable

import pytest

from tests.support.databases import NOW
from tests.support.plan_builder import TinyPlan, in_days
from tracker.domain.plans import ActionPlan, Dossier
from tracker.extensions import db


@pytest.fixture
def emile(as_person):
    """Coordinator."""
    return as_person("emile")


@pytest.fixture
def diane(as_person):
    """Director."""
    return as_person("diane")


@pytest.fixture
def draft(app, plan: TinyPlan) -> Callable[..., int]:
    """`draft("D1", "D2")`: a draft with these empty dossiers; its id."""

    def lay(*codes: str) -> int:
        with app.app_context():
            made = ActionPlan(
                title_fr="Plan suivant",
                starts_on=in_days(0),
                ends_on=in_days(364),
                loaded_at=NOW,
            )
            made.dossiers = [
                Dossier(code=code, name_fr=f"Dossier {code}", bureau_role="lead", position=position)
                for position, code in enumerate(codes)
            ]
            db.session.add(made)
            db.session.commit()
            return made.id

    return lay


@pytest.fixture
def stored(app):
    """`stored(ActionPlan)`: the rows of a table, oldest first, detached."""

    def rows(kind: type) -> list:
        with app.app_context():
            return list(db.session.query(kind).order_by(kind.id))

    return rows
