"""A file from the moment it is received until it is applied: worked on, left, and come back to."""

import json
from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Protocol

from sqlalchemy import or_, select, update
from sqlalchemy.orm import Session, undefer

from tracker.domain.changes import Actor, note
from tracker.domain.imports import ImportBatch
from tracker.domain.plans import ActionPlan
from tracker.exchange.workbook import applying
from tracker.exchange.workbook.findings import Findings
from tracker.exchange.workbook.gate import Refused
from tracker.exchange.workbook.judging import judge_file
from tracker.queries.revision import read_revision

#: A work of which nothing was heard for so long has lost its worker.
LOST_AFTER = timedelta(seconds=60)


class Worked(Protocol):
    """An import, or what was read of one."""

    id: int
    state: str
    received_at: datetime
    worked_at: datetime | None


class Outdated(Exception):
    """What would be applied is not what was shown: here is what it would be now."""

    def __init__(self, findings: Findings) -> None:
        super().__init__()
        self.findings = findings


class NotReady(Exception):
    """The batch cannot be applied: it was, or was dropped, or the plan is closed."""


def receive(
    session: Session, plan: ActionPlan, name: str, content: bytes, actor: Actor
) -> ImportBatch:
    """Write down a file that is to be read. The caller commits."""
    batch = ImportBatch(
        plan_id=plan.id,
        file_name=name[-200:] or "?",
        file=content,
        received_at=actor.at,
        by_id=actor.person_id,
        by_name=actor.name,
        state="waiting",
    )
    session.add(batch)
    session.flush()
    return batch


def is_lost(batch: Worked, now: datetime) -> bool:
    """Whether it is to be worked on, and nothing was heard of whoever does since."""
    working = batch.state in {"waiting", "reading", "applying"}
    return working and now - (batch.worked_at or batch.received_at) > LOST_AFTER


def claim(session: Session, batch_id: int, now: datetime) -> bool:
    """Take up the reading of a file, alone; whether it was to be had. The caller commits."""
    lost = now - LOST_AFTER
    taken = session.execute(
        update(ImportBatch)
        .where(
            ImportBatch.id == batch_id,
            or_(
                ImportBatch.state == "waiting",
                (ImportBatch.state == "reading") & (ImportBatch.worked_at < lost),
            ),
        )
        .values(state="reading", worked_at=now, done=0, total=0),
        execution_options={"synchronize_session": False},
    )
    return taken.rowcount == 1


def progress(session: Session, batch_id: int, done: int, total: int, now: datetime) -> None:
    """Say how far the reading is. The caller commits."""
    session.execute(
        update(ImportBatch)
        .where(ImportBatch.id == batch_id, ImportBatch.state == "reading")
        .values(done=done, total=total, worked_at=now),
        execution_options={"synchronize_session": False},
    )


def judge(
    session: Session,
    batch_id: int,
    today: date,
    at: datetime,
    speaker_id: int | None,
    tell: Callable[[int, int], None] = lambda _done, _total: None,
) -> tuple[Findings | Refused, int]:
    """What the batch's file would do, or why it cannot be read; and the revision that was read.

    `speaker_id`: who would apply it.
    """
    batch = session.get_one(ImportBatch, batch_id, options=[undefer(ImportBatch.file)])
    plan = session.get_one(ActionPlan, batch.plan_id)
    revision, _at = read_revision(session)
    try:
        if plan.state == "closed":
            raise Refused("closed")
        found: Findings | Refused = judge_file(
            session,
            batch.file,
            plan_id=plan.id,
            state=plan.state,
            today=today,
            at=at,
            speaker_id=speaker_id,
            tell=tell,
        )
    except Refused as refused:
        found = refused
    return found, revision


def settle(session: Session, batch_id: int, found: Findings | Refused, revision: int) -> None:
    """Write down what reading came to, unless somebody else did. The caller commits."""
    batch = session.get_one(ImportBatch, batch_id, with_for_update=True)
    if batch.state != "reading":
        return
    if isinstance(found, Refused):
        batch.state = "refused"
        batch.refusal = json.dumps([found.code, found.about], ensure_ascii=False)
        return
    batch.preview, batch.revision = found.packed(), revision
    batch.done = batch.total = found.lines
    batch.state = "ready"


def refusal_of(batch: ImportBatch) -> Refused:
    """Why the file could not be read."""
    code, about = json.loads(batch.refusal)
    return Refused(code, **about)


def findings_of(session: Session, batch_id: int) -> Findings:
    """What the preview of a batch shows. One statement."""
    preview = session.scalar(select(ImportBatch.preview).where(ImportBatch.id == batch_id))
    return Findings.unpacked(preview) if preview else Findings()


def apply_batch(
    session: Session,
    batch_id: int,
    *,
    seen: str,
    over: set[int],
    actor: Actor,
    today: date,
    tell: Callable[[int, int], None] = lambda _done, _total: None,
) -> applying.Applied:
    """Make a batch true, all of it, in this transaction. `seen`: digest of what was shown; `over`:
    conflicts in which the file wins. The caller commits.

    Raises NotReady, and Outdated where it would do something else by now.
    """
    applying.hold(session)
    batch = session.get_one(ImportBatch, batch_id, with_for_update=True)
    plan = session.get_one(ActionPlan, batch.plan_id, with_for_update=True)
    if batch.state not in {"ready", "applying"} or plan.state == "closed":
        raise NotReady
    revision, _at = read_revision(session)
    shown = Findings.unpacked(batch.preview)
    if revision != batch.revision or batch.by_id != actor.person_id:
        found, _revision = judge(session, batch_id, today, actor.at, actor.person_id)
        if isinstance(found, Refused):
            raise NotReady
    else:
        found = shown
    if found.digest() != seen:
        raise Outdated(found)
    filed = Actor(actor.person_id, actor.name, actor.at, "file")
    applied = applying.apply(
        session, plan, found, over=over, batch_id=batch_id, actor=filed, today=today, tell=tell
    )
    note(session, "plan", plan.id, filed, "imported", reason=batch.file_name)
    batch.state, batch.applied_at, batch.applied_by = "applied", actor.at, actor.name
    batch.preview = found.packed()
    session.flush()
    return applied
