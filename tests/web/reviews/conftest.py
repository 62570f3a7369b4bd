"""A review of the tiny plan, before and while it is held."""

from collections.abc import Callable

import pytest
from sqlalchemy import select

from tests.support.meetings import lay_review
from tests.support.pages import press, read
from tracker.domain.messages import Message
from tracker.extensions import db


@pytest.fixture
def session_of(plan, as_person) -> Callable[..., int]:
    """`session_of()`: the id of a review that the coordination has begun."""

    def begin(**how) -> int:
        review_id, emile = lay_review(plan, **how), as_person("emile")
        page = read(emile.get(f"/reviews/{review_id}"))
        assert press(emile, page, "Commencer la revue").status_code == 303
        return review_id

    return begin


@pytest.fixture
def posted(app, plan) -> Callable[[], list[tuple[str, str]]]:
    """`posted()`: kind and name of every mail that was queued, in order."""
    names = {ident: name for name, ident in plan.people.items()}

    def read_queue() -> list[tuple[str, str]]:
        with app.app_context():
            rows = db.session.scalars(select(Message).order_by(Message.id)).all()
            return [(row.kind, names[row.person_id]) for row in rows]

    return read_queue
