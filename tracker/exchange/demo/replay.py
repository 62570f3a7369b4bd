"""The plan of the demonstration as it stood at a past instant: what was said and mailed by then."""

from collections import defaultdict
from dataclasses import replace
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker import clock
from tracker.domain.commitments import Ask, Commitment, fold
from tracker.domain.messages import ACCEPTED, Message, MessageItem
from tracker.domain.milestones import Milestone
from tracker.domain.updates import Update
from tracker.queries.directory import Directory
from tracker.queries.plan_reading import read_plan_view
from tracker.queries.plan_rows import CommitmentRow, RaisingRow
from tracker.queries.plan_view import PlanView


class Replay:
    """Reads the answers and the mails of a plan once, for as many instants as are wanted."""

    def __init__(self, session: Session, plan_id: int, zone) -> None:
        self._session = session
        self._zone = zone
        self._updates: dict[int, list[Update]] = defaultdict(list)
        for update in session.scalars(
            select(Update)
            .join(Commitment, Commitment.id == Update.commitment_id)
            .join(Milestone, Milestone.id == Commitment.milestone_id)
            .where(Milestone.plan_id == plan_id)
            .order_by(Update.said_at, Update.id)
        ):
            self._updates[update.commitment_id].append(update)
        self._asks: dict[int, list[Ask]] = defaultdict(list)
        for commitment_id, on, at in session.execute(
            select(MessageItem.commitment_id, MessageItem.asked_on, Message.sent_at)
            .join(Message, Message.id == MessageItem.message_id)
            .where(MessageItem.asked, Message.state.in_(ACCEPTED), Message.bounced_at.is_(None))
            .order_by(Message.sent_at)
        ):
            self._asks[commitment_id].append(Ask(on, at))

    def view_at(self, instant: datetime) -> PlanView:
        """The plan as of `instant`, under the names and people of today, less what came later."""
        day = clock.local_day(instant, self._zone)
        view = read_plan_view(self._session, day)
        directory = _people_then(view.directory, instant)
        rows = [self._row_then(row, directory, instant) for row in view.commitments]
        leads = {row.milestone_id: row.forecast for row in rows if row.role == "lead"}
        asked = [row for row in view.open_questions if row.asked_at < instant]
        on = {row.commitment_id: row for row in asked if row.commitment_id is not None}
        told = []
        for row in rows:
            question = on.get(row.id)
            told.append(
                replace(
                    row,
                    lead_forecast=leads.get(row.milestone_id),
                    question_open=question is not None,
                    question_id=question and question.id,
                    question_text=question and question.text,
                    question_at=question and question.asked_at,
                    question_by_id=question and question.asked_by_id,
                )
            )
        return replace(
            view,
            directory=directory,
            commitments=tuple(told),
            open_questions=tuple(asked),
            raisings=tuple(_raised_then(one, instant) for one in _announced(view, instant)),
        )

    def _row_then(
        self, row: CommitmentRow, directory: Directory, instant: datetime
    ) -> CommitmentRow:
        updates = [one for one in self._updates[row.id] if one.said_at < instant]
        asks = [one for one in self._asks[row.id] if one.at < instant]
        now = fold(updates, row.role, row.baseline_due, asks)
        live = next((one for one in updates if one.id == now.live_update_id), None)
        replied = row.live_update_id == now.live_update_id and (
            row.reply_at is not None and row.reply_at < instant
        )
        return replace(
            row if replied else replace(row, reply_kind=None, reply_at=None, replied_at=None),
            forecast=now.forecast_due,
            answer=now.answer,
            answered_on=now.answered_on,
            done_on=now.done_on,
            postponements=now.postponements,
            help_wanted=now.help_wanted,
            asked_since=now.asked_since,
            asked_last=now.asked_last,
            reachable=directory.recipient_of(row.unit_id) is not None,
            streak=now.streak,
            live_update_id=now.live_update_id,
            said_at=live and live.said_at,
            said_on=live and live.said_on,
            author_id=live and live.author_id,
            author_name=live and live.author_name,
            way=live and live.way,
            sentence=live.sentence if live else "",
            link=live.link if live else "",
            reason=live and live.reason,
            prior_due=live and live.prior_due,
            new_due=live and live.new_due,
            blocker_unit_id=live and live.blocker_unit_id,
            blocker_words=live.blocker_words if live else "",
        )


def _people_then(directory: Directory, instant: datetime) -> Directory:
    """An address that was suspended later could still be written to."""
    later = {
        person.id
        for person in directory.people.values()
        if person.suspended_at is not None and person.suspended_at > instant
    }
    people = {
        id_: replace(one, suspended=False, suspended_at=None) if id_ in later else one
        for id_, one in directory.people.items()
    }
    addressees = {
        id_: replace(one, suspended=False) if id_ in later else one
        for id_, one in directory.addressees.items()
    }
    return replace(directory, people=people, addressees=addressees, _recipients={})


def _announced(view: PlanView, instant: datetime) -> list[RaisingRow]:
    return [one for one in view.raisings if one.announced_at < instant]


def _raised_then(one: RaisingRow, instant: datetime) -> RaisingRow:
    decided = one.decided_at is not None and one.decided_at < instant
    return one if decided else replace(one, outcome=None, decided_at=None)
