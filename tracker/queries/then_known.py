"""Everything that was known of the current plan just before an instant, read once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Row
from sqlalchemy.orm import Session

from tracker.domain.commitments import Ask
from tracker.queries import then_rows, then_said
from tracker.queries.plan_rows import QuestionRow
from tracker.queries.plan_view import PlanView
from tracker.queries.undoing import Undone, undo


@dataclass(frozen=True)
class Known:
    """`now`: the view of today, whose ids everything else goes by. `answers` and `asks` are by
    commitment, `baselines` and `proposals` by milestone, `replies` by answer; `gone`: milestones
    withdrawn by then; `slots`: the day of the last relance, the newest name given."""

    now: PlanView
    until: datetime
    undone: Undone
    answers: Mapping[int, Sequence[Row]]
    asks: Mapping[int, Sequence[Ask]]
    baselines: Mapping[int, date]
    gone: frozenset[int]
    proposals: Mapping[int, Row]
    replies: Mapping[int, Row]
    questions: tuple[QuestionRow, ...]
    slots: tuple[date | None, date | None]

    def by_then(self, at: datetime | None) -> datetime | None:
        """The instant, where it was past already."""
        return at if at is not None and at < self.until else None


def read_known(session: Session, now: PlanView, plan_id: int, until: datetime) -> Known:
    """What was known before `until` of the plan of `now`. Eleven statements."""
    undone = undo(
        then_rows.lines(session, until),
        until,
        plan_id,
        then_rows.shares(session, plan_id, until),
        now.dossiers,
        then_rows.bearers(session),
    )
    return Known(
        now,
        until,
        undone,
        then_said.answers(session, plan_id, until),
        then_said.asks(session, plan_id, until),
        then_rows.baselines(session, plan_id, until),
        then_rows.withdrawn(session, plan_id, until),
        then_said.proposals(session, plan_id, until),
        then_said.replies(session, plan_id, until),
        tuple(then_said.questions(session, plan_id, until)),
        then_rows.last_slots(session, plan_id, until),
    )
