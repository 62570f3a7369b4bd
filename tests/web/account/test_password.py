"""POST /account/password: one's own, with the current one."""

import pytest
from sqlalchemy import select

from tests.support.pages import read
from tracker.domain.messages import Message
from tracker.domain.people import Person
from tracker.extensions import db
from tracker.web import throttle
from tracker.web.passwords import hashed

NOW_SET, NEW = "une phrase que je retiens", "trois girafes sous le pont Jacques"


@pytest.fixture
def database(sqlite_database):
    """Words only: one kind of database is enough."""
    return sqlite_database


@pytest.fixture
def change(plan, alice, press):
    """`change(current="…")`: alice's form, sent."""
    plan.edit(Person, plan.people["alice"], password_hash=hashed(NOW_SET))
    return lambda **typed: press(
        alice, "/account/password", **({"current": NOW_SET, "password": NEW, "again": NEW} | typed)
    )


def test_a_new_password_serves_and_ends_the_other_sessions(app, alice, as_person, change, press):
    other = as_person("alice")
    assert change().status_code == 303
    assert "Votre mot de passe est changé" in read(alice.get("/account")).text
    assert other.get("/account").status_code == 303
    fresh, email = app.test_client(), "alice@exemple.test"
    assert press(fresh, "/sign-in", email=email, password=NOW_SET).status_code == 422
    assert press(fresh, "/sign-in", email=email, password=NEW).status_code == 303


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"current": ""}, "Écrivez votre mot de passe actuel."),
        ({"current": "autre chose"}, "Ce n’est pas votre mot de passe actuel."),
        ({"again": "autre chose"}, "Écrivez deux fois le même mot de passe."),
        ({"password": "court", "again": "court"}, "Écrivez au moins 12 caractères."),
        ({"password": "motdepasse123", "again": "motdepasse123"}, "parmi les plus courants"),
    ],
)
def test_a_password_is_refused_in_words_and_the_former_one_stays(alice, change, typed, said):
    refused = change(**typed)
    page = read(refused)
    assert (refused.status_code, page.title[:8]) == (422, "Erreur :")
    assert said in page.text
    assert change().status_code == 303


def test_guessing_the_current_one_waits(change):
    for _ in range(throttle.PER_ACCOUNT):
        assert change(current="autre chose").status_code == 422
    refused = change()
    assert refused.status_code == 429
    assert "Trop d’essais. Attendez quinze minutes." in read(refused).text


def test_ones_address_changes_with_the_current_password_alone(app, plan, alice, press):
    plan.edit(Person, plan.people["alice"], password_hash=hashed(NOW_SET))

    def ask(current):
        return press(alice, "/account/address", email="neuve@exemple.test", current=current)

    assert "Mot de passe actuel" in read(alice.get("/account/address")).text
    for wrong in ("", "autre chose"):
        refused = ask(wrong)
        assert refused.status_code == 422
        assert "neuve@exemple.test" in refused.text
        assert "mot de passe actuel." in read(refused).text
    with app.app_context():
        assert db.session.scalar(select(Message.id)) is None
    assert ask(NOW_SET).status_code == 303
