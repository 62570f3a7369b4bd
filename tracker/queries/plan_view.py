"""The current plan, read whole on a day: what every page and every mail starts from."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cached_property
from typing import TypeVar
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from tracker.domain import standing as rules
from tracker.domain.calendar import BusinessCalendar
from tracker.domain.decisions import is_overdue
from tracker.domain.schedule import Schedule
from tracker.queries.calendars import read_calendars
from tracker.queries.decisions import DecisionRow, open_decisions
from tracker.queries.directory import Directory, read_directory
from tracker.queries.indicator_rows import OwedValue, ReporterRow, owed_values
from tracker.queries.indicators import reporters
from tracker.queries.plan_rows import (
    CommitmentRow,
    DossierRow,
    MilestoneRow,
    PlanRow,
    QuestionRow,
    RaisingRow,
    commitment_row,
    dossier_row,
    milestone_row,
)
from tracker.queries.plan_statements import (
    open_questions_statement,
    plan_statement,
    raisings_statement,
    whole_plan_statement,
)
from tracker.queries.revision import read_revision

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
    revision, revised_at = known or read_revision(session)
    found = session.execute(plan_statement(plan_id)).one_or_none()
    plan = PlanRow(*found) if found else None
    calendar, slot_calendar = read_calendars(session)
    directory = read_directory(session, today)
    dossiers: dict[int, DossierRow] = {}
    milestones: dict[int, MilestoneRow] = {}
    commitments: list[CommitmentRow] = []
    questions: list[QuestionRow] = []
    raisings: list[RaisingRow] = []
    decisions: list[DecisionRow] = []
    if plan is not None:
        lately = datetime.combine(today - _CONFIRMED_SINCE, time(), UTC)
        for row in session.execute(whole_plan_statement(plan.id), {"lately": lately}):
            dossiers.setdefault(row.dossier_id, dossier_row(row))
            if row.milestone_id is None:
                continue
            milestones.setdefault(row.milestone_id, milestone_row(row))
            if row.commitment_id is not None:
                commitments.append(commitment_row(row, plan, directory))
        asked = session.execute(open_questions_statement(plan.id))
        questions = [QuestionRow(*row) for row in asked]
        raisings = [RaisingRow(*row) for row in session.execute(raisings_statement(plan.id))]
        decisions = open_decisions(session, plan.id)
    return PlanView(
        revision,
        revised_at,
        today,
        plan,
        calendar,
        directory,
        tuple(dossiers.values()),
        milestones,
        tuple(commitments),
        tuple(questions),
        slot_calendar,
        tuple(raisings),
        tuple(decisions),
        reporters=tuple(reporters(session)) if plan is not None else (),
    )
