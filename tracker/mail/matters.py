"""What the coordination has to see to, gathered from one part of the plan after the other.

Only references, and what they are put in order by: their lines are written from a part that holds
the first of them.
"""

from collections.abc import Callable, Iterable, Iterator

from sqlalchemy.orm import Session

from tracker.mail import digests
from tracker.mail.carriers import uncarried
from tracker.queries import attention, raisings
from tracker.queries.directory_statements import answered_by
from tracker.queries.plan_parts import Wanted, milestones_in_parts, people_out_of_order, read_part
from tracker.queries.plan_rows import MilestoneRow
from tracker.queries.plan_view import CommitmentRow, PlanView
from tracker.queries.to_mend import ToMend, to_mend

Order = tuple[int, ...]
#: Of contacts first; then of who is no contact of any unit, but of the Bureau.
_OF_A_UNIT, _OF_NO_UNIT = 0, 1


class Matters:
    """True where there is something to tell the coordination.

    Every list is whole and in the order in which it is told; ids, unless said.
    """

    def __init__(self, views: Iterable[PlanView] = ()) -> None:
        self._to_decide: dict[int, Order] = {}
        self._commitment_of: dict[int, int] = {}
        self._silent: dict[int, Order] = {}
        self._to_mend: dict[tuple, tuple[Order, ToMend]] = {}
        self._outside: dict[int, Order] = {}
        self._told: set[int] = set()
        self._besides = False
        for view in views:
            self.add(view)

    def add(self, view: PlanView) -> None:
        """Count in what a part of the plan holds, or all of it. What several hold counts once."""
        for one in raisings.to_decide(view):
            self._to_decide[one.id] = (one.raised_on.toordinal(), one.id)
            self._commitment_of[one.id] = one.commitment_id
        for row in attention.silent(view):
            order = (*attention.silence_order(view, row), *_place(view, row))
            self._silent[row.unit_id] = min(order, self._silent.get(row.unit_id, order))
        for one in to_mend(view):
            order, what = _ORDERS[one.kind](view, one), _what(one)
            known = self._to_mend.get(what)
            if known is None or order < known[0]:
                self._to_mend[what] = order, one
            if one.kind == "no_contact":
                self._told.update(view.directory.contacts.get(one.unit_id, ()))
        for row in digests.blocked_outside(view):
            self._outside[row.id] = _place(view, row)
        # Any part tells of all of these.
        self._besides = bool(digests.unaddressed_questions(view) or uncarried(view))

    def __bool__(self) -> bool:
        found = (self._to_decide, self._silent, self._to_mend, self._outside)
        return self._besides or any(found)

    @property
    def to_decide(self) -> list[int]:
        """What was announced and may be raised."""
        return _in_order(self._to_decide)

    @property
    def silent(self) -> list[int]:
        """Units with commitments in silence."""
        return _in_order(self._silent)

    @property
    def outside(self) -> list[int]:
        """Commitments blocked by somebody outside the city."""
        return _in_order(self._outside)

    @property
    def unreached(self) -> list[ToMend]:
        """Units that nobody is written to for, then who is away, then suspended addresses that are
        told with none of these units."""
        suspended = (one for one in self._of("suspended") if one.person_id not in self._told)
        return [*self._of("no_contact"), *self._of("away_alone"), *suspended]

    @property
    def left(self) -> list[ToMend]:
        """Contacts who left their function, or ask for another contact."""
        return [*self._of("opted_out"), *self._of("left")]

    @property
    def milestones(self) -> list[ToMend]:
        """Milestones that nobody carries as they should be."""
        return [*self._of("merged_holds"), *self._of("no_lead"), *self._of("no_commitment")]

    @property
    def dossiers(self) -> list[ToMend]:
        """Dossiers without a lead."""
        return self._of("dossier_lead")

    def first(self, many: int) -> Wanted:
        """What the lines of the first of each are written from."""
        named = [*self.unreached[:many], *self.left[:many]]
        return Wanted(
            units=self.silent[:many],
            commitments=[
                *(self._commitment_of[id_] for id_ in self.to_decide[:many]),
                *self.outside[:many],
            ],
            milestones={one.milestone_id for one in self.milestones[:many]} - {None},
            named_units={one.unit_id for one in named} - {None},
            named_people={one.person_id for one in named} - {None},
        )

    def _of(self, kind: str) -> list[ToMend]:
        found = [pair for pair in self._to_mend.values() if pair[1].kind == kind]
        return [one for _order, one in sorted(found, key=lambda pair: pair[0])]


def matters_in_parts(session: Session, base: PlanView) -> Matters:
    """Those of the current plan, which must be there. A few statements for each part."""
    return Matters(_parts(session, base))


def _parts(session: Session, base: PlanView) -> Iterator[PlanView]:
    for milestones in milestones_in_parts(session, base.plan.id):
        yield read_part(session, base, Wanted(milestones=milestones))
    # Also where no unit of theirs has any share in the plan; all the units of one together.
    for people in people_out_of_order(session):
        units = session.scalars(answered_by(people, base.today)).all()
        yield read_part(session, base, Wanted(named_units=units, named_people=people))


def _in_order(found: dict[int, Order]) -> list[int]:
    return sorted(found, key=found.__getitem__)


def _what(one: ToMend) -> tuple:
    """What is told once, whichever of their units a part holds."""
    if one.kind in {"suspended", "opted_out"}:
        return one.kind, one.person_id
    return one.kind, one.unit_id, one.person_id, one.dossier_id, one.milestone_id


def _place(view: PlanView, row: CommitmentRow) -> Order:
    """Its place in the plan."""
    return (*_place_of(view, view.milestone_of(row)), row.role != "lead", row.id)


def _place_of(view: PlanView, milestone: MilestoneRow) -> Order:
    return view.dossier_by_id[milestone.dossier_id].position, milestone.position


def _by_unit(view: PlanView, one: ToMend) -> Order:
    return view.directory.units[one.unit_id].position, one.unit_id


def _by_contact(view: PlanView, one: ToMend) -> Order:
    """As the directory holds its contacts: a unit comes with the first person of any rank."""
    if one.unit_id is None:
        return _OF_NO_UNIT, one.person_id
    contacts = view.directory.contacts[one.unit_id]
    return _OF_A_UNIT, min(contacts), one.unit_id, contacts.index(one.person_id)


def _by_person(view: PlanView, one: ToMend) -> Order:
    return one.person_id, *_by_unit(view, one)


def _by_milestone(view: PlanView, one: ToMend) -> Order:
    return *_place_of(view, view.milestones[one.milestone_id]), one.milestone_id


def _by_unit_then_milestone(view: PlanView, one: ToMend) -> Order:
    return *_by_unit(view, one), *_by_milestone(view, one)


def _by_dossier(view: PlanView, one: ToMend) -> Order:
    return view.dossier_by_id[one.dossier_id].position, one.dossier_id


#: What each kind is put in order by, as `to_mend` does of a whole plan.
_ORDERS: dict[str, Callable[[PlanView, ToMend], Order]] = {
    "raising": lambda _view, _one: (),
    "no_contact": _by_unit,
    "away_alone": _by_unit,
    "suspended": _by_contact,
    "opted_out": _by_person,
    "merged_holds": _by_unit_then_milestone,
    "no_lead": _by_milestone,
    "no_commitment": _by_milestone,
    "dossier_lead": _by_dossier,
    "left": _by_contact,
}
