"""Pages of reviews and of decisions send the same number of statements, whatever their size."""

import pytest

from tests.support.meetings import lay_decision, lay_review
from tests.support.pages import press, read
from tests.support.plan_builder import in_days
from tests.support.statements import counted


@pytest.fixture
def emile(as_person):
    return as_person("emile")


def _lay(plan, size):
    for number in range(size):
        plan.commitment(lead="verdun", due=in_days(-5 - number))
        lay_decision(plan, f"Décision {number}", due=number - 1)
        lay_review(plan, day=30 + number)


def _warm(app, client, path):
    client.get(path)
    with counted(app) as sent:
        assert client.get(path).status_code == 200
    return len(sent)


@pytest.mark.parametrize("size", [2, 12])
@pytest.mark.parametrize(
    ("path", "statements"),
    [
        ("/reviews", 3),
        ("/reviews/new", 3),
        ("/reviews/1", 8),
        ("/reviews/1/edit", 5),
        ("/decisions", 3),
        ("/decisions/1", 6),
    ],
)
def test_a_page_to_read(app, plan, emile, size, path, statements):
    _lay(plan, size)
    assert _warm(app, emile, path) == statements


@pytest.mark.parametrize("size", [2, 12])
@pytest.mark.parametrize(("step", "statements"), [("", 8), ("?dossier=D1", 8), ("?dossier=-", 8)])
def test_a_step_of_a_review(app, plan, emile, size, session_of, step, statements):
    review_id = session_of()
    _lay(plan, size)
    assert _warm(app, emile, f"/reviews/{review_id}/run{step}") == statements


@pytest.mark.parametrize("size", [2, 12])
def test_the_minutes(app, plan, emile, size, session_of):
    review_id = session_of()
    _lay(plan, size)
    last = read(emile.get(f"/reviews/{review_id}/run?dossier=-"))
    press(emile, last, "Terminer la revue")
    assert _warm(app, emile, f"/reviews/{review_id}") == 6
