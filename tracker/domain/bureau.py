"""The Bureau's own settings, chosen on pages: one row, absent until somebody sets the tool up."""

from collections.abc import Mapping
from datetime import date, datetime

from sqlalchemy import CheckConstraint, String
from sqlalchemy.orm import Mapped, Session, mapped_column

from tracker.db import Base, UtcDateTime, one_of, short_code
from tracker.domain.changes import Actor, note, revise
from tracker.domain.people import LOCALES
from tracker.domain.revision import Revision


def languages(first: str, bilingual: bool) -> str:
    """Code of a city's languages: fr_en, en_fr, fr."""
    other = "en" if first == "fr" else "fr"
    return f"{first}_{other}" if bilingual else first


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

    @property
    def languages(self) -> str:
        """Those of its pages, the default one first: fr_en, en_fr, fr."""
        return languages(self.default_locale, self.bilingual)

    @languages.setter
    def languages(self, codes: str) -> None:
        self.default_locale, self.bilingual = codes[:2], "_" in codes


class QuietPeriod(Base):
    """Days on which no relance leaves, both included; for slots only, business days go on."""

    __tablename__ = "quiet_period"
    __table_args__ = (CheckConstraint("ends_on >= starts_on", name="ends_after_it_starts"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    starts_on: Mapped[date]
    ends_on: Mapped[date]
    name: Mapped[str] = mapped_column(String(120))


def lock_settings(session: Session) -> None:
    """Let one transaction at a time change the settings, whether their row is there or not."""
    session.get(Revision, 1, with_for_update=True)


def set_footers(session: Session, footer_fr: str, footer_en: str, actor: Actor) -> bool:
    """Set the Bureau's words at the foot of the mails, noted; whether anything changed.

    Makes the row of the settings at the first words. Call it locked; the caller commits.
    """
    words = {"footer_fr": footer_fr, "footer_en": footer_en}
    return bool(_revise_row(session, actor, words))


def set_city(session: Session, actor: Actor, values: Mapping[str, str]) -> list[str]:
    """Set what the set-up asked of the city (city_name, timezone, languages, sender_name,
    sender_address), noted. Returns the names of what changed.

    Makes the row of the settings at the first change. Call it locked; the caller commits.
    """
    return _revise_row(session, actor, values)


def _revise_row(session: Session, actor: Actor, values: Mapping[str, str]) -> list[str]:
    row = session.get(BureauSettings, 1)
    if row is None:
        row = _empty(actor)
        if all(getattr(row, field) == value for field, value in values.items()):
            return []
        session.add(row)
    return revise(session, "settings", row, actor, values)


def _empty(actor: Actor) -> BureauSettings:
    """Nothing chosen: what stands where there is no row."""
    return BureauSettings(
        id=1,
        city_name="",
        timezone="",
        languages="fr_en",
        sender_name="",
        sender_address="",
        footer_fr="",
        footer_en="",
        set_up_at=actor.at,
        set_up_by=actor.name,
    )


def add_quiet(
    session: Session, starts_on: date, ends_on: date, name: str, actor: Actor
) -> QuietPeriod:
    """Days without relance, both included; noted. The caller commits."""
    period = QuietPeriod(starts_on=starts_on, ends_on=ends_on, name=name)
    session.add(period)
    note(session, "settings", 1, actor, "added", field="quiet", after=_told(period))
    return period


def remove_quiet(session: Session, period: QuietPeriod, actor: Actor) -> None:
    """Relances may leave on these days again; noted. The caller commits."""
    note(session, "settings", 1, actor, "removed", field="quiet", before=_told(period))
    session.delete(period)


def _told(period: QuietPeriod) -> str:
    return f"{period.starts_on}/{period.ends_on} {period.name}"
