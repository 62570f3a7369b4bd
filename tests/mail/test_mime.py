"""A message as bytes: French survives, nothing is smuggled into a header."""

from datetime import datetime
from email import message_from_bytes, policy
from email.header import decode_header, make_header
from email.utils import parseaddr
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tracker.mail.fates import Refused
from tracker.mail.mime import as_bytes

AT = datetime(2026, 4, 20, 8, 0, tzinfo=ZoneInfo("America/Toronto"))
LETTERS = "aàâçéèêëîïôùûüœæ ÉÀŒ’«»\N{NO-BREAK SPACE}:,;()\"'@.-–…0123456789"


def bytes_of(**changes):
    usual = {
        "subject": "Verdun : deux réponses à donner",
        "text": "Bonjour,\n\nDélivré à l’été.\n",
        "html": "<p>Bonjour à tous</p>",
        "sender": "Suivi <suivi@exemple.test>",
        "to_name": "Responsable, Verdun",
        "to_address": "verdun@exemple.test",
        "message_id": "<abc@suivi.exemple.test>",
        "at": AT,
        "answer_base": "https://suivi.exemple.test/answer/" + "x" * 43,
    }
    return as_bytes(**(usual | changes))


def parsed(**changes):
    return message_from_bytes(bytes_of(**changes), policy=policy.default)


def test_a_message_has_both_parts_and_its_headers():
    message = parsed()
    assert [part.get_content_type() for part in message.iter_parts()] == ["text/plain", "text/html"]
    assert message.get_body(("plain",)).get_content() == "Bonjour,\n\nDélivré à l’été.\n"
    assert message["Message-ID"] == "<abc@suivi.exemple.test>"
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["X-Auto-Response-Suppress"] == "All"
    assert message["Date"].datetime == AT
    assert "Bcc" not in message
    assert "Cc" not in message


def test_who_wants_no_more_reminders_can_say_so():
    message = parsed()
    page = "https://suivi.exemple.test/answer/" + "x" * 43 + "/unsubscribe"
    assert message["List-Unsubscribe"] == f"<{page}>, <mailto:suivi@exemple.test>"
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


def test_one_click_is_offered_over_https_only():
    assert "List-Unsubscribe-Post" not in parsed(answer_base="http://127.0.0.1:8000/answer/x")


def test_every_byte_is_ascii_and_lines_are_short():
    content = bytes_of(text="é" * 3000, html="<p>" + "à" * 3000)
    assert content.isascii()
    assert max(map(len, content.splitlines())) < 998
    assert b"\r" not in content


def test_an_address_stays_on_the_line_of_its_header():
    content = bytes_of(message_id=f"<{'a' * 60}@suivi.ville.montreal.exemple.test>")
    lines = content.splitlines()
    assert [line for line in lines if line.startswith(b"Message-ID: <a")]
    assert [line for line in lines if line.startswith(b"List-Unsubscribe: <https")]


@pytest.mark.parametrize("field", ["subject", "to_name", "to_address", "message_id", "answer_base"])
@pytest.mark.parametrize("smuggled", ["\r\nBcc: x@exemple.test", "\nX: y", "\r", "\0"])
def test_a_line_break_in_a_header_is_refused(field, smuggled):
    with pytest.raises(Refused):
        bytes_of(**{field: "verdun@exemple.test" + smuggled})


@pytest.mark.parametrize("address", ["", "verdun", "a@b@c", "a b@exemple.test", "été@exemple.test"])
def test_what_is_no_address_is_refused(address):
    with pytest.raises(Refused):
        bytes_of(to_address=address)


@settings(max_examples=120, deadline=None)
@given(st.text(LETTERS, min_size=1, max_size=150), st.text(LETTERS, min_size=1, max_size=100))
def test_french_headers_arrive_intact(subject, name):
    raw = message_from_bytes(bytes_of(subject=subject, to_name=name))
    unfolded = raw["Subject"].replace("\r\n", "")
    assert str(make_header(decode_header(unfolded))) == subject
    shown, address = parseaddr(raw["To"].replace("\r\n", ""))
    assert str(make_header(decode_header(shown))) == name
    assert address == "verdun@exemple.test"


@settings(max_examples=80, deadline=None)
@given(st.text(LETTERS + "\n=\t", max_size=300))
def test_bodies_arrive_intact(text):
    body = parsed(text=text).get_body(("plain",)).get_content()
    assert body.rstrip("\n") == text.rstrip("\n")
