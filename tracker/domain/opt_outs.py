"""Somebody who asked, through a mail, to get no more reminders: a coordinator is told."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from tracker.db import Base, UtcDateTime, all_or_none, one_of, short_code

#: one_click: by the mail reader, RFC 8058; page: by the person, on the page of the mail.
WAYS = ("one_click", "page")


class OptOut(Base):
    """It silences nothing by itself: another contact is appointed, then it is handled."""

    __tablename__ = "opt_out"
    __table_args__ = (
        one_of("way", WAYS),
        all_or_none("handling_is_whole", "handled_at", "handled_by"),
        Index(
            "uq_opt_out_open",
            "person_id",
            unique=True,
            sqlite_where=text("handled_at IS NULL"),
            postgresql_where=text("handled_at IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    message_id: Mapped[int] = mapped_column(ForeignKey("message.id"))
    asked_at: Mapped[datetime] = mapped_column(UtcDateTime)
    way: Mapped[str] = mapped_column(short_code())
    handled_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    handled_by: Mapped[str | None] = mapped_column(String(160))
