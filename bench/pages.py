"""What the board and a lead's page cost at 1,000 commitments, beside a bare Flask page.

Processor time of the worker, user and system, divided by the requests; never the wall clock.
"""

import http.client
import os
import sqlite3
import tempfile
from collections import Counter
from contextlib import closing
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import flask_migrate
from flask import Flask
from flask.sessions import SecureCookieSessionInterface
from sqlalchemy import select

from bench.plan import grow
from bench.server import Served, gunicorn
from tracker import clock
from tracker.app import create_app
from tracker.config import ROOT
from tracker.domain.commitments import Commitment
from tracker.domain.people import Contact, Person
from tracker.domain.sessions import UserSession
from tracker.domain.tokens import new_token, token_hash
from tracker.exchange.demo import load_demo
from tracker.extensions import db

COMMITMENTS = 1000
#: Processor time of a page already rendered once, at most so many times a bare page's.
TARGET = 4.0
WARM, COLD = 500, 20


@dataclass(frozen=True)
class Cost:
    """Of one page: its size in bytes, and milliseconds of processor a request."""

    path: str
    size: int
    warm: float
    cold: float
    bare: float

    @property
    def ratio(self) -> float:
        return self.warm / self.bare


def main() -> int:
    """Measure, print a table, and return 1 where a page costs more than TARGET."""
    with tempfile.TemporaryDirectory() as folder:
        database = Path(folder) / "bench.sqlite"
        environment = {
            "TRACKER_DATABASE_URL": f"sqlite:///{database}",
            "TRACKER_INSTANCE": folder,
            "TRACKER_SECRET_KEY": "only-for-the-bench-" + "0" * 32,
        }
        app = create_app({**os.environ, **environment})
        visitors = _lay(app)
        with gunicorn("wsgi:app", environment) as ours, gunicorn("bench.bare:app", {}) as bare:
            costs = [_measure(ours, bare, database, *visitor) for visitor in visitors]
    _print(costs)
    return int(any(cost.ratio > TARGET for cost in costs))


def _lay(app: Flask) -> list[tuple[str, str]]:
    """Lay the plan; pages to measure, each with the cookie of somebody who opens it."""
    now, today = clock.now(), clock.today(app.config["TRACKER"].timezone)
    with app.app_context():
        flask_migrate.upgrade(directory=str(ROOT / "migrations"))
        load_demo(db.session, today=today, now=now)
        grow(db.session, COMMITMENTS, today, now)
        director = db.session.scalars(select(Person.id).where(Person.role == "director")).first()
        visitors = [("/", _cookie(app, director)), ("/mine", _cookie(app, _busiest()))]
        db.session.commit()
    return visitors


def _busiest() -> int:
    """The contact who answers for the most commitments."""
    people = db.session.scalars(
        select(Contact.person_id)
        .join(Commitment, Commitment.unit_id == Contact.unit_id)
        .where(Contact.rank == 0)
    )
    return Counter(people).most_common(1)[0][0]


def _cookie(app: Flask, person_id: int) -> str:
    token, now = new_token(), clock.now()
    session = UserSession(token_hash=token_hash(token), person_id=person_id)
    session.created_at, session.expires_at = now, now + timedelta(days=1)
    db.session.add(session)
    signer = SecureCookieSessionInterface().get_signing_serializer(app)
    value = signer.dumps({"_user_id": token, "_fresh": True})
    return f"{app.config['SESSION_COOKIE_NAME']}={value}"


def _measure(ours: Served, bare: Served, database: Path, path: str, cookie: str) -> Cost:
    with closing(ours.connect()) as to_ours, closing(bare.connect()) as to_bare:
        headers = {"Cookie": _settled(to_ours, path, cookie)}
        size = _get(to_ours, path, headers)
        _get(to_bare, f"/{size}", {})
        before, bare_before = ours.cpu_seconds(), bare.cpu_seconds()
        for _ in range(WARM):
            # In turn, so that whatever else this machine does weighs on both.
            _get(to_ours, path, headers)
            _get(to_bare, f"/{size}", {})
        warm = (ours.cpu_seconds() - before) / WARM
        nothing = (bare.cpu_seconds() - bare_before) / WARM
        before = ours.cpu_seconds()
        for _ in range(COLD):
            _change_something(database)
            _get(to_ours, path, headers)
        cold = (ours.cpu_seconds() - before) / COLD
    return Cost(path, size, warm * 1000, cold * 1000, nothing * 1000)


def _settled(connection: http.client.HTTPConnection, path: str, cookie: str) -> str:
    """The cookie as a browser sends it back after a first page."""
    connection.request("GET", path, headers={"Cookie": cookie})
    answer = connection.getresponse()
    answer.read()
    return answer.getheader("Set-Cookie", cookie).partition(";")[0]


def _get(connection: http.client.HTTPConnection, path: str, headers: dict[str, str]) -> int:
    """Size of the page at `path`; raises RuntimeError where it is not one."""
    connection.request("GET", path, headers=headers)
    answer = connection.getresponse()
    body = answer.read()
    if answer.status != 200:
        raise RuntimeError(f"GET {path} answered {answer.status}")
    return len(body)


def _change_something(database: Path) -> None:
    """As a write would: whatever was kept is no longer good."""
    with closing(sqlite3.connect(database)) as connection, connection:
        connection.execute("UPDATE revision SET number = number + 1")


def _print(costs: list[Cost]) -> None:
    print(f"Processor time a request, {COMMITMENTS} commitments, gunicorn gthread 1x8, SQLite")
    print(f"{'page':<8}{'size':>9}{'bare page':>12}{'kept':>10}{'ratio':>8}{'made anew':>12}")
    for cost in costs:
        verdict = "" if cost.ratio <= TARGET else f"   above {TARGET:g}"
        print(
            f"{cost.path:<8}{cost.size / 1000:>6.0f} kB{cost.bare:>9.2f} ms{cost.warm:>7.2f} ms"
            f"{cost.ratio:>8.1f}{cost.cold:>9.0f} ms{verdict}"
        )
