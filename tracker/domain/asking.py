"""Asking a unit, withdrawing what was asked, and replying for the unit that blocks another."""

from datetime import date

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from tracker.domain.changes import Actor, note
from tracker.domain.questions import BlockerReply, Question, QuestionClosed
from tracker.domain.updates import Update


def ask(
    session: Session,
    actor: Actor,
    text: str,
    *,
    commitment_id: int | None = None,
    dossier_id: int | None = None,
) -> Question:
    """Ask about a commitment, or about a dossier: one of the two. The caller commits."""
    question = Question(
        commitment_id=commitment_id,
        dossier_id=dossier_id,
        asked_by_id=actor.person_id,
        asked_at=actor.at,
        text=text,
        answer_text="",
    )
    session.add(question)
    session.flush()
    note(session, "question", question.id, actor, "asked", after=text)
    return question


def withdraw_question(session: Session, question: Question, actor: Actor) -> None:
    """Take back a question that nobody answered. The caller has locked it, and commits.

    Raises QuestionClosed when it was answered or withdrawn before.
    """
    if not question.is_open:
        raise QuestionClosed
    question.withdrawn_at, question.withdrawn_by = actor.at, actor.name
    note(session, "question", question.id, actor, "withdrawn")


def reply(
    session: Session,
    actor: Actor,
    update_id: int,
    kind: str,
    promised_on: date | None = None,
    sentence: str = "",
) -> tuple[BlockerReply, bool]:
    """What the unit that blocks says of the answer `update_id`: `lifted`, or `promised` for a day.

    Returns the reply and whether it is new: saying the same twice in a row is saying it once.
    The caller has locked the commitment, and commits.
    """
    last = session.scalar(
        select(BlockerReply)
        .where(BlockerReply.update_id == update_id)
        .order_by(BlockerReply.id.desc())
        .limit(1)
    )
    said = (kind, promised_on if kind == "promised" else None, sentence)
    if last is not None and (last.kind, last.promised_on, last.sentence) == said:
        return last, False
    given = BlockerReply(
        update_id=update_id,
        kind=kind,
        promised_on=said[1],
        sentence=sentence,
        by_id=actor.person_id,
        by_name=actor.name,
        at=actor.at,
    )
    session.add(given)
    session.flush()
    return given, True


def answer_question(session: Session, saved: Update) -> None:
    """A question on a commitment is answered by the words of an answer; the caller made sure that
    there are some. One press without a sentence leaves it open. One statement."""
    session.execute(
        update(Question)
        .where(
            Question.commitment_id == saved.commitment_id,
            Question.answered_by_update_id.is_(None),
            Question.withdrawn_at.is_(None),
        )
        .values(answered_by_update_id=saved.id)
    )


def reopen_questions(session: Session, withdrawn: Update) -> None:
    """What an answer taken back had answered is open again. One statement."""
    session.execute(
        update(Question)
        .where(Question.answered_by_update_id == withdrawn.id)
        .values(answered_by_update_id=None)
    )
