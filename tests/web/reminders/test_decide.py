"""« C’est arrivé » and « Renvoyer »: a human decides about a message held for them."""

from datetime import timedelta

import pytest
from sqlalchemy import select, update

from tests.support.databases import NOW
from tests.support.pages import press, read
from tracker.domain.messages import Message
from tracker.extensions import db


@pytest.fixture
def emile(as_person):
    """Coordinates the Bureau."""
    return as_person("emile")


@pytest.fixture
def held(plan, app):
    """A message whose fate is unknown; its id."""
    plan.mail(plan.commitment(), at=NOW - timedelta(hours=1))
    return _become(app, "unknown")


def _become(app, state, reason=""):
    with app.app_context():
        db.session.execute(
            update(Message).values(
                state=state,
                reason=reason,
                sent_at=None,
                body_text="Bonjour",
                body_html="<p>Bonjour</p>",
                data_started_at=NOW - timedelta(hours=1) if state == "unknown" else None,
            )
        )
        db.session.commit()
        return db.session.scalar(select(Message.id))


def _state(app):
    with app.app_context():
        return db.session.scalar(select(Message.state))


def _press(client, page, verb, row_id):
    token = page.form("Renvoyer, Responsable, Verdun").fields["csrf_token"]
    return client.post(f"/outbox/{row_id}/{verb}", data={"csrf_token": token})


def test_a_held_message_is_shown_with_both_gestures(emile, held):
    page = read(emile.get("/reminders"))

    assert "Le courriel est peut-être arrivé" in page.text
    form = page.form("Renvoyer, Responsable, Verdun")
    assert ("C’est arrivé, Responsable, Verdun", "", "") in form.buttons
    assert f'formaction="/outbox/{held}/arrived"' in page.html


def test_it_arrived_settles_it(app, emile, held):
    page = read(emile.get("/reminders"))

    answer = _press(emile, page, "arrived", held)

    assert answer.status_code == 303
    assert _state(app) == "sent"
    assert "C’est noté : le courriel est arrivé." in read(emile.get(answer.location)).text


def test_send_again_puts_the_same_message_back(app, emile, held):
    page = read(emile.get("/reminders"))

    answer = press(emile, page, "Renvoyer, Responsable, Verdun")

    assert answer.status_code == 303
    assert _state(app) == "planned"


def test_deciding_twice_changes_nothing_the_second_time(app, emile, held):
    page = read(emile.get("/reminders"))
    _press(emile, page, "arrived", held)

    again = read(_press(emile, page, "again", held))

    assert again.status == 409
    assert "Ce message n’attend plus de décision" in again.text
    assert _state(app) == "sent"


def test_a_refused_message_shows_the_servers_words(plan, app, emile):
    plan.mail(plan.commitment(), at=NOW - timedelta(hours=1))
    _become(app, "refused", "550 5.1.1 boîte inconnue")

    page = read(emile.get("/reminders"))

    assert "Refusé par le serveur." in page.text
    assert "550 5.1.1 boîte inconnue" in page.text


def test_the_director_sees_it_and_does_not_decide(as_person, held):
    diane = as_person("diane")

    page = read(diane.get("/reminders"))

    assert "La coordination décide." in page.text
    assert "formaction" not in page.html
    token = page.form("Quitter").fields["csrf_token"]
    assert diane.post(f"/outbox/{held}/again", data={"csrf_token": token}).status_code == 403


def test_a_message_that_does_not_exist_is_not_found(emile, held):
    page = read(emile.get("/reminders"))

    assert _press(emile, page, "arrived", held + 999).status_code == 404
