"""A commitment as somebody's answer finds it, who may be correcting an own one."""

from dataclasses import replace
from datetime import datetime

from tracker.domain import commitments
from tracker.queries.plan_rows import CommitmentRow


def corrects(row: CommitmentRow, person_id: int | None, at: datetime) -> bool:
    """Whether `person_id` answering at `at` corrects an own answer rather than gives a new one."""
    return commitments.corrects(row.author_id, row.said_at, person_id, at)


def uncorrected(row: CommitmentRow, person_id: int | None, at: datetime) -> CommitmentRow:
    """The commitment as an answer of `person_id` finds it: without the one it would correct."""
    if not corrects(row, person_id, at):
        return row
    later = row.answer == "postponed" and row.new_due and row.new_due > row.prior_due
    return replace(
        row,
        forecast=row.prior_due if row.answer == "postponed" else row.forecast,
        postponements=row.postponements - bool(later),
        streak=max(0, row.streak - 1) if row.answer == "on_track" else row.streak,
    )
