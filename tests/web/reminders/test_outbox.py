"""GET /outbox/…: one message, its links closed to all but its person."""

from datetime import timedelta

import pytest
from sqlalchemy import select, update

from tests.support.databases import NOW
from tests.support.pages import read
from tracker.domain.messages import Message
from tracker.extensions import db

TOKEN = "Jeton0Jeton1Jeton2Jeton3Jeton4Jeton5Jeton6x"


@pytest.fixture
def letter(plan, app):
    """A message to alice that still holds her token; its id."""
    plan.mail(plan.commitment(), at=NOW - timedelta(hours=1))
    address = f"https://suivi.exemple.test/answer/{TOKEN}/1?a=done"
    with app.app_context():
        db.session.execute(
            update(Message).values(
                subject="Verdun : une réponse",
                body_text=f"Fait {address}",
                body_html=f'<p><a href="{address}">Fait</a></p>',
            )
        )
        db.session.commit()
        return db.session.scalar(select(Message.id))


def test_its_person_sees_it_with_its_links(alice, letter):
    page = read(alice.get(f"/outbox/{letter}"))

    assert "Verdun : une réponse" in page.title
    assert TOKEN in page.text
    assert TOKEN in alice.get(f"/outbox/{letter}/html").text


@pytest.mark.parametrize("name", ["diane", "emile"])
def test_the_bureau_sees_it_with_its_links_masked(as_person, letter, name):
    client = as_person(name)

    page = read(client.get(f"/outbox/{letter}"))
    framed = client.get(f"/outbox/{letter}/html")

    assert "/answer/…/1?a=done" in page.text
    assert TOKEN not in page.html + framed.text
    assert "/answer/…/1?a=done" in framed.text


@pytest.mark.parametrize("name", ["bob", "charlie", "fanny"])
def test_nobody_else_finds_it(as_person, letter, name):
    client = as_person(name)

    assert client.get(f"/outbox/{letter}").status_code == 404
    assert client.get(f"/outbox/{letter}/html").status_code == 404


def test_the_frame_runs_nothing_and_loads_nothing(alice, letter):
    policy = alice.get(f"/outbox/{letter}/html").headers["Content-Security-Policy"]

    assert "default-src 'none'" in policy
    assert policy.rstrip().endswith("sandbox")


def test_one_that_was_not_written_yet_says_so(app, alice, letter):
    with app.app_context():
        db.session.execute(update(Message).values(body_text="", body_html=""))
        db.session.commit()

    page = read(alice.get(f"/outbox/{letter}"))

    assert "Le texte s’écrit au moment du départ" in page.text
    assert "<iframe" not in page.html


def test_the_link_of_an_account_is_read_by_nobody_here(app, alice, as_person, letter):
    address = f"https://suivi.exemple.test/password/{TOKEN}"
    with app.app_context():
        db.session.execute(update(Message).values(body_text=address, body_html=address))
        db.session.commit()

    for client in (alice, as_person("emile")):
        shown = client.get(f"/outbox/{letter}").text + client.get(f"/outbox/{letter}/html").text
        assert "/password/…" in shown
        assert TOKEN not in shown


def test_a_mail_between_two_slots_says_what_it_is(app, as_person, letter):
    with app.app_context():
        db.session.execute(update(Message).values(slot_id=None, kind="invitation"))
        db.session.commit()
    emile = as_person("emile")

    assert "Invitation · Déposé" in read(emile.get(f"/outbox/{letter}")).text
    assert "Entre deux relances" in read(emile.get("/reminders")).text
