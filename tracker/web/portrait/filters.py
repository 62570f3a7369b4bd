"""What the portrait's address asks for: which postponements."""

from collections.abc import Mapping
from dataclasses import dataclass

from tracker.domain.updates import REASONS
from tracker.queries.plan_view import PlanView
from tracker.web.narrowing import Narrowing

KINDS = ("borough", "central")


@dataclass(frozen=True, slots=True)
class Filters(Narrowing):
    """`reason`: code of a reason; `dossier`: code; `kind`: of the unit that postponed."""

    reason: str = ""
    dossier: str = ""
    kind: str = ""

    def pairs(self) -> list[tuple[str, str]]:
        return [("reason", self.reason), ("dossier", self.dossier), ("kind", self.kind)]

    @property
    def narrow(self) -> bool:
        """Whether something is left out."""
        return self != Filters()


def read(args: Mapping[str, str], view: PlanView) -> Filters:
    """The filters of an address; whatever names nothing is left out."""
    reason, dossier, kind = (args.get(name, "") for name in ("reason", "dossier", "kind"))
    return Filters(
        reason=reason if reason in REASONS else "",
        dossier=dossier if any(row.code == dossier for row in view.dossiers) else "",
        kind=kind if kind in KINDS else "",
    )
