"""The current plan read whole on a day, and what its parts are made from."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from sqlalchemy import Row
from sqlalchemy.orm import Session

from tracker.queries.calendars import read_calendars
from tracker.queries.decisions import open_decisions
from tracker.queries.directory import Directory, read_directory
from tracker.queries.indicators import reporters
from tracker.queries.plan_rows import (
    CommitmentRow,
    MilestoneRow,
    PlanRow,
    QuestionRow,
    RaisingRow,
    commitment_row,
    dossier_row,
    milestone_row,
)
from tracker.queries.plan_statements import plan_statement, whole_plan_statement
from tracker.queries.plan_view import PlanView
from tracker.queries.revision import read_revision
from tracker.queries.waiting_statements import open_questions_statement, raisings_statement

#: Days that hold the ten business days before a date that is near, closures included.
_CONFIRMED_SINCE = timedelta(days=40)


def read_plan_view(
    session: Session,
    today: date,
    known: tuple[int, datetime] | None = None,
    plan_id: int | None = None,
) -> PlanView:
    """The current plan on `today`, or the plan `plan_id`: eight statements, whatever its size.

    `known`: the revision, where the caller has just read it (one more statement otherwise).
    """
    outline = read_outline(session, today, known, plan_id)
    directory = read_directory(session, today)
    if outline.plan is None:
        return replace(outline, directory=directory)
    plan_id = outline.plan.id
    return filled(
        outline,
        directory,
        # Without the session, which handles each value of each row.
        session.connection().execute(whole_plan_statement(plan_id), lately(today)),
        session.execute(open_questions_statement(plan_id)),
        session.execute(raisings_statement(plan_id)),
    )


def read_outline(
    session: Session,
    today: date,
    known: tuple[int, datetime] | None = None,
    plan_id: int | None = None,
) -> PlanView:
    """What does not grow with the city: the plan, its days, what was decided, who gives values.

    It holds no milestone and nobody, and takes no part of either for granted.
    """
    revision, revised_at = known or read_revision(session)
    found = session.execute(plan_statement(plan_id)).one_or_none()
    plan = PlanRow(*found) if found else None
    calendar, slot_calendar = read_calendars(session)
    return PlanView(
        revision,
        revised_at,
        today,
        plan,
        calendar,
        Directory(today, {}, {}, {}, {}, {}),
        dossiers=(),
        milestones={},
        commitments=(),
        open_questions=(),
        slot_calendar=slot_calendar,
        decisions=tuple(open_decisions(session, plan.id)) if plan is not None else (),
        reporters=tuple(reporters(session)) if plan is not None else (),
    )


def lately(today: date) -> dict[str, datetime]:
    """What the statement of the whole plan is run with: since when confirmations count."""
    return {"lately": datetime.combine(today - _CONFIRMED_SINCE, time(), UTC)}


def filled(
    outline: PlanView,
    directory: Directory,
    rows: Iterable[Row],
    questions: Iterable[Row],
    raisings: Iterable[Row],
) -> PlanView:
    """`outline`, which has a plan, with these rows of it; `directory` names whom they name."""
    dossiers = {row.id: row for row in outline.dossiers}
    milestones: dict[int, MilestoneRow] = {}
    commitments: list[CommitmentRow] = []
    for row in by_name(rows):
        if row["dossier_id"] not in dossiers:
            dossiers[row["dossier_id"]] = dossier_row(row)
        if row["milestone_id"] is None:
            continue
        if row["milestone_id"] not in milestones:
            milestones[row["milestone_id"]] = milestone_row(row)
        if row["commitment_id"] is not None:
            commitments.append(commitment_row(row, outline.plan, directory))
    return replace(
        outline,
        directory=directory,
        dossiers=tuple(dossiers.values()),
        milestones=milestones,
        commitments=tuple(commitments),
        open_questions=tuple(QuestionRow(*row) for row in questions),
        raisings=tuple(RaisingRow(*row) for row in raisings),
    )


def by_name(rows: Iterable[Row]) -> Iterator[dict[str, Any]]:
    """Each of `rows`, which have the same columns, by their names: cheaper than asking
    a row itself for each."""
    names: tuple[str, ...] = ()
    for row in rows:
        names = names or row._fields
        yield dict(zip(names, row, strict=True))
