"""What is proposed to be raised with a unit's head, then with the director (D+6, D+11)."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, Text, UniqueConstraint, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from tracker.db import Base, UtcDateTime, all_or_none, one_of, short_code
from tracker.domain.changes import Actor, note

#: Whose attention: the head of the unit, or the director.
STEPS = ("head", "director")
OUTCOMES = ("released", "withdrawn", "answered")
SENTENCE_LIMIT = 500


class RaisingProposal(Base):
    """A late commitment, announced to its lead, that a coordinator may raise or let be.

    Announced by the lead's mail (`announced_by`) in these very words; due to be decided from
    `raised_on`. `released` is the only outcome that shows anything to anybody.
    """

    __tablename__ = "raising_proposal"
    __table_args__ = (
        UniqueConstraint("commitment_id", "step", "due"),
        one_of("step", STEPS),
        one_of("outcome", OUTCOMES),
        CheckConstraint("words_fr <> ''", name="words_are_there"),
        all_or_none("sentence_is_whole", "sentence_by", "sentence_at"),
        all_or_none("decision_is_whole", "outcome", "decided_by", "decided_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    commitment_id: Mapped[int] = mapped_column(ForeignKey("commitment.id"), index=True)
    step: Mapped[str] = mapped_column(short_code())
    #: The date that has passed; another date starts the ladder anew.
    due: Mapped[date]
    raised_on: Mapped[date]
    announced_at: Mapped[datetime] = mapped_column(UtcDateTime)
    announced_by: Mapped[int | None] = mapped_column(ForeignKey("message.id"))
    words_fr: Mapped[str] = mapped_column(Text)
    words_en: Mapped[str] = mapped_column(Text, default="")
    sentence: Mapped[str] = mapped_column(String(500), default="")
    sentence_by: Mapped[str | None] = mapped_column(String(160))
    sentence_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    outcome: Mapped[str | None] = mapped_column(short_code())
    decided_by: Mapped[str | None] = mapped_column(String(160))
    decided_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


@dataclass(frozen=True, slots=True)
class Announcement:
    """What a mail tells its reader will be shown, from which day, in these very words."""

    commitment_id: int
    step: str
    due: date
    raised_on: date
    words_fr: str
    words_en: str


def held(session: Session, proposal_id: int) -> RaisingProposal | None:
    """The proposal as it is now; nobody else decides on it until the transaction ends."""
    return session.scalar(
        select(RaisingProposal)
        .where(RaisingProposal.id == proposal_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )


def decide(session: Session, proposal: RaisingProposal, outcome: str, actor: Actor) -> None:
    """Raise it (`released`) or let it be (`withdrawn`). The caller holds it, has made sure that
    it waits for a decision, and commits."""
    proposal.outcome, proposal.decided_by, proposal.decided_at = outcome, actor.name, actor.at
    note(
        session,
        "commitment",
        proposal.commitment_id,
        actor,
        "raised" if outcome == "released" else "let_be",
        field=f"raising_{proposal.step}",
        reason=proposal.words_fr[:SENTENCE_LIMIT],
    )


def add_sentence(
    session: Session, proposal_ids: list[int], sentence: str, by: str, at: datetime
) -> bool:
    """What the unit wants to be read beside the words; an empty sentence takes it away.

    False when all was decided meanwhile. The caller commits.
    """
    statement = (
        select(RaisingProposal)
        .where(RaisingProposal.id.in_(proposal_ids), RaisingProposal.outcome.is_(None))
        .order_by(RaisingProposal.id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    waiting = session.scalars(statement).all()
    for proposal in waiting:
        proposal.sentence = sentence
        proposal.sentence_by = by if sentence else None
        proposal.sentence_at = at if sentence else None
    return bool(waiting)
