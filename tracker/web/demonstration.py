"""When the demonstration's roles may be entered without a password: on this computer only."""

from urllib.parse import urlsplit

from flask import request

from tracker.web import reading
from tracker.web.security import is_loopback

_FORWARDED = ("Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto", "X-Real-IP")


def open_here() -> bool:
    """TRACKER_DEMO=1, an illustrative plan, a loopback address on every side, no proxy."""
    settings = reading.settings()
    seen = reading.view()
    return (
        settings.demo
        and bool(seen.plan and seen.plan.illustrative)
        and is_loopback(urlsplit(settings.public_url).hostname)
        and is_loopback(urlsplit(f"//{request.host}").hostname)
        and is_loopback(request.remote_addr)
        and not any(name in request.headers for name in _FORWARDED)
    )
