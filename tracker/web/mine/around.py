"""What stands beside a lead's commitments: who waits, who answers, what was said for them."""

from dataclasses import dataclass, replace
from datetime import date, timedelta

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from tracker.domain.standing import due
from tracker.extensions import db
from tracker.queries.link_answers import answers_by_others
from tracker.queries.plan_view import CommitmentRow, PlanView
from tracker.web.owed import Reader, contributions
from tracker.web.replies import replied
from tracker.wording import dates, numbers, plan, states

_AWAITED = frozenset({"blocked", "late", "silent", "due_soon", "to_confirm", "revised", "on_track"})
#: Days during which an answer given by somebody else through one's link is shown.
_SHOWN_FOR = timedelta(days=28)


@dataclass(frozen=True)
class Line:
    """A title that leads somewhere, what was said, and who says so."""

    title: str
    url: str
    sentence: str
    who: str
    waits: "Waits | None" = None
    reply: str = ""


@dataclass(frozen=True)
class Waits:
    """What a unit of the reader blocks: enough to reply to it."""

    commitment_id: int
    update_id: int
    code: str


@dataclass(frozen=True)
class Answerer:
    """A person of a unit and the part they take."""

    name: str
    part: str


@dataclass(frozen=True)
class Around:
    waiting: tuple[Line, ...]
    by_link: tuple[Line, ...]
    answerers: tuple[tuple[str, tuple[Answerer, ...]], ...]


def around(seen: PlanView, reader: Reader) -> Around:
    """The lists beside the page. One statement."""
    return Around(
        waiting=(*_blocked_by_mine(seen, reader), *_leads_waiting(seen, reader)),
        by_link=_by_link(seen, reader),
        answerers=tuple(
            (seen.directory.units[unit_id].name, _answerers(seen, unit_id, reader.locale))
            for unit_id in reader.unit_ids
        ),
    )


def _blocked_by_mine(seen: PlanView, reader: Reader) -> list[Line]:
    rows = [
        row
        for row in seen.commitments
        if row.blocker_unit_id in reader.unit_ids
        and row.blocker_unit_id != row.unit_id
        and seen.standing(row) == "blocked"
    ]
    rows.sort(key=lambda row: (row.answered_on or date.max, row.id))
    return [_blocked_line(row, seen, reader.locale) for row in rows]


def _blocked_line(row: CommitmentRow, seen: PlanView, locale: str) -> Line:
    age = seen.calendar.between(row.answered_on, seen.today) if row.answered_on else 0
    unit = seen.directory.units[row.unit_id].name
    since = (
        _("bloqué depuis %(days)s", days=numbers.business_days(age, locale))
        if age
        else _("bloqué depuis aujourd’hui")
    )
    line = _line(row, seen, locale, f"{unit} · {since}", row.sentence)
    waits = Waits(row.id, row.live_update_id or 0, seen.milestone_of(row).code)
    return replace(line, waits=waits, reply=replied(seen, row, locale))


def _leads_waiting(seen: PlanView, reader: Reader) -> list[Line]:
    rows = [
        row
        for unit_id in reader.unit_ids
        for row in seen.by_unit.get(unit_id, ())
        if row.role == "contributor" and seen.word(row) in _AWAITED
    ]
    rows.sort(key=lambda row: (due(row), row.id))
    return [_lead_line(row, seen, reader.locale) for row in rows]


def _lead_line(row: CommitmentRow, seen: PlanView, locale: str) -> Line:
    lead = seen.lead_of(row.milestone_id)
    done, total = contributions(row, seen)
    received = ngettext(
        "%(done)s contribution sur %(total)s est reçue; il manque la vôtre.",
        "%(done)s contributions sur %(total)s sont reçues; il manque la vôtre.",
        done,
        done=done,
        total=total,
    )
    if not done:
        received = _("Aucune contribution n’est encore reçue; la vôtre est attendue.")
    unit = seen.directory.units[lead.unit_id].name if lead else ""
    return _line(row, seen, locale, f"{unit}. {received}", "")


def _line(row: CommitmentRow, seen: PlanView, locale: str, who: str, sentence: str) -> Line:
    milestone = seen.milestone_of(row)
    url = url_for("milestones.page", milestone_id=milestone.id)
    return Line(plan.title(milestone, locale), url, sentence, who)


def _by_link(seen: PlanView, reader: Reader) -> tuple[Line, ...]:
    if reader.person_id is None:
        return ()
    found = answers_by_others(db.session, reader.person_id, seen.today - _SHOWN_FOR)
    return tuple(
        _line(
            seen.by_id[said.commitment_id],
            seen,
            reader.locale,
            _(
                "%(who)s a répondu « %(answer)s » le %(day)s",
                who=said.author_name,
                answer=states.answer(said.answer),
                day=dates.short_date(said.said_on, reader.locale, seen.today),
            ),
            said.sentence,
        )
        for said in found
        if said.commitment_id in seen.by_id
    )


def _answerers(seen: PlanView, unit_id: int, locale: str) -> tuple[Answerer, ...]:
    directory = seen.directory
    written_to = directory.recipient_of(unit_id)
    listed = list(directory.contacts.get(unit_id, ()))
    if written_to is not None and written_to not in listed:
        listed.insert(1, written_to)
    return tuple(
        Answerer(directory.people[person_id].name, _part(seen, person_id, written_to, locale))
        for person_id in listed
        if directory.people[person_id].active
    )


def _part(seen: PlanView, person_id: int, written_to: int | None, locale: str) -> str:
    addressee = seen.directory.addressees[person_id]
    if person_id == written_to:
        return _("reçoit la relance")
    if addressee.away_on(seen.today):
        if addressee.away_to is None:
            return _("en congé")
        day = dates.short_date(addressee.away_to, locale, seen.today)
        return _("en congé jusqu’au %(day)s", day=day)
    if addressee.suspended:
        return _("adresse suspendue : le Bureau est prévenu")
    return _("peut répondre aussi")
