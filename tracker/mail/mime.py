"""A message as bytes, written by hand: the standard library's `EmailMessage` breaks folded French
headers on Python 3.11, and its older classes take as long as composing the words.
"""

import re
from binascii import b2a_base64, b2a_qp
from collections.abc import Iterator
from datetime import datetime
from email.utils import format_datetime, parseaddr
from functools import lru_cache

from tracker.mail.fates import Refused

#: Characters of a header's line that holds encoded words, RFC 2047's most.
LINE = 76
_WORD = "=?utf-8?b?{}?="
#: Bytes that an encoded word of 75 characters holds, RFC 2047's most.
_WORD_BYTES = (75 - len(_WORD.format(""))) // 4 * 3
#: Never within a part: quoted-printable writes each of its own « = » as « =3D ».
_BOUNDARY = "=_part"
_BREAKS = re.compile(r"[\r\n\0]")
_RETURNS = re.compile(r"\r\n?")


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
    sender_name, sender_address = parsed_sender(sender)
    head = [
        f"Subject: {_words('Subject', subject)}",
        f"From: {_mailbox('From', sender_name, sender_address)}",
        f"To: {_mailbox('To', to_name, to_address)}",
        f"Date: {format_datetime(at)}",
        f"Message-ID: {_line(message_id)}",
        "Auto-Submitted: auto-generated",
        "X-Auto-Response-Suppress: All",
    ]
    if answer_base is not None:
        # An address cut from its header's name is lost on some servers: these are not folded.
        unsubscribe = f"{_line(answer_base)}/unsubscribe"
        head.append(f"List-Unsubscribe: <{unsubscribe}>, <mailto:{sender_address}>")
        if unsubscribe.startswith("https:"):  # RFC 8058 asks for HTTPS
            head.append("List-Unsubscribe-Post: List-Unsubscribe=One-Click")
    head += [
        "MIME-Version: 1.0",
        f'Content-Type: multipart/alternative; boundary="{_BOUNDARY}"',
    ]
    parts = b"".join(_part(kind, words) for kind, words in (("plain", text), ("html", html)))
    return ("\n".join(head) + "\n").encode("ascii") + parts + f"\n--{_BOUNDARY}--\n".encode()


@lru_cache(8)
def parsed_sender(sender: str) -> tuple[str, str]:
    """The name and the bare address of TRACKER_MAIL_FROM."""
    return parseaddr(sender)


def _part(kind: str, words: str) -> bytes:
    head = (
        f'\n--{_BOUNDARY}\nContent-Type: text/{kind}; charset="utf-8"\n'
        "Content-Transfer-Encoding: quoted-printable\n\n"
    )
    return head.encode() + b2a_qp(_RETURNS.sub("\n", words).encode(), istext=True)


@lru_cache(64)
def _mailbox(header_name: str, name: str, address: str) -> str:
    if not address.isascii() or address.count("@") != 1 or " " in address:
        raise Refused(f"not an address that mail can be sent to: {address}")
    if not name:
        return _line(address)
    words = _words(header_name, name)
    end = len(words) - words.rfind("\n") + len(f" <{address}>")
    return words + (" " if end <= LINE else "\n ") + f"<{_line(address)}>"


def _words(header_name: str, value: str) -> str:
    """`value` as encoded words, one a line: none may be cut, nor one of its letters."""
    content = _line(value).encode()
    room = (LINE - len(header_name) - len(": ") - len(_WORD.format(""))) // 4 * 3
    return "\n ".join(
        _WORD.format(b2a_base64(piece, newline=False).decode()) for piece in _pieces(content, room)
    )


def _pieces(content: bytes, room: int) -> Iterator[bytes]:
    """`content` in pieces of whole letters: the first of `room` bytes at most."""
    start = 0
    while start < len(content):
        end = min(start + room, len(content))
        while end < len(content) and content[end] & 0xC0 == 0x80:  # within a letter
            end -= 1
        yield content[start:end]
        start, room = end, _WORD_BYTES


def _line(value: str) -> str:
    if _BREAKS.search(value):
        raise Refused("a header of the message would hold a line break")
    return value
