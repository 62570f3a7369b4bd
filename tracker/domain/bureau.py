"""The Bureau's own settings, chosen on pages: one row, absent until somebody sets the tool up."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, String
from sqlalchemy.orm import Mapped, mapped_column

from tracker.db import Base, UtcDateTime, one_of, short_code
from tracker.domain.people import LOCALES


class BureauSettings(Base):
    """What the pages may set. An empty `timezone` or sender leaves the environment's own.

    Once this row is there, the demonstration is never loaded by itself again.
    """

    __tablename__ = "bureau_settings"
    __table_args__ = (
        CheckConstraint("id = 1", name="single_row"),
        one_of("default_locale", LOCALES),
    )

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    city_name: Mapped[str] = mapped_column(String(120), default="")
    timezone: Mapped[str] = mapped_column(String(60), default="")
    default_locale: Mapped[str] = mapped_column(short_code(2), default="fr")
    bilingual: Mapped[bool] = mapped_column(default=True)
    sender_name: Mapped[str] = mapped_column(String(120), default="")
    sender_address: Mapped[str] = mapped_column(String(254), default="")
    footer_fr: Mapped[str] = mapped_column(String(500), default="")
    footer_en: Mapped[str] = mapped_column(String(500), default="")
    set_up_at: Mapped[datetime] = mapped_column(UtcDateTime)
    set_up_by: Mapped[str] = mapped_column(String(160))


class QuietPeriod(Base):
    """Days on which no relance leaves, both included; for slots only, business days go on."""

    __tablename__ = "quiet_period"
    __table_args__ = (CheckConstraint("ends_on >= starts_on", name="ends_after_it_starts"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    starts_on: Mapped[date]
    ends_on: Mapped[date]
    name: Mapped[str] = mapped_column(String(120))
