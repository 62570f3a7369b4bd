"""The map of units by dossiers: for each pair the most pressing word of its commitments."""

from collections import Counter
from dataclasses import dataclass
from itertools import groupby

from flask_babel import gettext as _

from tracker.domain.standing import PRESSING, pressing
from tracker.queries.plan_rows import CommitmentRow, DossierRow
from tracker.queries.plan_view import PlanView
from tracker.web.board.filters import Filters
from tracker.wording import counts, states, units

#: The words that the margins « À suivre » add up.
TO_FOLLOW = frozenset({"blocked", "late", "silent"})


@dataclass(frozen=True, slots=True)
class Cell:
    """One unit in one dossier. `said`: its state in words; `count` share the most pressing one."""

    key: str
    code: str
    word: str
    count: int
    said: str
    postponed: bool
    hatched: bool
    follow: int
    current: bool


@dataclass(frozen=True, slots=True)
class MapRow:
    """A unit: its code, its name as the margin has room for, in whole and in short."""

    code: str
    label: str
    name: str
    short: str
    cells: tuple[Cell | None, ...]

    @property
    def follow(self) -> int:
        return sum(cell.follow for cell in self.cells if cell)


@dataclass(frozen=True, slots=True)
class RowGroup:
    kind: str
    title: str
    rows: tuple[MapRow, ...]


@dataclass(frozen=True, slots=True)
class HeatMap:
    """Columns, groups of columns (role, how many), groups of rows, and the foot."""

    columns: tuple[DossierRow, ...]
    roles: tuple[tuple[str, int], ...]
    starts: frozenset[int]
    groups: tuple[RowGroup, ...]
    foot: tuple[int, ...]
    shown_words: tuple[str, ...]
    whole: int
    mandate: tuple[DossierRow, ...]
    mandate_says: str

    @property
    def follow(self) -> int:
        """What the map shown adds up to; `whole` is what the unfiltered one does."""
        return sum(self.foot)


def heat_map(view: PlanView, filters: Filters, locale: str) -> HeatMap:
    """The map as `filters` ask for it. Rows keep their order: boroughs, then the centre."""
    shown = [row for row in view.dossiers if row.bureau_role != "mandate"]
    columns = tuple(row for row in shown if filters.dossier in {"", row.code})
    cells = _cells(view, filters)
    groups = _groups(view, columns, cells, filters, locale) if cells else ()
    starts, roles = _roles(columns)
    used = {cell.word for cell in cells.values()}
    return HeatMap(
        columns=columns,
        roles=roles,
        starts=starts,
        groups=groups,
        foot=tuple(_follow(groups, index) for index in range(len(columns))),
        shown_words=tuple(word for word in PRESSING if word in used),
        whole=sum(cell.follow for cell in cells.values()),
        mandate=tuple(row for row in view.dossiers if row.bureau_role == "mandate"),
        mandate_says=_mandate(view),
    )


def concerned(view: PlanView) -> dict[tuple[int, int], list[CommitmentRow]]:
    """Commitments by unit and dossier, without those that were released or withdrawn."""
    found: dict[tuple[int, int], list[CommitmentRow]] = {}
    for row in view.commitments:
        if not row.released and not row.milestone_withdrawn:
            found.setdefault((row.unit_id, row.dossier_id), []).append(row)
    return found


def _cells(view: PlanView, filters: Filters) -> dict[tuple[int, int], Cell]:
    units_by_id, dossiers = view.directory.units, view.dossier_by_id
    cells = {}
    for pair, rows in concerned(view).items():
        unit, dossier = units_by_id[pair[0]], dossiers[pair[1]]
        if dossier.bureau_role != "mandate":
            current = filters.cell == (unit.code, dossier.code)
            cells[pair] = _cell(view, rows, unit.code, dossier.code, current)
    return cells


def _cell(view: PlanView, rows: list[CommitmentRow], unit: str, dossier: str, current: bool):
    words = [view.word(row) for row in rows]
    flags = [view.flags(row) for row in rows]
    word, count = pressing(words)
    postponed = any(flag.postponed for flag in flags) or any(_inherits(view, row) for row in rows)
    silent = word != "silent" and any(flag.silent for flag in flags)
    said = counts.standings(words) if len(words) > 1 else [states.standing(word)]
    if silent and "silent" not in words:
        said.append(_("sans réponse"))
    if postponed:
        said.append(_("reporté"))
    return Cell(
        key=f"{unit}-{dossier}",
        code=dossier,
        word=word,
        count=count,
        said=", ".join(said),
        postponed=postponed,
        hatched=silent,
        follow=sum(word in TO_FOLLOW for word in words),
        current=current,
    )


def _inherits(view: PlanView, row: CommitmentRow) -> bool:
    """Whether a contribution still awaited, without a date of its own, slipped with its lead."""
    settled = view.word(row) in {"done", "withdrawn", "proposed", "no_lead"}
    return (
        row.role == "contributor"
        and row.forecast is None
        and not settled
        and (view.slippage(row) > 0)
    )


def _groups(view, columns, cells, filters: Filters, locale: str) -> tuple[RowGroup, ...]:
    titles = {"borough": _("Arrondissements"), "central": _("Direction et services centraux")}
    rows: dict[str, list[MapRow]] = {kind: [] for kind in titles if filters.kind in {"", kind}}
    for unit in view.directory.live_units:
        kind = "borough" if unit.kind == "borough" else "central"
        if kind not in rows:
            continue
        found = tuple(cells.get((unit.id, column.id)) for column in columns)
        row = MapRow(
            unit.code, units.margin_name(unit), units.full_name(unit, locale), unit.short, found
        )
        if (row.follow or not filters.show) and (any(found) or not filters.dossier):
            rows[kind].append(row)
    return tuple(RowGroup(kind, titles[kind], tuple(some)) for kind, some in rows.items() if some)


def _roles(columns: tuple[DossierRow, ...]) -> tuple[frozenset[int], tuple[tuple[str, int], ...]]:
    starts, roles, at = set(), [], 0
    for role, together in groupby(columns, key=lambda column: column.bureau_role):
        width = len(list(together))
        starts.add(at)
        roles.append((role, width))
        at += width
    return frozenset(starts - {0}), tuple(roles)


def _follow(groups: tuple[RowGroup, ...], index: int) -> int:
    cells = (row.cells[index] for group in groups for row in group.rows)
    return sum(cell.follow for cell in cells if cell)


def _mandate(view: PlanView) -> str:
    """Where the milestones of the mandate's instruments stand, by their leads' words."""
    words: Counter[str] = Counter()
    for milestone in view.milestones.values():
        if view.dossier_by_id[milestone.dossier_id].bureau_role == "mandate":
            lead = view.lead_of(milestone.id)
            if lead is not None:
                words[view.word(lead)] += 1
            elif not milestone.withdrawn:
                words["no_lead"] += 1
    return ", ".join(counts.standings(words.elements()))
