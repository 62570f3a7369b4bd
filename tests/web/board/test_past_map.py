"""The map of a past day: what it showed on that evening, and the way from one day to another."""

import re
from datetime import timedelta

import pytest

from tests.support.databases import NOW, TODAY
from tests.support.pages import read, read_html
from tests.support.plan_builder import in_days
from tests.support.statements import counted
from tests.web.board.test_heat_map import HTMX, cell
from tracker.domain.milestones import Milestone
from tracker.domain.plans import ActionPlan
from tracker.domain.updates import Update

THEN = in_days(-14)


@pytest.fixture
def past_map(diane):
    """`past_map(day)`: the page of that day, as HTML."""

    def at(day=THEN, more=""):
        return diane.get(f"/map?on={day}{more}").get_data(as_text=True)

    return at


def said(html, key="VERDUN-D1"):
    found = cell(html, key)
    return found and read_html(found).text


def test_a_cell_shows_what_stood_on_that_evening(plan, promise, past_map):
    row = promise(due=in_days(-20))
    plan.say(row, "done", at=NOW - timedelta(days=7), done_on=in_days(-8), sentence="Livré.")

    assert said(past_map(THEN)) == "En retard, Verdun, D1"
    assert said(past_map(in_days(-7))) == "Fait, Verdun, D1"


def test_an_answer_withdrawn_since_was_there(plan, promise, past_map):
    row = promise(due=in_days(-20))
    told = plan.say(row, "done", at=NOW - timedelta(days=15), done_on=THEN, sentence="Livré.")
    plan.edit(Update, told, withdrawn_at=NOW - timedelta(days=14, hours=-8), withdrawn_by="Verdun")

    assert said(past_map(in_days(-15))) == "Fait, Verdun, D1"


def test_a_milestone_withdrawn_since_was_there(plan, promise, past_map):
    promise(due=in_days(-20))
    plan.edit(
        Milestone,
        1,
        withdrawn_at=NOW - timedelta(days=3),
        withdrawn_by="Coordination",
        withdrawn_reason="Sans objet",
    )

    assert said(past_map(THEN)) == "En retard, Verdun, D1"
    assert said(past_map(TODAY)) is None


def test_the_headline_counts_what_was_to_follow_and_compares_with_today(plan, promise, past_map):
    row = promise(due=in_days(-20))
    promise(due=in_days(-5))
    promise(due=in_days(-4))
    plan.say(row, "blocked", at=NOW - timedelta(days=16), blocker_words="Hydro", sentence="Attend.")

    text = read_html(past_map(THEN)).text

    assert "Le lundi 6 avril 2026, 1 engagement était à suivre." in text
    assert "Aujourd’hui, il y en a 3." in text


def test_sentences_behind_a_cell_are_those_of_that_day_and_ask_for_nothing(plan, promise, past_map):
    row = promise(due=in_days(30))
    plan.say(row, "on_track", at=NOW - timedelta(days=20), sentence="Tout va.")
    plan.say(
        row, "blocked", at=NOW - timedelta(days=2), blocker_words="Hydro", sentence="On attend."
    )

    html = past_map(THEN, "&cell=VERDUN-D1")

    assert "Tout va." in html
    assert "On attend." not in html
    assert "/questions/new" not in html


def test_what_cannot_be_known_is_said(plan, promise, past_map):
    promise()

    assert "qui pouvait être joint ce jour-là" in read_html(past_map()).text


def test_links_lead_to_the_relances_around_the_first_day_and_today(plan, promise, past_map):
    promise()

    found = re.findall(r'href="/map\?on=([\d-]+)"', past_map(in_days(-12)).split("</nav>")[2])

    first = (NOW - timedelta(days=90)).date()
    assert found == [str(day) for day in (first, in_days(-14), in_days(-7), TODAY)]


def test_on_the_first_day_nothing_leads_further_back(plan, promise, past_map):
    promise()
    first = (NOW - timedelta(days=90)).date()

    html = past_map(first)

    assert 'rel="prev"' not in html
    assert 'rel="next"' in html


def test_without_a_date_it_is_the_day_of_the_relance_before(plan, promise, diane):
    promise()

    assert "13 avril 2026" in read(diane.get("/map")).title


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        (in_days(1), "Choisissez une date passée"),
        (in_days(-91), "le plan n’était pas encore approuvé"),
        ("avril", "Écrivez la date ainsi"),
    ],
)
def test_a_day_that_cannot_be_shown_is_refused_beside_its_field(
    plan, promise, diane, typed, sentence
):
    promise()

    answer = diane.get(f"/map?on={typed}")

    assert answer.status_code == 422
    assert sentence in read(answer).text
    assert f'value="{typed}"' in answer.get_data(as_text=True)


def test_filters_keep_the_day(plan, promise, past_map):
    promise(due=in_days(-20))

    assert f'href="/map?on={THEN}&amp;show=follow#map"' in past_map(THEN)


def test_htmx_gets_the_region_of_the_page(plan, promise, diane):
    promise(due=in_days(-20))
    address = f"/map?on={THEN}&cell=VERDUN-D1"

    fragment = diane.get(address, headers=HTMX).get_data(as_text=True)

    assert fragment in diane.get(address).get_data(as_text=True)


def test_a_draft_has_no_past(plan, diane):
    plan.edit(ActionPlan, 1, approved_at=None, approved_by=None)

    assert "La carte n’a pas encore de passé." in read(diane.get("/map")).text


def test_a_strange_cell_opens_nothing(plan, promise, past_map):
    promise(due=in_days(-20))

    assert 'class="behind"' not in past_map(THEN, "&cell=NOWHERE-D9")


@pytest.mark.parametrize("size", [2, 12])
def test_a_past_map_sends_as_many_statements_however_large_the_plan(
    app, plan, promise, diane, size
):
    for _ in range(size):
        plan.say(promise(due=in_days(-5)), "on_track", at=NOW - timedelta(days=20))

    with counted(app) as cold:
        diane.get(f"/map?on={THEN}")
    with counted(app) as warm:
        diane.get(f"/map?on={THEN}")

    assert (len(cold), len(warm)) == (32, 2)
