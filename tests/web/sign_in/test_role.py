"""POST /sign-in/role: the demonstration's roles, on this very computer only."""

import pytest

from tests.support.pages import read
from tests.support.plan_builder import lay_plan
from tracker.domain.people import Person
from tracker.domain.plans import ActionPlan

OFFER = "Entrer dans la démonstration"


@pytest.fixture
def demonstration(open_app, sqlite_database, frozen):
    """`demonstration(**settings)`: the tiny plan, whose alice is a role that may be entered."""

    def lay(**settings):
        plan = lay_plan(open_app(sqlite_database, **({"TRACKER_DEMO": "1"} | settings)))
        plan.edit(Person, plan.people["alice"], is_persona=True, persona_position=1)
        return plan

    return lay


def closed(plan, press, **sent):
    """Whether neither the page offers the roles nor the server lets one be entered."""
    client = plan.app.test_client()
    for name, value in sent.items():
        client.environ_base[name] = value
    offered = OFFER in client.get("/sign-in").text
    entered = press(client, "/sign-in/role", person=str(plan.people["alice"]))
    assert (entered.status_code == 404) is not offered
    return not offered


def test_a_role_is_offered_and_entered_by_one_press(demonstration, press, is_in):
    plan = demonstration()
    client = plan.app.test_client()
    page = client.get("/sign-in").text
    assert OFFER in page
    assert page.count('name="person"') == 1
    entered = press(
        client, "/sign-in/role", person=str(plan.people["alice"]), next="//evil.example"
    )
    assert (entered.status_code, entered.location) == (303, "/")
    assert is_in(client)


def test_roles_are_closed_without_the_setting(demonstration, press):
    assert closed(demonstration(TRACKER_DEMO="0"), press)


def test_roles_are_closed_on_a_plan_that_is_not_illustrative(demonstration, press):
    plan = demonstration()
    plan.edit(ActionPlan, 1, illustrative=False)
    assert closed(plan, press)


def test_roles_are_closed_under_a_public_address(demonstration):
    plan = demonstration(TRACKER_PUBLIC_URL="http://suivi.example")
    client, here = plan.app.test_client(), "http://suivi.example"
    page = read(client.get("/sign-in", base_url=here))
    assert OFFER not in page.text
    sent = page.form("Entrer").fields | {"person": str(plan.people["alice"])}
    assert client.post("/sign-in/role", base_url=here, data=sent).status_code == 404


def test_roles_are_closed_to_another_host_name(demonstration):
    client = demonstration().app.test_client()
    stranger = {"Host": "suivi.example"}
    assert client.get("/sign-in", headers=stranger).status_code == 400
    assert client.post("/sign-in/role", headers=stranger).status_code == 400


def test_roles_are_closed_to_another_computer(demonstration, press):
    assert closed(demonstration(), press, REMOTE_ADDR="192.0.2.7")


@pytest.mark.parametrize(
    "header", ["FORWARDED", "X_FORWARDED_FOR", "X_FORWARDED_HOST", "X_FORWARDED_PROTO", "X_REAL_IP"]
)
def test_roles_are_closed_behind_a_proxy(demonstration, press, header):
    assert closed(demonstration(), press, **{f"HTTP_{header}": "127.0.0.1"})


@pytest.mark.parametrize("person", ["", "x", "-1", "0", "999999", "9" * 25])
def test_a_role_that_does_not_exist_is_not_found(demonstration, press, person):
    client = demonstration().app.test_client()
    assert press(client, "/sign-in/role", person=person).status_code == 404


def test_somebody_who_is_no_role_cannot_be_entered(demonstration, press):
    plan = demonstration()
    client = plan.app.test_client()
    assert press(client, "/sign-in/role", person=str(plan.people["diane"])).status_code == 404


def test_entering_another_role_ends_the_former_session(demonstration, press, is_in):
    plan = demonstration()
    plan.edit(Person, plan.people["diane"], is_persona=True, persona_position=2)
    client, copy = plan.app.test_client(), plan.app.test_client()
    press(client, "/sign-in/role", person=str(plan.people["alice"]))
    copy.set_cookie("suivi", client.get_cookie("suivi").value)
    press(client, "/sign-in/role", person=str(plan.people["diane"]))
    assert is_in(client)
    assert not is_in(copy)
