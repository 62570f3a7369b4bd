"""Fresh databases, each a copy of one made once: only migrated, or with the demonstration."""

import itertools
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import Literal
from zoneinfo import ZoneInfo

import time_machine
from flask import Flask
from jinja2 import FileSystemBytecodeCache

from tests.support.postgres import Postgres

#: The tests' present: a Monday, the hour the weekly mail goes out.
NOW = datetime(2026, 4, 20, 9, 0, tzinfo=ZoneInfo("America/Toronto"))
TODAY: date = NOW.date()

ROOT = Path(__file__).resolve().parents[2]

#: Nothing at all; the tables; the tables and the demonstration.
Plan = Literal["empty", "migrated", "demo"]


def make_app(url: str, instance: Path, **environment: str) -> Flask:
    """The app on the database `url`, its files in `instance`.

    `environment` adds variables or replaces them: `make_app(url, folder, TRACKER_DEMO="1")`.
    """
    # Imported here: a test of the rules alone loads no app.
    from tracker.app import create_app

    defaults = {
        "TRACKER_DATABASE_URL": url,
        "TRACKER_INSTANCE": str(instance),
        "TRACKER_SECRET_KEY": "only-for-tests-" + "0" * 32,
    }
    app = create_app(defaults | environment)
    app.testing = True
    keep_templates(app)
    return app


def keep_templates(app: Flask) -> None:
    """Share compiled templates among the apps of the tests, and among their processes."""
    app.jinja_env.bytecode_cache = _COMPILED


_COMPILED = FileSystemBytecodeCache()


def build(url: str, plan: Plan, instance: Path) -> None:
    """Migrate the empty database `url` and lay the demonstration in it if `plan` says so."""
    import flask_migrate

    from tracker.extensions import db

    app = make_app(url, instance)
    if plan == "empty":
        with app.app_context():
            db.engine.raw_connection().close()
            db.engine.dispose()
        return
    # The clock stands still: the same demonstration to the microsecond, each time.
    with time_machine.travel(NOW, tick=False), app.app_context():
        try:
            flask_migrate.upgrade(directory=str(ROOT / "migrations"))
            if plan == "demo":
                from tracker.exchange.demo import load_demo

                load_demo(db.session, today=TODAY, now=NOW)
                db.session.commit()
        finally:
            # A template is copied while nobody is connected to it.
            db.session.remove()
            db.engine.dispose()


class FreeNumbers:
    """The lowest number that nobody holds: the databases of two tests bear the same name, so
    that an app made for one serves the other."""

    def __init__(self) -> None:
        self._held: set[int] = set()

    @contextmanager
    def one(self) -> Iterator[int]:
        number = next(n for n in itertools.count(1) if n not in self._held)
        self._held.add(number)
        try:
            yield number
        finally:
            self._held.discard(number)


class SqliteDatabases:
    """Fresh SQLite files, copied from a template."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._numbers = FreeNumbers()

    @contextmanager
    def fresh(self, plan: Plan) -> Iterator[str]:
        """The URL of a new SQLite database, gone when the context ends."""
        template = self._template(plan)
        with self._numbers.one() as number:
            folder = self._folder / str(number)
            folder.mkdir()
            try:
                yield f"sqlite:///{shutil.copy(template, folder / 'suivi.sqlite')}"
            finally:
                shutil.rmtree(folder)

    def _template(self, plan: Plan) -> Path:
        path = self._folder / f"{plan}.sqlite"
        if not path.exists():
            unfinished = self._folder / f"{plan}.unfinished"
            unfinished.unlink(missing_ok=True)
            build(f"sqlite:///{unfinished}", plan, self._folder)
            with closing(sqlite3.connect(unfinished)) as connection:
                # Into the file itself: a copy leaves the journal behind.
                connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            unfinished.rename(path)
        return path


class PostgresDatabases:
    """Fresh PostgreSQL databases, made from a template."""

    def __init__(self, server: Postgres, folder: Path) -> None:
        self._server = server
        self._folder = folder
        self._templates: set[str] = set()
        self._numbers = FreeNumbers()
        self._kept_numbers = FreeNumbers()
        self._kept: dict[str, str] = {}

    def restart(self) -> None:
        """Stop the server and start it again: every connection is cut."""
        self._server.restart()

    @contextmanager
    def fresh(self, plan: Plan) -> Iterator[str]:
        """The URL of a PostgreSQL database as good as new.

        One that is only migrated is emptied when the context ends and serves again; the others
        are dropped.
        """
        template = self._template(plan)
        if plan == "migrated":
            with self._kept_numbers.one() as number:
                name = f"kept_{number}"
                if name not in self._kept:
                    self._kept[name] = self._server.create(name, template)
                before = self._server.shape(name)
                try:
                    yield self._kept[name]
                finally:
                    if self._server.shape(name) == before:
                        self._server.empty(name)
                    else:  # The test was about the tables themselves.
                        self._server.drop(name)
                        del self._kept[name]
            return
        with self._numbers.one() as number:
            name = f"test_{number}"
            try:
                yield self._server.create(name, template)
            finally:
                self._server.drop(name)

    def _template(self, plan: Plan) -> str:
        name = f"template_{plan}"
        if name not in self._templates:
            url = self._server.create(name)
            try:
                build(url, plan, self._folder)
            except BaseException:
                self._server.drop(name)
                raise
            self._templates.add(name)
        return name
