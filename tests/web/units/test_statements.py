"""Pages of units send the same number of statements, whatever the size of the plan."""

import pytest

from tests.support.plan_builder import in_days
from tests.support.statements import counted


@pytest.mark.parametrize("size", [2, 12])
def test_list_of_units_sends_as_many_statements_however_large_the_plan(app, plan, alice, size):
    for _ in range(size):
        plan.commitment("verdun", due=in_days(-5))

    with counted(app) as cold:
        alice.get("/units")
    with counted(app) as warm:
        alice.get("/units")

    assert (len(cold), len(warm)) == (12, 2)


@pytest.mark.parametrize("size", [2, 12])
def test_one_unit_sends_as_many_statements_however_large_the_plan(app, plan, alice, size):
    for _ in range(size):
        plan.commitment("verdun", due=in_days(-5))

    with counted(app) as cold:
        alice.get("/units/VERDUN")
    with counted(app) as warm:
        alice.get("/units/VERDUN")

    # Four more than the other pages: Monday’s absences are read for Monday; the history; the
    # unit’s calendar.
    assert (len(cold), len(warm)) == (16, 6)
