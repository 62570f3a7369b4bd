"""The file that goes with a mail between two slots."""

from sqlalchemy.orm import Session

from tracker.config import Config
from tracker.domain.messages import Message
from tracker.exchange.review_event import review_file
from tracker.mail.attachments import File
from tracker.queries.directory import PersonRow
from tracker.queries.reviews import edition_of, guests_of, read_review


def file_of(session: Session, message: Message, person: PersonRow, settings: Config) -> File | None:
    """The meeting, for the calendar of whoever is invited to a review, or is no longer; None for
    the other kinds. Three statements. Needs an application context."""
    row = read_review(session, message.about_id or 0) if message.kind == "review" else None
    if row is None:
        return None
    return review_file(
        row,
        edition_of(session, row),
        person.locale,
        zone=settings.timezone,
        public_url=settings.public_url,
        expected=person.id in {one.id for one in guests_of(session, row.id)},
    )
