"""The board counts where words and facts do not agree; each count leads to its cases."""

import pytest

from tests.support.databases import NOW
from tests.support.pages import read
from tests.support.plan_builder import in_days


@pytest.fixture
def database(sqlite_database):
    """One database: these words are made from the view, which both give alike."""
    return sqlite_database


def test_each_sort_is_counted_and_leads_to_its_cases(plan, as_person):
    for days in (-5, -6):
        said = plan.commitment("legal", lead="legal", due=in_days(days))
        plan.say(said, "on_track", by="charlie", at=NOW.replace(day=1))

    emile, fanny = (read(as_person(name).get("/")) for name in ("emile", "fanny"))

    block = emile.region("disagree")
    assert "Les mots et les dates se contredisent." in block
    assert '<a class="what plain" href="/quality?what=on_track_past">' in block
    assert "<b>2</b>" in block
    # A reader may not open the page of what lacks.
    assert "href" not in fanny.region("disagree")


def test_where_all_agrees_the_board_says_nothing_of_it(plan, as_person):
    plan.commitment(due=in_days(60))

    assert "se contredisent" not in read(as_person("emile").get("/")).text
