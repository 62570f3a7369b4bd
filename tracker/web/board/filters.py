"""What the board's address asks for: which rows, which column, which cell is open."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from tracker.queries.plan_view import PlanView
from tracker.web.narrowing import Narrowing

KINDS = ("borough", "central")


@dataclass(frozen=True, slots=True)
class Filters(Narrowing):
    """Part of the key under which the map is kept: only what exists gets in.

    `on`: the past day whose map is asked for; None on the board.
    """

    show: str = ""
    dossier: str = ""
    kind: str = ""
    cell: tuple[str, str] | None = None
    on: date | None = None

    @property
    def narrow(self) -> bool:
        """Whether some of the map is left out."""
        return bool(self.show or self.dossier or self.kind)

    def prefix(self, base: str) -> str:
        """What the address of a cell begins with: these filters, then `cell=` left open."""
        bare = self.but(cell=None).address(base)
        return f"{bare}{'&' if '?' in bare else '?'}cell="

    def pairs(self) -> list[tuple[str, str]]:
        cell = "-".join(self.cell) if self.cell else ""
        return [
            ("on", self.on.isoformat() if self.on else ""),
            ("show", self.show),
            ("dossier", self.dossier),
            ("kind", self.kind),
            ("cell", cell),
        ]


def read(args: Mapping[str, str], view: PlanView) -> Filters:
    """The filters of an address; whatever names nothing of the plan is left out."""
    dossiers = {row.code for row in view.dossiers if row.bureau_role != "mandate"}
    dossier, kind = args.get("dossier", ""), args.get("kind", "")
    unit, _, column = args.get("cell", "").rpartition("-")
    known = column in dossiers and view.directory.unit_by_code(unit) is not None
    return Filters(
        show="follow" if args.get("show") == "follow" else "",
        dossier=dossier if dossier in dossiers else "",
        kind=kind if kind in KINDS else "",
        cell=(unit, column) if known else None,
    )
