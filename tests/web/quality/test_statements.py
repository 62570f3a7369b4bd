"""The page of what lacks sends the same number of statements, whatever the size of the plan."""

import pytest

from tests.support.plan_builder import in_days
from tests.support.statements import counted


@pytest.mark.parametrize("size", [2, 12])
def test_statements_are_as_many_however_large_the_plan(app, whole, as_person, size):
    for _each in range(size):
        lead = whole.commitment("legal", lead="legal", due=in_days(60))
        whole.contribution(lead, "anjou")
    diane = as_person("diane")

    with counted(app) as cold:
        diane.get("/quality")
    with counted(app) as warm:
        diane.get("/quality")

    assert (len(cold), len(warm)) == (12, 2)
