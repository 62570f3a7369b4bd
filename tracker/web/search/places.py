"""Where what was found is to be read: the page, and the place on it."""

from flask import url_for

from tracker.queries.plan_view import PlanView
from tracker.queries.search import FoundRow
from tracker.web.access import may


def address(row: FoundRow, view: PlanView) -> str:
    """The page that shows it, with the anchor of what was said."""
    if row.kind == "unit":
        return _unit(view, row.unit_id)
    if row.kind == "person":
        return _person(view, row.person_id or 0)
    if row.kind == "decision":
        return url_for("decisions.page", decision_id=row.source_id)
    if row.kind == "note":
        return url_for("reviews.page", review_id=row.review_id, _anchor=row.dossier_code)
    if row.kind == "question" and row.milestone_id is None and row.plan_current:
        return url_for("questions.page", question_id=row.source_id)
    if row.milestone_id is not None and row.kind in _ANCHORS:
        return _milestone(row, f"{_ANCHORS[row.kind]}-{row.source_id}")
    if row.kind == "milestone":
        return _milestone(row, None)
    if row.kind == "confidence" and row.plan_current:
        return url_for("confidence.page", code=row.dossier_code)
    return _dossier(row)


#: What an entry of a milestone's history is called on its page.
_ANCHORS = {"answer": "reponse", "question": "question", "blocker_reply": "levee"}


def _milestone(row: FoundRow, anchor: str | None) -> str:
    return url_for("milestones.page", milestone_id=row.milestone_id, _anchor=anchor)


def _dossier(row: FoundRow) -> str:
    """That of another plan is a part of the plan's own page."""
    if not row.plan_current:
        return url_for("plan.page", plan_id=row.plan_id)
    return url_for("dossiers.page", code=row.dossier_code)


def _unit(view: PlanView, unit_id: int | None) -> str:
    return url_for("units.page", code=view.directory.units[unit_id or 0].code)


def _person(view: PlanView, person_id: int) -> str:
    """Their own page for who manages people; else that of the unit they answer for."""
    if may("people:manage"):
        return url_for("people.page", person_id=person_id)
    ids = (unit.id for unit in view.directory.live_units)
    contacts = view.directory.contacts
    return _unit(view, next(unit for unit in ids if person_id in contacts.get(unit, ())))
