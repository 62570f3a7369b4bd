"""The mails of the demonstration's past weeks: rows that say so, without a body."""

from collections.abc import Sequence
from datetime import timedelta

from sqlalchemy import insert
from sqlalchemy.orm import Session

from tracker.domain.commitments import Ask
from tracker.domain.messages import Message, MessageEvent, MessageItem
from tracker.domain.plans import ActionPlan
from tracker.domain.slots import ReminderSlot, Skip
from tracker.domain.standing import pressing_rank
from tracker.exchange.demo.people import Cast
from tracker.exchange.demo.story import Line, PastSlot
from tracker.exchange.demo.threads import Thread

SUBJECT = "Suivi : votre semaine du {day} (illustratif)"
BODY = "Courriel illustratif : il n’a jamais été écrit ni envoyé."


def write_slots(
    session: Session,
    plan: ActionPlan,
    kept: Sequence[PastSlot],
    threads: dict[int, Thread],
    cast: Cast,
) -> dict[int, list[Ask]]:
    """Write each past slot with its messages, deposited. The asks by commitment id, in order."""
    ids = {id(thread): commitment_id for commitment_id, thread in threads.items()}
    asks: dict[int, list[Ask]] = {}
    for past in kept:
        slot = past.slot
        row = ReminderSlot(
            plan_id=plan.id,
            nominal_on=slot.nominal_on,
            due_at=slot.due_at,
            outcome="planned",
            decided_at=slot.due_at,
            sent_for=slot.day,
        )
        session.add(row)
        session.flush()
        mails = _mails(past, cast)
        messages = [_message(row, past, person, turn) for turn, person in enumerate(mails)]
        session.add_all(messages)
        session.add_all(_skips(row, mails, past, threads, cast))
        session.flush()
        _write_items(session, past, messages, mails, ids, asks)
    return asks


def _mails(past: PastSlot, cast: Cast) -> dict[object, list[Line]]:
    """Lines by person; the director and the coordinator always have a mail."""
    mails = {cast.director: [], cast.coordinator: []}
    for unit, lines in past.lines.items():
        mails.setdefault(cast.recipient(unit, past.slot.day), []).extend(lines)
    return mails


def _message(row: ReminderSlot, past: PastSlot, person, turn: int) -> Message:
    slot = past.slot
    return Message(
        slot_id=row.id,
        person_id=person.id,
        message_id=f"<demonstration.{slot.nominal_on}.{person.id}@exemple.test>",
        state="deposited",
        attempts=1,
        token=1,
        sent_at=slot.due_at + timedelta(seconds=31 + 2 * turn),
        to_name=person.name,
        to_address=person.email,
        locale=person.locale,
        composed_for=slot.day,
        subject=SUBJECT.format(day=slot.day),
        body_text=BODY,
        body_html=f"<p>{BODY}</p>",
        created_at=slot.due_at,
    )


def _skips(row, mails, past: PastSlot, threads, cast: Cast) -> list[Skip]:
    """Units nobody could be written to for, and people of whom nothing was to be asked."""
    concerned = {
        thread.unit: thread.unit_id
        for thread in threads.values()
        if thread.starts_on <= past.slot.day and not thread.done
    }
    skips, people = [], set()
    for unit, unit_id in concerned.items():
        person = cast.recipient(unit, past.slot.day)
        if person is None:
            skips.append(Skip(slot_id=row.id, unit_id=unit_id, reason="no_contact"))
        elif person not in mails and person not in people:
            people.add(person)
            skips.append(Skip(slot_id=row.id, person_id=person.id, reason="nothing_to_ask"))
    return skips


def _write_items(session, past: PastSlot, messages, mails, ids, asks) -> None:
    items, events = [], []
    for message, lines in zip(messages, mails.values(), strict=True):
        events.append(
            {
                "message_id": message.id,
                "at": message.sent_at,
                "what": "deposited",
                "detail": "illustratif",
            }
        )
        for position, line in enumerate(sorted(lines, key=_urgency)):
            commitment_id = ids[id(line.thread)]
            items.append(
                {
                    "message_id": message.id,
                    "commitment_id": commitment_id,
                    "asked": line.asked,
                    "why": line.why,
                    "position": position,
                    "asked_on": past.slot.day,
                }
            )
            if line.asked:
                asks.setdefault(commitment_id, []).append(Ask(past.slot.day, message.sent_at))
    session.execute(insert(MessageEvent), events)
    if items:
        session.execute(insert(MessageItem), items)


def _urgency(line: Line) -> tuple:
    rank = -1 if line.why == "question" else 99 if not line.asked else pressing_rank(line.why)
    return rank, line.thread.milestone
