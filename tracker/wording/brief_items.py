"""The items of a brief that are about commitments and units, each told in both languages."""

from collections.abc import Callable
from datetime import date, datetime
from zoneinfo import ZoneInfo

from flask_babel import gettext as _
from flask_babel import ngettext

from tracker import clock
from tracker.domain.briefs import Item, Told
from tracker.domain.standing import due
from tracker.queries.attention import Need
from tracker.queries.directory import PersonRow
from tracker.queries.plan_rows import CommitmentRow
from tracker.queries.plan_view import PlanView
from tracker.wording import plan, returns, states, units
from tracker.wording.lines import filled
from tracker.wording.speaking import speaking
from tracker.wording.telling import (
    Telling,
    blocked_since,
    moved,
    overdue,
    quote,
    said_of,
    waits_since,
    why,
)


class BothWays:
    """A view told in both languages at once, to nobody in particular."""

    def __init__(self, view: PlanView, zone: ZoneInfo) -> None:
        self.view = view
        self._zone = zone
        self._tellings = [Telling(view, locale, hers=False) for locale in ("fr", "en")]

    def told(self, make: Callable[[Telling], Told]) -> dict[str, Told]:
        """`make` in each language, by its code."""
        told = {}
        for telling in self._tellings:
            with speaking(telling.locale):
                told[telling.locale] = make(telling)
        return told

    def local(self, at: datetime) -> date:
        return clock.local_day(at, self._zone)


def changed(tell: BothWays, row: CommitmentRow) -> Item:
    """An answer given since the brief before."""
    answer = row.answer or ""

    def words(telling: Telling) -> Told:
        said = telling.day(row.said_on) if row.said_on else ""
        return _told(
            telling,
            row,
            word=states.answer(answer),
            about=(said, *moved(telling, row)),
            slip=plan.slip(tell.view, row, telling.locale) if answer == "postponed" else "",
            say=quote(row.sentence),
        )

    facts = (answer, due(row).isoformat())
    group = _shared(row, answer)
    return _item(tell, row, words, mark=answer, facts=facts, group=group, news=True)


def slipped(tell: BothWays, row: CommitmentRow) -> Item:
    """By how much a date slipped, and why: put off since the brief before, late or blocked."""
    word = tell.view.word(row)
    put_off = row.answer == "postponed" and word not in {"late", "blocked"}
    mark = "postponed" if put_off else word
    days = tell.view.slippage(row)

    def words(telling: Telling) -> Told:
        about = (overdue(telling, row), blocked_since(telling, row))
        return _told(
            telling,
            row,
            word=states.answer(mark) if put_off else states.standing(word),
            about=moved(telling, row) if put_off else about,
            slip=plan.slip(tell.view, row, telling.locale),
            say=quote(row.sentence),
        )

    facts = (mark, due(row).isoformat(), str(days))
    hatched = not put_off and tell.view.flags(row).silent
    return _item(
        tell,
        row,
        words,
        mark=mark,
        hatched=hatched,
        days=days,
        facts=facts,
        group=_shared(row, mark),
        news=put_off,
    )


def needed(tell: BothWays, need: Need) -> Item:
    """What waits for the director, why, and since when."""
    row, since = need.row, waits_since(need)

    def words(telling: Telling) -> Told:
        reasons = (why(telling, row, code) for code in need.why)
        return _told(
            telling,
            row,
            word=states.standing(tell.view.word(row)),
            about=(*reasons, telling.waiting(since)),
            slip=plan.slip(tell.view, row, telling.locale),
            say=said_of(telling, need),
        )

    waits = _age(tell.view, since)
    mark = tell.view.word(row)
    facts = (*need.why, due(row).isoformat())
    return _item(tell, row, words, mark=mark, days=waits, facts=facts)


def unread(tell: BothWays, row: CommitmentRow) -> Item:
    """An answer that the director has not read for a week."""
    answer = row.answer or ""

    def words(telling: Telling) -> Told:
        return _told(
            telling,
            row,
            word=states.answer(answer),
            about=(row.author_name or "", telling.waiting(row.said_on)),
            say=quote(row.sentence),
        )

    facts = (str(row.live_update_id),)
    waits = _age(tell.view, row.said_on)
    return _item(tell, row, words, mark=answer, days=waits, facts=facts)


def silent(tell: BothWays, row: CommitmentRow) -> Item:
    """A unit that has not answered; `days`: since the first mail that asked."""

    def words(telling: Telling) -> Told:
        return _told(telling, row, about=(telling.due(row),))

    days = tell.view.silent_for(row)
    return _item(tell, row, words, days=days, group=f"{row.milestone_id}:silent")


def unreached(tell: BothWays, unit_id: int) -> Item:
    """A unit to which nobody can be written, and why."""
    view = tell.view
    unit = view.directory.units[unit_id]
    people = [view.directory.people[one] for one in view.directory.contacts.get(unit_id, ())]
    rows = [row for row in view.by_unit.get(unit_id, ()) if view.flags(row).unreachable]

    def words(telling: Telling) -> Told:
        held = ngettext("%(num)s engagement", "%(num)s engagements", len(rows)) if rows else ""
        name = units.full_name(unit, telling.locale)
        return Told(name, about=filled((_unreached_why(tell, telling, people), held)))

    state = ",".join(_state(view, person) for person in people)
    told = tell.told(words)
    return Item(f"unit:{unit_id}", "unit", unit.code, "", **told, facts=(state,))


def _unreached_why(tell: BothWays, telling: Telling, people: list[PersonRow]) -> str:
    """« adresse suspendue depuis le 4 avril : boîte inconnue », else « sans répondant »."""
    suspended = next((one for one in people if one.active and one.suspended), None)
    if suspended is not None and suspended.suspended_at is not None:
        return _(
            "adresse suspendue depuis le %(day)s : %(why)s",
            day=telling.day(tell.local(suspended.suspended_at)),
            why=returns.why(suspended.suspended_reason),
        )
    if any(one.active for one in people):
        return _("en absence, sans remplacement")
    return _("sans répondant")


def _state(view: PlanView, person: PersonRow) -> str:
    if not person.active:
        return "left"
    if person.suspended:
        return "suspended"
    return "away" if view.directory.addressees[person.id].away_on(view.today) else "there"


def _shared(row: CommitmentRow, mark: str) -> str:
    """Contributions to one milestone that stand alike are told together; a lead stands alone."""
    return "" if row.role == "lead" else f"{row.milestone_id}:{mark}"


def _age(view: PlanView, since: date | None) -> int | None:
    return None if since is None else max(0, view.calendar.between(since, view.today))


def _told(telling: Telling, row: CommitmentRow, *, about: tuple[str, ...], **words: str) -> Told:
    title = plan.title(telling.view.milestone_of(row), telling.locale)
    return Told(title, telling.unit(row), filled(about), **words)


def _item(
    tell: BothWays, row: CommitmentRow, words: Callable[[Telling], Told], **more: object
) -> Item:
    return Item(
        f"commitment:{row.id}",
        "milestone",
        str(row.milestone_id),
        tell.view.milestone_of(row).code,
        **tell.told(words),
        **more,
    )
