"""A mail that came back, read: whom it did not reach, what the server said, which mail it was.

Pure: bytes in, a frozen report out; nothing in it is trusted until its address is found signed.
"""

import logging
import re
from collections.abc import Iterator
from dataclasses import dataclass
from email import message_from_bytes, message_from_string
from email.message import Message
from email.utils import getaddresses

from flufl.bounce import all_failures

log = logging.getLogger(__name__)

#: Headers in which servers write the envelope's recipient of what they deliver.
_RECIPIENTS = ("To", "Delivered-To", "X-Original-To", "Envelope-To")
_STATUS = re.compile(r"[245]\.\d{1,3}\.\d{1,3}")
#: « 550 5.1.1 », « 550-5.1.1 »: the status within a server's own line.
_REPLY = re.compile(r"\b[45]\d\d[ -]([45]\.\d{1,3}\.\d{1,3})(?![.\d])[^\n]*")
_TYPE = re.compile(r"^[\w.-]+\s*;\s*")
_UNSEEN = re.compile(r"[\x00-\x20\x7f]+")


@dataclass(frozen=True, slots=True)
class BounceReport:
    """`failed`, `delayed`: addresses not reached for good, or not yet. `addresses`: to whom the
    report came and, within it, the returned mail's own return path. `message_ids`: of what it
    returns. `status`: for instance 5.1.1, empty where none is given. `words`: the server's."""

    failed: frozenset[str]
    delayed: frozenset[str]
    addresses: tuple[str, ...]
    message_ids: tuple[str, ...]
    status: str
    words: str

    @property
    def understood(self) -> bool:
        return bool(self.failed or self.delayed)


def read_report(content: bytes) -> BounceReport:
    """What a mail says of one that was not delivered. Never raises for what it cannot read."""
    message = message_from_bytes(content)
    delayed, failed = _failures(message)
    returned = list(_returned(message))
    status, words = _said(message, "fail" if failed else "delay")
    addresses = _all(message, *_RECIPIENTS)
    for part in returned:
        addresses += _all(part, "Return-Path")
    ids = (str(part.get("Message-ID", "")).strip() for part in returned)
    return BounceReport(failed, delayed, tuple(addresses), tuple(filter(None, ids)), status, words)


def _failures(message: Message) -> tuple[frozenset[str], frozenset[str]]:
    try:
        found = all_failures(message)
    except Exception:
        # Whatever strangers write into a mailbox, the clock goes on.
        log.exception("a mail that came back cannot be read")
        return frozenset(), frozenset()
    delayed, failed = ({_text(one).lower() for one in some} - {""} for some in found)
    return frozenset(delayed), frozenset(failed)


def _text(address: bytes | str) -> str:
    return address.decode("ascii", "replace") if isinstance(address, bytes) else address


def _returned(message: Message) -> Iterator[Message]:
    """The mail that is returned, whole or its headers alone."""
    for part in message.walk():
        kind = part.get_content_type()
        payload = part.get_payload()
        if kind == "message/rfc822" and isinstance(payload, list):
            yield from payload[:1]
        elif kind in {"text/rfc822-headers", "message/rfc822-headers"}:
            within = payload[0].as_string() if isinstance(payload, list) else str(payload)
            yield message_from_string(within)


def _all(message: Message, *headers: str) -> list[str]:
    found = [str(value) for header in headers for value in message.get_all(header, [])]
    return [address for _name, address in getaddresses(found) if address]


def _said(message: Message, action: str) -> tuple[str, str]:
    """Status and words of the first recipient with that action; else what the text holds."""
    for block in _blocks(message):
        if not str(block.get("Action", "")).lower().startswith((action, "error")):
            continue
        status = _STATUS.search(str(block.get("Status", "")))
        words = _line(_TYPE.sub("", str(block.get("Diagnostic-Code", "")).strip()))
        told = _REPLY.search(words)
        if told and (status is None or status[0].endswith(".0.0")):
            return told[1], words
        return status[0] if status else "", words
    for part in message.walk():
        if part.get_content_type() == "text/plain":
            body = part.get_payload(decode=True) or b""
            if told := _REPLY.search(body.decode("utf-8", "replace")):
                return told[1], _line(told[0])
    return "", ""


def _blocks(message: Message) -> Iterator[Message]:
    for part in message.walk():
        payload = part.get_payload()
        if part.get_content_type() == "message/delivery-status" and isinstance(payload, list):
            yield from payload


def _line(text: str) -> str:
    """Words of a stranger on one line, of a length that can be kept."""
    return _UNSEEN.sub(" ", text).strip()[:400]
