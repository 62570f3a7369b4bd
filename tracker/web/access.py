"""Who may do what. Every route names one permission; the table says which roles hold it."""

from collections.abc import Callable
from functools import wraps
from typing import TypeVar

from flask import Flask, abort, flash, redirect, request, url_for
from flask_babel import gettext as _
from flask_login import current_user

from tracker.web import htmx

View = TypeVar("View", bound=Callable)

_EVERYONE = frozenset({"director", "coordinator", "administrator", "reader", "none"})
_BUREAU = frozenset({"director", "coordinator", "administrator"})
_COORDINATION = frozenset({"coordinator", "administrator"})

#: Permission -> site roles that hold it. `public` and `link` ask for no sign-in: the page itself
#: judges the token of a mail's link. `commitment:update` is judged again on the commitment.
PERMISSIONS: dict[str, frozenset[str] | None] = {
    "public": None,
    "link": None,
    "board:read": _BUREAU | {"reader"},
    "plan:read": _EVERYONE,
    "mine:read": _EVERYONE,
    "commitment:update": _EVERYONE,
    "reminders:read": _BUREAU,
    "reminders:decide": _COORDINATION,
    "outbox:read": _EVERYONE,
    "account:own": _EVERYONE,
    "people:manage": _COORDINATION,
    "units:manage": _COORDINATION,
    "plan:edit": _COORDINATION,
    "plan:approve": frozenset({"director", "coordinator"}),
    "plan:export": _BUREAU,
    "consultation:waive": frozenset({"director"}),
    # Judged again on the milestone: its lead, or the coordination.
    "baseline:ask": _EVERYONE,
    "baseline:decide": frozenset({"director"}),
    "question:ask": frozenset({"director", "coordinator"}),
    # Judged again on the unit that is asked, or that blocks.
    "question:answer": _EVERYONE,
    "blocker:reply": _EVERYONE,
    # Judged again on the unit: who answers for it, or the coordination.
    "calendar:keep": _EVERYONE,
    "settings:manage": _COORDINATION,
    "brief:read": _BUREAU | {"reader"},
    "quality:read": _BUREAU,
    "confidence:assess": frozenset({"director", "coordinator"}),
    # Judged again on the dossier: who answers for its lead unit.
    "confidence:declare": _EVERYONE,
    "review:read": _EVERYONE,
    "review:run": frozenset({"director", "coordinator"}),
    # Judged again on the decision: its owner, or who runs reviews.
    "decision:close": _EVERYONE,
    "answer:read": frozenset({"director"}),
    "indicator:keep": _COORDINATION,
    "survey:keep": _COORDINATION,
    # Judged again on the unit: who answers for it, or the coordination.
    "indicator:give": _EVERYONE,
    # Judged again: the Bureau, or who answers for a unit that gives values.
    "indicator:dispute": _EVERYONE,
}


def may(permission: str) -> bool:
    """Whether the role of who is signed in holds `permission`; what templates ask too."""
    roles = PERMISSIONS[permission]
    return roles is None or (current_user.is_authenticated and current_user.role in roles)


def requires(permission: str, otherwise: str | None = None) -> Callable[[View], View]:
    """Declare the permission of a route; without it the application does not start.

    `otherwise`: endpoint of the page to which the other roles are led, instead of a refusal.
    """
    roles = PERMISSIONS[permission]

    def declare(view: View) -> View:
        @wraps(view)
        def guarded(*args, **kwargs):
            if roles is not None:
                if not current_user.is_authenticated:
                    return to_sign_in()
                if current_user.role not in roles:
                    return _elsewhere(otherwise) if otherwise else abort(403)
            return view(*args, **kwargs)

        guarded.permission, guarded.otherwise = permission, otherwise
        return guarded  # type: ignore[return-value]  # same signature as the view

    return declare


def _elsewhere(endpoint: str):
    """To the page of the reader's own role; told where somebody sent them a filtered page."""
    if request.query_string:
        flash(_("L’adresse reçue s’ouvre à d’autres rôles que le vôtre. Voici votre page."))
    return redirect(url_for(endpoint), 303)


def to_sign_in():
    """The way to the sign-in page, and back here afterwards."""
    back = request.full_path.rstrip("?") if request.method == "GET" else None
    target = url_for("sign_in.page", next=back)
    return htmx.redirect(target) if htmx.asked() else redirect(target, 303)


def check_every_route(app: Flask) -> None:
    """Raise RuntimeError naming the routes that declare no access."""
    bare = [
        rule.endpoint
        for rule in app.url_map.iter_rules()
        if rule.endpoint != "static"
        and not hasattr(app.view_functions[rule.endpoint], "permission")
    ]
    if bare:
        raise RuntimeError(f"routes without a declared access: {', '.join(sorted(set(bare)))}")
