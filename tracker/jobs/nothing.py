"""Why a message that was planned is not sent after all, and who gets one instead."""

from collections.abc import Sequence
from dataclasses import dataclass

from tracker.jobs.sight import Seen, Sight
from tracker.mail.digests import Digest, dossier_questions
from tracker.mail.holds import Held
from tracker.mail.planner import digest_of
from tracker.queries.plan_view import PlanView

#: Reasons that concern the person: what they were asked is asked of who answers instead.
_HANDED_ON = ("left", "suspended", "away", "replaced")


@dataclass(frozen=True, slots=True)
class NothingToSay:
    """Why the message is not sent.

    superseded, left, suspended, away, replaced, answered, nothing_to_ask, enough_today or
    enough_this_week; of another kind, see `Moot`. `heirs`: mails, by `view`, of those who now
    answer for what a slot's mail asked; `heir_id`: who gets this one instead.
    """

    reason: str
    view: PlanView
    slot_id: int | None
    heirs: tuple[Digest, ...] = ()
    heir_id: int | None = None


@dataclass(frozen=True, slots=True)
class TooLate:
    """The message waited past the days of grace of its slot."""

    reason: str = "too_late"


def nothing_for(seen: Seen, held: Held, sight: Sight) -> NothingToSay:
    """Why a slot's message says nothing any more. Where somebody else is asked instead, with the
    mails of those."""
    view, items = seen.view, held.items
    reason = _why_nothing(view, held, [item.commitment_id for item in items if item.asked])
    if reason not in _HANDED_ON:
        return NothingToSay(reason, view, held.slot_id)
    rows = [view.by_id[item.commitment_id] for item in items if item.commitment_id in view.by_id]
    now_asked = {view.directory.recipient_of(row.unit_id) for row in rows}
    now_asked |= {
        view.directory.recipient_of(unit_id)
        for unit_id in dossier_questions(view).values()
        if held.person_id in view.directory.contacts.get(unit_id, ())
    }
    now_asked |= {
        view.directory.recipient_of(one.unit_id)
        for one in view.values_owed
        if held.person_id in view.directory.contacts.get(one.unit_id, ())
    }
    others = sorted(now_asked - {held.person_id, None})
    view = sight.part_for(seen, others)
    heirs = filter(None, (digest_of(view, seen.slot, person_id) for person_id in others))
    return NothingToSay(reason, view, held.slot_id, tuple(heirs))


def _why_nothing(view: PlanView, held: Held, was_asked: Sequence[int]) -> str:
    addressee = view.directory.addressees[held.person_id]
    if not addressee.active:
        return "left"
    if addressee.suspended:
        return "suspended"
    if addressee.away_on(view.today):
        return "away"
    rows = [view.by_id[id_] for id_ in was_asked if id_ in view.by_id]
    mine = [row for row in rows if view.directory.recipient_of(row.unit_id) == held.person_id]
    if rows and not mine:
        return "replaced"
    if mine and all(row.said_at and row.said_at > held.created_at for row in mine):
        return "answered"
    return "nothing_to_ask"
