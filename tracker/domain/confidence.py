"""How sure one is that a dossier reaches its objectives: declared, and assessed. Insert only."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from tracker.db import Base, UtcDateTime, one_of, short_code
from tracker.domain.changes import Actor
from tracker.domain.plans import Dossier

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


def fell(before: str, after: str) -> bool:
    """Whether `after` is a less sure level than `before`."""
    return LEVELS.index(after) > LEVELS.index(before)


def held(session: Session, dossier_id: int) -> Dossier:
    """The dossier; nobody else gives it a level until the transaction ends."""
    return session.get_one(Dossier, dossier_id, with_for_update=True, populate_existing=True)


def latest(session: Session, dossier_id: int, source: str) -> Confidence | None:
    """The level that stands, given by `source`; None where none was ever given."""
    return session.scalar(
        select(Confidence)
        .where(Confidence.dossier_id == dossier_id, Confidence.source == source)
        .order_by(Confidence.id.desc())
        .limit(1)
    )


def give(
    session: Session,
    dossier_id: int,
    source: str,
    level: str,
    sentence: str,
    actor: Actor,
    on: date,
    unit_id: int | None = None,
) -> Confidence:
    """A level given on the day `on`, with its sentence; `unit_id`: the unit that declares it.

    The caller holds the dossier, and commits.
    """
    given = Confidence(
        dossier_id=dossier_id,
        source=source,
        level=level,
        sentence=sentence,
        unit_id=unit_id if source == "declared" else None,
        given_on=on,
        given_at=actor.at,
        by_id=actor.person_id,
        by_name=actor.name,
    )
    session.add(given)
    return given
