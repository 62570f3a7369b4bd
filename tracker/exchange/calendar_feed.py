"""Milestones as an iCalendar file (RFC 5545): all-day events on their forecast date."""

from collections.abc import Iterable, Mapping
from datetime import timedelta
from urllib.parse import urlsplit

from flask_babel import gettext as _
from icalendar import Calendar, Event

from tracker.domain.standing import due
from tracker.queries.feeds import Version
from tracker.queries.plan_rows import CommitmentRow
from tracker.queries.plan_view import PlanView
from tracker.wording import dates, naming, plan

#: How often a calendar may come back to ask.
_EVERY = timedelta(hours=12)


def calendar_bytes(
    view: PlanView,
    rows: Iterable[CommitmentRow],
    versions: Mapping[int, Version],
    *,
    title: str,
    locale: str,
    public_url: str,
) -> bytes:
    """The commitments `rows` of `view` as events in the language of the request, which is
    `locale`. The same facts give the same bytes.

    There is no METHOD, so DTSTAMP is the instant of the last change (RFC 5545, 3.8.7.2), as
    LAST-MODIFIED. `public_url`: the first part of the links, whose host ends the UIDs.
    """
    calendar = Calendar()
    calendar.add("prodid", f"-//Suivi//Jalons//{locale.upper()}")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("x-wr-calname", title)
    calendar.add("refresh-interval", _EVERY, parameters={"value": "DURATION"})
    calendar.add("x-published-ttl", "PT12H")
    for row in sorted(rows, key=lambda row: (due(row), row.id)):
        calendar.add_component(_event(view, row, versions, locale, public_url))
    return calendar.to_ical()


def _event(
    view: PlanView,
    row: CommitmentRow,
    versions: Mapping[int, Version],
    locale: str,
    public_url: str,
) -> Event:
    loaded_at = view.plan.loaded_at
    version = versions.get(row.milestone_id, Version(0, loaded_at))
    day = due(row)
    event = Event()
    # The commitment's own id: it stays when the unit is merged or the milestone renamed.
    event.add("uid", f"commitment-{row.id}@{urlsplit(public_url).hostname}")
    event.add("sequence", version.number)
    event.add("dtstamp", version.at)
    event.add("last-modified", version.at)
    event.add("dtstart", day)
    event.add("dtend", day + timedelta(days=1))
    event.add("summary", _summary(view, row, locale))
    event.add("description", _description(view, row, locale))
    event.add("url", f"{public_url}/milestones/{row.milestone_id}")
    event.add("transp", "TRANSPARENT")
    event.add("status", "CANCELLED" if _is_over(row) else "CONFIRMED")
    return event


def _is_over(row: CommitmentRow) -> bool:
    """Nothing is awaited of it, though it was not done."""
    gone = row.milestone_withdrawn or row.released
    return gone or (row.plan_state == "closed" and row.answer != "done")


def _summary(view: PlanView, row: CommitmentRow, locale: str) -> str:
    milestone, unit = view.milestone_of(row), view.directory.units[row.unit_id]
    about = " · ".join(
        (milestone.code, naming.milestone_title(milestone, locale).text, unit.short or unit.name)
    )
    if _is_over(row):
        return _("Retiré : %(about)s", about=about)
    return _("Fait : %(about)s", about=about) if row.answer == "done" else about


def _description(view: PlanView, row: CommitmentRow, locale: str) -> str:
    dossier = view.dossier_by_id[row.dossier_id]
    slip = plan.slip(view, row, locale)
    lines = [
        plan.dossier_name(dossier, locale),
        _("Date de départ : %(day)s", day=dates.long_date(row.first_baseline, locale)),
        _("Date prévue : %(day)s", day=dates.long_date(due(row), locale)),
        _("Écart : %(slip)s", slip=slip) if slip else _("Écart : aucun"),
    ]
    if row.answer == "done" and row.done_on:
        lines.append(_("Fait le %(day)s", day=dates.long_date(row.done_on, locale)))
    return "\n".join(lines)
