"""A decision as a line of a page: the same on a review, among all of them, at its owner's."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from flask import url_for

from tracker.queries.decisions import DecisionRow
from tracker.queries.plan_view import PlanView
from tracker.wording import decisions
from tracker.wording.naming import Name


@dataclass(frozen=True, slots=True)
class DecisionLine:
    """`stands`: in words; `awaited`: how long it was, empty where it was not; `about`: codes of
    the milestone or of the dossier."""

    id: int
    number: int
    text: str
    url: str
    owner: Name
    due: date
    is_open: bool
    overdue: bool
    stands: str
    awaited: str
    about: str
    review: int | None
    version: int
    closed_words: str


def line(view: PlanView, row: DecisionRow, locale: str) -> DecisionLine:
    """`row` in words of `locale`."""
    milestone = view.milestones.get(row.milestone_id or 0)
    dossier = view.dossier_by_id.get(row.dossier_id or 0)
    about = milestone or dossier
    return DecisionLine(
        row.id,
        row.number,
        row.text,
        url_for("decisions.page", decision_id=row.id),
        decisions.owner(view, row, locale),
        row.due,
        row.is_open,
        view.is_overdue(row),
        decisions.stands(view, row, locale),
        decisions.awaited(view, row, locale),
        about.code if about else "",
        row.review_number,
        row.version,
        row.closed_words,
    )


def lines(view: PlanView, rows: Iterable[DecisionRow], locale: str) -> list[DecisionLine]:
    return [line(view, row, locale) for row in rows]


def owned_by(view: PlanView, person_id: int | None, unit_ids: Iterable[int]) -> list[DecisionRow]:
    """Open decisions that a person carries out, or one of these units does; first due first."""
    units = set(unit_ids)
    return [
        row
        for row in view.decisions
        if (person_id is not None and row.owner_id == person_id)
        or view.directory.living(row.owner_unit_id) in units
    ]
