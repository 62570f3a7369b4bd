"""What is said beside the words that announced that something may be raised."""

from flask_babel import gettext as _

from tracker.queries import raisings
from tracker.queries.plan_rows import RaisingRow
from tracker.queries.plan_view import PlanView
from tracker.wording.units import of_unit


def since_then(view: PlanView, one: RaisingRow, locale: str) -> str:
    """« Verdun fait maintenant partie de l’arrondissement d’Anjou. »: what the words announced
    could not know; empty where the unit they name still answers."""
    former = raisings.former_unit(view, one)
    if former is None:
        return ""
    now = view.directory.units[view.by_id[one.commitment_id].unit_id]
    return _(
        "%(former)s fait maintenant partie %(of_unit)s.",
        former=former.name,
        of_unit=of_unit(now, locale),
    )
