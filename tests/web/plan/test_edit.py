"""/plan/<id>/edit: titles and dates of a plan."""

import pytest

from tests.support.databases import NOW
from tests.support.pages import read
from tracker.domain.changes import Change
from tracker.domain.people import Person
from tracker.domain.plans import ActionPlan

GOOD = {
    "title_fr": "Plan d’action",
    "title_en": "Action plan",
    "starts_on": "2026-01-05",
    "ends_on": "2026-12-31",
    "seen": "0",
}


@pytest.fixture
def database(sqlite_database):
    return sqlite_database


def test_dates_are_typed_three_ways(emile, press, stored):
    dates = {"starts_on": "25/04/2016", "ends_on": "25 avril 2017"}
    assert press(emile, "/plan/1/edit", **(GOOD | dates)).status_code == 303
    (plan,) = stored(ActionPlan)
    assert (str(plan.starts_on), str(plan.ends_on)) == ("2016-04-25", "2017-04-25")
    assert {line.field for line in stored(Change)} == {"starts_on", "ends_on"}


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"ends_on": "2025-01-05"}, "La fin du plan précède son début"),
        ({"ends_on": "2036-01-06"}, "Un plan dure au plus 10 ans"),
        ({"title_fr": "\u00a0 "}, "Écrivez le titre du plan"),
        ({"title_fr": "a" * 201}, "Écrivez au plus 200 caractères"),
        ({"starts_on": "demain"}, "Écrivez la date ainsi"),
    ],
)
def test_what_is_wrong_is_said_beside_its_field_and_nothing_is_lost(
    emile, press, changed, sentence
):
    answer = press(emile, "/plan/1/edit", **(GOOD | {"title_en": "Typed by hand"} | changed))
    assert answer.status_code == 422
    page = read(answer)
    assert sentence in page.text
    assert page.title.startswith("Erreur :")
    assert "Typed by hand" in answer.text


def test_ten_years_to_the_day_is_not_too_long(emile, press):
    assert press(emile, "/plan/1/edit", **(GOOD | {"ends_on": "2036-01-05"})).status_code == 303


def test_a_french_title_that_changes_leaves_the_english_to_review(plan, emile, press, stored):
    plan.edit(ActionPlan, 1, title_en_of="Plan d’action")
    press(emile, "/plan/1/edit", **(GOOD | {"title_fr": "Autre plan"}))
    assert stored(ActionPlan)[0].title_en_of == "Plan d’action"
    seen = str(stored(Change)[-1].id)
    form = GOOD | {"title_fr": "Autre plan", "confirmed": "y", "seen": seen}
    press(emile, "/plan/1/edit", **form)
    assert stored(ActionPlan)[0].title_en_of == "Autre plan"


def test_the_second_of_two_sees_what_the_first_changed_and_loses_nothing(
    emile, as_person, press, plan, stored
):
    plan.edit(Person, plan.people["fanny"], role="coordinator")
    press(as_person("fanny"), "/plan/1/edit", **(GOOD | {"title_fr": "Le sien"}))
    mine = GOOD | {"title_fr": "Le mien"}
    answer = press(emile, "/plan/1/edit", **mine)
    assert answer.status_code == 409
    assert "Le sien" in answer.text
    assert 'value="Le mien"' in answer.text
    seen = read(answer).form("Enregistrer le plan").fields["seen"]
    assert press(emile, "/plan/1/edit", **(mine | {"seen": seen})).status_code == 303
    assert stored(ActionPlan)[0].title_fr == "Le mien"


def test_a_closed_plan_no_longer_changes(plan, emile, press):
    plan.edit(ActionPlan, 1, closed_at=NOW)
    assert emile.get("/plan/1/edit").status_code == 409
    assert press(emile, "/plan/1/edit", **GOOD).status_code == 409
