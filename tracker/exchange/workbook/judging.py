"""A file judged against the plan: every finding, in the order of the sheets."""

from collections.abc import Callable, Sequence
from datetime import date, datetime
from functools import cache

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.domain.exports import WorkbookExport
from tracker.exchange.units import read_unit_index
from tracker.exchange.workbook import tables
from tracker.exchange.workbook.answering import CommitmentLines, Judged
from tracker.exchange.workbook.cells import CellReader, as_text
from tracker.exchange.workbook.columns import REF
from tracker.exchange.workbook.comparing import Ground
from tracker.exchange.workbook.findings import Findings
from tracker.exchange.workbook.gate import Refused, look
from tracker.exchange.workbook.memory import Memory, unpacked
from tracker.exchange.workbook.reading import Table, read_tables
from tracker.exchange.workbook.sheets import (
    DossierLines,
    MilestoneLines,
    PersonLines,
    UnitLines,
    known_codes,
)
from tracker.queries.plan_reading import read_plan_view
from tracker.queries.plan_view import PlanView
from tracker.queries.touches import read_touches


def judge_file(
    session: Session,
    content: bytes,
    *,
    plan_id: int,
    state: str,
    today: date,
    at: datetime,
    speaker_id: int | None,
    view: Callable[[], PlanView] | None = None,
    tell: Callable[[int, int], None] = lambda _done, _total: None,
) -> Findings:
    """What the file would change in the plan, which is a draft or approved. Raises Refused.

    `speaker_id`: who brings it. `view`: gives the plan of today, read here otherwise. `tell`: lines
    judged, of how many. Twelve statements, whatever the size of either.
    """
    looked = look(content)
    read = read_tables(content, looked)
    total = sum(len(table.lines) for table in read)
    tell(0, total)
    memories = _memories(session, read, plan_id)
    ground = Ground(
        state,
        tables.as_they_are(session, plan_id, today),
        memories,
        cache(lambda: read_touches(session, min(one.made_at for one in memories.values()))),
    )
    index = read_unit_index(session)
    judged = Judged(
        view=cache(view or (lambda: read_plan_view(session, today, plan_id=plan_id))),
        units={unit.code: unit.id for unit in index.units},
        speaker_id=speaker_id,
        at=at,
    )
    reader = CellReader(index, looked.from_1904)
    return _judged(read, ground, reader, judged, lambda done: tell(done, total))


def _judged(
    read: Sequence[Table],
    ground: Ground,
    reader: CellReader,
    judged: Judged,
    tell: Callable[[int], None],
) -> Findings:
    findings = Findings()
    dossiers = known_codes(ground.now["dossiers"])
    milestones = known_codes(ground.now["milestones"])
    leads = {row["code"].casefold() for row in ground.now["milestones"].values() if row["lead"]}
    for table in read:
        given = (ground, table, reader, findings, tell)
        match table.sheet.key:
            case "dossiers":
                lines = DossierLines(*given)
                lines.compare()
                dossiers = lines.codes
            case "milestones":
                lines = MilestoneLines(*given, dossiers=dossiers)
                lines.compare()
                milestones, leads = lines.codes, lines.leads
            case "commitments":
                CommitmentLines(*given, milestones=milestones, leads=leads, judged=judged).compare()
            case "people":
                PersonLines(*given).compare()
            case _:
                UnitLines(*given).compare()
    # A line that something is wrong with changes nothing at all.
    aside = findings.set_aside
    findings.changes = [one for one in findings.changes if (one.sheet, one.line) not in aside]
    return findings


def _memories(session: Session, read: Sequence[Table], plan_id: int) -> dict[str, Memory]:
    """What was exported under the keys that stand in the file. One statement."""
    keys = {
        as_text(line.cells.get(REF.key)).rpartition("-")[0]
        for table in read
        for line in table.lines
    } - {""}
    if not keys:
        return {}
    found = session.execute(
        select(
            WorkbookExport.key,
            WorkbookExport.plan_id,
            WorkbookExport.content,
            WorkbookExport.made_at,
        ).where(WorkbookExport.key.in_(sorted(key[:20] for key in keys)[:100]))
    ).all()
    if any(row.plan_id != plan_id for row in found):
        raise Refused("other_plan")
    return {row.key: Memory(unpacked(row.content, tables.FIELDS), row.made_at) for row in found}
