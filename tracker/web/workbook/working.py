"""Long work, done beside the request: its page may be left and come back to.

What is short is done before the request is answered. What is long goes on in a thread of this
process; the batch's row says so, and whoever opens its page after the process died takes the work
up again: reading changes nothing, and applying is one transaction.
"""

import json
import logging
from collections.abc import Callable
from threading import Thread
from time import monotonic

from flask import current_app
from sqlalchemy.orm import Session, undefer

from tracker import clock
from tracker.db import read_only
from tracker.domain.changes import Actor
from tracker.domain.imports import ImportBatch
from tracker.exchange.workbook import batches
from tracker.extensions import db
from tracker.jobs.looking import looking
from tracker.queries.bureau import settings_in_force

#: Bytes of a file that is read, and changes that are applied, before the request is answered.
READ_AT_ONCE = 200_000
APPLY_AT_ONCE = 500
#: Seconds between two words on how far a work is.
_EVERY = 0.5
_PROGRESS = "import_progress"
_log = logging.getLogger(__name__)


def read_batch(batch_id: int, size: int) -> Thread | None:
    """Read the file of a batch: now, or beside the request where it is big. Leaves no transaction
    open."""
    if size <= READ_AT_ONCE:
        _read(batch_id, lambda _done, _total: None)
        return None
    return _beside(lambda: _read(batch_id, _teller(batch_id)))


def apply_beside(batch_id: int, seen: str, over: set[int], actor: Actor) -> Thread:
    """Apply a batch beside the request; the caller has checked it, and commits nothing more."""
    batch = db.session.get_one(ImportBatch, batch_id)
    batch.state, batch.worked_at = "applying", clock.now()
    db.session.commit()
    return _beside(lambda: _apply(batch_id, seen, over, actor))


def applied_so_far(batch_id: int) -> tuple[int, int]:
    """Changes made and to make, where this very process applies them; zeros otherwise."""
    return current_app.extensions.get(_PROGRESS, {}).get(batch_id, (0, 0))


def is_lost(batch: batches.Worked) -> bool:
    """Whether its worker was lost. While it is applied nothing of it can be told outside: this
    very process knows, and another may be slower than it is thought to be."""
    here = batch.id in current_app.extensions.get(_PROGRESS, {})
    return not here and batches.is_lost(batch, clock.now())


def outdate(batch_id: int, outdated: batches.Outdated, revision: int) -> None:
    """Show what the batch would do by now; nothing of it was done. The caller commits."""
    batch = db.session.get_one(ImportBatch, batch_id, options=[undefer(ImportBatch.preview)])
    batch.state, batch.preview, batch.revision = "ready", outdated.findings.packed(), revision
    batch.refusal = json.dumps(["outdated", {}])


def _read(batch_id: int, tell: Callable[[int, int], None]) -> None:
    session = db.session
    if not batches.claim(session, batch_id, clock.now()):
        session.rollback()
        return
    session.commit()
    with looking(session):
        zone = settings_in_force(session, current_app.config["TRACKER"]).timezone
        speaker_id = session.get_one(ImportBatch, batch_id).by_id
        found, revision = batches.judge(
            session, batch_id, clock.today(zone), clock.now(), speaker_id, tell
        )
    batches.settle(session, batch_id, found, revision)
    session.commit()


def _apply(batch_id: int, seen: str, over: set[int], actor: Actor) -> None:
    progress = current_app.extensions.setdefault(_PROGRESS, {})

    def tell(done: int, total: int) -> None:
        progress[batch_id] = (done, total)

    tell(0, 0)
    session = db.session
    try:
        zone = settings_in_force(session, current_app.config["TRACKER"]).timezone
        today = clock.today(zone)
        batches.apply_batch(
            session, batch_id, seen=seen, over=over, actor=actor, today=today, tell=tell
        )
        session.commit()
    except batches.NotReady:
        session.rollback()
    except batches.Outdated as outdated:
        session.rollback()
        outdate(batch_id, outdated, 0)
        session.commit()
    except Exception:
        # Nothing is half done: the transaction is gone. The page says so, and may try again.
        _log.exception("import %s could not be applied", batch_id)
        session.rollback()
        batch = session.get_one(ImportBatch, batch_id)
        batch.state, batch.refusal = "ready", json.dumps(["failed", {}])
        session.commit()
    finally:
        progress.pop(batch_id, None)


def _teller(batch_id: int) -> Callable[[int, int], None]:
    """Says how far the reading is, in a transaction of its own, twice a second at most."""
    last = -_EVERY

    def tell(done: int, total: int) -> None:
        nonlocal last
        if monotonic() - last < _EVERY:
            return
        last = monotonic()
        allowed = read_only.set(False)
        try:
            with Session(db.engine) as beside:
                batches.progress(beside, batch_id, done, total, clock.now())
                beside.commit()
        finally:
            read_only.reset(allowed)

    return tell


def _beside(work: Callable[[], None]) -> Thread:
    app = current_app._get_current_object()

    def run() -> None:
        with app.app_context():
            try:
                work()
            finally:
                db.session.remove()

    thread = Thread(target=run, daemon=True)
    thread.start()
    return thread
