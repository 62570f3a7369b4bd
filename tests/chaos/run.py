"""Kills and stops processes while they send, and counts what the server really accepted.

`python -m tests.chaos.run --database sqlite --messages 10000 --kills 2000 --pauses 200`; see
docs/reliability.md. Exits with 1 when a message was lost silently, doubled, or told wrong.
"""

import argparse
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy import func, select

from bench.city import lay_city
from tests.chaos.nursery import ROOT, Nursery, SharedClock
from tests.support.databases import NOW, PostgresDatabases, SqliteDatabases, make_app
from tests.support.postgres import running_postgres
from tracker.domain.messages import ACCEPTED, Message
from tracker.domain.pulse import Pulse
from tracker.domain.slots import ReminderSlot, Skip
from tracker.extensions import db

TIMEOUT_SECONDS, LEASE_SECONDS = 1, 11
FINAL = (*ACCEPTED, "refused", "unknown", "missed", "cancelled")
#: Steps of the shared clock: beyond the lease, beyond a closed way out.
_BEYOND_LEASE = timedelta(seconds=LEASE_SECONDS + 5)
#: Seconds after which a week's mails should have come to an end.
_ENDLESS = 900
#: Seconds without any change, nor any conversation, after which time may jump.
_QUIET = 0.4
#: Seconds between two looks at processes that tell nothing by themselves.
_LOOKS_EVERY, _ENDS_LOOKED_FOR_EVERY = 0.03, 0.05
#: Seconds in which somebody who is stopped comes to stand still; in which others take over from
#: them, their lease being over.
_STANDS_STILL_IN, _IS_TAKEN_OVER_IN = 0.05, 0.25


@dataclass
class Wanted:
    """How much chaos. `rate`: share of the SMTP verbs at which something goes wrong; `seconds`:
    after which no further week begins, and what was run is counted."""

    messages: int = 10_000
    kills: int = 2_000
    pauses: int = 200
    processes: int = 8
    recipients: int = 250
    rate: float = 0.03
    seed: int = 1
    seconds: int = 3600


@dataclass
class Outcome:
    """What came of it. `expected`: mails that the slots called for; `accepted`: by the server."""

    expected: int = 0
    planned: int = 0
    accepted: int = 0
    lost: int = 0
    doubled: int = 0
    held: int = 0
    held_accepted: int = 0
    told_wrong: int = 0
    states: Counter = field(default_factory=Counter)
    kills: int = 0
    pauses: int = 0
    points: Counter = field(default_factory=Counter)
    seconds: float = 0

    @property
    def kept_the_promise(self) -> bool:
        return not (self.lost or self.doubled or self.told_wrong)

    def table(self) -> str:
        """The figures, one a line."""
        rows = {
            "planned": f"{self.planned} of {self.expected} called for",
            "accepted by the server": self.accepted,
            "lost silently": self.lost,
            "doubled automatically": self.doubled,
            "told wrong (said not to have left, and had)": self.told_wrong,
            "held unknown, for a human": f"{self.held} ({self.held_accepted} had arrived)",
            "states": ", ".join(f"{name} {n}" for name, n in sorted(self.states.items())),
            "kills (SIGKILL)": f"{self.kills}, of which {sum(self.points.values())} at "
            f"{len(self.points)} named points",
            "pauses (SIGSTOP beyond the lease)": self.pauses,
            "seconds": round(self.seconds),
        }
        width = max(map(len, rows))
        return "\n".join(f"{name:<{width}}  {value}" for name, value in rows.items())


class Chaos:
    """One run on one database, which is migrated and empty."""

    def __init__(self, url: str, folder: Path, wanted: Wanted) -> None:
        self._wanted = wanted
        self._folder = folder
        self._random = random.Random(wanted.seed)
        self._clock = SharedClock(folder / "clock")
        self._app = make_app(url, folder / "instance")
        self._environment = {
            "TRACKER_DATABASE_URL": url,
            "TRACKER_INSTANCE": str(folder / "instance"),
            "TRACKER_SECRET_KEY": "only-for-chaos-" + "0" * 32,
            "TRACKER_SMTP_TIMEOUT_SECONDS": str(TIMEOUT_SECONDS),
            "TRACKER_LEASE_SECONDS": str(LEASE_SECONDS),
            "TRACKER_PUBLIC_URL": "http://suivi.exemple.test",
        }
        self._alive: set[int] = set()
        self._out = Outcome()
        self._seeds = 0

    def run(self) -> Outcome:
        begun = time.monotonic()
        with self._app.app_context():
            lay_city(db.session, self._wanted.recipients, NOW)
            db.session.commit()
        slots = -(-self._wanted.messages // self._wanted.recipients)
        with chaos_server(self._folder, self._wanted) as urls:
            # As many lives as kills wanted: on average each lasts this many points.
            share = self._wanted.messages / max(1, self._wanted.kills)
            self._nursery = Nursery(self._environment, self._folder, 12 * share)
            try:
                for number in range(slots):
                    if time.monotonic() - begun > self._wanted.seconds:
                        break
                    self._slot(number, urls)
                    self._out.expected += self._wanted.recipients
            finally:
                self._end_all()
        self._count()
        with self._app.app_context():
            db.engine.dispose()
        self._out.seconds = time.monotonic() - begun
        return self._out

    def _slot(self, number: int, urls: tuple[str, str]) -> None:
        """Let one week's mails leave in the chaos, until each has come to an end."""
        self._clock.set(NOW + timedelta(weeks=number, minutes=1))
        begun = changed = time.monotonic()
        last = None
        while True:
            if time.monotonic() - begun > _ENDLESS:
                raise TimeoutError(f"slot {number} did not end: {last}")
            self._keep_alive(urls)
            seen = self._look(number)
            if seen != last or self._talking():
                changed, last = time.monotonic(), seen
            if seen.over:
                return
            self._disturb(number)
            if time.monotonic() - changed > _QUIET:
                self._clock.set(max(self._next_event(), self._clock.now()) + timedelta(seconds=1))
                changed = time.monotonic()
            time.sleep(_LOOKS_EVERY)

    def _talking(self) -> bool:
        """Whether somebody is connected to the server, stopped or not."""
        return int((self._folder / "talking").read_bytes()) > 0

    def _keep_alive(self, urls: tuple[str, str]) -> None:
        for pid, code in self._nursery.reap().items():
            self._alive.discard(pid)
            self._out.kills += code == -signal.SIGKILL
        while len(self._alive) < self._wanted.processes:
            self._seeds += 1
            wrong = self._random.random() < 0.02
            seed = self._wanted.seed * 1_000_000 + self._seeds
            self._alive.add(self._nursery.start(seed, urls[wrong]))

    def _disturb(self, number: int) -> None:
        """Kill at random; stop somebody for longer than the lease, then let it go on."""
        slots = -(-self._wanted.messages // self._wanted.recipients)
        owed = (number + 1) / slots
        if self._out.kills < self._wanted.kills * owed * 1.08 and self._random.random() < 0.25:
            self._signal(signal.SIGKILL)
        if self._out.pauses < self._wanted.pauses * owed and self._random.random() < 0.3:
            self._out.pauses += 1
            stopped = self._signal(signal.SIGSTOP)
            time.sleep(_STANDS_STILL_IN)
            self._clock.set(self._clock.now() + _BEYOND_LEASE)
            time.sleep(_IS_TAKEN_OVER_IN)
            with suppress(ProcessLookupError):
                os.kill(stopped, signal.SIGCONT)

    def _signal(self, name: signal.Signals) -> int:
        pid = self._random.choice(sorted(self._alive))
        with suppress(ProcessLookupError):
            os.kill(pid, name)
        return pid

    def _look(self, number: int) -> "Seen":
        with self._app.app_context():
            rows = db.session.execute(
                select(Message.state, func.count())
                .join(ReminderSlot, ReminderSlot.id == Message.slot_id)
                .where(ReminderSlot.nominal_on == NOW.date() + timedelta(weeks=number))
                .group_by(Message.state)
            ).all()
            written = db.session.scalar(
                select(func.count())
                .select_from(ReminderSlot)
                .where(ReminderSlot.nominal_on == NOW.date() + timedelta(weeks=number))
            )
            db.session.rollback()
        states = dict(tuple(row) for row in rows)
        return Seen(bool(written), tuple(sorted(states.items())))

    def _next_event(self) -> datetime:
        """When something waits for the time alone: a lease, a next try, the way out."""
        with self._app.app_context():
            found = [
                db.session.scalar(select(func.min(column)).where(Message.state.not_in(FINAL)))
                for column in (Message.lease_until, Message.next_try_at)
            ]
            found.append(db.session.scalar(select(Pulse.closed_until)))
            db.session.rollback()
        coming = [instant for instant in found if instant and instant > self._clock.now()]
        return min(coming, default=self._clock.now() + timedelta(minutes=1))

    def _end_all(self) -> None:
        for pid in self._alive:
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGTERM)
        until = time.monotonic() + 15
        while self._alive and time.monotonic() < until:
            for pid in self._nursery.reap():
                self._alive.discard(pid)
            time.sleep(_ENDS_LOOKED_FOR_EVERY)
        for pid in self._alive:
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        self._nursery.close()

    def _count(self) -> None:
        out = self._out
        arrived = Counter((self._folder / "accepted").read_text().split())
        with self._app.app_context():
            rows = db.session.execute(
                select(Message.message_id, Message.state).where(Message.kind == "weekly")
            ).all()
            skipped = db.session.scalar(select(func.count()).select_from(Skip))
            db.session.rollback()
        out.planned = len(rows)
        out.states = Counter(state for _name, state in rows)
        out.accepted = len(arrived)
        out.doubled = sum(count - 1 for count in arrived.values())
        out.lost = out.expected - out.planned - (skipped or 0)
        for name, state in rows:
            said = state in ACCEPTED
            out.lost += (said and name not in arrived) or state not in FINAL
            out.told_wrong += state in {"refused", "missed", "cancelled"} and name in arrived
            out.held += state == "unknown"
            out.held_accepted += state == "unknown" and name in arrived
        with suppress(FileNotFoundError):
            out.points = Counter((self._folder / "killed").read_text().splitlines())


@dataclass(frozen=True)
class Seen:
    """A slot as it stands: written down or not, messages by state."""

    written: bool
    states: tuple[tuple[str, int], ...]

    @property
    def over(self) -> bool:
        return self.written and all(state in FINAL for state, _count in self.states)


@contextmanager
def chaos_server(folder: Path, wanted: Wanted) -> Iterator[tuple[str, str]]:
    """The server's addresses: in the clear, and with a certificate that has expired."""
    (folder / "accepted").touch()
    (folder / "talking").write_text("     0")
    expired_certificate(folder)
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.chaos.server", str(wanted.seed), str(wanted.rate), folder],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        plain, secure = process.stdout.readline().split()
        yield f"smtp://127.0.0.1:{plain}", f"smtps://localhost:{secure}"
    finally:
        process.stdin.close()
        process.wait()
        process.stdout.close()


def expired_certificate(folder: Path) -> None:
    """`cert` and `key`: of localhost, good until February 2020, and its own authority."""
    (folder / "index.txt").touch()
    (folder / "serial").write_text("01\n")
    (folder / "conf").write_text(
        "[ca]\ndefault_ca=own\n[own]\ndatabase=index.txt\nnew_certs_dir=.\nserial=serial\n"
        "default_md=sha256\npolicy=any\nx509_extensions=names\n[any]\ncommonName=supplied\n"
        "[names]\nsubjectAltName=DNS:localhost\nbasicConstraints=CA:TRUE\n"
    )
    for command in (
        "req -new -newkey rsa:2048 -nodes -keyout key -subj /CN=localhost -out csr",
        "ca -batch -selfsign -config conf -keyfile key -in csr -out cert -notext "
        "-startdate 20200101000000Z -enddate 20200201000000Z",
    ):
        subprocess.run(["openssl", *command.split()], cwd=folder, check=True, capture_output=True)


def run_chaos(url: str, folder: Path, wanted: Wanted) -> Outcome:
    """Run it on the database `url`, migrated and empty; files go to `folder`."""
    return Chaos(url, folder, wanted).run()


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--database", choices=["sqlite", "postgresql"], required=True)
    defaults = Wanted()
    for name in ("messages", "kills", "pauses", "processes", "recipients", "seed", "seconds"):
        parser.add_argument(f"--{name}", type=int, default=getattr(defaults, name))
    given = vars(parser.parse_args())
    database = given.pop("database")
    wanted = Wanted(**given)
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        databases = (
            SqliteDatabases(folder)
            if database == "sqlite"
            else PostgresDatabases(stack.enter_context(running_postgres()), folder)
        )
        url = stack.enter_context(databases.fresh("migrated"))
        (work := folder / "work").mkdir()
        out = run_chaos(url, work, wanted)
    told = f"{database}, {wanted.processes} processes, seed {wanted.seed}\n{out.table()}\n"
    sys.stdout.write(told)
    for name, count in sorted(out.points.items()):
        sys.stdout.write(f"  {count:>4}  {name}\n")
    return 0 if out.kept_the_promise else 1


if __name__ == "__main__":
    sys.exit(main())
