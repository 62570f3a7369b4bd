"""Mail that came back, read from its folder at a tick: the message, the address, the history."""

import logging
from datetime import timedelta

import pytest
from sqlalchemy import select

from tests.support.bounces import Gone, away, exchange, postfix
from tests.support.databases import NOW
from tests.support.mailbox import Step
from tests.support.pages import read
from tests.support.plan_builder import sign_in
from tracker.domain.accounts import lift_suspension
from tracker.domain.changes import Actor, Change
from tracker.domain.commitments import Commitment
from tracker.domain.messages import Message, MessageEvent
from tracker.domain.people import Person
from tracker.extensions import db
from tracker.jobs import bounces
from tracker.mail import outbox

#: Sends through a real SMTP server, many times.
pytestmark = pytest.mark.slow


class Postman:
    """The folder of what comes back, and the office that reads it."""

    def __init__(self, office, smtp_server, folder):
        self.office, self.smtp_server, self.folder = office, smtp_server, folder
        self.count = 0

    def gone(self, name="alice", **changes):
        """The last mail that the server took for `name`."""
        mail = [one for one in self.smtp_server.received if one.recipients[0].startswith(name)][-1]
        usual = {
            "sender": mail.sender,
            "to": mail.recipients[0],
            "message_id": str(mail.message["Message-ID"]),
        }
        return Gone(**(usual | changes))

    def brings(self, content):
        """A mail is delivered to the folder; its name."""
        self.count += 1
        file = f"1776690{self.count:03}.M1P1.mail"
        (self.folder / "new" / file).write_bytes(content)
        return file

    def files(self):
        return {
            name: sorted(path.name for path in (self.folder / name).iterdir())
            for name in ("new", "cur")
        }

    def alice(self):
        with self.office.app.app_context():
            return db.session.get_one(Person, self.office.plan.people["alice"])

    def changes(self):
        with self.office.app.app_context():
            return list(
                db.session.scalars(
                    select(Change)
                    .where(Change.object_kind == "person", Change.field == "suspension")
                    .order_by(Change.id)
                )
            )

    def details(self, what):
        with self.office.app.app_context():
            return list(
                db.session.scalars(select(MessageEvent.detail).where(MessageEvent.what == what))
            )


@pytest.fixture
def folder(tmp_path):
    for name in ("new", "cur", "tmp"):
        (tmp_path / "back" / name).mkdir(parents=True)
    return tmp_path / "back"


@pytest.fixture
def postman(open_office, smtp_server, frozen, folder):
    """alice alone is written to, and what comes back is read."""
    office = open_office(TRACKER_SMTP_URL=smtp_server.url, TRACKER_BOUNCE_MAILDIR=str(folder))
    office.dismiss("diane", "emile")
    return Postman(office, smtp_server, folder)


@pytest.fixture
def sent(postman):
    """alice's mail has left."""
    assert postman.office.tick().messages == {"sent": 1}
    return postman


def test_a_mail_leaves_with_a_return_path_of_its_own(sent):
    message = sent.office.message("alice")

    assert sent.gone().sender.startswith(f"suivi+b{message.id}.")
    assert sent.gone().sender.endswith("@exemple.test")
    assert sent.smtp_server.received[-1].message["From"].endswith("<suivi@exemple.test>")


def test_a_mail_leaves_from_the_bare_sender_where_nothing_that_comes_back_is_read(
    office, smtp_server
):
    office.tick()

    assert {mail.sender for mail in smtp_server.received} == {"suivi@exemple.test"}


@pytest.mark.parametrize("write", [postfix, exchange])
def test_what_came_back_for_good_suspends_the_address_and_is_told_on_the_message(sent, write):
    file = sent.brings(write(sent.gone()))

    sent.office.tick()

    message, alice = sent.office.message("alice"), sent.alice()
    assert message.state == "sent"
    assert message.bounced_at is not None
    assert message.bounce_reason == "mailbox_unknown"
    assert (alice.suspended_at, alice.suspended_reason) == (message.bounced_at, "mailbox_unknown")
    assert sent.office.events("alice")[-1] == "bounced"
    assert "5.1.1" in sent.details("bounced")[0]
    (change,) = sent.changes()
    assert (change.what, change.after, change.by_id) == ("added", "mailbox_unknown", None)
    assert sent.files() == {"new": [], "cur": [f"{file}:2,S"]}


def test_what_was_asked_in_it_counts_as_not_asked(sent):
    sent.brings(postfix(sent.gone()))

    sent.office.tick()

    with sent.office.app.app_context():
        commitment = db.session.get_one(Commitment, sent.office.late)
        assert (commitment.asked_since, commitment.asked_last) == (None, None)


def test_the_coordination_reads_it_on_the_board_on_the_persons_page_and_in_its_mail(
    open_office, smtp_server, frozen, folder, later
):
    office = open_office(TRACKER_SMTP_URL=smtp_server.url, TRACKER_BOUNCE_MAILDIR=str(folder))
    office.tick()
    postman = Postman(office, smtp_server, folder)
    postman.brings(postfix(postman.gone()))
    office.tick()
    later(timedelta(days=7))
    office.tick(NOW + timedelta(days=7))

    emile, alice = office.plan.people["emile"], office.plan.people["alice"]
    office.app.config["TRUSTED_HOSTS"] = ["localhost"]
    client = office.app.test_client()
    sign_in(office.app, client, emile)
    mail = office.message("emile")
    since = "adresse suspendue depuis le 20 avril : boîte inconnue"
    assert "depuis le 20 avril : boîte inconnue" in read(client.get("/")).text
    assert (
        "depuis le 20 avril 2026, 9 h : boîte inconnue."
        in read(client.get(f"/people/{alice}")).text
    )
    assert since in " ".join(mail.body_text.replace("\N{NO-BREAK SPACE}", " ").split())
    assert "Revenu le 20 avril 2026, 9 h : boîte inconnue." in read(client.get("/reminders")).text


def test_nobody_is_written_to_at_a_suspended_address(sent, later):
    sent.brings(postfix(sent.gone()))
    later(timedelta(days=7))

    sent.office.tick(NOW + timedelta(days=7))

    assert [mail.recipients[0] for mail in sent.smtp_server.received] == [
        "alice@exemple.test",
        "bob@exemple.test",
    ]


def test_the_same_report_read_twice_changes_nothing_the_second_time(sent):
    sent.brings(postfix(sent.gone()))
    sent.office.tick()
    sent.office.do(
        lambda session: lift_suspension(
            session,
            session.get_one(Person, sent.office.plan.people["alice"]),
            Actor(None, "Coordination", NOW),
        )
    )
    sent.brings(postfix(sent.gone()))

    sent.office.tick()

    assert sent.office.events("alice").count("bounced") == 1
    assert sent.alice().suspended_at is None
    assert sent.files()["new"] == []


def test_two_processes_that_read_the_same_folder_tell_it_once(sent):
    for _ in range(5):
        sent.brings(postfix(sent.gone()))
    waits = [sent.office.tick_aside() for _ in range(2)]

    for wait in waits:
        wait()

    assert sent.office.events("alice").count("bounced") == 1
    assert len(sent.changes()) == 1
    assert sent.files()["new"] == []
    assert len(sent.files()["cur"]) == 5


def test_an_address_that_was_changed_meanwhile_is_not_suspended(sent):
    gone = sent.gone()
    alice = sent.office.plan.people["alice"]
    sent.office.plan.edit(Person, alice, email="neuve@exemple.test")
    sent.brings(postfix(gone))

    sent.office.tick()

    assert sent.office.message("alice").bounced_at is not None
    assert sent.alice().suspended_at is None


def test_a_delay_is_an_event_and_nothing_else(sent):
    delay = {"action": "delayed", "status": "4.4.1", "said": "connect to mx: timed out"}
    for _ in range(2):
        sent.brings(postfix(sent.gone(), **delay))

    sent.office.tick()

    assert sent.office.events("alice").count("delayed") == 1
    assert sent.details("delayed") == ["connect to mx: timed out"]
    assert sent.office.message("alice").bounced_at is None
    assert sent.alice().suspended_at is None
    assert sent.files()["new"] == []


def test_a_mail_given_up_after_days_came_back_but_its_address_stays(sent):
    sent.brings(postfix(sent.gone(), status="4.4.7", said="451 4.4.7 delivery time expired"))

    sent.office.tick()

    assert sent.office.message("alice").bounce_reason == "gave_up"
    assert sent.alice().suspended_at is None


def test_a_return_path_lost_on_the_way_is_made_up_for_by_the_message_id(sent):
    gone = sent.gone()
    sent.brings(postfix(gone, to="postmaster@exemple.test", return_path=False))

    sent.office.tick()

    assert sent.office.message("alice").bounced_at is not None


def test_a_message_id_alone_suspends_nobody_elses_address(sent):
    stranger = sent.gone(to="bob@exemple.test")
    sent.brings(postfix(stranger, to="postmaster@exemple.test", return_path=False))

    sent.office.tick()

    assert sent.office.message("alice").bounced_at is None
    with sent.office.app.app_context():
        assert (
            db.session.scalars(select(Person).where(Person.suspended_at.is_not(None))).all() == []
        )


@pytest.mark.parametrize("kind", ["forged", "automatic_reply", "rubbish"])
def test_what_says_nothing_of_our_mail_is_put_aside_and_said(sent, caplog, kind):
    gone = sent.gone()
    forged = gone.sender.replace(f"+b{sent.office.message('alice').id}.", "+b99.")
    content = {
        "forged": postfix(sent.gone(sender=forged, message_id="<x@y.z>")),
        "automatic_reply": away(gone),
        "rubbish": b"\xff\x00",
    }[kind]
    file = sent.brings(content)

    with caplog.at_level(logging.WARNING):
        sent.office.tick()

    assert f"{file} ne dit d’aucun de nos courriels qu’il est revenu." in caplog.text
    assert sent.files() == {"new": [], "cur": [f"{file}:2,S"]}
    assert sent.office.message("alice").bounced_at is None
    assert sent.alice().suspended_at is None


def test_an_undecided_mail_that_comes_back_had_arrived_at_the_server(postman, frozen):
    postman.smtp_server.kill(Step.ACCEPTED)
    assert postman.office.tick().messages == {"unknown": 1}
    postman.brings(postfix(postman.gone()))

    postman.office.tick()

    message = postman.office.message("alice")
    assert (message.state, message.sent_at) == ("sent", message.data_started_at)
    assert message.bounced_at is not None


def test_a_report_that_comes_before_its_mail_is_stamped_waits(sent):
    message_id = sent.office.message("alice").id
    later = NOW + timedelta(minutes=4)
    sending = {"state": "sending", "sent_at": None, "lease_until": later}
    sent.office.plan.edit(Message, message_id, **sending)
    file = sent.brings(postfix(sent.gone()))

    sent.office.tick()
    assert sent.files()["new"] == [file]
    assert sent.alice().suspended_at is None

    sent.office.plan.edit(Message, message_id, state="sent", sent_at=NOW, lease_until=None)
    sent.office.tick()
    assert sent.files()["new"] == []
    assert sent.alice().suspended_at is not None


def test_a_mail_that_came_back_may_leave_again_once_the_address_is_mended(sent):
    gone = sent.gone()
    sent.brings(postfix(gone))
    sent.office.tick()
    mended = {"email": "juste@exemple.test", "suspended_at": None, "suspended_reason": None}
    sent.office.plan.edit(Person, sent.office.plan.people["alice"], **mended)

    assert sent.office.do(outbox.requeue, sent.office.message("alice").id, "Coordination")
    assert sent.office.tick().messages == {"sent": 1}

    message = sent.office.message("alice")
    assert (message.to_address, message.bounced_at) == ("juste@exemple.test", None)
    assert sent.smtp_server.received[-1].message["Message-ID"] == gone.message_id


def test_a_late_report_on_a_mail_to_be_sent_again_still_suspends_its_address(sent):
    sent.office.plan.edit(Message, sent.office.message("alice").id, state="unknown", sent_at=None)
    sent.office.do(outbox.requeue, sent.office.message("alice").id, "Coordination")
    sent.brings(postfix(sent.gone()))

    sent.office.tick()

    assert sent.alice().suspended_at is not None
    assert sent.office.message("alice").state == "cancelled"


def test_a_folder_that_cannot_be_read_is_said_and_mail_leaves_all_the_same(postman, caplog, folder):
    (folder / "new").rmdir()

    with caplog.at_level(logging.WARNING):
        assert postman.office.tick().messages == {"sent": 1}

    assert "les courriels revenus ne peuvent pas être lus" in caplog.text
    assert "dossier « new »" in caplog.text


def test_a_file_that_breaks_the_reading_stays_and_the_others_are_read(sent, caplog, monkeypatch):
    """What cannot be written down now is tried again at the next look."""
    broken = sent.brings(b"To: broken\n\n")
    whole = sent.brings(postfix(sent.gone()))
    taking = bounces.take_in

    def take_in(session, report, secret, now):
        if report.addresses == ("broken",):
            session.execute(select(Person)).all()
            raise RuntimeError("disk full")
        return taking(session, report, secret, now)

    monkeypatch.setattr(bounces, "take_in", take_in)
    sent.office.tick()

    assert sent.files() == {"new": [broken], "cur": [f"{whole}:2,S"]}
    assert sent.alice().suspended_at is not None
    assert "disk full" in caplog.text
