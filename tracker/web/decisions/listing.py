"""Decisions as a list: filtered by the address, their times to decision, what waits still."""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from tracker.domain.decisions import days_awaited
from tracker.queries.agenda import director_of
from tracker.queries.attention import needs_director, unanswered_on_dossiers
from tracker.queries.decisions import DecisionRow
from tracker.queries.plan_view import PlanView
from tracker.wording import naming, numbers
from tracker.wording.naming import Name
from tracker.wording.spelled import capitalised, spelled
from tracker.wording.telling import waits_since

FILTERS = ("open", "overdue", "mine", "done", "dropped", "all")


@dataclass(frozen=True, slots=True)
class Waiting:
    """Something that waits for the director: what, where, and for how many business days."""

    code: str
    title: Name
    url: str
    age: int
    waits: str


def chosen(
    view: PlanView, rows: Sequence[DecisionRow], show: str, mine: set[int]
) -> list[DecisionRow]:
    """Those of a filter: the open ones first, the first due first; closed ones, the latest first.

    `mine`: ids of the decisions that the reader carries out.
    """
    keeps = {
        "open": lambda row: row.is_open,
        "overdue": view.is_overdue,
        "mine": lambda row: row.id in mine,
        "done": lambda row: row.outcome == "done",
        "dropped": lambda row: row.outcome == "dropped",
        "all": lambda _row: True,
    }[show]
    still = [row for row in rows if row.is_open and keeps(row)]
    closed = [row for row in rows if not row.is_open and keeps(row)]
    return still + sorted(closed, key=lambda row: (row.closed_on, row.number), reverse=True)


def headline(view: PlanView, rows: Sequence[DecisionRow], locale: str) -> str:
    """« Trois décisions à mener, dont une en retard »."""
    still = [row for row in rows if row.is_open]
    late = sum(map(view.is_overdue, still))
    if not still:
        return _("Aucune décision à mener")
    words = ngettext(
        "%(n)s décision à mener",
        "%(n)s décisions à mener",
        len(still),
        n=capitalised(spelled(len(still), locale, feminine=True)),
    )
    if not late:
        return words
    among = spelled(late, locale, feminine=True)
    return _("%(what)s, dont %(late)s en retard", what=words, late=among)


def median_days(view: PlanView, rows: Sequence[DecisionRow]) -> float | None:
    """Median time to decision in business days, of every decision taken; None of none."""
    days = [days_awaited(row.waited_since, row.taken_on, view.calendar) for row in rows]
    return median(days) if days else None


def queue(view: PlanView, locale: str) -> list[Waiting]:
    """What waits for the director now, the longest first."""
    found = []
    director_id = director_of(view)
    for need in needs_director(view, director_id):
        since, milestone = waits_since(need), view.milestone_of(need.row)
        age = max(0, view.calendar.between(since, view.today)) if since else 0
        url = url_for("milestones.page", milestone_id=milestone.id)
        title = naming.milestone_title(milestone, locale)
        found.append(Waiting(milestone.code, title, url, age, _waits(age, locale)))
    for asked in unanswered_on_dossiers(view, director_id):
        dossier = view.dossier_by_id[asked.dossier_id]
        age = max(0, view.calendar.between(asked.asked_at.date(), view.today))
        url = url_for("questions.page", question_id=asked.id)
        title = naming.dossier_title(dossier, locale)
        found.append(Waiting(dossier.code, title, url, age, _waits(age, locale)))
    return sorted(found, key=lambda one: (-one.age, one.code))


def _waits(age: int, locale: str) -> str:
    if not age:
        return _("depuis aujourd’hui")
    return _("depuis %(days)s", days=numbers.business_days(age, locale))
