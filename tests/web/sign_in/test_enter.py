"""POST /sign-in: address and password."""

import pytest

from tests.support.pages import read
from tracker.domain.people import Person

APART = "L’adresse et le mot de passe ne vont pas ensemble."


def test_a_password_signs_in(client, password, try_in, is_in):
    entered = try_in(client, "alice", password)
    assert (entered.status_code, entered.location) == (303, "/")
    assert is_in(client)


def test_an_address_is_the_same_in_capitals(client, password, press, is_in):
    press(client, "/sign-in", email=" Alice@Exemple.TEST ", password=password)
    assert is_in(client)


def test_a_wrong_password_and_an_unknown_address_get_the_same_sentence(
    client, plan, password, try_in, is_in
):
    plan.edit(Person, plan.people["diane"], active=False)
    asked = [("alice", "autre chose"), ("nobody", password), ("bob", password), ("diane", password)]
    refused = [try_in(client, *each) for each in asked]
    assert [answer.status_code for answer in refused] == [422] * 4
    assert all(APART in read(answer).text for answer in refused)
    assert not is_in(client)


def test_an_address_with_a_nul_is_a_wrong_address(client, password, press):
    refused = press(client, "/sign-in", email="alice\0@exemple.test", password=password)
    assert refused.status_code == 422
    assert APART in read(refused).text


def test_an_empty_form_says_what_is_missing(client, plan, press):
    refused = press(client, "/sign-in")
    assert refused.status_code == 422
    assert "Écrivez votre mot de passe." in read(refused).text


def test_signing_in_as_another_ends_the_former_session_on_the_server(
    app, client, password, try_in, is_in
):
    try_in(client, "alice", password)
    copy = app.test_client()
    copy.set_cookie("suivi", client.get_cookie("suivi").value)
    assert is_in(copy)
    try_in(client, "diane", password)
    assert is_in(client)
    assert not is_in(copy)


@pytest.mark.parametrize(
    "target", ["//evil.example", "/\\evil.example", "https://evil.example", "/\t/evil.example", "x"]
)
def test_next_never_leads_elsewhere(client, password, try_in, target):
    assert try_in(client, "alice", password, next=target).location == "/"


def test_next_leads_to_a_page_of_this_site(client, password, try_in):
    assert try_in(client, "alice", password, next="/units?tri=1").location == "/units?tri=1"
