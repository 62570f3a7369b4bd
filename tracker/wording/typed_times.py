"""Hours as people type them: « 8 h », « 8h30 », 14:15, "2:15 p.m."."""

import re
from datetime import time

_TYPED = re.compile(r"(\d{1,2})(?:\s*[h:.]\s*(\d{2})?)?\s*(?:([ap])\.?\s?m\.?)?", re.IGNORECASE)


def typed_time(text: str) -> time | None:
    """The hour that `text` says, or None."""
    found = _TYPED.fullmatch(text.strip())
    if found is None:
        return None
    hour, minute, half = int(found[1]), int(found[2] or 0), (found[3] or "").lower()
    if half:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if half == "p" else 0)
    return time(hour, minute) if hour < 24 and minute < 60 else None
