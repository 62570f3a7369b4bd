"""A whole page kept between two changes of the plan, less what belongs to one reading of it."""

import secrets
from collections.abc import Callable, Hashable

from flask import request, session
from flask_login import current_user
from flask_wtf.csrf import generate_csrf

from tracker.web import demonstration, reading

#: Stand-ins within what is kept; unguessable, so that nobody's sentence can hold one.
_CSRF = f"csrf-{secrets.token_hex(16)}"
NONCE = f"nonce-{secrets.token_hex(16)}"


def kept_page(key: Hashable, render: Callable[[], str]) -> str:
    """The page of `render`, kept per person, language, day and revision, and `key` besides.

    `render` writes NONCE where each reading needs a fresh nonce. A page that tells what was just
    done, or that has a query in its address, is made anew.
    """
    if "_flashes" in session or request.query_string:
        return _fresh(render())
    whole = ("page", current_user.id, demonstration.open_here(), key)
    kept = reading.kept(whole, lambda: render().replace(generate_csrf(), _CSRF))
    return _fresh(str(kept).replace(_CSRF, generate_csrf()))


def _fresh(html: str) -> str:
    return html.replace(NONCE, secrets.token_urlsafe(16))
