"""A post office: a small plan in force since yesterday, a way out, and ticks on demand."""

import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select

from tests.support.databases import NOW
from tests.support.mailbox import Mailbox
from tests.support.plan_builder import TinyPlan, in_days, lay_plan
from tests.support.ticker import Ticker
from tracker.domain.messages import MailLink, Message, MessageEvent, MessageItem
from tracker.domain.people import Person
from tracker.domain.plans import ActionPlan
from tracker.domain.slots import ReminderSlot, Skip
from tracker.extensions import db
from tracker.jobs.tick import Report, run_once


@dataclass
class Office:
    """The app, its plan, and what became of the messages, by the person's name."""

    app: Flask
    plan: TinyPlan
    environment: dict[str, str]
    late: int = 0

    def dismiss(self, *names: str) -> None:
        """These people leave."""
        for name in names:
            self.plan.edit(Person, self.plan.people[name], active=False)

    def tick(self, at: datetime | None = NOW) -> Report:
        return run_once(self.app, at)

    def tick_aside(self, at: datetime | None = NOW) -> Callable[[], Report]:
        """Tick in a thread; call what is returned to wait for its report."""
        reports: list[Report] = []
        thread = threading.Thread(target=lambda: reports.append(self.tick(at)), daemon=True)
        thread.start()

        def wait() -> Report:
            thread.join(20)
            return reports[0]

        return wait

    def message(self, name: str) -> Message:
        """The last message to alice, charlie, diane or emile; detached."""
        with self.app.app_context():
            return db.session.scalars(
                select(Message)
                .where(Message.person_id == self.plan.people[name])
                .order_by(Message.id.desc())
            ).first()

    def states(self) -> dict[str, str]:
        with self.app.app_context():
            rows = db.session.execute(
                select(Person.email, Message.state).join(Message, Message.person_id == Person.id)
            )
            return {email.partition("@")[0]: state for email, state in rows}

    def events(self, name: str) -> list[str]:
        """What happened to the last message to `name`, in order."""
        id_ = self.message(name).id
        with self.app.app_context():
            return list(
                db.session.scalars(
                    select(MessageEvent.what)
                    .where(MessageEvent.message_id == id_)
                    .order_by(MessageEvent.id)
                )
            )

    def links(self, name: str) -> list[MailLink]:
        with self.app.app_context():
            return list(
                db.session.scalars(
                    select(MailLink).where(MailLink.message_id == self.message(name).id)
                )
            )

    def asked(self, name: str) -> list[int]:
        """Commitments that the last message to `name` asks for."""
        with self.app.app_context():
            return list(
                db.session.scalars(
                    select(MessageItem.commitment_id).where(
                        MessageItem.message_id == self.message(name).id, MessageItem.asked
                    )
                )
            )

    def slots(self) -> list[ReminderSlot]:
        with self.app.app_context():
            return list(db.session.scalars(select(ReminderSlot).order_by(ReminderSlot.nominal_on)))

    def skips(self) -> list[Skip]:
        with self.app.app_context():
            return list(db.session.scalars(select(Skip)))

    def do(self, act: Callable, *arguments: object) -> object:
        """Call `act(session, …)` and commit."""
        with self.app.app_context():
            done = act(db.session, *arguments)
            db.session.commit()
            return done


def _open_office(app: Flask, environment: dict[str, str]) -> Office:
    plan = lay_plan(app)
    plan.edit(
        ActionPlan,
        1,
        loaded_at=NOW - timedelta(days=3),
        approved_at=NOW - timedelta(days=3),
    )
    office = Office(app, plan, environment)
    office.late = plan.commitment("verdun", due=in_days(-20), lead="verdun")
    return office


@pytest.fixture
def open_office(open_office_on: Callable[..., Office], database: str) -> Callable[..., Office]:
    """`open_office(TRACKER_SMTP_URL=…)`: on SQLite, then on PostgreSQL."""
    return partial(open_office_on, database)


@pytest.fixture
def open_office_on(open_app: Callable[..., Flask]) -> Callable[..., Office]:
    """`open_office_on(url, TRACKER_SMTP_URL=…)`: on that database."""

    def make(database: str, **environment: str) -> Office:
        app = open_app(database, TRACKER_PUBLIC_URL="http://suivi.exemple.test", **environment)
        whole = environment | {
            "TRACKER_DATABASE_URL": database,
            "TRACKER_INSTANCE": app.instance_path,
            "TRACKER_SECRET_KEY": app.config["SECRET_KEY"],
            "TRACKER_PUBLIC_URL": "http://suivi.exemple.test",
        }
        return _open_office(app, whole)

    return make


@pytest.fixture
def office(open_office: Callable[..., Office], smtp_server: Mailbox, frozen: object) -> Office:
    """Alice owes one answer that is late; mail goes to `smtp_server`; now is NOW."""
    return open_office(TRACKER_SMTP_URL=smtp_server.url)


@pytest.fixture
def folder_office(open_office: Callable[..., Office], frozen: object) -> Office:
    """The same without SMTP: mail is put in instance/mail."""
    return open_office()


@pytest.fixture
def later(frozen: time_machine.Traveller) -> Callable[[timedelta], None]:
    """`later(timedelta(minutes=6))`: that much time goes by."""
    return frozen.shift


@pytest.fixture(scope="session")
def ticker() -> Iterator[Ticker]:
    ticker = Ticker()
    yield ticker
    ticker.close()
