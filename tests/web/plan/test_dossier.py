"""A dossier of a plan, by hand."""

import pytest

from tests.support.pages import read
from tracker.domain.changes import Change
from tracker.domain.people import Person
from tracker.domain.plans import Dossier, next_code

GOOD = {
    "code": "D3",
    "name_fr": "Neige",
    "name_en": "",
    "short_fr": "",
    "short_en": "",
    "bureau_role": "targeted",
    "lead": "",
    "seen": "0",
}


@pytest.fixture
def database(sqlite_database):
    return sqlite_database


def edit_path(plan, code="D1"):
    return f"/plan/1/dossiers/{plan.dossiers[code]}/edit"


def test_the_next_code_is_proposed(emile):
    assert 'value="D3"' in emile.get("/plan/1/dossiers/new").text


@pytest.mark.parametrize(
    ("codes", "proposed"),
    [
        ([], "D1"),
        (["D1", "D8", "M4"], "D9"),
        (["A"], "D1"),
        (["D-09"], "D-10"),
    ],
)
def test_the_series_that_goes_the_furthest_is_continued(codes, proposed):
    assert next_code(codes) == proposed


def test_it_is_added_last_and_noted_on_the_plan_too(emile, press, stored):
    answer = press(emile, "/plan/1/dossiers/new", **GOOD)
    assert answer.status_code == 303
    added = stored(Dossier)[-1]
    assert (added.code, added.position, added.lead_unit_id) == ("D3", 3, None)
    assert [(line.object_kind, line.what) for line in stored(Change)] == [
        ("dossier", "created"),
        ("plan", "added"),
    ]


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"code": "d1"}, "est déjà le code d’un dossier de ce plan"),
        ({"code": "D 3"}, "sans espace"),
        ({"code": "D/3"}, "sans espace"),
        ({"name_fr": ""}, "Écrivez le nom du dossier"),
        ({"short_fr": "a" * 41}, "Écrivez au plus 40 caractères"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_lost(emile, press, stored, changed, sentence):
    answer = press(emile, "/plan/1/dossiers/new", **(GOOD | {"name_en": "Kept"} | changed))
    assert answer.status_code == 422
    assert sentence in read(answer).text
    assert 'value="Kept"' in answer.text
    assert len(stored(Dossier)) == 2


def test_a_lead_that_changes_is_noted_by_name(plan, emile, press, stored):
    lead = {"code": "D1", "lead": str(plan.units["legal"])}
    assert press(emile, edit_path(plan), **(GOOD | lead)).status_code == 303
    line = next(line for line in stored(Change) if line.field == "lead")
    assert (line.before, line.after) == ("", "Service des affaires juridiques")
    assert stored(Dossier)[0].lead_unit_id == plan.units["legal"]


def test_a_lead_left_as_it_was_follows_what_another_chose_meanwhile(
    plan, emile, as_person, press, stored
):
    plan.edit(Person, plan.people["fanny"], role="coordinator")
    theirs = GOOD | {"code": "D1", "name_fr": "Permis", "lead": str(plan.units["legal"])}
    press(as_person("fanny"), edit_path(plan), **theirs)
    answer = press(emile, edit_path(plan), **(GOOD | {"code": "D1", "name_fr": "Le mien"}))
    assert answer.status_code == 409
    assert f'<option selected value="{plan.units["legal"]}">' in answer.text
    assert 'value="Le mien"' in answer.text


def test_an_empty_dossier_of_a_draft_is_removed_and_the_plan_remembers(draft, emile, press, stored):
    plan_id = draft("D1", "D2")
    gone = next(one for one in stored(Dossier) if one.plan_id == plan_id)
    page = read(emile.get(f"/plan/{plan_id}/dossiers/{gone.id}/edit"))
    assert "Enlever ce dossier" in page.text
    press(emile, f"/plan/{plan_id}/dossiers/{gone.id}/remove")
    assert [one.code for one in stored(Dossier) if one.plan_id == plan_id] == ["D2"]
    assert stored(Change)[-1].before == "D1 Dossier D1"


def test_a_dossier_of_a_plan_in_force_stays(plan, emile, press, stored):
    path = f"/plan/1/dossiers/{plan.dossiers['D2']}/remove"
    assert press(emile, path).status_code == 409
    assert len(stored(Dossier)) == 2


def test_a_dossier_of_another_plan_is_not_found(plan, draft, emile):
    other = draft()
    assert emile.get(f"/plan/{other}/dossiers/{plan.dossiers['D1']}/edit").status_code == 404
