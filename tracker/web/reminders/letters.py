"""A mail shown on a page: its links work for nobody but the person it was sent to."""

import re
from dataclasses import dataclass

from flask import Response, abort, g, make_response
from flask_login import current_user

from tracker.extensions import db
from tracker.mail import outbox
from tracker.queries import ledger
from tracker.queries.ledger import LetterRow, MessageRow
from tracker.web import reading
from tracker.web.access import PERMISSIONS
from tracker.web.security import MAIL_CSP
from tracker.wording import dates
from tracker.wording import ledger as words

_TOKEN = re.compile(r"(/(?:answer|password|address)/)[\w-]{20,}")
#: These links open an account: nobody reads them here, not even whose they are.
_ACCOUNT = re.compile(r"(/(?:password|address)/)[\w-]{20,}")
MASK = "…"


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened to a message, in words."""

    when: str
    what: str
    detail: str


def events_of(row_id: int) -> list[Event]:
    """What happened to a message, oldest first. One statement."""
    zone = reading.settings().timezone
    return [
        Event(
            dates.moment(row.at, zone, g.locale),
            words.event(row.what),
            words.event_detail(row.what, row.detail),
        )
        for row in ledger.events(db.session, row_id)
    ]


def deeds_of(message: MessageRow) -> tuple[str, ...]:
    """What the coordination may do about a message now: arrived, again, cancel; or mend, where it
    came back and its address is not mended yet."""
    if message.bounced_at is not None:
        person = reading.view().directory.people[message.person_id]
        if not person.active:
            return ()
        return ("mend",) if person.suspended else ("again",)
    allowed = {
        "arrived": ("unknown",),
        "again": outbox.SENDABLE_AGAIN,
        "cancel": outbox.CANCELLABLE,
    }
    return tuple(deed for deed, states in allowed.items() if message.state in states)


def letter_to_read(row_id: int) -> LetterRow:
    """A message for the Bureau, or for the person it is for; 404 for everybody else."""
    letter = ledger.letter(db.session, row_id)
    readers = PERMISSIONS["reminders:read"] or frozenset()
    if letter is None or not (_is_mine(letter) or current_user.role in readers):
        abort(404)
    return letter


def shown(text: str, letter: LetterRow) -> str:
    """`text` of a message; the token of its links is replaced for everyone but its person, an
    account's for everyone."""
    return _ACCOUNT.sub(rf"\1{MASK}", text) if _is_mine(letter) else masked(text)


def masked(text: str) -> str:
    """`text` whose links open nothing."""
    return _TOKEN.sub(rf"\1{MASK}", text)


def framed(html: str) -> Response:
    """A mail's HTML for a frame: no script, nothing from elsewhere."""
    response = make_response(html)
    response.headers["Content-Security-Policy"] = MAIL_CSP
    response.headers["Cache-Control"] = "no-store"
    return response


def _is_mine(letter: LetterRow) -> bool:
    return letter.message.person_id == current_user.id
