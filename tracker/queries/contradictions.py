"""Where words and facts do not agree in a plan: one row a case. Pure, of a PlanView.

Pages, briefs and agendas list the same rows; `wording/contradictions.py` puts them in words.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from tracker.domain import contradictions as rules
from tracker.queries.milestone_facts import contributions
from tracker.queries.plan_rows import CommitmentRow, MilestoneRow
from tracker.queries.plan_view import PlanView


@dataclass(frozen=True, slots=True)
class Contradiction:
    """One case. `unit_id`: whose words they are (for `blocker_silent`, who says nothing).

    `count`: contributions awaited, or postponements; `days`: business days. 0 where the sort
    has no such figure.
    """

    code: str
    milestone_id: int
    dossier_id: int
    commitment_id: int
    unit_id: int
    count: int = 0
    days: int = 0


def contradictions(view: PlanView) -> list[Contradiction]:
    """Those of the whole plan, in the order of the plan."""
    return of_milestones(view, view.milestones.values())


def of_dossier(view: PlanView, dossier_id: int) -> list[Contradiction]:
    """Those of one dossier, in the order of the plan."""
    return of_milestones(view, view.milestones_of(dossier_id))


def of_milestones(view: PlanView, milestones: Iterable[MilestoneRow]) -> list[Contradiction]:
    """Those of these milestones: the lead's first, then by sort, as CODES orders them."""
    found = []
    for milestone in milestones:
        for row in view.by_milestone.get(milestone.id, ()):
            cases = list(_of_commitment(view, milestone, row))
            found += sorted(cases, key=lambda case: rules.CODES.index(case.code))
    return found


def _of_commitment(
    view: PlanView, milestone: MilestoneRow, row: CommitmentRow
) -> Iterator[Contradiction]:
    if row.answer is None:
        return
    on = (view.today, view.calendar)

    def case(code: str, unit_id: int = row.unit_id, **figures: int) -> Contradiction:
        return Contradiction(code, milestone.id, milestone.dossier_id, row.id, unit_id, **figures)

    if days := rules.on_track_past(row, *on):
        yield case("on_track_past", days=days)
    if rules.on_track_near(row, row.third_on, *on):
        yield case("on_track_near", count=rules.CONFIRMED)
    if row.role == "lead" and not row.released:
        done, total = contributions(view, milestone)
        if awaited := rules.done_awaited(row, total - done, *on):
            yield case("done_awaited", count=awaited)
        if rules.done_bare(row, milestone.kind, row.sentence, row.link, *on):
            yield case("done_bare")
    if moved := rules.moved_often(row, *on):
        yield case("moved_often", count=moved, days=view.slippage(row))
    # Whom no mail reaches is the Bureau's to mend, never that unit's silence.
    if row.blocker_unit_id is not None and view.directory.recipient_of(row.blocker_unit_id):
        said_on, silent = _heard(view, row.blocker_unit_id)
        if days := rules.blocker_silent(row, said_on, silent, *on):
            yield case("blocker_silent", row.blocker_unit_id, days=days)


def _heard(view: PlanView, unit_id: int):
    """The day of a unit's last answer on anything, and whether its mails stay unanswered."""
    rows = view.by_unit.get(unit_id, ())
    said_on = max((row.said_on for row in rows if row.said_on is not None), default=None)
    return said_on, any(view.flags(row).silent for row in rows)
