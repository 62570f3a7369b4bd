"""A filtered page sent to a colleague: the same page, or a sentence that says why not."""

import pytest

from tests.support.pages import read

#: Filtered pages, and whether every role reads them.
FILTERED = (
    "/?show=follow&dossier=D1",
    "/?cell=VERDUN-D1#cell",
    "/people?show=mend&q=verdun",
    "/reminders/ledger?state=unknown&who=verdun",
    "/decisions?show=closed",
    "/search?q=permis&kind=milestone",
)


@pytest.mark.parametrize("address", FILTERED)
def test_two_of_the_coordination_see_the_same(as_person, plan, address):
    plan.commitment(title="Permis remis")
    one, two = (read(as_person("emile").get(address)) for _ in range(2))
    assert one.status == 200
    assert one.text == two.text


@pytest.mark.parametrize("address", FILTERED)
def test_who_signs_in_first_comes_to_it(app, plan, address):
    path, _, _anchor = address.partition("#")
    to_sign_in = app.test_client().get(path)
    page = read(app.test_client().get(to_sign_in.location))
    assert any(form.fields.get("next") == path for form in page.forms)


def test_a_lead_who_gets_the_boards_address_is_told_and_led_to_their_page(as_person, plan):
    alice = as_person("alice")
    assert alice.get("/?show=follow&dossier=D1").location == "/mine"
    assert "L’adresse reçue s’ouvre à d’autres rôles que le vôtre." in read(alice.get("/mine")).text


def test_a_lead_who_opens_the_first_page_is_told_nothing(as_person, plan):
    alice = as_person("alice")
    assert alice.get("/").location == "/mine"
    assert "L’adresse reçue" not in alice.get("/mine").text


@pytest.mark.parametrize("address", ["/people?show=mend", "/reminders/ledger?state=unknown"])
def test_a_page_of_another_role_says_so(as_person, plan, address):
    page = read(as_person("alice").get(address))
    assert page.status == 403
    assert "Cette page s’ouvre à d’autres rôles que le vôtre" in page.text
