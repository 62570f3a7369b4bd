"""/password/<token>: a link that sets a password, once."""

from datetime import timedelta

import pytest

from tests.support.pages import read
from tracker.domain.people import Person

NEW = "une autre phrase bien longue"
SPENT = "Ce lien a déjà servi, ou n’est plus valable. Demandez-en un autre au Bureau."


@pytest.fixture
def choose(press):
    """Fill the form of a link and send it."""
    return lambda client, path, typed=NEW, again=None: press(
        client, path, password=typed, again=again or typed
    )


def refused(client, choose, path):
    answers = [client.get(path), choose(client, path)]
    return all(each.status_code == 404 and SPENT in read(each).text for each in answers)


def test_a_link_sets_a_password_and_signs_in(app, client, password_link, choose, try_in, is_in):
    path = password_link("alice")
    assert client.get(path).headers["Cache-Control"] == "no-store"
    assert choose(client, path).status_code == 303
    assert is_in(client)
    assert try_in(app.test_client(), "alice", NEW).status_code == 303


def test_a_link_serves_once(app, client, password_link, choose):
    path = password_link("alice")
    choose(client, path)
    assert refused(app.test_client(), choose, path)


def test_a_link_serves_for_seven_days(client, frozen, password_link, choose):
    path = password_link("alice")
    frozen.shift(timedelta(days=7, minutes=-1))
    assert client.get(path).status_code == 200
    frozen.shift(timedelta(minutes=2))
    assert refused(client, choose, path)


def test_a_newer_link_replaces_the_older_one_of_that_person_only(client, password_link, choose):
    older, others = password_link("alice"), password_link("diane")
    newer = password_link("alice")
    assert refused(client, choose, older)
    assert client.get(newer).status_code == 200
    assert client.get(others).status_code == 200


def test_somebody_who_left_can_neither_use_a_link_nor_be_given_one(
    app, client, plan, password_link, choose
):
    path = password_link("alice")
    plan.edit(Person, plan.people["alice"], active=False)
    assert refused(client, choose, path)
    said = app.test_cli_runner().invoke(args=["people", "link", "--email", "alice@exemple.test"])
    assert said.exit_code == 1
    assert "n’est plus en fonction" in said.output


def test_a_new_password_ends_every_other_session(
    app, client, password, password_link, choose, try_in, is_in
):
    elsewhere, diane = app.test_client(), app.test_client()
    try_in(elsewhere, "alice", password)
    try_in(diane, "diane", password)
    choose(client, password_link("alice"))
    assert is_in(client)
    assert not is_in(elsewhere)
    assert is_in(diane)
    assert try_in(app.test_client(), "alice", password).status_code == 422


@pytest.mark.parametrize(
    ("typed", "again", "said"),
    [
        ("trop court", "trop court", "Écrivez au moins 12 caractères."),
        (NEW, NEW + "!", "Écrivez deux fois le même mot de passe."),
    ],
)
def test_a_password_refused_leaves_the_link_usable(
    client, password_link, choose, typed, again, said
):
    path = password_link("alice")
    answer = choose(client, path, typed, again)
    assert answer.status_code == 422
    assert said in read(answer).text
    assert choose(client, path).status_code == 303


def test_a_link_nobody_was_given_is_refused(client, plan, choose):
    assert refused(client, choose, "/password/inconnu")
