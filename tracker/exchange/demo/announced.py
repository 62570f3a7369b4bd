"""What the mails of the demonstration's last weeks had announced of what is late since."""

from datetime import date
from itertools import pairwise
from zoneinfo import ZoneInfo

from flask import has_app_context
from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.domain.messages import Message
from tracker.domain.plans import ActionPlan
from tracker.domain.slots import ReminderSlot
from tracker.mail.announcing import announcements, keep
from tracker.mail.weeks import week_of
from tracker.queries.plan_reading import read_plan_view

#: Weeks looked back at: what is late for longer was raised, or let be.
WEEKS = 2


def write_announced(session: Session, plan: ActionPlan, zone: ZoneInfo) -> None:
    """Write down what each of the last mails announced, in the words that it would have had.

    Nothing outside an application context: words need one.
    """
    if not has_app_context():
        return
    session.flush()
    slots = session.scalars(
        select(ReminderSlot)
        .where(ReminderSlot.plan_id == plan.id)
        .order_by(ReminderSlot.nominal_on.desc())
        .limit(WEEKS)
    ).all()
    days = [slot.sent_for for slot in reversed(slots)]
    view = read_plan_view(session, days[-1]) if days else None
    if view is None:
        return
    following = view.schedule(zone).after(slots[0].due_at).day
    for slot, (day, until) in zip(reversed(slots), pairwise([*days, following]), strict=True):
        _announce(session, slot, day, until)


def _announce(session: Session, slot: ReminderSlot, day: date, until: date) -> None:
    view = read_plan_view(session, day)
    messages = {
        row.person_id: row
        for row in session.execute(
            select(Message.id, Message.person_id, Message.sent_at).where(Message.slot_id == slot.id)
        )
    }
    for digest in week_of(view).digests:
        message = messages.get(digest.person_id)
        if message is None:
            continue
        told = [
            one
            for one in announcements(view, digest, until)
            if one.raised_on > day and _silent_since(view.by_id[one.commitment_id], message)
        ]
        keep(session.connection(), told, message.id, message.sent_at)


def _silent_since(row, message) -> bool:
    """Whether nothing was said of the commitment after the mail left."""
    return row.said_at is None or row.said_at < message.sent_at
