"""What is to be raised: what waits, what may be decided today, what was raised. Of a PlanView."""

from tracker.domain.standing import due
from tracker.queries.directory import UnitRow
from tracker.queries.plan_rows import RaisingRow
from tracker.queries.plan_view import PlanView


def stands(view: PlanView, one: RaisingRow) -> bool:
    """Whether it still holds: its mail arrived, the unit has not answered since, and the same
    date has passed or is about to. An answer that was taken back still has stopped it."""
    row = view.by_id.get(one.commitment_id)
    if row is None or one.answered or not one.told:
        return False
    return view.standing(row) in {"late", "due_soon"} and due(row) == one.due


def waiting(view: PlanView) -> list[RaisingRow]:
    """All that was announced and that nobody has decided on, the first to be raised first."""
    return [one for one in view.raisings if one.outcome is None and stands(view, one)]


def to_decide(view: PlanView) -> list[RaisingRow]:
    """Of these, what may be raised on the view's day."""
    return [one for one in waiting(view) if one.raised_on <= view.today]


def waiting_on(view: PlanView, commitment_id: int) -> list[RaisingRow]:
    """What waits of one commitment."""
    return [one for one in waiting(view) if one.commitment_id == commitment_id]


def former_unit(view: PlanView, one: RaisingRow) -> UnitRow | None:
    """The unit that the announced words name, where it was merged since into the one that answers
    today: the words stay as they were mailed."""
    directory, now = view.directory, view.by_id[one.commitment_id].unit_id
    return next(
        (
            unit
            for unit in directory.units.values()
            if unit.merged and unit.name in one.words_fr and directory.living(unit.id) == now
        ),
        None,
    )


def raised_to_director(view: PlanView, commitment_id: int) -> RaisingRow | None:
    """What was raised with the director of a commitment and still holds."""
    found = (
        one
        for one in view.raisings
        if one.commitment_id == commitment_id
        and (one.step, one.outcome) == ("director", "released")
        and stands(view, one)
    )
    return next(found, None)
