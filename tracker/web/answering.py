"""Saying where a commitment stands: one way in, for the page and for the mail's link."""

from dataclasses import dataclass, field

from flask import abort
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from tracker import clock
from tracker.domain.answers import Answer, Problem, problems
from tracker.domain.commitments import Commitment, may_withdraw
from tracker.domain.questions import Question
from tracker.domain.standing import due
from tracker.domain.updates import Update
from tracker.extensions import db
from tracker.queries.asks import asks_of
from tracker.queries.plan_rows import CommitmentRow
from tracker.web import reading


@dataclass(frozen=True)
class Speaker:
    """Who answers, and by what way; through a mail's link, the person it was sent to."""

    person_id: int | None
    name: str
    way: str
    link_owner_id: int | None = None


@dataclass(frozen=True)
class Outcome:
    """What became of an answer: saved, or to mend, or somebody else answered meanwhile."""

    saved: Update | None = None
    problems: list[Problem] = field(default_factory=list)
    meanwhile: Update | None = None


def say(
    row: CommitmentRow,
    answer: Answer,
    speaker: Speaker,
    *,
    nonce: str,
    seen: int,
    anyway: bool = False,
) -> Outcome:
    """Judge `answer` on the commitment of `row` and record it; the caller commits.

    `nonce` makes a double click one answer. `seen`: id of the live answer the form was made
    from, 0 for none. `anyway`: record it although somebody else answered since.
    """
    session = db.session
    commitment = locked(session, row.id)
    twice = session.scalar(select(Update).where(Update.nonce == nonce))
    if twice is not None:
        return Outcome(saved=twice)
    live = session.get(Update, commitment.live_update_id) if commitment.live_update_id else None
    found = reading.view()
    wrong = problems(
        answer,
        row,
        unit_id=row.unit_id,
        streak=commitment.streak,
        open_contributors=_awaited(found, row),
        today=found.today,
        calendar=found.calendar,
    )
    if wrong:
        return Outcome(problems=wrong)
    if live is not None and live.id != seen and not anyway and _somebody_else(live, speaker):
        return Outcome(meanwhile=live)
    saved = commitment.record(
        answer,
        nonce=nonce,
        at=clock.now(),
        on=found.today,
        author_id=speaker.person_id,
        author_name=speaker.name,
        way=speaker.way,
        link_owner_id=speaker.link_owner_id,
        prior_due=due(row),
    )
    session.flush()
    commitment.refold(asks_of(session, row.id))
    session.execute(
        update(Question)
        .where(Question.commitment_id == row.id, Question.answered_by_update_id.is_(None))
        .values(answered_by_update_id=saved.id)
    )
    return Outcome(saved=saved)


def withdraw(update_id: int, row: CommitmentRow, by: str) -> bool:
    """Take back an answer while that is possible; the one before stands again."""
    session = db.session
    commitment = locked(session, row.id)
    said = session.get(Update, update_id)
    if said is None or said.commitment_id != row.id:
        abort(404)
    if not may_withdraw(said, commitment.live_update_id, clock.now()):
        return False
    said.withdrawn_at, said.withdrawn_by = clock.now(), by
    session.flush()
    commitment.refold(asks_of(session, row.id))
    session.execute(
        update(Question)
        .where(Question.answered_by_update_id == said.id)
        .values(answered_by_update_id=None)
    )
    return True


def locked(session: Session, commitment_id: int) -> Commitment:
    """The commitment, held until the transaction ends; 404 where there is none."""
    commitment = session.get(Commitment, commitment_id, with_for_update=True)
    return commitment or abort(404)


def _awaited(found, row: CommitmentRow) -> int:
    if row.role != "lead":
        return 0
    return sum(1 for other in found.contributors(row.milestone_id) if other.answer != "done")


def _somebody_else(live: Update, speaker: Speaker) -> bool:
    return live.author_id != speaker.person_id or live.author_name != speaker.name
