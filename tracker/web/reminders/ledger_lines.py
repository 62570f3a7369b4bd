"""Lines of the complete ledger, in words; for its page and for its file."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from flask import g
from flask_babel import gettext as _

from tracker.queries.ledger_page import AnswerRow, EntryRow
from tracker.queries.plan_view import PlanView
from tracker.wording import dates, returns, states
from tracker.wording import ledger as words


@dataclass(frozen=True, slots=True)
class Line:
    """One line. `message_id`: id of the message's row, None where no mail was written."""

    at: datetime
    slot: str
    kind: str
    name: str
    address: str
    state: str
    why: str
    answered: str
    next_try_at: datetime | None
    message_id: int | None
    held: bool
    subject: str


def lines_of(
    rows: Iterable[EntryRow], answers: Mapping[int, AnswerRow], view: PlanView
) -> list[Line]:
    """Rows in the reader's words, in their order."""
    return [_line(row, answers, view) for row in rows]


def _line(row: EntryRow, answers: Mapping[int, AnswerRow], view: PlanView) -> Line:
    is_message = row.source == "message"
    answer = answers.get(row.id) if is_message else None
    return Line(
        at=row.at,
        slot=dates.long_date(row.nominal_on, g.locale) if row.nominal_on else "",
        kind=states.message_kind(row.kind),
        name=_name(row, view),
        address=row.address,
        state=words.state("bounced" if row.bounced_at else row.state),
        why=_why(row, view),
        answered=words.answered(answer.way, answer.at - row.sent_at)
        if answer and row.sent_at
        else "",
        next_try_at=row.next_try_at if row.state in {"planned", "deferred"} else None,
        message_id=row.id if is_message else None,
        held=row.state == "unknown",
        subject=row.subject,
    )


def _name(row: EntryRow, view: PlanView) -> str:
    if row.source == "slot":
        return _("Toute la relance")
    unit = view.directory.units.get(row.unit_id or 0)
    return unit.name if unit else row.name


def _why(row: EntryRow, view: PlanView) -> str:
    if row.source != "slot":
        return returns.why(row.bounce_reason) if row.bounced_at else words.why(row.reason)
    if row.state == "missed":
        return _("L’outil était arrêté.")
    if row.nominal_on and view.calendar.next_open(row.nominal_on) - row.nominal_on < timedelta(7):
        return _("Période sans relance.")
    return _("Semaine fermée.")
