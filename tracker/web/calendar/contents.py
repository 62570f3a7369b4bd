"""What a feed shows: the promises of a unit, of a person's units, or the whole plan."""

from collections.abc import Callable
from dataclasses import dataclass

from flask_babel import gettext as _

from tracker.queries.plan_rows import CommitmentRow
from tracker.queries.plan_view import PlanView


@dataclass(frozen=True, slots=True)
class Contents:
    """Rows, the language they are told in, and what the calendar is called in it."""

    rows: tuple[CommitmentRow, ...]
    locale: str
    title: Callable[[], str]


def of_unit(view: PlanView, unit_id: int, locale: str) -> Contents | None:
    """The promises of a unit; None when it was merged into another."""
    unit = view.directory.units.get(unit_id)
    if unit is None or unit.merged:
        return None
    return Contents(tuple(view.by_unit.get(unit_id, ())), locale, lambda: unit.name)


def of_person(view: PlanView, person_id: int) -> Contents | None:
    """The promises of the units a person is a contact of, whoever is away today. Somebody of the
    Bureau who is none's contact sees every milestone once, by its lead. None for who has left.
    """
    person = view.directory.people.get(person_id)
    if person is None or not person.active:
        return None
    mine = {unit for unit, contacts in view.directory.contacts.items() if person_id in contacts}
    if not mine and person.role != "none":
        leads = tuple(row for row in view.commitments if row.role == "lead" and not row.released)
        return Contents(leads, person.locale, lambda: _("tout le plan"))
    rows = tuple(row for row in view.commitments if row.unit_id in mine)
    return Contents(rows, person.locale, lambda: _("vos jalons"))
