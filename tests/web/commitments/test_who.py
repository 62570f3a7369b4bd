"""Who may answer for a commitment."""

import pytest

from tests.support.databases import NOW
from tests.support.pages import press, read
from tests.support.plan_builder import in_days
from tracker.domain.milestones import Milestone


@pytest.fixture
def mine(plan):
    return plan.commitment(due=in_days(60))


@pytest.mark.parametrize(
    ("name", "status"),
    [
        ("alice", 200),
        ("bob", 200),
        ("emile", 200),
        ("charlie", 404),
        ("diane", 403),
        ("fanny", 403),
    ],
)
def test_contacts_and_coordination_may_others_not(as_person, mine, name, status):
    assert as_person(name).get(f"/commitments/{mine}/update?a=done").status_code == status


@pytest.mark.parametrize(("name", "status"), [("charlie", 404), ("diane", 403), ("fanny", 403)])
def test_nothing_is_recorded_for_who_may_not(plan, as_person, mine, name, status):
    client = as_person(name)
    forms = read(client.get("/mine")).forms
    token = next(one.fields["csrf_token"] for one in forms if "csrf_token" in one.fields)
    response = client.post(
        f"/commitments/{mine}/update", data={"a": "on_track", "csrf_token": token}
    )

    assert response.status_code == status
    assert plan.answers(mine) == []


def test_an_absent_commitment_is_not_found(alice):
    assert alice.get("/commitments/999999/update").status_code == 404


def test_a_form_without_its_token_records_nothing(plan, alice, mine):
    assert alice.post(f"/commitments/{mine}/update", data={"a": "on_track"}).status_code == 422
    assert plan.answers(mine) == []


def test_who_is_not_signed_in_is_led_to_the_sign_in_page(app, mine):
    response = app.test_client().get(f"/commitments/{mine}/update?a=done")

    assert response.status_code == 303
    assert response.location.startswith("/sign-in")


def test_a_withdrawn_milestone_takes_no_answer(plan, alice, mine):
    plan.edit(
        Milestone,
        1,
        withdrawn_at=NOW,
        withdrawn_by="Directrice",
        withdrawn_reason="Sans objet",
    )
    response = alice.get(f"/commitments/{mine}/update?a=done")

    assert response.status_code == 409
    assert "Rien n’est attendu sur cet engagement" in read(response).text


def test_the_coordination_comes_back_to_the_milestone(plan, as_person, mine):
    emile = as_person("emile")
    page = read(emile.get(f"/commitments/{mine}/update?a=on_track"))
    response = press(emile, page, "Enregistrer la réponse")

    assert "part de Verdun" in page.text
    assert response.location == "/milestones/1"
