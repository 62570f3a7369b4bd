"""Answers of a dossier that the director has not marked as read."""

from dataclasses import dataclass
from datetime import timedelta

from tracker.queries.plan_view import PlanView
from tracker.web.promises import Promise, promise
from tracker.web.read_marks import Mark, mark_of

#: Older answers are told by their milestone alone.
_LATELY = timedelta(days=28)


@dataclass(frozen=True, slots=True)
class Unread:
    """An answer as the milestone's page tells it, and its mark."""

    promise: Promise
    mark: Mark


def unread(view: PlanView, dossier_id: int, locale: str) -> list[Unread]:
    """Those given in the last four weeks, the newest first; « on track » without a word has nothing
    to be read."""
    rows = [
        row
        for row in view.commitments
        if row.dossier_id == dossier_id
        and row.said_on is not None
        and row.said_on >= view.today - _LATELY
        and row.read_at is None
        and (row.answer != "on_track" or row.sentence)
        and view.standing(row) not in {"withdrawn", "proposed"}
    ]
    rows.sort(key=lambda row: (row.said_at, row.id), reverse=True)
    marks = [(row, mark_of(view, row)) for row in rows]
    return [Unread(promise(view, row, locale), mark) for row, mark in marks if mark is not None]
