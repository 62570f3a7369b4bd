"""What a page of the room is about: found, or refused in a sentence."""

from dataclasses import dataclass

from flask import abort, g
from flask_babel import gettext as _

from tracker.domain.consultations import Consultation, ConsultationPoint
from tracker.domain.plans import ActionPlan, Dossier
from tracker.extensions import db
from tracker.queries.plan_view import PlanView
from tracker.web import reading
from tracker.wording import consultations as words
from tracker.wording import naming


def view_of(plan_id: int) -> PlanView:
    """The plan, or « not found »."""
    view = reading.view_of(plan_id)
    return view if view.plan is not None else abort(404)


def dossier_of(plan_id: int, dossier_id: int) -> Dossier:
    """A dossier of a plan that is not closed."""
    dossier = db.session.get(Dossier, dossier_id)
    if dossier is None or dossier.plan_id != plan_id:
        abort(404)
    if db.session.get_one(ActionPlan, plan_id).closed_at is not None:
        abort(409, _("Ce plan est clos : il se lit encore, mais ne change plus."))
    return dossier


def found_one(consultation_id: int, lock: bool = False) -> Consultation:
    """A consultation, or « not found »; `lock`: held until the transaction ends."""
    return db.session.get(Consultation, consultation_id, with_for_update=lock) or abort(404)


def open_one(consultation_id: int, lock: bool = False) -> Consultation:
    """One that may still be written in."""
    found = found_one(consultation_id, lock)
    if found.closed_at is not None:
        abort(409, _("Cette consultation est close : rouvrez-la pour y écrire."))
    if plan_of(found).closed_at is not None:
        abort(409, _("Ce plan est clos : il se lit encore, mais ne change plus."))
    return found


def plan_of(found: Consultation) -> ActionPlan:
    """The plan that it was held for."""
    dossier = db.session.get_one(Dossier, found.dossier_id)
    return db.session.get_one(ActionPlan, dossier.plan_id)


@dataclass(frozen=True, slots=True)
class Offered:
    """Milestones that may take account of a point, (id, title): the dossier's own, then the
    plan's others."""

    own: tuple[tuple[int, str], ...]
    others: tuple[tuple[int, str], ...]


def milestones_of(found: Consultation, held: ConsultationPoint | None = None) -> Offered:
    """Those of the plan, and those that the point holds already, withdrawn since or not."""
    view = view_of(plan_of(found).id)
    kept = {one.milestone_id for one in held.traces} if held else set()
    rows = [row for row in view.milestones.values() if not row.withdrawn or row.id in kept]

    def named(own: bool) -> tuple[tuple[int, str], ...]:
        return tuple(
            (row.id, f"{row.code} {naming.milestone_title(row, g.locale).text}")
            for row in rows
            if (row.dossier_id == found.dossier_id) is own
        )

    return Offered(named(own=True), named(own=False))


def about(dossier: Dossier) -> dict[str, object]:
    """What stands above each page of a dossier's consultations."""
    plan = db.session.get_one(ActionPlan, dossier.plan_id)
    return {
        "plan": plan,
        "title": naming.plan_title(plan, g.locale),
        "dossier": dossier,
        "dossier_name": naming.dossier_title(dossier, g.locale),
        "words": words,
    }
