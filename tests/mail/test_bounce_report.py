"""Mail that came back, read: whom it did not reach, why, and which mail it was."""

import pytest

from tests.support.bounces import Gone, away, exchange, postfix
from tracker.domain.returns import REASONS, reason_of
from tracker.mail.bounce_report import read_report

SENDER = "suivi+b42.abcdefghijklmnop@ville.example"
GONE = Gone(SENDER, "alice@exemple.test", "<abc@suivi.exemple.test>")


@pytest.mark.parametrize("headers_only", [True, False])
def test_a_report_of_postfix_is_understood(headers_only):
    report = read_report(postfix(GONE, headers_only=headers_only))

    assert report.failed == {"alice@exemple.test"}
    assert report.delayed == frozenset()
    assert report.status == "5.1.1"
    assert report.words == (
        "550 5.1.1 <alice@exemple.test>: Recipient address rejected: User unknown in virtual "
        "mailbox table"
    )
    assert set(report.addresses) == {SENDER}
    assert report.message_ids == ("<abc@suivi.exemple.test>",)


def test_a_report_of_exchange_is_understood():
    report = read_report(exchange(GONE))

    assert report.failed == {"alice@exemple.test"}
    assert report.status == "5.1.10"
    assert report.words.startswith("550 5.1.10 RESOLVER.ADR.RecipientNotFound")
    assert SENDER in report.addresses
    assert report.message_ids == ("<abc@suivi.exemple.test>",)


def test_the_return_path_is_read_in_what_is_returned_where_the_report_went_elsewhere():
    report = read_report(postfix(GONE, to="postmaster@ville.example"))

    assert SENDER in report.addresses


def test_a_delay_is_no_failure():
    content = postfix(GONE, action="delayed", status="4.4.1", said="connect to mx: timed out")

    report = read_report(content)

    assert report.delayed == {"alice@exemple.test"}
    assert report.failed == frozenset()
    assert report.status == "4.4.1"


def test_the_servers_own_line_says_more_than_a_bare_status():
    report = read_report(postfix(GONE, status="5.0.0", said="552 5.2.2 Mailbox full"))

    assert report.status == "5.2.2"


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\x00\xff\xfe not a mail at all",
        b"Content-Type: multipart/report; boundary=x\n\n--x\n",
        b"Content-Type: message/delivery-status\n\nAction\n\n\n",
        b"To: =?x?q?=\nContent-Type: text/plain; charset=no-such\n\nfailed \xe9",
        away(GONE),
    ],
    ids=["empty", "bytes", "cut", "broken_status", "no_charset", "automatic_reply"],
)
def test_what_is_no_report_is_not_understood(content):
    assert not read_report(content).understood


def test_words_of_a_stranger_hold_one_line_of_a_length_that_can_be_kept():
    report = read_report(postfix(GONE, said="550 5.1.1 non\x00\x1b[1m: " + "x" * 5000))

    assert "\x00" not in report.words
    assert "\n" not in report.words
    assert len(report.words) <= 400


@pytest.mark.parametrize(
    ("status", "reason"),
    [
        ("5.1.1", "mailbox_unknown"),
        ("5.1.10", "mailbox_unknown"),
        ("5.1.2", "domain_unknown"),
        ("5.1.6", "mailbox_moved"),
        ("5.2.1", "mailbox_closed"),
        ("5.2.2", "mailbox_full"),
        ("5.3.4", "too_large"),
        ("5.7.1", "not_accepted"),
        ("5.7.133", "not_accepted"),
        ("5.0.0", "returned"),
        ("4.4.7", "gave_up"),
        ("4.2.2", "gave_up"),
        ("", "returned"),
        ("nonsense", "returned"),
    ],
)
def test_a_status_says_why(status, reason):
    assert reason_of(status) == reason
    assert reason in REASONS
