"""Time zones offered and understood: the Americas first, any other of the IANA database too."""

from functools import cache
from zoneinfo import available_timezones

_HERE = "America/"
_REGIONS = (
    "Africa/",
    "Antarctica/",
    "Asia/",
    "Atlantic/",
    "Australia/",
    "Europe/",
    "Indian/",
    "Pacific/",
)


@cache
def offered() -> tuple[str, ...]:
    """Zones in the order of the list."""
    known = available_timezones()
    here = sorted(zone for zone in known if zone.startswith(_HERE))
    elsewhere = sorted(zone for zone in known if zone.startswith(_REGIONS))
    return (*here, *elsewhere)


def understood(typed: str) -> str | None:
    """The zone that was typed, in any case, with spaces or underscores; None where it is none."""
    return _by_key().get(typed.strip().replace(" ", "_").lower())


@cache
def _by_key() -> dict[str, str]:
    return {zone.lower(): zone for zone in available_timezones()}
