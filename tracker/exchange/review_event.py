"""A review as an iCalendar file (RFC 5545): one event, the same for everybody."""

from datetime import datetime, timedelta
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from flask_babel import force_locale
from flask_babel import gettext as _
from icalendar import Calendar, Event

from tracker.mail.attachments import File
from tracker.queries.reviews import Edition, ReviewRow
from tracker.wording import reviews


def review_bytes(
    row: ReviewRow,
    edition: Edition,
    *,
    title: str,
    zone: ZoneInfo,
    public_url: str,
    expected: bool = True,
) -> bytes:
    """The meeting `row` under `title`, in the language of the request. The same facts give the
    same bytes. `expected`: False for somebody who is no longer: it leaves their calendar.

    Its UID never changes; SEQUENCE grows each time it is moved; once cancelled, METHOD and STATUS
    say so, and a calendar that has it strikes it out. Its hours are the Bureau's, told in UTC.
    """
    cancelled = row.state == "cancelled" or not expected
    calendar = Calendar()
    calendar.add("prodid", "-//Suivi//Revues//FR")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "CANCEL" if cancelled else "PUBLISH")
    event = Event()
    event.add("uid", f"review-{row.id}@{urlsplit(public_url).hostname}")
    event.add("sequence", edition.number)
    event.add("dtstamp", edition.at)
    event.add("last-modified", edition.at)
    start = datetime.combine(row.held_on, row.starts_at, zone)
    utc = start.astimezone(ZoneInfo("UTC"))
    event.add("dtstart", utc)
    event.add("dtend", utc + timedelta(minutes=row.minutes_long))
    event.add("summary", _("Annulée : %(title)s", title=title) if cancelled else title)
    if row.place:
        event.add("location", row.place)
    event.add("url", f"{public_url}/reviews/{row.id}")
    event.add(
        "description",
        row.cancelled_reason
        or _("Ordre du jour et compte rendu : %(url)s", url=f"{public_url}/reviews/{row.id}"),
    )
    event.add("transp", "OPAQUE")
    event.add("status", "CANCELLED" if cancelled else "CONFIRMED")
    calendar.add_component(event)
    return calendar.to_ical()


def review_file(
    row: ReviewRow,
    edition: Edition,
    locale: str,
    *,
    zone: ZoneInfo,
    public_url: str,
    expected: bool = True,
) -> File:
    """The same in `locale`, as a file that goes with a mail. Needs an application context."""
    with force_locale(locale):
        title = reviews.title(row, locale)
        where = {"title": title, "zone": zone, "public_url": public_url, "expected": expected}
        made = review_bytes(row, edition, **where)
    gone = row.state == "cancelled" or not expected
    method = "CANCEL" if gone else "PUBLISH"
    return File(file_name(row), f"text/calendar; method={method}; charset=utf-8", made)


def file_name(row: ReviewRow) -> str:
    """« revue-3.ics »."""
    return f"revue-{row.number}.ics"
