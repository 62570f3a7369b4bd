"""HTTP: who may, in what language, what went wrong, and a room per noun."""

from importlib import import_module

from flask import Flask
from flask_babel import Babel

from tracker.extensions import login
from tracker.web import access, context, errors, identity, locale, quiet_logs, security
from tracker.web.addresses import RowId

ROOMS = (
    "health",
    "sign_in",
    "board",
    "timeline",
    "portrait",
    "mine",
    "commitments",
    "answers",
    "dossiers",
    "milestones",
    "units",
    "surveys",
    "indicators",
    "reminders",
    "schedule",
    "raising",
    "plan",
    "workbook",
    "consultations",
    "people",
    "account",
    "calendar",
    "questions",
    "blockers",
    "confidence",
    "quality",
    "reviews",
    "decisions",
    "readings",
    "setup",
    "help",
    "search",
    "briefs",
)


def install(app: Flask, babel: Babel) -> None:
    """Attach every room, and what they share, to `app`."""
    app.url_map.converters["int"] = RowId
    security.install(app, app.config["TRACKER"])
    login.user_loader(identity.load)
    login.anonymous_user = identity.Nobody
    locale.install(app, babel)
    errors.install(app)
    quiet_logs.install(app)
    context.install(app)
    for room in ROOMS:
        app.register_blueprint(import_module(f"tracker.web.{room}.routes").bp)
    access.check_every_route(app)
