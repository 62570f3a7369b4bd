"""POST /sign-in/forgotten: a link by mail, and the same answer whoever asks."""

import pytest
from sqlalchemy import select

from tests.support.pages import read
from tracker.domain.messages import Message
from tracker.domain.people import Person
from tracker.extensions import db
from tracker.web import throttle

SAME = "Si quelqu’un est inscrit sous cette adresse, un courriel y part dans la minute"


def mails(app):
    with app.app_context():
        return [tuple(row) for row in db.session.execute(select(Message.kind, Message.to_address))]


@pytest.mark.parametrize("typed", ["alice@exemple.test", " Alice@Exemple.TEST "])
def test_a_link_goes_to_the_address_of_who_forgot(app, client, plan, press, typed):
    asked = press(client, "/sign-in/forgotten", email=typed)
    assert (asked.status_code, asked.location) == (303, "/sign-in")
    assert SAME in read(client.get("/sign-in")).text
    assert mails(app) == [("password", "alice@exemple.test")]


def test_the_same_is_said_where_nobody_is_known_and_nothing_leaves(app, client, plan, press):
    plan.edit(Person, plan.people["diane"], active=False)
    for typed in ("inconnue@exemple.test", "diane@exemple.test"):
        asked = press(client, "/sign-in/forgotten", email=typed)
        assert (asked.status_code, asked.location) == (303, "/sign-in")
        assert SAME in read(client.get("/sign-in")).text
    assert mails(app) == []


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("", "Écrivez votre adresse de courriel."),
        ("alice", "Écrivez une adresse complète"),
        ("élise@exemple.test", "Écrivez l’adresse sans accent"),
    ],
)
def test_what_is_no_address_is_refused_in_words(client, plan, press, typed, said):
    refused = press(client, "/sign-in/forgotten", email=typed)
    assert refused.status_code == 422
    assert said in read(refused).text


def test_asking_too_often_waits_and_does_not_close_the_sign_in(
    app, client, password, press, try_in
):
    for _ in range(throttle.PER_ACCOUNT):
        press(client, "/sign-in/forgotten", email="alice@exemple.test")
    refused = press(client, "/sign-in/forgotten", email="alice@exemple.test")
    assert refused.status_code == 429
    assert "Trop de demandes. Attendez quinze minutes" in read(refused).text
    assert len(mails(app)) == throttle.PER_ACCOUNT
    assert try_in(client, "alice", password).status_code == 303
