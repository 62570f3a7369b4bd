"""What the timeline's address asks for: which dossier, with whom, only what slipped."""

from collections.abc import Mapping
from dataclasses import dataclass

from tracker.queries.plan_view import PlanView
from tracker.web.narrowing import Narrowing

KINDS = ("borough", "central")


@dataclass(frozen=True, slots=True)
class Filters(Narrowing):
    """`kind`: `borough` for milestones on which a borough has promised something, `central` for
    the others; `show`: `slipped` for what is later than first promised."""

    dossier: str = ""
    kind: str = ""
    show: str = ""

    def pairs(self) -> list[tuple[str, str]]:
        return [("dossier", self.dossier), ("kind", self.kind), ("show", self.show)]

    @property
    def narrow(self) -> bool:
        """Whether something is left out."""
        return self != Filters()


def read(args: Mapping[str, str], view: PlanView) -> Filters:
    """The filters of an address; whatever names nothing of the plan is left out."""
    dossier, kind = args.get("dossier", ""), args.get("kind", "")
    return Filters(
        dossier=dossier if any(row.code == dossier for row in view.dossiers) else "",
        kind=kind if kind in KINDS else "",
        show="slipped" if args.get("show") == "slipped" else "",
    )
