"""The tools the other tests trust."""

import smtplib
import threading
from contextlib import contextmanager
from zoneinfo import ZoneInfo

import psycopg
import pytest
from flask import Flask

from tests.support.browser import axe
from tests.support.databases import TODAY
from tests.support.mailbox import Step
from tests.support.postgres import running_postgres
from tracker.clock import today

MESSAGE = b"Subject: =?utf-8?q?R=C3=A9ponse?=\r\n\r\nBonjour\r\n"


@contextmanager
def smtp_client(smtp_server):
    client = smtplib.SMTP(smtp_server.host, smtp_server.port, timeout=10)
    try:
        client.ehlo()
        yield client
    finally:
        client.close()


def until_data(client):
    client.mail("a@exemple.test")
    client.rcpt("b@exemple.test")


def test_a_message_arrives_whole(smtp_server):
    with smtp_client(smtp_server) as client:
        until_data(client)
        assert client.data(MESSAGE)[0] == 250
    (received,) = smtp_server.received
    assert received.sender == "a@exemple.test"
    assert received.recipients == ("b@exemple.test",)
    assert received.message["Subject"] == "Réponse"


def test_each_command_can_be_refused_once(smtp_server):
    smtp_server.answer(Step.MAIL, "451 4.3.0 Later")
    smtp_server.answer(Step.RCPT, "550 5.1.1 Nobody")
    smtp_server.answer(Step.DATA, "451 4.3.0 Later")
    smtp_server.answer(Step.CONTENT, "554 5.6.0 No")
    with smtp_client(smtp_server) as client:
        assert client.mail("a@exemple.test")[0] == 451
        assert client.mail("a@exemple.test")[0] == 250
        assert client.rcpt("b@exemple.test")[0] == 550
        assert client.rcpt("b@exemple.test")[0] == 250
        with pytest.raises(smtplib.SMTPDataError):
            client.data(MESSAGE)
        assert client.data(MESSAGE)[0] == 554
    assert smtp_server.received == []


@pytest.mark.parametrize(("step", "kept"), [(Step.CONTENT, 0), (Step.ACCEPTED, 1)])
def test_a_cut_before_or_after_the_message_is_kept(smtp_server, step, kept):
    smtp_server.kill(step)
    with smtp_client(smtp_server) as client:
        until_data(client)
        with pytest.raises(smtplib.SMTPServerDisconnected):
            client.data(MESSAGE)
    assert len(smtp_server.received) == kept


def test_a_conversation_can_be_held(smtp_server):
    pause = smtp_server.pause(Step.ACCEPTED)
    with smtp_client(smtp_server) as client:
        until_data(client)
        sending = threading.Thread(target=client.data, args=(MESSAGE,))
        sending.start()
        pause.wait_until_reached()
        assert sending.is_alive()
        pause.release()
        sending.join(10)
        assert not sending.is_alive()


def test_today_is_frozen(frozen):
    assert today(ZoneInfo("America/Toronto")) == TODAY


@pytest.mark.postgresql
def test_a_postgresql_database_is_copied_and_dropped():
    with running_postgres() as server:
        server.create("original")
        with psycopg.connect(host=str(server.folder), user="postgres", dbname="original") as made:
            made.execute("CREATE TABLE kept (id int)")
        server.create("copy", "original")
        with psycopg.connect(host=str(server.folder), user="postgres", dbname="copy") as copied:
            assert copied.execute("SELECT count(*) FROM kept").fetchone() == (0,)
        server.drop("copy")


PAGE = "<!doctype html><html lang=fr><title>Page</title><main><h1>Page</h1>{}</main></html>"


@pytest.fixture
def show(serve, page, tmp_path):
    """`show(html)`: opens a page that holds this."""

    def open_page(html):
        app = Flask(__name__, root_path=str(tmp_path))
        app.add_url_rule("/", view_func=lambda: PAGE.format(html))
        app.add_url_rule("/favicon.ico", view_func=lambda: ("", 204), endpoint="icon")
        page.goto(serve(lambda url: app).url)

    return open_page


def test_axe_passes_a_sound_page_and_names_a_barrier(show, page):
    show("<p>Bonjour</p>")
    assert axe(page) == []
    show("<button></button>")
    assert [line.split()[0] for line in axe(page)] == ["button-name"]


@pytest.mark.parametrize(
    ("html", "complaint"),
    [
        ("<script>console.log('bavard')</script>", "console log: bavard"),
        ("<script>missing()</script>", "page error: missing is not defined"),
        ("<img src='http://192.0.2.1/x.png' alt=''>", "request to another host"),
        ("<img src='/absent.png' alt=''>", "status of 404"),
    ],
)
def test_what_a_page_says_or_asks_is_noticed(show, page, complaints, html, complaint):
    show(html)
    assert any(complaint in line for line in complaints.unexpected)
    complaints.expect("")
