"""An action plan and its dossiers."""

import re
from collections.abc import Iterable
from datetime import date, datetime, time

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.db import Base, UtcDateTime, all_or_none, one_of, short_code

BUREAU_ROLES = ("lead", "collaborator", "targeted", "mandate")
_NUMBERED = re.compile(r"(.*?)(\d+)")


class ActionPlan(Base):
    """A plan of the Bureau. A draft mails nobody; approval freezes the baselines."""

    __tablename__ = "action_plan"
    __table_args__ = (
        CheckConstraint("ends_on >= starts_on", name="ends_after_it_starts"),
        all_or_none("approval_has_who_and_when", "approved_at", "approved_by"),
        CheckConstraint("slot_weekday BETWEEN 0 AND 6", name="slot_weekday_known"),
        Index(
            "uq_action_plan_current",
            "is_current",
            unique=True,
            sqlite_where=text("is_current"),
            postgresql_where=text("is_current"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    title_fr: Mapped[str] = mapped_column(String(200))
    title_en: Mapped[str] = mapped_column(String(200), default="")
    #: The French title that the English one translates: another one since makes it stale.
    title_en_of: Mapped[str] = mapped_column(String(200), default="")
    starts_on: Mapped[date]
    ends_on: Mapped[date]
    is_current: Mapped[bool] = mapped_column(default=False)
    illustrative: Mapped[bool] = mapped_column(default=False)
    loaded_at: Mapped[datetime] = mapped_column(UtcDateTime)
    approved_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    approved_by: Mapped[str | None] = mapped_column(String(160))
    closed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    #: From when the slots below hold: what was due before is not looked for again.
    slot_since: Mapped[datetime | None] = mapped_column(UtcDateTime)
    slot_weekday: Mapped[int] = mapped_column(default=0)
    slot_time: Mapped[time] = mapped_column(default=time(8))
    #: Whether D-2 and D+1 come on their own day; else within the weekly mail.
    own_day: Mapped[bool] = mapped_column(default=False)

    dossiers: Mapped[list["Dossier"]] = relationship(
        back_populates="plan", order_by="Dossier.position"
    )

    @property
    def state(self) -> str:
        """draft, approved or closed."""
        if self.closed_at is not None:
            return "closed"
        return "draft" if self.approved_at is None else "approved"


class Dossier(Base):
    """A priority file, or an instrument of the mandate. No lead unit means « à désigner »."""

    __tablename__ = "dossier"
    __table_args__ = (
        UniqueConstraint("plan_id", "code"),
        one_of("bureau_role", BUREAU_ROLES),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey("action_plan.id"))
    code: Mapped[str] = mapped_column(short_code())
    name_fr: Mapped[str] = mapped_column(String(200))
    name_en: Mapped[str] = mapped_column(String(200), default="")
    #: The French name that the English one translates.
    name_en_of: Mapped[str] = mapped_column(String(200), default="")
    short_fr: Mapped[str] = mapped_column(String(40), default="")
    short_en: Mapped[str] = mapped_column(String(40), default="")
    bureau_role: Mapped[str] = mapped_column(short_code())
    lead_unit_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"))
    position: Mapped[int]

    plan: Mapped[ActionPlan] = relationship(back_populates="dossiers")


def next_code(codes: Iterable[str], first: str = "D1") -> str:
    """A code to propose after `codes`: « D9 » after D1 to D8, whatever else there is.

    The series that goes the furthest is continued, the first one where two go as far; `first`
    where none is numbered.
    """
    found = [match for match in map(_NUMBERED.fullmatch, codes) if match]
    if not found:
        return first
    furthest = max(found, key=lambda match: int(match[2]))
    width = len(furthest[2])
    return f"{furthest[1]}{int(furthest[2]) + 1:0{width}}"
