"""The time. Nothing else in the tracker asks the machine what time it is."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo


def now() -> datetime:
    """The present instant, aware, in UTC."""
    return datetime.now(UTC)


def today(zone: ZoneInfo) -> date:
    """The present day on the wall calendar of `zone`."""
    return local_day(now(), zone)


def local_day(instant: datetime, zone: ZoneInfo) -> date:
    """The day on which the aware `instant` falls in `zone`."""
    return instant.astimezone(zone).date()


def end_of(day: date, zone: ZoneInfo) -> datetime:
    """The instant at which `day` is over in `zone`, aware, in UTC."""
    return datetime.combine(day + timedelta(days=1), time(), zone).astimezone(UTC)
