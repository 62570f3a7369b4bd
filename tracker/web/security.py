"""Headers on every answer, the transactions of a page that only shows, known hosts."""

from collections.abc import Callable
from typing import TypeVar
from urllib.parse import urlsplit

from flask import Flask, Response, current_app, g, request

from tracker.config import Config
from tracker.db import read_only

View = TypeVar("View", bound=Callable)

CSP = (
    "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self'; "
    "object-src 'none'; base-uri 'none'; frame-ancestors 'none'; form-action 'self'"
)
#: For a mail's body shown in a frame: its own styles, no script, nothing from elsewhere.
MAIL_CSP = (
    "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'self'; sandbox"
)
_LOOPBACK = {"127.0.0.1", "localhost", "::1"}
_READS = {"GET", "HEAD", "OPTIONS"}


def install(app: Flask, settings: Config) -> None:
    host = urlsplit(settings.public_url).hostname or ""
    app.config["TRUSTED_HOSTS"] = sorted(_LOOPBACK) if host in _LOOPBACK else [host]
    app.before_request(_begin)
    app.after_request(_headers)
    app.teardown_request(_end)


def takes(size: int) -> Callable[[View], View]:
    """Let a route be sent that many bytes, where the others take less."""

    def mark(view: View) -> View:
        view.takes_bytes = size  # type: ignore[attr-defined]
        return view

    return mark


def is_loopback(host: str | None) -> bool:
    """Whether a host name can only be reached from this computer."""
    return (host or "").strip("[]").lower() in _LOOPBACK


def _begin() -> None:
    """A page that is only shown must not write; the database itself refuses it."""
    read_only.set(request.method in _READS)
    view = current_app.view_functions.get(request.endpoint or "")
    size = getattr(view, "takes_bytes", None)
    if size is not None:
        request.max_content_length = size


def _end(_error: BaseException | None) -> None:
    """What this thread does next, outside a request, may write."""
    read_only.set(False)


def _headers(response: Response) -> Response:
    headers = response.headers
    headers.setdefault("Content-Security-Policy", CSP)
    headers.setdefault("X-Content-Type-Options", "nosniff")
    headers.setdefault("X-Frame-Options", "SAMEORIGIN")
    headers.setdefault("Referrer-Policy", "same-origin")
    headers.setdefault("Cross-Origin-Opener-Policy", "same-origin")
    headers.setdefault("Permissions-Policy", "camera=(), geolocation=(), microphone=()")
    if request.endpoint == "static":
        if "v" in request.args:
            headers["Cache-Control"] = "public, max-age=31536000, immutable"
        return response
    headers.setdefault("Cache-Control", "no-store" if g.get("secret_page") else "private, no-cache")
    response.vary.update(("HX-Request", "Accept-Language", "Cookie"))
    if request.is_secure:
        headers.setdefault("Strict-Transport-Security", "max-age=31536000")
    return response
