"""GET /reminders after `tick --at` next Monday: that slot is over."""

from datetime import timedelta

import pytest

from tests.support.databases import NOW
from tests.support.pages import read
from tests.support.plan_builder import in_days


@pytest.fixture
def emile(as_person):
    """Coordinates the Bureau."""
    return as_person("emile")


def test_a_slot_that_left_gives_way_to_the_next(plan, emile):
    commitment = plan.commitment(lead="verdun", due=in_days(5))
    assert "Ce qui part lundi 27 avril à 8 h" in read(emile.get("/reminders")).title

    plan.mail(commitment, at=NOW + timedelta(days=7))

    assert "Ce qui part lundi 4 mai à 8 h" in read(emile.get("/reminders")).title
