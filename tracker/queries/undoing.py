"""What was changed by hand, undone line by line from the newest: a plan as it was before.

The log names units as they were called; a name leads to the units that bore it.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from tracker.domain.units import spelling_key
from tracker.queries.plan_rows import DossierRow
from tracker.queries.then_rows import ChangeLine, Share

_PLAN = frozenset({"title_fr", "title_en", "starts_on", "ends_on"})
_DOSSIER = frozenset({"code", "name_fr", "name_en", "short_fr", "short_en", "bureau_role"})
_MILESTONE = frozenset({"code", "kind", "title_fr", "title_en", "starts_on", "baseline_due"})
_UNIT = frozenset({"code", "kind", "gloss_en"})
_DATES = frozenset({"starts_on", "ends_on", "baseline_due"})
_SHARE_FIELDS = frozenset({"lead", "contributor"})


@dataclass
class Undone:
    """Fields as they were, by id, where they differ; what was not there yet; the shares.

    `spells`: for each milestone the instants at which another unit took the lead over, oldest
    first, with that unit's share, all of them before the day asked for.
    """

    shares: dict[int, Share]
    plan: dict[str, object] = field(default_factory=dict)
    dossiers: dict[int, dict[str, object]] = field(default_factory=dict)
    milestones: dict[int, dict[str, object]] = field(default_factory=dict)
    units: dict[int, dict[str, object]] = field(default_factory=dict)
    not_yet: set[tuple[str, int]] = field(default_factory=set)
    spells: dict[int, list[tuple[datetime, Share]]] = field(default_factory=dict)

    def there(self, kind: str, ident: int) -> bool:
        """Whether the object was there already."""
        return (kind, ident) not in self.not_yet


def undo(
    lines: Sequence[ChangeLine],
    until: datetime,
    plan_id: int,
    shares: dict[int, Share],
    dossiers: Iterable[DossierRow],
    bearers: Mapping[str, tuple[int, ...]],
) -> Undone:
    """Undo the `lines` (newest first) of `until` or later. `shares` is changed in place."""
    undone = Undone(shares)
    undoer = _Undoer(undone, lines, plan_id, tuple(dossiers), bearers)
    for line in lines:
        if line.at >= until:
            undoer.undo(line)
    for line in reversed(lines):
        if line.at < until and (line.object_kind, line.field) == ("milestone", "lead"):
            taker = undoer.share(line.object_id, line.after) if line.what == "changed" else None
            if taker is not None:
                undone.spells.setdefault(line.object_id, []).append((line.at, taker))
    return undone


class _Undoer:
    def __init__(
        self,
        undone: Undone,
        lines: Sequence[ChangeLine],
        plan_id: int,
        dossiers: tuple[DossierRow, ...],
        bearers: Mapping[str, tuple[int, ...]],
    ) -> None:
        self.undone, self.lines, self.plan_id = undone, lines, plan_id
        self.dossiers, self.bearers = dossiers, bearers
        self.by_milestone: dict[int, list[Share]] = {}
        for share in undone.shares.values():
            self.by_milestone.setdefault(share.milestone_id, []).append(share)

    def undo(self, line: ChangeLine) -> None:
        {
            "plan": self._plan,
            "dossier": self._dossier,
            "milestone": self._milestone,
            "commitment": self._commitment,
            "unit": self._unit,
        }[line.object_kind](line)

    def share(self, milestone_id: int, name: str) -> Share | None:
        """The share of the unit of that name in a milestone."""
        units = self.bearers.get(spelling_key(name), ()) if name else ()
        mine = self.by_milestone.get(milestone_id, ())
        return next((one for one in mine if one.unit_id in units and not one.absent), None)

    def _plan(self, line: ChangeLine) -> None:
        if line.object_id == self.plan_id and line.what == "changed" and line.field in _PLAN:
            self.undone.plan[line.field] = _value(line)

    def _dossier(self, line: ChangeLine) -> None:
        if line.what == "created":
            self.undone.not_yet.add(("dossier", line.object_id))
        elif line.field == "lead":
            self._set("dossiers", line, "lead_unit_id", self._unit_named(line.before))
        elif line.what == "changed" and line.field in _DOSSIER:
            self._set("dossiers", line, line.field, line.before)

    def _milestone(self, line: ChangeLine) -> None:
        if line.field in _SHARE_FIELDS:
            self._share_line(line)
        elif line.what == "created":
            self.undone.not_yet.add(("milestone", line.object_id))
        elif line.what in {"withdrawn", "restored"} and not line.field:
            was = line.what == "restored"
            self._set("milestones", line, "withdrawn", was)
            self._set("milestones", line, "withdrawn_reason", line.before if was else None)
        elif line.what == "moved":
            self._move(line)
        elif line.what == "changed" and line.field in _MILESTONE:
            self._set("milestones", line, line.field, _value(line))

    def _move(self, line: ChangeLine) -> None:
        for dossier in self.dossiers:
            code = self.undone.dossiers.get(dossier.id, {}).get("code", dossier.code)
            if code == line.before:
                self._set("milestones", line, "dossier_id", dossier.id)

    def _share_line(self, line: ChangeLine) -> None:
        share = self.share(line.object_id, line.after or line.before)
        if line.what == "changed":
            if share is not None:
                share.role = "contributor"
                share.released = self._was_released(share, line)
            former = self.share(line.object_id, line.before)
            if former is not None:
                former.role = "lead"
        elif share is None:
            return
        elif line.what == "released":
            share.released, share.role = False, line.field
        elif line.what == "restored":
            share.released = True
        elif line.what == "added":
            share.absent = True

    def _was_released(self, share: Share, until: ChangeLine) -> bool:
        """Whether the share was released before it was given the lead: what that line omits."""
        for line in self.lines:
            if line.id >= until.id:
                continue
            own = line.object_kind == "commitment" and line.object_id == share.id
            named = (
                line.object_kind == "milestone"
                and line.object_id == share.milestone_id
                and line.field in _SHARE_FIELDS
                and share.unit_id in self.bearers.get(spelling_key(line.after or line.before), ())
            )
            if own or named:
                return line.what == "released"
        return False

    def _commitment(self, line: ChangeLine) -> None:
        share = self.undone.shares.get(line.object_id)
        if share is None:
            return
        if line.what == "created":
            share.absent = True
        elif line.what == "released":
            share.released = False
        elif line.what == "merged":
            share.unit_id = self._unit_named(line.before, but=share.unit_id) or share.unit_id

    def _unit(self, line: ChangeLine) -> None:
        if line.what == "created":
            self.undone.not_yet.add(("unit", line.object_id))
        elif line.what == "merged":
            # Noted on both: only the one that was merged bears a successor.
            self._set("units", line, "successor_id", None)
            self._set("units", line, "merged_on", None)
        elif line.what == "changed" and line.field in _UNIT:
            self._set("units", line, line.field, line.before)

    def _unit_named(self, name: str, but: int | None = None) -> int | None:
        units = self.bearers.get(spelling_key(name), ()) if name else ()
        return next((unit for unit in units if unit != but), None)

    def _set(self, kind: str, line: ChangeLine, name: str, value: object) -> None:
        getattr(self.undone, kind).setdefault(line.object_id, {})[name] = value


def _value(line: ChangeLine) -> object:
    return date.fromisoformat(line.before) if line.field in _DATES else line.before
