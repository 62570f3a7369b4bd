"""A message as bytes.

`EmailMessage` breaks folded French headers on Python 3.11; the older classes, with `Header`
in UTF-8, do not.
"""

from datetime import datetime
from email.charset import QP, Charset
from email.header import Header
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from email.policy import Compat32
from email.utils import format_datetime, parseaddr

from tracker.mail.fates import Refused

#: Characters of a header's line: after a space, an encoded word of 75, RFC 2047's most.
LINE = 76
_UTF8 = Charset("utf-8")
_UTF8.body_encoding = QP


class _Policy(Compat32):
    """Folds the headers that hold words, and no other: an address cut from its header's name is
    lost on some servers."""

    def fold_binary(self, name: str, value: object) -> bytes:
        if isinstance(value, str):
            return f"{name}: {value}\n".encode("ascii")
        return super().fold_binary(name, value)


def as_bytes(
    *,
    subject: str,
    text: str,
    html: str,
    sender: str,
    to_name: str,
    to_address: str,
    message_id: str,
    at: datetime,
    answer_base: str | None = None,
) -> bytes:
    """The whole message, lines ended by LF, every byte ASCII.

    `sender`: TRACKER_MAIL_FROM. `message_id`: with its angle brackets. `at`: for the Date.
    `answer_base`: address of the message's answer pages, where it has some. Raises Refused for
    an address that cannot be written to, and for a header that would hold a line break.
    """
    sender_name, sender_address = parseaddr(sender)
    message = MIMEMultipart("alternative")
    message["Subject"] = Header(_line(subject), "utf-8", header_name="Subject")
    message["From"] = _mailbox("From", sender_name, sender_address)
    message["To"] = _mailbox("To", to_name, to_address)
    message["Date"] = format_datetime(at)
    message["Message-ID"] = _line(message_id)
    message["Auto-Submitted"] = "auto-generated"
    message["X-Auto-Response-Suppress"] = "All"
    if answer_base is not None:
        unsubscribe = f"{_line(answer_base)}/unsubscribe"
        message["List-Unsubscribe"] = f"<{unsubscribe}>, <mailto:{sender_address}>"
        if unsubscribe.startswith("https:"):  # RFC 8058 asks for HTTPS
            message["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    message.attach(MIMEText(text, "plain", _UTF8))
    message.attach(MIMEText(html, "html", _UTF8))
    return message.as_bytes(policy=_Policy(max_line_length=LINE))


def _mailbox(header_name: str, name: str, address: str) -> Header:
    if not address.isascii() or address.count("@") != 1 or " " in address:
        raise Refused(f"not an address that mail can be sent to: {address}")
    header = Header(header_name=header_name)
    if name:
        header.append(_line(name), "utf-8")
    header.append(f"<{_line(address)}>" if name else _line(address), "us-ascii")
    return header


def _line(value: str) -> str:
    if any(character in value for character in "\r\n\0"):
        raise Refused("a header of the message would hold a line break")
    return value
