"""Who is told of a decision, and of which ones nobody can be. No session here."""

from tracker.queries.decisions import DecisionRow
from tracker.queries.plan_view import PlanView


def carried_by(view: PlanView, person_id: int) -> list[DecisionRow]:
    """Open decisions for which a person is written to, first due first."""
    return [one for one in view.decisions if view.carrier_of(one) == person_id]


def uncarried(view: PlanView) -> list[DecisionRow]:
    """Open decisions of which nobody can be told: no contact, left, or an address that refuses
    mail; the coordination finds somebody else."""
    return [
        one
        for one in view.decisions
        if (carrier := view.carrier_of(one)) is None
        or unreachable(view, carrier) in {"left", "suspended"}
    ]


def unreachable(view: PlanView, person_id: int) -> str | None:
    """Why nobody may be written to there today: left, suspended, away; None where one may."""
    person = view.directory.addressees[person_id]
    if not person.active:
        return "left"
    if person.suspended:
        return "suspended"
    return "away" if person.away_on(view.today) else None
