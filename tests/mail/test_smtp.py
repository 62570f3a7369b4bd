"""One conversation with a real SMTP server."""

import shutil
import socket
import ssl
import subprocess
import threading
import time

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP

from tests.support.mailbox import Step
from tracker.mail.fates import PutOff, Refused, Undecided
from tracker.mail.relay import Relay, relay
from tracker.mail.smtp import SmtpWayOut

SENDER, RECIPIENT = "suivi@exemple.test", "verdun@exemple.test"
MESSAGE = b"Subject: Essai\r\n\r\nBonjour\r\n"


@pytest.fixture
def way(smtp_server):
    way = SmtpWayOut(smtp_server.url, timeout=5)
    yield way
    way.close()


def send(way, content=MESSAGE):
    way.offer(SENDER, RECIPIENT)
    return way.hand_over(content, "<1@exemple.test>")


def test_one_connection_serves_several_messages(way, smtp_server):
    assert send(way).startswith("250")
    smtp_server.answer(Step.EHLO, "451 4.3.0 No second conversation")
    assert send(way).startswith("250")
    assert [mail.recipients for mail in smtp_server.received] == [(RECIPIENT,)] * 2


def test_a_line_that_is_a_dot_arrives(way, smtp_server):
    send(way, b"Subject: Essai\n\n.\n..\nfin")
    assert smtp_server.received[0].content == b"Subject: Essai\r\n\r\n.\r\n..\r\nfin\r\n"


@pytest.mark.parametrize(
    ("reply", "fate"),
    [("450 4.2.1 Later", PutOff), ("550 5.1.1 Nobody", Refused), ("421 4.7.0 Closing", PutOff)],
)
@pytest.mark.parametrize("step", [Step.RCPT, Step.DATA, Step.CONTENT])
def test_the_first_digit_decides(way, smtp_server, step, reply, fate):
    smtp_server.answer(step, reply)
    with pytest.raises(fate, match=reply) as found:
        send(way)
    trouble = "closed" if reply.startswith("421") else ""
    assert getattr(found.value, "trouble", "") == trouble
    assert smtp_server.received == []
    assert send(way).startswith("250")


@pytest.mark.parametrize(
    ("reply", "trouble"),
    [
        ("450 4.2.1 Later", ""),
        ("421 4.7.0 Closing", "closed"),
        ("530 5.7.0 Authentication required", "sender_refused"),
        ("550 5.7.1 Sender not allowed", "sender_refused"),
    ],
)
def test_a_sender_that_is_not_taken_is_nobodys_address(way, smtp_server, reply, trouble):
    smtp_server.answer(Step.MAIL, reply)
    with pytest.raises(PutOff, match=reply) as found:
        send(way)
    assert found.value.trouble == trouble
    assert send(way).startswith("250")


@pytest.mark.parametrize("step", [Step.MAIL, Step.RCPT, Step.DATA])
def test_a_connection_lost_before_the_text_is_certain(way, smtp_server, step):
    smtp_server.kill(step)
    with pytest.raises(PutOff):
        send(way)


@pytest.mark.parametrize(("step", "kept"), [(Step.CONTENT, 0), (Step.ACCEPTED, 1)])
def test_a_connection_lost_after_the_text_is_undecided(way, smtp_server, step, kept):
    smtp_server.kill(step)
    with pytest.raises(Undecided):
        send(way)
    assert len(smtp_server.received) == kept


def test_the_reply_to_the_whole_text_may_take_longer(smtp_server):
    """Twice the patience for one step; the next step has the usual one again."""
    way = SmtpWayOut(smtp_server.url, timeout=1)
    pause = smtp_server.pause(Step.CONTENT)
    threading.Timer(2, pause.release).start()
    assert send(way).startswith("250")
    pause = smtp_server.pause(Step.RCPT)
    begun = time.monotonic()
    with pytest.raises(OSError, match="timed out"):
        way._envelope(SENDER, RECIPIENT)
    assert time.monotonic() - begun < 2
    pause.release()
    way.close()


def test_an_answer_that_makes_no_sense_is_undecided(way, smtp_server):
    smtp_server.answer(Step.CONTENT, "350 What now")
    with pytest.raises(Undecided, match="350"):
        send(way)


def test_no_text_goes_to_who_does_not_ask_for_it(way, smtp_server):
    smtp_server.answer(Step.DATA, "350 What now")
    with pytest.raises(PutOff, match="350"):
        send(way)
    assert send(way).startswith("250")
    assert len(smtp_server.received) == 1


def test_plaintext_is_refused_where_tls_is_asked_for(smtp_server):
    way = SmtpWayOut(f"{smtp_server.url}?starttls=required", timeout=5)
    with pytest.raises(PutOff, match="STARTTLS"):
        send(way)
    assert smtp_server.received == []


def test_giving_up_interrupts_a_conversation(way, smtp_server):
    way.offer(SENDER, RECIPIENT)
    way.abandon()
    with pytest.raises(PutOff):
        way.offer(SENDER, RECIPIENT)


@pytest.mark.parametrize(
    ("url", "found"),
    [
        ("smtp://relais", Relay("relais", 25, "", "", "none")),
        (
            "smtp://moi%40x:p%2Fw@relais?starttls=required",
            Relay("relais", 587, "moi@x", "p/w", "required"),
        ),
        ("smtps://relais:4650", Relay("relais", 4650, "", "", "implicit")),
        ("smtp://moi:x@127.0.0.1:2525", Relay("127.0.0.1", 2525, "moi", "x", "none")),
    ],
)
def test_an_address_says_how_to_get_there(url, found):
    assert relay(url) == found


@pytest.mark.parametrize(
    "url", ["smtp://moi:x@relais", "smtp://relais?starttls=maybe", "smtp://relais?tls=1"]
)
def test_an_address_that_is_unsafe_or_unknown_is_refused(url):
    with pytest.raises(ValueError, match="TRACKER_SMTP_URL"):
        relay(url)


class _Silent:
    async def handle_DATA(self, server, session, envelope):
        return "250 OK"


@pytest.fixture(scope="module")
def certificate(tmp_path_factory):
    """A certificate for localhost that nobody vouches for."""
    if shutil.which("openssl") is None:
        pytest.fail("openssl is needed to make a certificate: 'sudo apt install openssl'")
    folder = tmp_path_factory.mktemp("tls")
    command = "openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=localhost -addext"
    subprocess.run(
        [*command.split(), "subjectAltName=DNS:localhost", "-keyout", "key", "-out", "cert"],
        cwd=folder,
        check=True,
        capture_output=True,
    )
    return folder / "cert", folder / "key"


class _Secure(Controller):
    """Says nothing but STARTTLS before the connection is secure."""

    def __init__(self, listening, context):
        super().__init__(_Silent(), hostname="127.0.0.1", port=listening.getsockname()[1])
        self._listening = listening
        self._context = context

    def factory(self):
        return SMTP(self.handler, tls_context=self._context, require_starttls=True)

    def _create_server(self):
        return self.loop.create_server(self._factory_invoker, sock=self._listening)


@pytest.fixture
def secure(certificate):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(*certificate)
    controller = _Secure(socket.create_server(("127.0.0.1", 0)), context)
    controller.start()
    yield f"smtp://localhost:{controller.port}?starttls=required"
    controller.stop(no_assert=True)


def test_a_certificate_that_nobody_vouches_for_is_refused(secure):
    with pytest.raises(PutOff, match="certificate verify failed"):
        send(SmtpWayOut(secure, timeout=5))


def test_a_certificate_that_is_vouched_for_is_used(secure, certificate):
    way = SmtpWayOut(secure, timeout=5, context=ssl.create_default_context(cafile=certificate[0]))
    assert send(way).startswith("250")
    way.close()


def test_a_certificate_for_another_name_is_refused(secure, certificate):
    context = ssl.create_default_context(cafile=certificate[0])
    way = SmtpWayOut(secure.replace("localhost", "127.0.0.1"), timeout=5, context=context)
    with pytest.raises(PutOff):
        send(way)
