"""A question asked from the open cell of the map."""

import pytest

from tracker.domain.units import Unit
from tracker.extensions import db


@pytest.mark.parametrize(("who", "offered"), [("diane", True), ("alice", False)])
def test_each_line_leads_whoever_may_ask_to_the_question(plan, as_person, who, offered):
    commitment = plan.commitment("verdun", lead="verdun", title="Guichet unique")
    with plan.app.app_context():
        code = db.session.get_one(Unit, plan.units["verdun"]).code

    page = as_person(who).get(f"/?cell={code}-D1").text

    assert (f"/questions/new?commitment={commitment}" in page) is offered
