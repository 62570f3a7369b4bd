"""What who is signed in may find: the same as what the pages show them."""

from tracker.queries.plan_view import PlanView
from tracker.queries.search import Sight
from tracker.web.access import may
from tracker.web.identity import CurrentUser

#: Who reads every review and every decision; the others, those that concern them.
_BUREAU = frozenset({"director", "coordinator", "administrator"})


def sight(view: PlanView, reader: CurrentUser) -> Sight:
    """Of the current plan, or of every plan for who edits them."""
    directory, own = view.directory, reader.unit_ids
    units = tuple(unit for unit in directory.units if directory.living(unit) in own)
    led = (row.id for row in view.dossiers if row.lead_unit_id in units)
    return Sight(
        person_id=reader.id,
        plan_id=view.plan.id if view.plan else None,
        unit_ids=units,
        dossier_ids=tuple(led),
        every_plan=may("plan:edit"),
        everybody=may("people:manage"),
        every_question=may("board:read"),
        every_review=reader.role in _BUREAU,
    )
