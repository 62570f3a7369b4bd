"""The Bureau's calendars: its business days, and the days on which a relance may leave."""

from datetime import timedelta

from sqlalchemy import Date, null, select, union_all
from sqlalchemy.orm import Session

from tracker.domain.bureau import QuietPeriod
from tracker.domain.calendar import BusinessCalendar
from tracker.domain.closures import Closure

# On the tables rather than on the classes, and built once: every page runs it.
_CLOSED = union_all(
    select(Closure.__table__.c.day, null().cast(Date)),
    select(QuietPeriod.__table__.c.starts_on, QuietPeriod.__table__.c.ends_on),
)


def read_calendar(session: Session) -> BusinessCalendar:
    """The Bureau's calendar. One statement."""
    return read_calendars(session)[0]


def read_calendars(session: Session) -> tuple[BusinessCalendar, BusinessCalendar]:
    """The Bureau's calendar; and the days on which a relance may leave, less the quiet periods.
    One statement."""
    closures, quiet = [], []
    for starts_on, ends_on in session.execute(_CLOSED):
        if ends_on is None:
            closures.append(starts_on)
        else:
            count = (ends_on - starts_on).days + 1
            quiet += [starts_on + timedelta(days=n) for n in range(count)]
    calendar = BusinessCalendar(closures)
    return calendar, calendar.closed_besides(quiet) if quiet else calendar
