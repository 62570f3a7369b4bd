"""A week's mail to many recipients, beside a plain loop over smtplib in the same run.

`python -m bench.courier`: messages a second of plan, compose and send into a local server that
accepts everything, and the most memory that the process ever held.
"""

import json
import smtplib
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from datetime import UTC, datetime
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from pathlib import Path
from secrets import token_urlsafe

import flask_migrate

from bench.city import lay_city
from bench.memory import peak_mb
from tracker import clock
from tracker.app import create_app
from tracker.config import ROOT
from tracker.extensions import db
from tracker.jobs.tick import run_once

#: A Monday, the hour of the weekly mail.
MONDAY = datetime(2026, 4, 20, 13, tzinfo=UTC)
MEMORY_MB = 150
#: Of the few recipients' memory, what the many may take.
GROWTH = 1.1
FEW, MANY = 1_000, 10_000
#: Each is measured so often, the best counts.
TURNS = 3


def main() -> int:
    """Measure, print a table; 1 where ours is the slower, holds too much, or ever more."""
    few = _measured("ours", FEW)
    # In turns: a machine is not always as fast as it was.
    turns = [(_measured("ours", MANY), _measured("plain", MANY)) for _turn in range(TURNS)]
    many, plain = (_best(found) for found in zip(*turns, strict=True))
    rows = [
        (f"this product, {FEW} recipients", few),
        (f"this product, {MANY} recipients", many),
        (f"smtplib in a loop, {MANY} messages", plain),
    ]
    print(f"Messages a second into a local server, SQLite, one process, best of {TURNS}")
    for name, found in rows:
        print(f"{name:<36}{found['rate']:>8.0f}/s{found['memory']:>8.0f} MB")
    most = min(MEMORY_MB, GROWTH * few["memory"])
    slow, fat = many["rate"] < plain["rate"], many["memory"] > most
    if slow:
        print(f"slower than the loop: {many['rate'] / plain['rate']:.2f} of its rate")
    if fat:
        print(f"holds more than {most:.0f} MB")
    return int(slow or fat)


def _best(found: Sequence[dict[str, float]]) -> dict[str, float]:
    """The highest rate and the most memory."""
    return {what: max(one[what] for one in found) for what in ("rate", "memory")}


def _measured(what: str, count: int) -> dict[str, float]:
    done = subprocess.run(
        [sys.executable, "-m", "bench.courier", what, str(count)],
        cwd=ROOT,
        check=True,
        stdout=subprocess.PIPE,
        text=True,
    )
    return json.loads(done.stdout.splitlines()[-1])


def _one(what: str, count: int) -> None:
    sink = subprocess.Popen(
        [sys.executable, "-m", "bench.sink"],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    port = int(sink.stdout.readline())
    try:
        seconds = (_ours if what == "ours" else _plain)(port, count)
    finally:
        sink.stdin.close()
        sink.wait()
        sink.stdout.close()
    print(json.dumps({"rate": count / seconds, "memory": peak_mb()}))


def _ours(port: int, count: int) -> float:
    """Seconds of one tick that plans, composes and sends `count` messages."""
    with tempfile.TemporaryDirectory() as folder:
        environment = {
            "TRACKER_DATABASE_URL": f"sqlite:///{Path(folder) / 'bench.sqlite'}",
            "TRACKER_INSTANCE": folder,
            "TRACKER_SECRET_KEY": "only-for-the-bench-" + "0" * 32,
            "TRACKER_SMTP_URL": f"smtp://127.0.0.1:{port}",
        }
        # Laid by a process of its own, so that its memory is not counted.
        laying = [sys.executable, "-m", "bench.courier", "lay", str(count)]
        subprocess.run(laying, cwd=ROOT, check=True, input=json.dumps(environment), text=True)
        app = create_app(environment)
        begun = time.perf_counter()
        report = run_once(app, at=MONDAY)
        seconds = time.perf_counter() - begun
        if report.messages != {"sent": count}:
            raise RuntimeError(f"not all were sent: {report.messages}")
    return seconds


def _lay(count: int) -> None:
    app = create_app(json.loads(sys.stdin.read()))
    with app.app_context():
        flask_migrate.upgrade(directory=str(ROOT / "migrations"))
        lay_city(db.session, count, MONDAY)
        db.session.commit()


def _plain(port: int, count: int) -> float:
    """Seconds of a loop that builds each message with the standard library, with all the headers
    that ours has, and sends it over one connection. Its words are ready: nothing is planned,
    composed nor kept."""
    text, html = ((ROOT / "bench" / f"letter.{kind}").read_text() for kind in ("txt", "html"))
    begun = time.perf_counter()
    smtp = smtplib.SMTP("127.0.0.1", port)
    for number in range(count):
        message = EmailMessage(policy=SMTP)
        message["Subject"] = f"Unité {number} : une réponse à donner, semaine du 20 avril"
        message["From"] = "Suivi <suivi@exemple.test>"
        message["To"] = f"Responsable, unité {number} <u{number}@exemple.test>"
        message["Date"] = format_datetime(clock.now())
        message["Message-ID"] = f"<{number}@exemple.test>"
        message["Auto-Submitted"] = "auto-generated"
        message["X-Auto-Response-Suppress"] = "All"
        unsubscribe = f"http://127.0.0.1:8000/answer/{token_urlsafe()}/unsubscribe"
        message["List-Unsubscribe"] = f"<{unsubscribe}>, <mailto:suivi@exemple.test>"
        message.set_content(text)
        message.add_alternative(html, subtype="html")
        smtp.send_message(message)
    smtp.quit()
    return time.perf_counter() - begun


if __name__ == "__main__":
    if len(sys.argv) == 1:
        sys.exit(main())
    chosen, many = sys.argv[1], int(sys.argv[2])
    _lay(many) if chosen == "lay" else _one(chosen, many)
