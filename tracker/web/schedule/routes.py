"""The room « schedule »: when the relances leave, and when they do not."""

from tracker.web.schedule import closures, settings
from tracker.web.schedule.room import bp

__all__ = ["bp", "closures", "settings"]
