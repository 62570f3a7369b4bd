"""POST /people/ID/…: mails of the account, a suspended address, somebody back in function."""

import pytest
from sqlalchemy import select

from tests.support.databases import NOW
from tests.support.pages import read
from tracker.domain.messages import Message
from tracker.domain.people import Person
from tracker.domain.sessions import AddressChange
from tracker.extensions import db

SUSPENDED = {"suspended_at": NOW, "suspended_reason": "boîte pleine"}


@pytest.fixture
def ask(plan, emile, press):
    """`ask("mail", kind="invitation")`: the coordination presses a button of alice's page."""
    return lambda verb, **fields: press(emile, f"/people/{plan.people['alice']}/{verb}", **fields)


@pytest.fixture
def about(plan, emile):
    """`about()`: alice's page, as the coordination reads it."""
    return lambda: read(emile.get(f"/people/{plan.people['alice']}"))


def mails(app):
    with app.app_context():
        statement = select(Message.kind, Message.to_address).order_by(Message.id)
        return [tuple(row) for row in db.session.execute(statement)]


def test_an_invitation_may_be_sent_again(app, ask, about):
    assert "Inviter par courriel" in about().text
    assert ask("mail", kind="invitation").status_code == 303
    assert "Inviter de nouveau" in about().text
    assert ask("mail", kind="invitation").status_code == 303
    assert mails(app) == [("invitation", "alice@exemple.test")] * 2
    assert "invité, pas encore entré" in about().text


def test_who_has_a_password_is_sent_a_link_for_another(app, plan, ask, about):
    plan.edit(Person, plan.people["alice"], password_hash="x")
    assert "Envoyer un lien de mot de passe" in about().text
    assert ask("mail", kind="password").status_code == 303
    assert mails(app) == [("password", "alice@exemple.test")]


@pytest.mark.parametrize("kind", ["weekly", "", "test"])
def test_no_other_mail_leaves_from_there(app, ask, kind):
    assert ask("mail", kind=kind).status_code == 422
    assert mails(app) == []


def test_who_left_is_sent_nothing(app, plan, ask):
    plan.edit(Person, plan.people["alice"], active=False)
    assert ask("mail", kind="invitation").status_code == 422
    assert mails(app) == []


def test_a_suspended_address_is_said_and_lifted(plan, ask, about):
    plan.edit(Person, plan.people["alice"], **SUSPENDED)
    since = "depuis le 20 avril 2026, 9 h : boîte pleine."
    assert f"Aucun courriel ne part plus à cette adresse {since}" in about().text
    assert ask("lift").status_code == 303
    assert "Aucun courriel ne part plus" not in about().text
    assert ask("lift").status_code == 303


def test_a_suspended_address_is_corrected_at_once(app, plan, ask):
    plan.edit(Person, plan.people["alice"], password_hash="x", **SUSPENDED)
    assert ask("address", email="juste@exemple.test").status_code == 303
    with app.app_context():
        alice = db.session.get_one(Person, plan.people["alice"])
        assert (alice.email, alice.suspended_at) == ("juste@exemple.test", None)
    assert mails(app) == []


def test_an_invitation_follows_a_corrected_address(app, ask):
    ask("mail", kind="invitation")
    ask("address", email="juste@exemple.test")
    assert mails(app)[-1] == ("invitation", "juste@exemple.test")


def test_who_enters_already_confirms_their_new_address(app, plan, ask, about):
    plan.edit(Person, plan.people["alice"], password_hash="x")
    assert ask("address", email="neuve@exemple.test").status_code == 303
    assert ask("address", email="autre@exemple.test").status_code == 303
    with app.app_context():
        outcomes = select(AddressChange.new_email, AddressChange.outcome)
        assert set(db.session.execute(outcomes)) == {
            ("neuve@exemple.test", "replaced"),
            ("autre@exemple.test", None),
        }
    assert "Une nouvelle adresse attend d’être confirmée : autre@exemple.test." in about().text


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("bob@exemple.test", "Cette adresse est déjà celle de Substitut, Verdun."),
        ("Alice@exemple.test", "C’est déjà l’adresse en vigueur."),
        ("", "Écrivez la nouvelle adresse."),
    ],
)
def test_an_address_that_cannot_be_is_refused_in_words(ask, typed, said):
    refused = ask("address", email=typed)
    assert refused.status_code == 422
    assert said in read(refused).text


def test_somebody_comes_back(app, plan, ask, about):
    ask("leave")
    assert "n’est plus en fonction" in about().text
    assert ask("return").status_code == 303
    with app.app_context():
        alice = db.session.get_one(Person, plan.people["alice"])
        assert alice.active
        assert alice.contacts == []
