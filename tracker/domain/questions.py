"""A question to a unit, open until an answer comes."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, Session, mapped_column

from tracker.db import Base, UtcDateTime, all_or_none, one_of, short_code
from tracker.domain import changes
from tracker.domain.changes import Actor


class Question(Base):
    """Asked by the director or a coordinator, on a commitment or on a dossier."""

    __tablename__ = "question"
    __table_args__ = (
        CheckConstraint(
            "(commitment_id IS NULL) <> (dossier_id IS NULL)", name="on_one_thing_only"
        ),
        all_or_none("answer_in_words_is_whole", "answered_at", "answered_by"),
        all_or_none("withdrawal_is_whole", "withdrawn_at", "withdrawn_by"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    commitment_id: Mapped[int | None] = mapped_column(ForeignKey("commitment.id"), index=True)
    dossier_id: Mapped[int | None] = mapped_column(ForeignKey("dossier.id"))
    asked_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    asked_at: Mapped[datetime] = mapped_column(UtcDateTime)
    text: Mapped[str] = mapped_column(String(1000))
    answered_by_update_id: Mapped[int | None] = mapped_column(ForeignKey("commitment_update.id"))
    #: The answer in words to a question on a dossier; on a commitment an update answers.
    answer_text: Mapped[str] = mapped_column(String(2000), default="")
    answered_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    answered_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    answered_by: Mapped[str | None] = mapped_column(String(160))
    withdrawn_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    withdrawn_by: Mapped[str | None] = mapped_column(String(160))

    @property
    def is_open(self) -> bool:
        """Neither answered, by an update or in words, nor withdrawn."""
        return not (self.answered_by_update_id or self.answered_at or self.withdrawn_at)


class BlockerReply(Base):
    """What the unit said to block another replies: « c’est levé », or « réponse le … ».

    It tells the blocked lead, and ends nothing by itself. Insert only.
    """

    __tablename__ = "blocker_reply"
    __table_args__ = (
        one_of("kind", ("lifted", "promised")),
        CheckConstraint("(kind = 'promised') = (promised_on IS NOT NULL)", name="promise_has_day"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    update_id: Mapped[int] = mapped_column(ForeignKey("commitment_update.id"), index=True)
    kind: Mapped[str] = mapped_column(short_code())
    promised_on: Mapped[date | None]
    sentence: Mapped[str] = mapped_column(String(500), default="")
    by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    by_name: Mapped[str] = mapped_column(String(160))
    at: Mapped[datetime] = mapped_column(UtcDateTime)


class QuestionClosed(Exception):
    """The question was answered or withdrawn meanwhile."""


def answer_in_words(session: Session, question: Question, actor: Actor, text: str) -> None:
    """Answer a question on a dossier. The caller has locked it, and commits.

    Raises QuestionClosed when it was answered or withdrawn before.
    """
    if not question.is_open:
        raise QuestionClosed
    question.answer_text = text
    question.answered_at = actor.at
    question.answered_by_id = actor.person_id
    question.answered_by = actor.name
    changes.note(session, "question", question.id, actor, "answered", after=text)
