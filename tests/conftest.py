"""The fixtures every test may ask for. What they stand on is in tests/support."""

import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import NoReturn

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient

from tests.support.apps import AppShelf
from tests.support.browser import MISSING, Complaints, chromium, launch_arguments
from tests.support.databases import NOW, PostgresDatabases, SqliteDatabases
from tests.support.mailbox import Mailbox
from tests.support.postgres import PostgresMissing, running_postgres
from tests.support.server import LiveServer, served

#: Rooms where the coordination changes things by hand: hundreds of presses, for `make test`.
_SLOW_FOLDERS = {"account", "blockers", "milestones", "people", "plan", "questions", "schedule"}
_SLOW_FOLDERS |= {"setup", "units"}
#: Long walks over both the rules and the tables, for `make test` too.
_SLOW_FILES = {"test_access.py", "test_demo.py", "test_doctor.py", "test_fence.py"}
_SLOW_FILES |= {"test_planning.py", "test_smtp.py", "test_undecided.py"}


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what needs a browser or PostgreSQL by what it asks for, so that nobody forgets."""
    for item in items:
        names = getattr(item, "fixturenames", ())
        if "browser" in names or "new_context" in names:
            item.add_marker("browser")
        if "postgres_databases" in names:
            item.add_marker("postgresql")
        if item.path.name in _SLOW_FILES or any(part in _SLOW_FOLDERS for part in item.path.parts):
            item.add_marker("slow")


def _cannot(sentence: str) -> NoReturn:
    """A part of the machine is missing: said aloud, and a failure where CI=true."""
    if os.environ.get("CI") == "true":
        pytest.fail(sentence, pytrace=False)
    pytest.skip(sentence)


# --- databases


@pytest.fixture(scope="session")
def sqlite_databases(tmp_path_factory: pytest.TempPathFactory) -> SqliteDatabases:
    return SqliteDatabases(tmp_path_factory.mktemp("sqlite"))


@pytest.fixture(scope="session")
def postgres_databases(
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[PostgresDatabases]:
    with ExitStack() as stack:
        try:
            server = stack.enter_context(running_postgres())
        except PostgresMissing as missing:
            _cannot(str(missing))
        yield PostgresDatabases(server, tmp_path_factory.mktemp("postgresql"))


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def databases(request: pytest.FixtureRequest) -> SqliteDatabases | PostgresDatabases:
    """Both kinds, one after the other."""
    kind = {"sqlite": "sqlite_databases", "postgresql": "postgres_databases"}[request.param]
    return request.getfixturevalue(kind)


@pytest.fixture
def database(databases: SqliteDatabases | PostgresDatabases) -> Iterator[str]:
    """URL of a fresh database, migrated and empty; on SQLite, then on PostgreSQL."""
    with databases.fresh("migrated") as url:
        yield url


@pytest.fixture
def demo_database(databases: SqliteDatabases | PostgresDatabases) -> Iterator[str]:
    """URL of a fresh database with the demonstration as of NOW; on SQLite, then on PostgreSQL."""
    with databases.fresh("demo") as url:
        yield url


@pytest.fixture
def sqlite_database(sqlite_databases: SqliteDatabases) -> Iterator[str]:
    """URL of a fresh SQLite database, migrated and empty."""
    with sqlite_databases.fresh("migrated") as url:
        yield url


@pytest.fixture
def sqlite_demo_database(sqlite_databases: SqliteDatabases) -> Iterator[str]:
    """URL of a fresh SQLite database with the demonstration as of NOW."""
    with sqlite_databases.fresh("demo") as url:
        yield url


# --- the app


@pytest.fixture
def frozen() -> Iterator[time_machine.Traveller]:
    """Now is NOW, Monday 2026-04-20 09:00 in Montréal, and goes on from there."""
    with time_machine.travel(NOW, tick=True) as traveller:
        yield traveller


@pytest.fixture(scope="session")
def app_shelf(tmp_path_factory: pytest.TempPathFactory) -> AppShelf:
    return AppShelf(tmp_path_factory.mktemp("apps"))


@pytest.fixture
def open_app(app_shelf: AppShelf) -> Iterator[Callable[..., Flask]]:
    """`open_app(url, TRACKER_DEMO="1")`: an app whose instance folder is empty.

    Opened twice in one test, it is two apps, as two processes would be.
    """
    with app_shelf.lent() as take:
        yield take


@pytest.fixture
def app(open_app: Callable[..., Flask], database: str) -> Flask:
    return open_app(database)


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


@pytest.fixture
def demo_app(open_app: Callable[..., Flask], demo_database: str, frozen: object) -> Flask:
    """The app on the demonstration, its roles open to whoever comes, on the day it was laid."""
    return open_app(demo_database, TRACKER_DEMO="1")


@pytest.fixture
def demo_client(demo_app: Flask) -> FlaskClient:
    return demo_app.test_client()


@pytest.fixture
def serve() -> Iterator[Callable[[Callable[[str], Flask]], LiveServer]]:
    """`serve(lambda url: open_app(database, TRACKER_PUBLIC_URL=url))`: that app on a free port."""
    with ExitStack() as stack:
        yield lambda make: stack.enter_context(served(make))


@pytest.fixture
def live_server(
    serve: Callable[[Callable[[str], Flask]], LiveServer],
    open_app: Callable[..., Flask],
    sqlite_demo_database: str,
    frozen: object,
) -> LiveServer:
    """The demonstration on SQLite behind a real socket: `live_server.url`, `live_server.app`."""
    return serve(
        lambda url: open_app(sqlite_demo_database, TRACKER_DEMO="1", TRACKER_PUBLIC_URL=url)
    )


@pytest.fixture
def smtp_server() -> Iterator[Mailbox]:
    """A real SMTP server: `url`, `received`, and `answer`, `kill` or `pause` at a Step."""
    mailbox = Mailbox()
    mailbox.start()
    yield mailbox
    mailbox.stop()


# --- the browser


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict) -> dict:
    executable = chromium()
    if executable is None:
        _cannot(MISSING)
    return browser_type_launch_args | launch_arguments(executable)


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict) -> dict:
    return browser_context_args | {"timezone_id": "America/Toronto"}


@pytest.fixture
def complaints() -> Iterator[Complaints]:
    """What the test's pages complain of; anything not expected fails the test at its end."""
    complaints = Complaints()
    yield complaints
    assert not complaints.unexpected


@pytest.fixture
def new_context(complaints: Complaints, new_context: Callable) -> Callable:
    """`new_context(color_scheme="dark", viewport=…)`: a watched window; `page` is in one too."""

    def make(**arguments: object):
        context = new_context(**({"locale": "fr-CA"} | arguments))
        complaints.watch(context)
        return context

    return make
