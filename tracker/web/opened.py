"""When an answer page was opened, carried by its form and signed: nobody makes one up."""

from datetime import UTC, datetime, timedelta

from flask import current_app
from itsdangerous import BadData, URLSafeSerializer

from tracker import clock

#: A form left open longer tells nothing of how long answering takes.
GOOD_FOR = timedelta(hours=24)


def stamp(commitment_id: int) -> str:
    """Now, signed, for a form of this commitment."""
    return _serializer().dumps([commitment_id, int(clock.now().timestamp())])


def read_stamp(text: str | None, commitment_id: int) -> datetime | None:
    """The instant of a stamp; None for one that is absent, forged, another commitment's, of the
    future or older than 24 h."""
    try:
        about, seconds = _serializer().loads(text or "")
        opened_at = datetime.fromtimestamp(seconds, UTC)
    except (BadData, TypeError, ValueError, OverflowError, OSError):
        return None
    age = clock.now() - opened_at
    return opened_at if about == commitment_id and timedelta(0) <= age <= GOOD_FOR else None


def _serializer() -> URLSafeSerializer:
    return URLSafeSerializer(current_app.config["SECRET_KEY"], salt="answer-page-opened")
