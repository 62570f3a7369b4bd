"""POST /plan/<id>/order: one place up or down."""

import re

from tests.support.pages import read
from tracker.domain.changes import Change
from tracker.domain.milestones import Milestone
from tracker.domain.plans import Dossier


def codes(rows):
    return [row.code for row in sorted(rows, key=lambda row: row.position)]


def test_a_dossier_goes_down_one_place_and_the_move_is_noted(plan, emile, press, stored):
    answer = press(emile, "/plan/1/order", down=f"d{plan.dossiers['D1']}")
    assert answer.status_code == 303
    assert codes(stored(Dossier)) == ["D2", "D1"]
    (line,) = stored(Change)
    assert (line.object_kind, line.field, line.before, line.after) == (
        "dossier",
        "position",
        "1",
        "2",
    )


def test_a_milestone_goes_up_within_its_dossier_only(plan, emile, press, stored):
    for dossier in ("D1", "D2", "D1"):
        plan.commitment("verdun", dossier=dossier)
    last = stored(Milestone)[2]
    press(emile, "/plan/1/order", up=f"m{last.id}")
    assert codes(stored(Milestone)) == ["D1-03", "D2-02", "D1-01"]
    press(emile, "/plan/1/order", up=f"m{last.id}")
    assert codes(stored(Milestone)) == ["D1-03", "D2-02", "D1-01"]


def test_places_that_were_the_same_are_counted_anew(plan, emile, press, stored):
    plan.edit(Dossier, plan.dossiers["D2"], position=1)
    press(emile, "/plan/1/order", down=f"d{plan.dossiers['D1']}")
    assert codes(stored(Dossier)) == ["D2", "D1"]


def test_the_fragment_is_the_region_of_the_page_with_focus_on_what_moved(plan, emile, press):
    path, key = "/plan/1/order", f"d{plan.dossiers['D2']}"
    token = read(emile.get("/plan/1")).form("Monter D2").fields["csrf_token"]
    answer = emile.post(path, data={"csrf_token": token, "up": key}, headers={"HX-Request": "true"})
    fragment = answer.text.replace(" autofocus", "")
    assert answer.text.count("autofocus") == 1
    region = read(emile.get("/plan/1")).region("contenu-du-plan")
    assert without_token(region).strip() == without_token(fragment).strip()


def without_token(html):
    return re.sub(r'name="csrf_token" value="[^"]+"', "", html)


def test_what_is_of_another_plan_is_not_found(plan, draft, emile, press):
    other = draft("D1")
    assert press(emile, f"/plan/{other}/order", up=f"d{plan.dossiers['D2']}").status_code == 404
    assert press(emile, "/plan/1/order", up="x1").status_code == 404


def test_a_lead_may_not(plan, alice, press):
    path = "/plan/1/order"
    assert press(alice, path, up=f"d{plan.dossiers['D2']}").status_code == 403
