"""What must be true before serving: the database is there, migrated, and holds a plan."""

import os
from datetime import timedelta
from pathlib import Path

from flask import Flask
from sqlalchemy import make_url
from sqlalchemy.exc import SQLAlchemyError

from tracker import clock
from tracker.config import ROOT, Config
from tracker.domain.slots import next_slot
from tracker.extensions import db
from tracker.jobs.looking import looking
from tracker.jobs.serve import ServeError
from tracker.mail.way_out import way_out
from tracker.queries.plan_view import PlanView, read_plan_view


def prepare(app: Flask) -> PlanView:
    """Migrate the database, load the demonstration where there is no plan; the plan as of today.

    Needs an app context. Leaves no connection open. Raises ServeError, in one sentence.
    """
    settings: Config = app.config["TRACKER"]
    _check_writable(settings)
    try:
        way_out(settings)
    except ValueError as error:
        raise ServeError(str(error)) from error
    try:
        _migrate()
        today = clock.today(settings.timezone)
        with looking(db.session):
            view = read_plan_view(db.session, today)
        if view.plan is None:
            from tracker.exchange.demo import load_demo

            load_demo(db.session, today, clock.now())
            db.session.commit()
            with looking(db.session):
                view = read_plan_view(db.session, today)
    except SQLAlchemyError as error:
        cause = getattr(error, "orig", None) or error
        raise ServeError(
            f"La base de données ne peut pas servir : {' '.join(str(cause).split())} "
            "(The database cannot be used.)"
        ) from error
    finally:
        db.session.remove()
        db.engine.dispose()
    return view


def welcome(settings: Config, view: PlanView, demo: bool) -> str:
    """What is told once all is ready: the address and what to do next; French, then English."""
    address = f"http://127.0.0.1:{settings.port}"
    mail = settings.smtp_url.rpartition("@")[2] or str(settings.mail_folder)
    command = f".venv/bin/flask tick --once --at {_next_morning(settings, view)}"
    if demo:
        french = (
            "Plan illustratif : ouvrez l’adresse et choisissez un rôle, par exemple « Directrice »."
        )
        english = (
            "Illustrative plan: open the address and choose a role, for instance “Directrice”."
        )
    else:
        french = (
            "Ouvrez l’adresse et ouvrez une session. Ajouter quelqu’un : .venv/bin/flask people add"
        )
        english = "Open the address and sign in. To add somebody: .venv/bin/flask people add"
    return "\n".join(
        [
            "",
            f"Suivi est prêt : {address}",
            f"  {french}",
            f"  Les courriels partent vers {mail}. La prochaine relance, tout de suite :",
            f"  {command}",
            "  Ctrl-C arrête tout; les données restent.",
            "",
            f"Suivi is ready: {address}",
            f"  {english}",
            f"  Mail goes to {mail}. To see next week's now, run the command above.",
            "  Ctrl-C stops everything; the data stay.",
            "",
        ]
    )


def _next_morning(settings: Config, view: PlanView) -> str:
    plan = view.plan
    slot = next_slot(
        clock.now(), plan.slot_weekday, plan.slot_time, settings.timezone, view.slot_calendar
    )
    hour_later = slot.due_at.astimezone(settings.timezone) + timedelta(hours=1)
    return f"{hour_later:%Y-%m-%dT%H:%M}"


def _migrate() -> None:
    """To the newest schema, without a word."""
    import logging

    import flask_migrate

    logging.getLogger("alembic").setLevel(logging.WARNING)
    flask_migrate.upgrade(directory=str(ROOT / "migrations"))


def _check_writable(settings: Config) -> None:
    url = make_url(settings.database_url)
    if url.get_backend_name() != "sqlite" or not url.database:
        return
    path = Path(url.database)
    asked = path if path.exists() else path.parent
    if not os.access(asked, os.W_OK) or not os.access(path.parent, os.W_OK):
        raise ServeError(
            f"La base de données {path} ne peut pas être écrite : vérifiez les droits du "
            "fichier et de son dossier. (The database cannot be written to.)"
        )
