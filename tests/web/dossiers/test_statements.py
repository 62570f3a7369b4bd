"""Pages of dossiers send the same number of statements, whatever the size of the plan."""

import pytest

from tests.support.plan_builder import in_days
from tests.support.statements import counted


@pytest.mark.parametrize("size", [2, 12])
def test_list_of_files_sends_as_many_statements_however_large_the_plan(app, plan, alice, size):
    for _ in range(size):
        plan.commitment(due=in_days(-5))

    with counted(app) as cold:
        alice.get("/dossiers")
    with counted(app) as warm:
        alice.get("/dossiers")

    assert (len(cold), len(warm)) == (12, 2)


@pytest.mark.parametrize("size", [2, 12])
def test_one_file_sends_as_many_statements_however_large_the_plan(app, plan, alice, size):
    for _ in range(size):
        plan.commitment(due=in_days(-5))

    with counted(app) as cold:
        alice.get("/dossiers/D1")
    with counted(app) as warm:
        alice.get("/dossiers/D1")

    assert (len(cold), len(warm)) == (15, 3)
