"""What must be true before serving: the database is there, migrated, and somebody can come in."""

import os
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from flask import Flask
from sqlalchemy import make_url
from sqlalchemy.exc import SQLAlchemyError

from tracker import clock
from tracker.config import ROOT, Config
from tracker.domain import setup
from tracker.extensions import db
from tracker.jobs.looking import looking
from tracker.jobs.serve import ServeError
from tracker.mail.way_out import way_out
from tracker.queries.bureau import settings_in_force
from tracker.queries.plan_reading import read_plan_view
from tracker.queries.plan_view import PlanView


@dataclass(frozen=True, slots=True)
class Ready:
    """What is there to serve. `code`: makes the first coordinator, where nobody is one yet."""

    view: PlanView
    zone: ZoneInfo
    code: str | None

    @property
    def illustrative(self) -> bool:
        return bool(self.view.plan and self.view.plan.illustrative)


def prepare(app: Flask, with_demo: bool = True) -> Ready:
    """Migrate the database; load the demonstration, if `with_demo`, where it holds nothing at all.

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
        _fill(settings, with_demo)
        return _look(settings)
    except SQLAlchemyError as error:
        cause = getattr(error, "orig", None) or error
        raise ServeError(
            f"La base de données ne peut pas servir : {' '.join(str(cause).split())} "
            "(The database cannot be used.)"
        ) from error
    finally:
        db.session.remove()
        db.engine.dispose()


def _fill(settings: Config, with_demo: bool) -> None:
    """The demonstration is for a database that holds nothing, and was never set up."""
    with looking(db.session):
        blank = setup.is_blank(db.session)
    if with_demo and blank:
        from tracker.exchange.demo import load_demo

        load_demo(db.session, clock.today(settings.timezone), clock.now())
        db.session.commit()


def _look(settings: Config) -> Ready:
    with looking(db.session):
        zone = settings_in_force(db.session, settings).timezone
        view = read_plan_view(db.session, clock.today(zone))
        to_set_up = setup.is_open(db.session)
    code = None
    if to_set_up:
        code = setup.new_code(db.session, clock.now())
        db.session.commit()
    return Ready(view, zone, code)


def welcome(settings: Config, ready: Ready) -> str:
    """What is told once all is ready: the address and what to do next; French, then English."""
    address = f"http://127.0.0.1:{settings.port}"
    mail = settings.smtp_url.rpartition("@")[2] or str(settings.mail_folder)
    french, english = _way_in(address, ready, ready.illustrative and settings.demo)
    morning = _next_morning(ready)
    told = [
        "",
        f"Suivi est prêt : {address}",
        *(f"  {line}" for line in french),
        f"  Les courriels partent vers {mail}."
        + (" La prochaine relance, tout de suite :" if morning else ""),
        *([f"  .venv/bin/flask tick --once --at {morning}"] if morning else []),
        "  Ctrl-C arrête tout; les données restent.",
        "",
        f"Suivi is ready: {address}",
        *(f"  {line}" for line in english),
        f"  Mail goes to {mail}."
        + (" To see next week's now, run the command above." if morning else ""),
        "  Ctrl-C stops everything; the data stay.",
        "",
    ]
    return "\n".join(told)


def _way_in(address: str, ready: Ready, demo: bool) -> tuple[list[str], list[str]]:
    if demo:
        return (
            [
                "Plan illustratif : ouvrez l’adresse et choisissez un rôle, par exemple "
                "« Directrice »."
            ],
            ["Illustrative plan: open the address and choose a role, for instance “Directrice”."],
        )
    if ready.code:
        return (
            [
                f"Pour commencer, ouvrez {address}/setup et écrivez ce code :",
                f"  {ready.code}",
                "Il sert une fois, pendant 24 heures. Un autre : .venv/bin/flask setup-code",
            ],
            [
                f"To begin, open {address}/setup and type the code above.",
                "It serves once, for 24 hours. For another: .venv/bin/flask setup-code",
            ],
        )
    return (
        ["Ouvrez l’adresse et ouvrez une session. Ajouter quelqu’un : .venv/bin/flask people add"],
        ["Open the address and sign in. To add somebody: .venv/bin/flask people add"],
    )


def _next_morning(ready: Ready) -> str | None:
    """An hour after the next slot, in the Bureau's zone; None without a plan in force."""
    if ready.view.plan is None:
        return None
    slot = ready.view.schedule(ready.zone).after(clock.now())
    hour_later = slot.due_at.astimezone(ready.zone) + timedelta(hours=1)
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
