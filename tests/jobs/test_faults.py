"""What stops the mail as a whole: it waits, it is said in words, and it ends well."""

import errno
import os
import socket
from datetime import timedelta

import pytest
from sqlalchemy import select

from tests.support.databases import NOW
from tests.support.mailbox import Mailbox, Step
from tests.support.pages import read
from tests.support.plan_builder import sign_in
from tracker.domain import pulse
from tracker.domain.messages import Message
from tracker.domain.pulse import Pulse
from tracker.extensions import db
from tracker.jobs.scheduler import run_until_stopped
from tracker.jobs.stop import Stop

#: Through real servers, many times.
pytestmark = pytest.mark.slow


def reminders_page(office):
    """The page of the reminders, and the board, as the coordination reads them now."""
    client, address = office.app.test_client(), office.environment["TRACKER_PUBLIC_URL"]
    sign_in(office.app, client, office.plan.people["emile"], address)
    pages = (client.get(path, base_url=address) for path in ("/reminders", "/"))
    return tuple(read(page).text for page in pages)


def doctor(office):
    said = office.app.test_cli_runner().invoke(args=["doctor"]).output
    return said.replace("\N{NO-BREAK SPACE}", " ")


def tries(office):
    with office.app.app_context():
        return list(db.session.scalars(select(Message.attempts).order_by(Message.id)))


@pytest.fixture
def free_port():
    with socket.create_server(("127.0.0.1", 0)) as taken:
        return taken.getsockname()[1]


@pytest.fixture
def ends_well(later):
    """`ends_well(office)`: all that waited leaves once, and nothing is said any more."""

    def check(office, state="sent"):
        later(timedelta(minutes=6))
        assert office.tick().messages == {state: 3}
        for page in reminders_page(office):
            assert "Les courriels attendent" not in page
        assert set(tries(office)) == {0}

    return check


def is_said(office, words, *machine):
    """On /reminders, on the board, and by the doctor."""
    texts = (*reminders_page(office), doctor(office))
    for text in texts:
        assert words in text
        assert "Les courriels attendent; aucun n’est perdu." in text
        assert all(said in text for said in machine)


def test_a_relay_that_is_away(open_office, frozen, free_port, ends_well, later):
    office = open_office(TRACKER_SMTP_URL=f"smtp://127.0.0.1:{free_port}")
    assert office.tick().messages == {"deferred": 1}
    is_said(office, "Le serveur de courriel ne répond pas", "Connection refused")
    assert "Depuis le 20 avril 2026, 9 h." in doctor(office)
    assert not office.tick()
    for _ in range(10):
        later(timedelta(minutes=6))
        assert office.tick().messages == {"deferred": 1}
    mailbox = Mailbox(free_port)
    mailbox.start()
    try:
        ends_well(office)
        assert len(mailbox.received) == 3
    finally:
        mailbox.stop()


@pytest.mark.parametrize(
    ("step", "reply", "words"),
    [
        (Step.MAIL, "421 4.7.0 Fermé", "Le serveur de courriel est fermé pour le moment"),
        (Step.MAIL, "550 5.7.1 Pas vous", "refuse l’adresse d’expédition du Bureau"),
    ],
)
def test_a_relay_that_takes_nothing(office, smtp_server, ends_well, step, reply, words):
    smtp_server.answer(step, reply)
    assert office.tick().messages == {"deferred": 1}
    is_said(office, words, reply)
    ends_well(office)


def test_a_relay_without_encryption(open_office, frozen, smtp_server):
    office = open_office(TRACKER_SMTP_URL=f"{smtp_server.url}?starttls=required")
    assert office.tick().messages == {"deferred": 1}
    is_said(office, "n’offre pas de liaison chiffrée")
    assert smtp_server.received == []


def test_a_wrong_password(open_office, frozen, smtp_server, ends_well):
    smtp_server.knows("suivi", "bon")
    host = f"{smtp_server.host}:{smtp_server.port}"
    office = open_office(TRACKER_SMTP_URL=f"smtp://suivi:mauvais@{host}")
    assert office.tick().messages == {"deferred": 1}
    is_said(office, "Le serveur de courriel refuse le mot de passe", "535")
    assert "mauvais" not in doctor(office)
    smtp_server.knows("suivi", "mauvais")
    ends_well(office)


def test_a_full_disk(folder_office, monkeypatch, ends_well):
    office = folder_office
    folder = office.app.config["TRACKER"].mail_folder

    def full(_descriptor):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with monkeypatch.context() as patched:
        patched.setattr(os, "fsync", full)
        assert office.tick().messages == {"deferred": 1}
    assert not any(path.is_file() for path in folder.rglob("*"))
    is_said(office, "Le disque est plein", "No space left on device")
    ends_well(office, "deposited")
    assert len(list((folder / "new").iterdir())) == 3


@pytest.mark.postgresql
def test_the_database_restarts_while_a_message_leaves(
    postgres_databases, open_office_on, frozen, smtp_server
):
    """The process that sent it knows that it was accepted, and says so once it can."""
    with postgres_databases.fresh("migrated") as url:
        office = open_office_on(url, TRACKER_SMTP_URL=smtp_server.url)
        pause = smtp_server.pause(Step.ACCEPTED)
        ticking = office.tick_aside()
        pause.wait_until_reached()
        postgres_databases.restart()
        pause.release()
        assert ticking().messages == {"sent": 3}
        assert set(office.states().values()) == {"sent"}
        assert len(smtp_server.received) == 3


def test_the_clock_that_looks_no_more_raises_an_alarm(office, later):
    office.tick()
    assert all("horloge des relances est arrêtée" not in page for page in reminders_page(office))
    later(timedelta(minutes=5, seconds=1))
    for page in (*reminders_page(office), doctor(office)):
        assert "L’horloge des relances est arrêtée" in page
        assert "Dernier signe de vie : 20 avril 2026, 9 h" in page
    office.tick()
    assert all("horloge des relances est arrêtée" not in page for page in reminders_page(office))


def test_the_clock_that_never_looked_raises_an_alarm(office):
    assert "Elle n’a encore jamais tourné." in reminders_page(office)[1]


def test_a_tick_that_finds_nothing_is_a_sign_of_life_too(office):
    stop = Stop()
    office.tick()
    with office.app.app_context():
        db.session.get_one(Pulse, 1).looked_at = NOW - timedelta(hours=1)
        db.session.commit()

    class Once(Stop):
        def wait(self, seconds=None):
            super().wait(1)

    run_until_stopped(office.app, stop := Once(), lambda report: None)
    assert not stop.asked()
    with office.app.app_context():
        assert db.session.get_one(Pulse, 1).looked_at >= NOW


def test_what_lasts_keeps_the_instant_at_which_it_began(office):
    begun = NOW - timedelta(hours=2)
    for at in (begun, NOW):
        office.do(pulse.close, at, "", at + timedelta(minutes=5), "closed", "421 Fermé")
    with office.app.app_context():
        found = db.session.get_one(Pulse, 1)
        assert (found.trouble_since, found.closed_until) == (begun, NOW + timedelta(minutes=5))
