"""The rows of which a plan's view is made."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from tracker.domain.contradictions import CONFIRMED
from tracker.domain.standing import Facts
from tracker.queries.directory import Directory


@dataclass(frozen=True, slots=True)
class PlanRow:
    """The current plan, the day of the last relance that left, the newest name written down."""

    id: int
    title_fr: str
    title_en: str
    starts_on: date
    ends_on: date
    illustrative: bool
    loaded_at: datetime
    approved_at: datetime | None
    closed_at: datetime | None
    slot_weekday: int
    slot_time: time
    slot_since: datetime | None
    title_en_of: str
    last_slot_on: date | None
    last_named_on: date | None
    own_day: bool = False
    #: Of its last brief; None before the first.
    brief_number: int | None = None
    brief_on: date | None = None

    @property
    def state(self) -> str:
        """draft, approved or closed."""
        if self.closed_at is not None:
            return "closed"
        return "draft" if self.approved_at is None else "approved"


@dataclass(frozen=True, slots=True)
class DossierRow:
    id: int
    code: str
    name_fr: str
    name_en: str
    name_en_of: str
    short_fr: str
    short_en: str
    bureau_role: str
    lead_unit_id: int | None
    position: int


@dataclass(frozen=True, slots=True)
class MilestoneRow:
    id: int
    dossier_id: int
    code: str
    kind: str
    title_fr: str
    title_en: str
    title_en_of: str
    starts_on: date
    baseline_due: date
    position: int
    withdrawn: bool
    withdrawn_reason: str | None
    proposal_id: int | None
    proposed_due: date | None
    proposed_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CommitmentRow(Facts):
    """A commitment with its facts and its live answer. Names of units are in the directory.

    `blocker_unit_id`: the unit named, or the one into which it was merged since. `reply_*`: what
    the unit that blocks it last replied to the live answer; `reply_on` the day it promised.
    `read_*`: who marked the live answer as read, and the word back.
    """

    id: int
    milestone_id: int
    dossier_id: int
    unit_id: int
    version: int
    streak: int
    live_update_id: int | None
    said_at: datetime | None
    said_on: date | None
    author_id: int | None
    author_name: str | None
    way: str | None
    sentence: str
    link: str
    reason: str | None
    prior_due: date | None
    new_due: date | None
    blocker_unit_id: int | None
    blocker_words: str
    question_id: int | None
    question_text: str | None
    question_at: datetime | None
    question_by_id: int | None
    reply_kind: str | None
    reply_on: date | None
    reply_sentence: str
    reply_by: str | None
    reply_at: datetime | None
    third_on: date | None
    read_at: datetime | None = None
    read_by: str = ""
    read_words: str = ""


@dataclass(frozen=True, slots=True)
class QuestionRow:
    """A question that nobody has answered yet: on a dossier, whose lead unit is asked, or on a
    commitment."""

    id: int
    dossier_id: int | None
    text: str
    asked_at: datetime
    asked_by_id: int
    commitment_id: int | None = None


@dataclass(frozen=True, slots=True)
class RaisingRow:
    """What a unit was told may be raised. `told`: the mail that said so was accepted and did not
    bounce; `answered`: the unit has answered since, whether it took that back or not."""

    id: int
    commitment_id: int
    step: str
    due: date
    raised_on: date
    announced_at: datetime
    words_fr: str
    words_en: str
    sentence: str
    sentence_by: str | None
    sentence_at: datetime | None
    outcome: str | None
    decided_at: datetime | None
    told_id: int | None
    told: bool
    answered: bool

    def words(self, locale: str) -> str:
        """The words as they were mailed."""
        return (self.words_en if locale == "en" else "") or self.words_fr


def dossier_row(row: Mapping[str, Any]) -> DossierRow:
    """The dossier of a row of the whole plan, told by its columns' names."""
    return DossierRow(
        row["dossier_id"],
        row["dossier_code"],
        row["name_fr"],
        row["name_en"],
        row["name_en_of"],
        row["short_fr"],
        row["short_en"],
        row["bureau_role"],
        row["lead_unit_id"],
        row["dossier_position"],
    )


def milestone_row(row: Mapping[str, Any]) -> MilestoneRow:
    """The milestone of such a row."""
    return MilestoneRow(
        row["milestone_id"],
        row["dossier_id"],
        row["milestone_code"],
        row["kind"],
        row["title_fr"],
        row["title_en"],
        row["title_en_of"],
        row["starts_on"],
        row["baseline_due"],
        row["milestone_position"],
        row["withdrawn_at"] is not None,
        row["withdrawn_reason"],
        row["proposal_id"],
        row["proposed_due"],
        row["proposed_at"],
    )


def commitment_row(row: Mapping[str, Any], plan: PlanRow, directory: Directory) -> CommitmentRow:
    """`directory`: of the day; it tells who can be written to, and who stands for a merged unit."""
    return CommitmentRow(
        plan_state=plan.state,
        plan_ends_on=plan.ends_on,
        milestone_withdrawn=row["withdrawn_at"] is not None,
        has_lead=row["lead_id"] is not None,
        released=row["released_at"] is not None,
        role=row["role"],
        starts_on=row["starts_on"],
        first_baseline=row["first_baseline"] or row["baseline_due"],
        baseline_due=row["baseline_due"],
        lead_forecast=row["lead_forecast"],
        forecast=row["forecast_due"],
        answer=row["answer"],
        answered_on=row["answered_on"],
        done_on=row["done_on"],
        postponements=row["postponements"],
        help_wanted=row["help_wanted"],
        asked_since=row["asked_since"],
        asked_last=row["asked_last"],
        reachable=directory.recipient_of(row["unit_id"]) is not None,
        question_open=row["question_id"] is not None,
        replied_at=row["reply_at"],
        id=row["commitment_id"],
        milestone_id=row["milestone_id"],
        dossier_id=row["dossier_id"],
        unit_id=row["unit_id"],
        version=row["version"],
        streak=row["streak"],
        live_update_id=row["live_update_id"],
        said_at=row["said_at"],
        said_on=row["said_on"],
        author_id=row["author_id"],
        author_name=row["author_name"],
        way=row["way"],
        sentence=row["sentence"] or "",
        link=row["link"] or "",
        reason=row["reason"],
        prior_due=row["prior_due"],
        new_due=row["new_due"],
        blocker_unit_id=directory.living(row["blocker_unit_id"]),
        blocker_words=row["blocker_words"] or "",
        question_id=row["question_id"],
        question_text=row["question_text"],
        question_at=row["question_at"],
        question_by_id=row["question_by_id"],
        reply_kind=row["reply_kind"],
        reply_on=row["reply_on"],
        reply_sentence=row["reply_sentence"] or "",
        reply_by=row["reply_by"],
        reply_at=row["reply_at"],
        read_at=row["read_at"],
        read_by=row["read_by"] or "",
        read_words=row["read_words"] or "",
        third_on=row["third_on"]
        if row["answer"] == "on_track" and row["streak"] >= CONFIRMED
        else None,
    )
