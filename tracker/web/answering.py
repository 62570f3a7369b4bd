"""Saying where a commitment stands: one way in, for the page and for the mail's link."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from flask import abort
from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker import clock
from tracker.domain.answers import Answer, Problem, problems
from tracker.domain.asking import answer_question, reopen_questions
from tracker.domain.asks import asks_of
from tracker.domain.commitments import Commitment, may_withdraw
from tracker.domain.standing import due
from tracker.domain.updates import Update
from tracker.extensions import db
from tracker.queries import corrections
from tracker.queries.plan_rows import CommitmentRow
from tracker.web import reading

#: Saying the very same once more within this time is saying it once.
_AGAIN_WITHIN = timedelta(minutes=10)
#: What besides the sentence makes an answer what it is.
_OF = {
    "done": ("done_on", "link"),
    "on_track": (),
    "postponed": ("new_due", "reason", "help_wanted"),
    "blocked": ("blocker_unit_id", "blocker_words"),
}


@dataclass(frozen=True)
class Speaker:
    """Who answers, and by what way; through a mail's link, the person it was sent to."""

    person_id: int | None
    name: str
    way: str
    link_owner_id: int | None = None

    def gave(self, said: Update) -> bool:
        """Whether `said` is an answer of this person, or came by the link in their hand."""
        if self.link_owner_id is not None and said.link_owner_id == self.link_owner_id:
            return True
        return self.person_id is not None and said.author_id == self.person_id


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
    opened_at: datetime | None = None,
) -> Outcome:
    """Judge `answer` on the commitment of `row` and record it; the caller commits.

    `nonce` makes a double click one answer. `seen`: id of the live answer the form was made
    from, 0 for none; when somebody else has answered since, nothing is recorded. `opened_at`:
    when the form was opened, where that is known.
    """
    session = db.session
    commitment = locked(session, row.id)
    twice = session.scalar(select(Update).where(Update.nonce == nonce))
    if twice is not None:
        return Outcome(saved=twice) if twice.commitment_id == row.id else abort(409)
    if commitment.version != row.version:
        row = _read_again(row.id)
    live = session.get(Update, commitment.live_update_id) if commitment.live_update_id else None
    if live is not None and answer.answer in _OF and _said_again(live, answer, speaker):
        return Outcome(saved=live)
    found = reading.view()
    before = uncorrected(row, speaker.person_id)
    wrong = problems(
        answer,
        before,
        unit_id=row.unit_id,
        streak=before.streak,
        open_contributors=_awaited(found, row),
        today=found.today,
        calendar=found.calendar,
    )
    if wrong:
        return Outcome(problems=wrong)
    if live is not None and live.id != seen and _somebody_else(live, speaker):
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
        prior_due=due(before),
        opened_at=opened_at,
    )
    session.flush()
    commitment.refold(asks_of(session, row.id))
    if saved.sentence or saved.link:
        answer_question(session, saved)
    return Outcome(saved=saved)


def corrects(row: CommitmentRow, person_id: int | None) -> bool:
    """Whether `person_id` answering now corrects an own answer rather than gives a new one."""
    return corrections.corrects(row, person_id, clock.now())


def uncorrected(row: CommitmentRow, person_id: int | None) -> CommitmentRow:
    """The commitment as an answer of `person_id` finds it now."""
    return corrections.uncorrected(row, person_id, clock.now())


def withdraw(update_id: int, row: CommitmentRow, speaker: Speaker) -> bool:
    """Take back one's own answer while that is possible; the one before stands again.

    False when it is too late. Stops with 404 or 403 for an answer of another commitment or person.
    """
    session = db.session
    commitment = locked(session, row.id)
    said = session.get(Update, update_id)
    if said is None or said.commitment_id != row.id:
        abort(404)
    if not speaker.gave(said):
        abort(403)
    if not may_withdraw(said, commitment.live_update_id, clock.now()):
        return False
    said.withdrawn_at, said.withdrawn_by = clock.now(), speaker.name
    session.flush()
    commitment.refold(asks_of(session, row.id))
    reopen_questions(session, said)
    return True


def locked(session: Session, commitment_id: int) -> Commitment:
    """The commitment, held until the transaction ends; 404 where there is none."""
    commitment = session.get(Commitment, commitment_id, with_for_update=True)
    return commitment or abort(404)


def _read_again(commitment_id: int) -> CommitmentRow:
    """The row after whoever held the commitment a moment ago let it go."""
    reading.forget_view()
    return reading.view().by_id.get(commitment_id) or abort(404)


def _awaited(found, row: CommitmentRow) -> int:
    if row.role != "lead":
        return 0
    return sum(1 for other in found.contributors(row.milestone_id) if other.answer != "done")


def _said_again(live: Update, answer: Answer, speaker: Speaker) -> bool:
    """Whether the same person says the very same within minutes: going back and sending again."""
    if clock.now() - live.said_at > _AGAIN_WITHIN or _somebody_else(live, speaker):
        return False
    same = all(getattr(live, name) == getattr(answer, name) for name in _OF[answer.answer])
    words = (live.answer, live.sentence) == (answer.answer, answer.sentence.strip())
    return words and same


def _somebody_else(live: Update, speaker: Speaker) -> bool:
    if speaker.person_id is None:
        return live.author_id is not None or live.author_name != speaker.name
    return live.author_id != speaker.person_id
