"""An answer and whether the director has read it: what she presses, what the unit sees."""

from dataclasses import dataclass

from flask import g
from flask_babel import gettext as _

from tracker.queries.plan_rows import CommitmentRow
from tracker.queries.plan_view import PlanView
from tracker.web import reading
from tracker.wording import dates, units


@dataclass(frozen=True, slots=True)
class Mark:
    """`update_id`: the answer that stands; `read`: who read it and when, empty where nobody did;
    `words`: the word back; `about`: whose answer it is."""

    commitment_id: int
    update_id: int
    read: str
    words: str
    about: str


def mark_of(view: PlanView, row: CommitmentRow) -> Mark | None:
    """The mark of the answer that stands; None where nothing was answered."""
    if row.live_update_id is None:
        return None
    about = f"{view.milestone_of(row).code}, {units.margin_name(view.directory.units[row.unit_id])}"
    return Mark(row.id, row.live_update_id, read_said(view, row), row.read_words, about)


def read_said(view: PlanView, row: CommitmentRow) -> str:
    """« Lu par la direction du Bureau le 20 avril »; empty where nobody read it."""
    if row.read_at is None:
        return ""
    day = row.read_at.astimezone(reading.settings().timezone).date()
    said = dates.short_date(day, g.locale, view.today)
    return _("Lu par la direction du Bureau le %(day)s", day=said)
