"""What a workbook costs: the preview of 5,000 rows, the export of 100,000 commitments.

    python -m bench.workbook preview|export

Each is measured in a process of its own: seconds of processor (of the wall for the export, whose
length nobody waits for), and the most memory it ever held.
Returns 1 where it costs more than is promised.
"""

import os
import sys
import tempfile
from datetime import datetime
from io import BytesIO
from pathlib import Path
from time import perf_counter, process_time

import flask_migrate
from sqlalchemy import insert, select

from bench.memory import peak_mb
from bench.plan import grow
from tracker import clock
from tracker.app import create_app
from tracker.config import ROOT
from tracker.domain.commitments import Commitment
from tracker.domain.milestones import Milestone
from tracker.domain.plans import ActionPlan, Dossier
from tracker.domain.units import Unit
from tracker.exchange.demo import load_demo
from tracker.exchange.workbook import export
from tracker.exchange.workbook.judging import judge_file
from tracker.exchange.workbook.writing import Order, write_workbook
from tracker.extensions import db

#: What is promised: seconds of a preview, megabytes of a process.
SECONDS, PREVIEW_MB, EXPORT_MB = 3.0, 200, 150
ROWS, COMMITMENTS = 5_000, 100_000


def main(kind: str, folder: Path, step: str = "") -> int:
    """Lay the plan in a process of its own, then measure in another."""
    environment = {
        "TRACKER_DATABASE_URL": f"sqlite:///{folder / 'bench.sqlite'}",
        "TRACKER_INSTANCE": str(folder),
        "TRACKER_SECRET_KEY": "only-for-the-bench-" + "0" * 32,
    }
    if not step:
        for part in ("lay", "measure"):
            program = [sys.executable, "-m", "bench.workbook", kind, str(folder), part]
            done = os.spawnv(os.P_WAIT, sys.executable, program)
            if done:
                return done
        return 0
    app = create_app({**os.environ, **environment})
    with app.app_context():
        if step == "lay":
            _lay(app, kind, folder)
            return 0
        return _preview(app, folder) if kind == "preview" else _export(app)


def _lay(app, kind: str, folder: Path) -> None:
    now, today = clock.now(), clock.today(app.config["TRACKER"].timezone)
    flask_migrate.upgrade(directory=str(ROOT / "migrations"))
    load_demo(db.session, today=today, now=now)
    if kind == "export":
        _many(now)
        db.session.commit()
        return
    grow(db.session, ROWS, today, now)
    db.session.commit()
    out = BytesIO()
    order = Order(1, "approved", export.new_key(), "fr", today)
    packer = write_workbook(db.session, out, order)
    export.remember(db.session, order, packer, revision=1, at=now, by="bench")
    db.session.commit()
    (folder / "plan.xlsx").write_bytes(out.getvalue())


def _many(now: datetime) -> None:
    """Milestones of twenty units each, laid at one stroke: answers would only take time."""
    session = db.session
    dossier = session.scalars(select(Dossier)).first()
    units = session.scalars(select(Unit.id)).all()[:20]
    day = now.date()
    wanted = COMMITMENTS // len(units)
    session.execute(
        insert(Milestone),
        [
            {
                "plan_id": dossier.plan_id,
                "dossier_id": dossier.id,
                "code": f"Y-{number}",
                "kind": "deliverable",
                "title_fr": f"Livrable supplémentaire {number}",
                "title_en": "",
                "title_en_of": "",
                "starts_on": day,
                "baseline_due": day,
                "position": 10_000 + number,
            }
            for number in range(wanted)
        ],
    )
    added = session.scalars(select(Milestone.id).where(Milestone.code.like("Y-%"))).all()
    session.execute(
        insert(Commitment),
        [
            {
                "milestone_id": milestone,
                "unit_id": unit,
                "role": "contributor" if place else "lead",
                "forecast_due": None if place else day,
                "version": 1,
                "postponements": 0,
                "streak": 0,
                "help_wanted": False,
            }
            for milestone in added
            for place, unit in enumerate(units)
        ],
    )


def _preview(app, folder: Path) -> int:
    content = (folder / "plan.xlsx").read_bytes()
    today = clock.today(app.config["TRACKER"].timezone)
    began = process_time()
    found = judge_file(
        db.session,
        content,
        plan_id=1,
        state="approved",
        today=today,
        at=clock.now(),
        speaker_id=None,
    )
    took, most = process_time() - began, peak_mb()
    print(f"preview of {found.lines} rows: {took:.2f} s of processor, {most:.0f} MB")
    return int(took > SECONDS or most > PREVIEW_MB or bool(found.changes or found.troubles))


def _export(app) -> int:
    session = db.session
    state = session.get_one(ActionPlan, 1).state
    today = clock.today(app.config["TRACKER"].timezone)
    began, out = perf_counter(), BytesIO()
    packer = write_workbook(session, out, Order(1, state, export.new_key(), "fr", today))
    took, most = perf_counter() - began, peak_mb()
    size = len(out.getvalue()) / 1e6
    print(f"export of {packer.lines} lines: {took:.1f} s, {most:.0f} MB, a file of {size:.1f} MB")
    return int(most > EXPORT_MB)


if __name__ == "__main__":
    if len(sys.argv) > 2:
        sys.exit(main(sys.argv[1], Path(sys.argv[2]), *sys.argv[3:]))
    with tempfile.TemporaryDirectory() as place:
        sys.exit(main(sys.argv[1], Path(place)))
