"""The whole ledger as a list: every message, everybody without one, every slot without mail."""

from datetime import date

from flask_babel import force_locale
from sqlalchemy.orm import Session

from tracker.queries import ledger
from tracker.wording.states import SKIP_REASONS, skip_reason

Row = dict[str, str | None]
_OUTCOMES = {"skipped": "Semaine fermée", "missed": "Manquée : l’outil était arrêté"}


def ledger_rows(session: Session) -> list[Row]:
    """Rows with slot, kind, recipient, name, state, reason, message_id, sent_at and subject.

    Newest slot first; dates and instants in ISO 8601. Who got no mail has the state `skipped`;
    a slot without any mail has no recipient.
    """
    rows = [_message(row) for row in ledger.messages(session)]
    rows += [
        _without_mail(row.nominal_on, row.address or row.unit_code, row.name, "skipped", row.reason)
        for row in ledger.skips(session)
    ]
    rows += [
        _without_mail(row.nominal_on, None, None, row.outcome, _OUTCOMES[row.outcome])
        for row in ledger.slots(session)
        if row.outcome in _OUTCOMES
    ]
    return sorted(rows, key=lambda row: row["slot"] or "", reverse=True)


def _message(row: ledger.MessageRow) -> Row:
    return {
        "slot": row.nominal_on.isoformat() if row.nominal_on else None,
        "kind": row.kind,
        "recipient": row.to_address,
        "name": row.to_name,
        "state": row.state,
        "reason": _words(row.reason),
        "message_id": row.message_id,
        "sent_at": row.sent_at.isoformat() if row.sent_at else None,
        "subject": row.subject,
    }


def _without_mail(
    slot: date, recipient: str | None, name: str | None, state: str, reason: str
) -> Row:
    return {
        "slot": slot.isoformat(),
        "kind": "weekly",
        "recipient": recipient,
        "name": name,
        "state": state,
        "reason": _words(reason),
        "message_id": None,
        "sent_at": None,
        "subject": None,
    }


def _words(reason: str) -> str:
    with force_locale("fr"):
        return skip_reason(reason) if reason in SKIP_REASONS else reason
