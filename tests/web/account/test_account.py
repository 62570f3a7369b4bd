"""/account: one's own page."""

from sqlalchemy import select

from tracker.domain.messages import Message
from tracker.extensions import db


def test_everybody_has_an_account_page(alice):
    page = alice.get("/account")
    assert page.status_code == 200
    assert "Responsable, Verdun" in page.text
    assert alice.get("/account/absence").status_code == 200
    assert alice.get("/account/password").status_code == 200


def test_ones_language_is_chosen(alice, press):
    assert press(alice, "/account/language", locale="en").status_code == 303
    assert 'lang="en' in alice.get("/account").text


def test_other_sessions_are_closed_and_this_one_stays(alice, as_person, press):
    other = as_person("alice")
    assert press(alice, "/account/sessions/close").status_code == 303
    assert alice.get("/account").status_code == 200
    assert other.get("/account").status_code == 303


def test_a_new_address_is_told_to_both(app, plan, alice, press):
    assert press(alice, "/account/address", email="neuve@exemple.test").status_code == 303
    with app.app_context():
        told = db.session.execute(select(Message.kind, Message.to_address)).all()
    assert set(told) == {
        ("address", "neuve@exemple.test"),
        ("address_notice", "alice@exemple.test"),
    }
