"""What every line of a batch is written with: the plan, its units, who brings the file."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.domain.changes import Actor, revise
from tracker.domain.people import Person
from tracker.domain.plans import ActionPlan, Dossier
from tracker.domain.translations import retitle
from tracker.exchange.units import read_unit_index
from tracker.exchange.workbook.journal import Journal


class Hand:
    """Writes for `actor`, in the journal of the batch. `units`: ids by code; `names`: by id;
    `dossiers`: of the plan, by code."""

    def __init__(self, session: Session, plan: ActionPlan, batch_id: int, actor: Actor) -> None:
        self.session, self.plan, self.actor = session, plan, actor
        self.journal = Journal(session, batch_id)
        units = read_unit_index(session).units
        self.units = {unit.code: unit.id for unit in units}
        self.names = {
            unit.id: max(unit.names, key=lambda name: name.valid_from).name for unit in units
        }
        self.dossiers = {
            one.code.casefold(): one
            for one in session.scalars(select(Dossier).where(Dossier.plan_id == plan.id))
        }

    def retitle(self, kind: str, thing: Dossier, french: str, english: str, stem: str) -> None:
        """Give it its titles; one that changes without the other is noted as ever."""
        fields = (f"{stem}_fr", f"{stem}_en")
        was = {name: getattr(thing, name) for name in fields}
        english_of = getattr(thing, f"{stem}_en_of")
        changed = retitle(self.session, kind, thing, self.actor, french, english, stem=stem)
        for name in changed:
            before = [was[name], english_of]
            self.journal.add("changed", kind, thing.id, name, before, getattr(thing, name))

    def revise(self, kind: str, thing: Dossier | Person, after: dict[str, str]) -> None:
        """Give it these values, those that it has not."""
        was = {name: getattr(thing, name) for name in after}
        for name in revise(self.session, kind, thing, self.actor, after):
            self.journal.add("changed", kind, thing.id, name, was[name], after[name])
