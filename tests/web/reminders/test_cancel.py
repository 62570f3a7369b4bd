"""« Annuler »: a message that has not left leaves no more; what happened to it is told."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import select, update

from tests.support.databases import NOW
from tests.support.pages import press, read
from tracker.domain.messages import Message, MessageEvent
from tracker.extensions import db
from tracker.mail import outbox

EARLIER = NOW - timedelta(hours=1)


@pytest.fixture
def emile(as_person):
    """Coordinates the Bureau."""
    return as_person("emile")


@pytest.fixture
def become(plan, app):
    """`become("deferred")`: the one message, in that state."""
    plan.mail(plan.commitment(), at=EARLIER)

    def change(state):
        with app.app_context():
            db.session.execute(
                update(Message).values(
                    state=state,
                    sent_at=EARLIER if state == "sent" else None,
                    body_text="Bonjour",
                    body_html="<p>Bonjour</p>",
                    data_started_at=EARLIER if state == "unknown" else None,
                    lease_until=NOW + timedelta(hours=1) if state == "sending" else None,
                    next_try_at=NOW + timedelta(hours=2) if state == "deferred" else None,
                    attempts=3,
                )
            )
            db.session.commit()

    return change


def _spaced(page):
    """The words of a page with a space between two cells."""
    return " ".join(re.sub(r"<[^>]+>", " ", page.html).replace("\N{NO-BREAK SPACE}", " ").split())


def _message(app):
    with app.app_context():
        return db.session.scalars(select(Message)).one()


def _events(app):
    with app.app_context():
        return [
            tuple(row) for row in db.session.execute(select(MessageEvent.what, MessageEvent.detail))
        ]


@pytest.mark.parametrize("state", ["planned", "deferred", "refused", "unknown"])
def test_what_has_not_left_for_sure_is_cancelled_with_a_name(app, emile, become, state):
    become(state)

    page = read(emile.get("/outbox/1"))
    answer = press(emile, page, "Annuler ce courriel")

    assert answer.status_code == 303
    message = _message(app)
    assert (message.state, message.reason) == ("cancelled", "by_hand")
    assert message.data_started_at is None
    assert message.next_try_at is None
    assert _events(app) == [("cancelled_by_hand", "Coordination du Bureau")]
    told = _spaced(read(emile.get(answer.location)))
    assert "Le courriel est annulé : il ne partira plus." in told
    assert "Annulé par la coordination" in told
    assert "Annulé à la main par Coordination du Bureau" in told


def test_one_that_is_being_sent_stays_as_it_is_and_says_so(app, emile, become):
    become("planned")
    page = read(emile.get("/outbox/1"))
    become("sending")

    answer = press(emile, page, "Annuler ce courriel")

    assert answer.status_code == 409
    assert "Ce message part en ce moment même : rien n’a changé." in read(answer).text
    assert _message(app).state == "sending"
    assert _events(app) == []


@pytest.mark.parametrize("state", ["sent", "cancelled", "missed"])
def test_what_is_over_is_not_cancelled(app, emile, become, state):
    become("planned")
    page = read(emile.get("/outbox/1"))
    become(state)

    assert "Annuler ce courriel" not in read(emile.get("/outbox/1")).text
    assert press(emile, page, "Annuler ce courriel").status_code == 409
    assert _message(app).state == state


def test_the_director_sees_what_happened_and_does_not_cancel(app, as_person, become):
    diane = as_person("diane")
    become("deferred")

    page = read(diane.get("/outbox/1"))

    assert "Annuler ce courriel" not in page.text
    token = page.form("Quitter").fields["csrf_token"]
    assert diane.post("/outbox/1/cancel", data={"csrf_token": token}).status_code == 403
    assert _message(app).state == "deferred"


def test_one_that_waits_is_cancelled_from_the_list_too(app, emile, become):
    become("deferred")
    page = read(emile.get("/reminders"))
    assert 'formaction="/outbox/1/cancel"' in page.html
    token = page.form("Quitter").fields["csrf_token"]

    answer = emile.post("/outbox/1/cancel", data={"csrf_token": token})

    assert answer.location == "/reminders"
    assert _message(app).state == "cancelled"


def test_tries_and_events_are_told_with_their_times(app, emile, become):
    become("deferred")
    with app.app_context():
        for what, detail in (
            ("planned", ""),
            ("claimed", ""),
            ("data_started", "smtp"),
            ("deferred", "451 revenez plus tard"),
            ("unknown", "interrupted"),
            ("requeued", "Coordination"),
            ("inconnu_ici", "ceci"),
        ):
            outbox.note(db.session, 1, what, EARLIER, detail)
        db.session.commit()

    text = _spaced(read(emile.get("/outbox/1")))

    assert "Essais 3" in text
    assert "Prochain essai 20 avril 2026, 11 h" in text
    assert "20 avril 2026, 8 h Prévu" in text
    assert "L’envoi commence par le serveur de courriel" in text
    assert "Remis à plus tard 451 revenez plus tard" in text
    assert "personne ne sait s’il est arrivé Envoi interrompu" in text
    assert "À renvoyer par Coordination" in text
    assert "inconnu_ici ceci" in text
