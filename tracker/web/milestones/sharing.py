"""Who leads a milestone and who contributes, as its page of shares tells it."""

from dataclasses import dataclass

from flask_babel import gettext as _

from tracker.domain.standing import due
from tracker.queries.directory import UnitRow
from tracker.queries.plan_rows import CommitmentRow, MilestoneRow
from tracker.queries.plan_view import PlanView
from tracker.wording import naming, states
from tracker.wording.naming import Name


@dataclass(frozen=True, slots=True)
class Share:
    """One unit of the milestone: `said`, its last answer in a word; `gone`: merged since."""

    id: int
    unit: Name
    unit_code: str
    leads: bool
    word: str
    said: str
    gone: bool


@dataclass(frozen=True, slots=True)
class Group:
    """Units that may be added, under one title: (code, name) pairs."""

    title: str
    units: tuple[tuple[str, Name], ...]


@dataclass(frozen=True, slots=True)
class SharesPage:
    """`boroughs`: how many are not there yet; `starts_from`: the date a new lead starts at."""

    code: str
    title: Name
    lead: Share | None
    contributors: tuple[Share, ...]
    released: tuple[Share, ...]
    groups: tuple[Group, ...]
    boroughs: int
    starts_from: object


def shares_page(view: PlanView, milestone: MilestoneRow, locale: str) -> SharesPage:
    """Everything the page of shares tells, in `locale`."""
    rows = view.by_milestone.get(milestone.id, [])
    live = [row for row in rows if not row.released]
    lead = view.lead_of(milestone.id)
    return SharesPage(
        code=milestone.code,
        title=naming.milestone_title(milestone, locale),
        lead=_share(view, lead, locale) if lead else None,
        contributors=tuple(_share(view, row, locale) for row in live if row.role != "lead"),
        released=tuple(_share(view, row, locale) for row in rows if row.released),
        groups=tuple(
            Group(title, tuple((unit.code, naming.unit_name(unit, locale)) for unit in units))
            for title, units in _grouped(absent_units(view, milestone.id))
        ),
        boroughs=len(absent_boroughs(view, milestone.id)),
        starts_from=due(lead) if lead else milestone.baseline_due,
    )


def absent_units(view: PlanView, milestone_id: int) -> list[UnitRow]:
    """Living units that have no share of the milestone, not even a released one."""
    there = {row.unit_id for row in view.by_milestone.get(milestone_id, ())}
    return [unit for unit in view.directory.live_units if unit.id not in there]


def absent_boroughs(view: PlanView, milestone_id: int) -> list[UnitRow]:
    """The boroughs among them: « Tous les arrondissements »."""
    return [unit for unit in absent_units(view, milestone_id) if unit.kind == "borough"]


def lead_choices(view: PlanView) -> list[tuple[str, list[tuple[str, str]]]]:
    """Every living unit, (code, name) pairs by group, for a list to choose from."""
    return [
        (title, [(unit.code, unit.name) for unit in units])
        for title, units in _grouped(view.directory.live_units)
    ]


def unit_names(view: PlanView) -> dict[int, str]:
    """The name of each unit by its id, as a history keeps it."""
    return {unit.id: unit.name for unit in view.directory.units.values()}


def _grouped(units: list[UnitRow]) -> list[tuple[str, list[UnitRow]]]:
    boroughs = [unit for unit in units if unit.kind == "borough"]
    central = [unit for unit in units if unit.kind != "borough"]
    groups = [(_("Arrondissements"), boroughs), (_("Services centraux"), central)]
    return [(title, some) for title, some in groups if some]


def _share(view: PlanView, row: CommitmentRow, locale: str) -> Share:
    unit = view.directory.units[row.unit_id]
    return Share(
        id=row.id,
        unit=naming.unit_name(unit, locale),
        unit_code=unit.code,
        leads=row.role == "lead",
        word=view.word(row),
        said=states.answer(row.answer) if row.answer else "",
        gone=unit.merged,
    )
