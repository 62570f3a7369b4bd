"""/address/TOKEN: a new address confirmed by who reads it, refused by who reads the old one."""

from datetime import timedelta

import pytest

from tests.support.databases import NOW
from tests.support.pages import read
from tracker.domain import accounts
from tracker.domain.changes import Actor
from tracker.domain.people import Person
from tracker.domain.sessions import OneUseLink
from tracker.domain.tokens import new_token, token_hash
from tracker.extensions import db

OLD, NEW = "alice@exemple.test", "neuve@exemple.test"
REFUSAL = "/address/{}/refuse"


@pytest.fixture
def asked(app, plan):
    """`asked("neuve@exemple.test")`: paths of the two links of a change of alice's address."""

    def ask(email=NEW):
        with app.app_context():
            alice = db.session.get_one(Person, plan.people["alice"])
            actor = Actor(plan.people["emile"], "Coordination du Bureau", NOW)
            change = accounts.ask_address(db.session, alice, email, actor)
            paths = []
            for purpose, path in (("address", "/address/{}"), ("address_refusal", REFUSAL)):
                token = new_token()
                link = OneUseLink(
                    token_hash=token_hash(token),
                    person_id=alice.id,
                    address_change_id=change.id,
                    purpose=purpose,
                    expires_at=NOW + timedelta(days=7),
                )
                db.session.add(link)
                paths.append(path.format(token))
            db.session.commit()
            return paths

    return ask


@pytest.fixture
def address(app, plan):
    """`address()`: where alice is written to."""

    def read_it():
        with app.app_context():
            return db.session.get_one(Person, plan.people["alice"]).email

    return read_it


def test_opening_the_links_changes_nothing(client, asked, address):
    confirm, refuse = asked()
    page = read(client.get(confirm))
    assert NEW in page.text
    assert OLD in page.text
    assert client.get(confirm).headers["Cache-Control"] == "no-store"
    assert "Coordination du Bureau a demandé" in read(client.get(refuse)).text
    assert address() == OLD


def test_the_new_address_is_confirmed_once_and_a_reload_says_so(client, asked, address, press):
    confirm, refuse = asked()
    assert "L’adresse est changée" in read(press(client, confirm)).text
    assert address() == NEW
    for again in (client.get(confirm), press(client, confirm)):
        assert "L’adresse est changée" in read(again).text
    late = read(press(client, refuse))
    assert "écrivez à la coordination du Bureau" in late.text
    assert address() == NEW


def test_the_old_address_refuses_and_the_other_link_is_void(client, asked, address, press):
    confirm, refuse = asked()
    assert "Le changement est refusé" in read(press(client, refuse)).text
    assert "Le changement est refusé" in read(press(client, confirm)).text
    assert address() == OLD


def test_a_link_that_expired_changes_nothing(client, frozen, asked, address, press):
    confirm, refuse = asked()
    frozen.shift(timedelta(days=8))
    for path in (confirm, refuse):
        assert "Ce lien n’est plus valable" in read(press(client, path)).text
    assert address() == OLD


def test_a_newer_request_replaces_the_older_one(client, asked, address, press):
    older, _ = asked()
    newer, _ = asked("autre@exemple.test")
    assert "Ce lien n’est plus valable" in read(press(client, older)).text
    press(client, newer)
    assert address() == "autre@exemple.test"


def test_an_address_taken_meanwhile_is_not_taken_twice(client, plan, asked, address, press):
    confirm, _ = asked()
    plan.edit(Person, plan.people["bob"], email=NEW)
    refused = press(client, confirm)
    assert refused.status_code == 409
    assert "Cette adresse est déjà celle d’une autre personne" in read(refused).text
    assert address() == OLD


def test_who_left_meanwhile_keeps_their_address(client, plan, asked, address, press):
    confirm, _ = asked()
    plan.edit(Person, plan.people["alice"], active=False)
    assert "Ce lien n’est plus valable" in read(press(client, confirm)).text
    assert address() == OLD


def test_neither_link_does_what_the_other_does_nor_an_unknown_one(client, asked, address, press):
    confirm, refuse = asked()
    crossed = (f"{confirm}/refuse", refuse.removesuffix("/refuse"), "/address/inconnu")
    assert [press(client, path).status_code for path in crossed] == [404] * 3
    assert address() == OLD
