"""How sure one is that a dossier reaches its objectives: declared, and assessed. Insert only."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from tracker.db import Base, UtcDateTime, one_of, short_code

#: From the surest: objectifs sécurisés, atteignables, appuis nécessaires, compromis.
LEVELS = ("secured", "achievable", "support_needed", "compromised")
#: Declared by the unit that leads the dossier, assessed by the Bureau: never blended.
SOURCES = ("declared", "assessed")
SENTENCE_LIMIT = 500


class Confidence(Base):
    """A level given to a dossier, by whom, when, and why."""

    __tablename__ = "confidence"
    __table_args__ = (
        one_of("source", SOURCES),
        one_of("level", LEVELS),
        CheckConstraint("sentence <> ''", name="sentence_is_there"),
        CheckConstraint("source = 'assessed' OR unit_id IS NOT NULL", name="declared_by_a_unit"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    dossier_id: Mapped[int] = mapped_column(ForeignKey("dossier.id"), index=True)
    source: Mapped[str] = mapped_column(short_code())
    level: Mapped[str] = mapped_column(short_code())
    sentence: Mapped[str] = mapped_column(String(500))
    #: The unit that declares it; the Bureau assesses for itself.
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"))
    given_on: Mapped[date]
    given_at: Mapped[datetime] = mapped_column(UtcDateTime)
    by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    by_name: Mapped[str] = mapped_column(String(160))
