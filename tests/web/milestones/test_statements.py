"""Pages of milestones send the same number of statements, whatever the size of the plan."""

import pytest

from tests.support.databases import NOW
from tests.support.plan_builder import in_days
from tests.support.statements import counted


@pytest.mark.parametrize("size", [1, 15])
def test_one_milestone_sends_as_many_statements_however_large_the_plan(app, plan, alice, size):
    said = plan.commitment("verdun", due=in_days(60))
    for step in range(size):
        plan.say(said, "on_track", at=NOW.replace(day=1, minute=step))

    with counted(app) as cold:
        alice.get("/milestones/1")
    with counted(app) as warm:
        alice.get("/milestones/1")

    assert (len(cold), len(warm)) == (23, 12)


@pytest.mark.parametrize("size", [1, 15])
@pytest.mark.parametrize(
    ("path", "statements"),
    [
        ("/milestones/1/edit", 3),
        ("/milestones/1/shares", 3),
        ("/milestones/1/withdraw", 4),
        ("/milestones/1/baseline", 3),
        ("/plan/1/milestones/new", 4),
    ],
)
def test_each_page_that_changes_one_too(app, plan, as_person, path, statements, size):
    for _one in range(size):
        plan.ask(plan.commitment("verdun", due=in_days(60)), "Qui signe?")
    emile = as_person("emile")
    emile.get(path)

    with counted(app) as warm:
        emile.get(path)

    assert len(warm) == statements
