"""A plan on a day: what every page and every mail starts from."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import TypeVar
from zoneinfo import ZoneInfo

from tracker.domain import standing as rules
from tracker.domain.calendar import BusinessCalendar
from tracker.domain.decisions import is_overdue
from tracker.domain.schedule import Schedule
from tracker.queries.decisions import DecisionRow
from tracker.queries.directory import Directory
from tracker.queries.indicator_rows import OwedValue, ReporterRow, owed_values
from tracker.queries.plan_rows import (
    CommitmentRow,
    DossierRow,
    MilestoneRow,
    PlanRow,
    QuestionRow,
    RaisingRow,
)

T = TypeVar("T")


@dataclass(frozen=True)
class PlanView:
    """One plan on one day, with its calendar and its people; rules asked through it."""

    revision: int
    revised_at: datetime
    today: date
    plan: PlanRow | None
    calendar: BusinessCalendar
    directory: Directory
    dossiers: tuple[DossierRow, ...]
    milestones: dict[int, MilestoneRow]
    commitments: tuple[CommitmentRow, ...]
    open_questions: tuple[QuestionRow, ...]
    slot_calendar: BusinessCalendar
    raisings: tuple[RaisingRow, ...] = ()
    decisions: tuple[DecisionRow, ...] = ()
    reporters: tuple[ReporterRow, ...] = ()

    @cached_property
    def by_id(self) -> dict[int, CommitmentRow]:
        return {row.id: row for row in self.commitments}

    @cached_property
    def by_milestone(self) -> dict[int, list[CommitmentRow]]:
        return _grouped(self.commitments, "milestone_id")

    @cached_property
    def by_unit(self) -> dict[int, list[CommitmentRow]]:
        return _grouped(self.commitments, "unit_id")

    @cached_property
    def questions(self) -> tuple[QuestionRow, ...]:
        """Open questions on dossiers, oldest first."""
        return tuple(row for row in self.open_questions if row.dossier_id is not None)

    @cached_property
    def by_recipient(self) -> dict[int, list[CommitmentRow]]:
        """Commitments by the person who is written to for them; none where nobody is."""
        groups: dict[int, list[CommitmentRow]] = {}
        for unit_id, rows in self.by_unit.items():
            recipient = self.directory.recipient_of(unit_id)
            if recipient is not None:
                groups.setdefault(recipient, []).extend(rows)
        return groups

    def carrier_of(self, decision: DecisionRow) -> int | None:
        """Id of the person to write to for a decision: its owner, or who is written to for the
        unit that owns it, or for the one it was merged into."""
        if decision.owner_id is not None:
            return decision.owner_id
        unit_id = self.directory.living(decision.owner_unit_id)
        return self.directory.recipient_of(unit_id) if unit_id is not None else None

    def is_overdue(self, decision: DecisionRow) -> bool:
        """Whether an open decision is past its date."""
        return decision.is_open and is_overdue(decision.due, self.today, self.calendar)

    @cached_property
    def _raisings_by_commitment(self) -> dict[int, list[RaisingRow]]:
        return _grouped(self.raisings, "commitment_id")

    def raisings_of(self, commitment_id: int) -> Sequence[RaisingRow]:
        """What was announced of a commitment."""
        return self._raisings_by_commitment.get(commitment_id, ())

    @cached_property
    def values_owed(self) -> tuple[OwedValue, ...]:
        """Values of indicators that are late, longest late first; nothing outside a plan in
        force."""
        if self.plan is None or self.plan.state != "approved":
            return ()
        late = owed_values(self.reporters, self.today, self.calendar)
        return tuple(
            OwedValue(row, self.directory.living(row.unit_id), row.unit_id, period, due)
            for row, period, due in late
        )

    def questions_on(self, commitment_id: int) -> list[QuestionRow]:
        """Open questions on a commitment, oldest first."""
        return [row for row in self.open_questions if row.commitment_id == commitment_id]

    @cached_property
    def dossier_by_id(self) -> dict[int, DossierRow]:
        return {row.id: row for row in self.dossiers}

    @cached_property
    def words(self) -> dict[int, str]:
        """The tag shown for each commitment id."""
        return {row.id: rules.word(row, self.today, self.calendar) for row in self.commitments}

    def schedule(self, zone: ZoneInfo) -> Schedule:
        """The weekly hour of the plan, which must be there, on the clocks of `zone`."""
        plan = self.plan
        return Schedule(
            weekday=plan.slot_weekday,
            wall=plan.slot_time,
            zone=zone,
            calendar=self.slot_calendar,
            since=plan.slot_since,
            named=plan.last_named_on,
        )

    def lead_of(self, milestone_id: int) -> CommitmentRow | None:
        """The live lead's commitment; None where the milestone has no lead."""
        rows = self.by_milestone.get(milestone_id, ())
        return next((row for row in rows if row.role == "lead" and not row.released), None)

    def contributors(self, milestone_id: int) -> list[CommitmentRow]:
        """Live contributions of a milestone."""
        rows = self.by_milestone.get(milestone_id, ())
        return [row for row in rows if row.role == "contributor" and not row.released]

    def milestones_of(self, dossier_id: int) -> list[MilestoneRow]:
        return [row for row in self.milestones.values() if row.dossier_id == dossier_id]

    def milestone_of(self, row: CommitmentRow) -> MilestoneRow:
        return self.milestones[row.milestone_id]

    # The rules, asked of a row on the view's day.
    def standing(self, row: CommitmentRow) -> str:
        return rules.standing(row, self.today, self.calendar)

    def word(self, row: CommitmentRow) -> str:
        return self.words[row.id]

    def flags(self, row: CommitmentRow) -> rules.Flags:
        return rules.flags(row, self.today, self.calendar)

    def slippage(self, row: CommitmentRow) -> int:
        return rules.slippage(row, self.calendar)

    def days_late(self, row: CommitmentRow) -> int:
        return rules.days_late(row, self.today, self.calendar)

    def silent_for(self, row: CommitmentRow) -> int:
        return rules.silent_for(row, self.today, self.calendar)

    def asked(self, row: CommitmentRow) -> bool:
        return rules.asked(row, self.today, self.calendar)


def _grouped(rows: Iterable[T], key: str) -> dict[int, list[T]]:
    groups: dict[int, list[T]] = {}
    for row in rows:
        groups.setdefault(getattr(row, key), []).append(row)
    return groups
