"""« Ce qui part »: the dry run of one slot. Nothing is written; it follows the answers."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from flask_babel import gettext as _
from flask_babel import ngettext

from tracker import clock
from tracker.domain.slots import Slot, instant
from tracker.mail import lead, reasons
from tracker.mail.coordinator import coordinator_headline
from tracker.mail.digests import Digest
from tracker.mail.matters import Matters
from tracker.mail.occasion import Occasion
from tracker.mail.weeks import Skipped, Week, week_of
from tracker.queries.plan_view import CommitmentRow, PlanView
from tracker.web import reading
from tracker.web.reminders.skipped import SkipLine, quiet_names, skip_lines
from tracker.wording.headline import of_direction
from tracker.wording.spelled import capitalised

#: Rows shown before « Les 17 autres ».
SHOWN = 12


@dataclass(frozen=True)
class Leaving:
    """A mail that would leave. Counts are None for who answers for no unit in it."""

    person_id: int
    name: str
    address: str
    locale: str
    late: int | None
    soon: int | None
    silent: int | None
    awaited: int | None
    first: str


@dataclass(frozen=True)
class DryRun:
    """A slot before it leaves: `when` inside a sentence, who gets a mail, who does not."""

    slot: Slot
    when: str
    leaving: tuple[Leaving, ...]
    skipped: tuple[SkipLine, ...]
    quiet: tuple[str, ...]
    skipped_total: int


def slot_from(view: PlanView, on: date | None) -> Slot | None:
    """The next slot of the plan: after now, or the first of `on` and the days after it."""
    if view.plan is None:
        return None
    zone = reading.settings().timezone
    now = clock.now()
    if on is not None and on > clock.local_day(now, zone):
        now = instant(on, time(0), zone) - timedelta(seconds=1)
    return slot_after(view, now)


def slot_after(view: PlanView, at: datetime) -> Slot:
    """The first slot due after the instant `at` that was not sent already."""
    return view.schedule(reading.settings().timezone).after(at)


def dry_run(view: PlanView, slot: Slot, locale: str) -> DryRun:
    """What `slot` would send; `view`: the plan on the slot's day."""
    week = week_of(view)
    skips = _told_once(view, week)
    leaving = tuple(_leaving(view, digest, locale) for digest in week.digests)
    return DryRun(
        slot=slot,
        when=reasons.spoken(slot.due_at.astimezone(reading.settings().timezone), locale),
        leaving=leaving,
        skipped=skip_lines(view, skips),
        quiet=quiet_names(view, skips),
        skipped_total=len(skips),
    )


def occasion_of(view: PlanView, digest: Digest, locale: str) -> Occasion:
    settings = reading.settings()
    return Occasion(view, digest, locale, "", settings.public_url, settings.timezone)


def _told_once(view: PlanView, week: Week) -> list[Skipped]:
    """Who gets no mail; a unit gives way to its contact whose address or absence is the cause."""
    people = {skip.person_id for skip in week.skips if skip.reason != "nothing_to_ask"}
    contacts = view.directory.contacts
    return [
        skip
        for skip in week.skips
        if skip.unit_id is None or people.isdisjoint(contacts.get(skip.unit_id, ()))
    ]


def _leaving(view: PlanView, digest: Digest, locale: str) -> Leaving:
    person = view.directory.people[digest.person_id]
    rows = [view.by_id[item.commitment_id] for item in digest.items if item.asked]
    words = [view.word(row) for row in rows]
    answers = bool(rows)
    return Leaving(
        person_id=person.id,
        name=person.name,
        address=person.email,
        locale=person.locale,
        late=words.count("late") if answers else None,
        soon=words.count("due_soon") if answers else None,
        silent=sum(1 for row in rows if view.flags(row).silent) if answers else None,
        awaited=_awaited(view, digest) if answers else None,
        first=_first(occasion_of(view, digest, locale), rows),
    )


def _awaited(view: PlanView, digest: Digest) -> int:
    """Commitments of others that are blocked on the units of this mail."""
    units = set(digest.for_units)
    return sum(
        1
        for row in view.commitments
        if view.word(row) == "blocked" and row.blocker_unit_id in units
    )


def _first(occasion: Occasion, rows: list[CommitmentRow]) -> str:
    """What the mail begins with: « D6-02 : en retard de 11 jours ouvrables »."""
    if not rows:
        if occasion.digest.is_director:
            return of_direction(occasion.view, occasion.locale)
        return capitalised(coordinator_headline(occasion, Matters([occasion.view])))
    row = rows[0]
    if row.question_open:
        return _said(occasion, row, _("une question est posée"))
    return first_lines(occasion, rows[:1])[0]


def first_lines(occasion: Occasion, rows: Sequence[CommitmentRow]) -> tuple[str, ...]:
    """« D6-02 : en retard de 11 jours ouvrables », of each row."""
    words = [(row, occasion.view.word(row)) for row in rows]
    return tuple(
        _said(occasion, row, lead.measure(occasion, row, word) or lead.heading(word).lower())
        for row, word in words
    )


def _said(occasion: Occasion, row: CommitmentRow, words: str) -> str:
    return _("%(code)s : %(words)s", code=occasion.code(row), words=words)


def summary(run: DryRun) -> tuple[str, str]:
    """« 24 courriels partent; » « 8 personnes n’en reçoivent pas. »"""
    count, left = len(run.leaving), run.skipped_total
    if not count:
        return _("Aucun courriel ne part."), ""
    leave = ngettext("%(num)s courriel part", "%(num)s courriels partent", count)
    if not left:
        return f"{leave}.", ""
    without = ngettext(
        "%(num)s personne ou unité n’en reçoit pas.",
        "%(num)s personnes ou unités n’en reçoivent pas.",
        left,
    )
    return f"{leave};", without
