"""The whole ledger as a list: every message, everybody without one, every slot without mail."""

from collections.abc import Mapping

from flask_babel import force_locale
from sqlalchemy.orm import Session

from tracker.queries import ledger_page
from tracker.queries.ledger_entries import Wanted
from tracker.queries.ledger_page import AnswerRow, EntryRow
from tracker.wording import ledger as words

Row = dict[str, str | int | None]
_OUTCOMES = {"skipped": "Semaine fermée", "missed": "Manquée : l’outil était arrêté"}


def ledger_rows(session: Session) -> list[Row]:
    """Rows with slot, kind, recipient, name, state, reason, message_id, sent_at and subject;
    then id (of a message), at, unit, attempts, next_try_at, bounced_at, bounce_reason,
    answered_at, answered_way and answered_after_minutes. Two statements.

    Newest slot first; dates and instants in ISO 8601. Who got no mail has the state `skipped`;
    a slot without any mail has no recipient.
    """
    answers = ledger_page.first_answers(session)
    with force_locale("fr"):
        rows = [_row(entry, answers) for entry in ledger_page.page_of(session, Wanted())]
    return sorted(rows, key=lambda row: row["slot"] or "", reverse=True)


def _row(entry: EntryRow, answers: Mapping[int, AnswerRow]) -> Row:
    is_message, is_slot = entry.source == "message", entry.source == "slot"
    answer = answers.get(entry.id) if is_message else None
    return {
        "slot": entry.nominal_on.isoformat() if entry.nominal_on else None,
        "kind": entry.kind,
        "recipient": None if is_slot else entry.address or entry.unit_code,
        "name": None if is_slot else entry.name,
        "state": entry.state,
        "reason": _OUTCOMES.get(entry.state, "") if is_slot else words.why(entry.reason),
        "message_id": entry.message_id or None,
        "sent_at": _iso(entry.sent_at),
        "subject": entry.subject if is_message else None,
        "id": entry.id if is_message else None,
        "at": _iso(entry.at),
        "unit": entry.unit_code or None,
        "attempts": entry.attempts if is_message else None,
        "next_try_at": _iso(entry.next_try_at),
        "bounced_at": _iso(entry.bounced_at),
        "bounce_reason": entry.bounce_reason or None,
        "answered_at": _iso(answer.at) if answer else None,
        "answered_way": answer.way if answer else None,
        "answered_after_minutes": round((answer.at - entry.sent_at).total_seconds() / 60)
        if answer and entry.sent_at
        else None,
    }


def _iso(at) -> str | None:
    return at.isoformat() if at else None
