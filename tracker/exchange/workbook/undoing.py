"""A batch undone, as far as nobody has touched it since: each step looks whether what it left is
still there."""

import json
from datetime import date

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from tracker.domain import contacts, milestone_edits, shares
from tracker.domain.asking import reopen_questions
from tracker.domain.asks import asks_of
from tracker.domain.changes import Actor, Change, note, revise
from tracker.domain.commitments import Commitment
from tracker.domain.imports import ImportBatch, ImportStep
from tracker.domain.milestones import Milestone
from tracker.domain.people import Contact, Person
from tracker.domain.plans import ActionPlan, Dossier
from tracker.domain.updates import Update
from tracker.exchange.units import read_unit_index

_KINDS = {"dossier": Dossier, "milestone": Milestone, "person": Person}
_DAYS = {"starts_on", "baseline_due"}
_TITLES = {"title_fr", "title_en", "name_fr", "name_en"}


def undo(session: Session, batch: ImportBatch, reason: str, actor: Actor) -> list[ImportStep]:
    """Take back what the batch did, the last first; returns the steps that stay as they are.

    `reason`: what the history says of what is released. The caller holds the batch and the plan,
    and commits.
    """
    plan = session.get_one(ActionPlan, batch.plan_id)
    work = _Undoing(session, plan, batch, reason, actor)
    steps = session.scalars(
        select(ImportStep).where(ImportStep.batch_id == batch.id).order_by(ImportStep.seq.desc())
    ).all()
    for step in steps:
        step.fate = "undone" if work.take_back(step) else "kept"
    batch.state, batch.undone_at, batch.undone_by = "undone", actor.at, actor.name
    note(session, "plan", plan.id, actor, "import_undone", reason=batch.file_name)
    session.flush()
    return [step for step in steps if step.fate == "kept"]


class _Undoing:
    def __init__(
        self, session: Session, plan: ActionPlan, batch: ImportBatch, reason: str, actor: Actor
    ) -> None:
        self.session, self.plan, self.batch = session, plan, batch
        self.reason, self.actor = reason, actor
        self.names = {
            unit.id: max(unit.names, key=lambda name: name.valid_from).name
            for unit in read_unit_index(session).units
        }

    def take_back(self, step: ImportStep) -> bool:
        """Whether the step could be undone."""
        before, after = json.loads(step.before), json.loads(step.after)
        return getattr(self, f"_{step.deed}")(step, before, after)

    def _changed(self, step: ImportStep, before: object, after: object) -> bool:
        thing = self.session.get(_KINDS[step.object_kind], step.object_id)
        if thing is None:
            return False
        if step.field == "dossier":
            return self._move_back(thing, str(before), str(after))
        if _plain(getattr(thing, step.field)) != after:
            return False
        if step.field == "lead_unit_id":
            return self._dossier_lead(thing, before, after)
        if step.field in _DAYS:
            return self._day_back(thing, step.field, date.fromisoformat(str(before)))
        if step.field == "code" and self._code_taken(thing, str(before)):
            return False
        text = before[0] if step.field in _TITLES else before
        revise(self.session, step.object_kind, thing, self.actor, {step.field: text})
        if step.field in _TITLES:
            setattr(thing, f"{step.field[:-2]}en_of", before[1])
        self.session.flush()
        return True

    def _dossier_lead(self, dossier: Dossier, before: int | None, after: int | None) -> bool:
        dossier.lead_unit_id = before
        note(
            self.session,
            "dossier",
            dossier.id,
            self.actor,
            "changed",
            field="lead",
            before=self.names.get(after or 0, ""),
            after=self.names.get(before or 0, ""),
        )
        return True

    def _day_back(self, milestone: Milestone, field: str, before: date) -> bool:
        """A date of a draft, or a start; unless the other date has moved past it meanwhile."""
        if field == "baseline_due" and self.plan.state != "draft":
            return False
        days = {"starts_on": milestone.starts_on, "baseline_due": milestone.baseline_due}
        days[field] = before
        if days["baseline_due"] < days["starts_on"]:
            return False
        revise(self.session, "milestone", milestone, self.actor, {field: before})
        for commitment in milestone.commitments:
            commitment.refold(asks_of(self.session, commitment.id))
        self.session.flush()
        return True

    def _code_taken(self, thing: Dossier | Milestone, code: str) -> bool:
        kind = type(thing)
        same = select(kind.id).where(kind.plan_id == self.plan.id, kind.code == code)
        return any(found != thing.id for found in self.session.scalars(same))

    def _move_back(self, milestone: Milestone, before: str, after: str) -> bool:
        there = self.session.get_one(Dossier, milestone.dossier_id)
        back = self.session.scalar(
            select(Dossier).where(Dossier.plan_id == self.plan.id, Dossier.code == before)
        )
        if there.code != after or back is None:
            return False
        draft = milestone_edits.Draft(
            milestone.code,
            milestone.kind,
            milestone.title_fr,
            milestone.title_en,
            milestone.starts_on,
            milestone.baseline_due,
        )
        milestone_edits.edit(self.session, self.plan, milestone, back, draft, self.actor)
        return True

    def _created(self, step: ImportStep, _before: object, after: object) -> bool:
        kind = step.object_kind
        thing = self.session.get(_KINDS[kind], step.object_id)
        if thing is None or self._touched(kind, step.object_id):
            return False
        if kind == "milestone":
            return self._take_out(thing)
        if kind == "dossier" and self.plan.state != "draft":
            return False
        if not self._deleted([thing]):
            return False
        if kind == "dossier":
            note(
                self.session,
                "plan",
                self.plan.id,
                self.actor,
                "removed",
                field="dossier",
                before=after,
            )
        return True

    def _take_out(self, milestone: Milestone) -> bool:
        """A milestone of a draft leaves; one in force is without object, since its date is kept."""
        if milestone.withdrawn_at is not None or any(one.updates for one in milestone.commitments):
            return False
        if self.plan.state != "draft":
            milestone_edits.withdraw(self.session, milestone, self.reason, self.actor)
            return True
        return self._deleted([*milestone.commitments, milestone])

    def _answered(self, step: ImportStep, _before: object, after: object) -> bool:
        commitment = self.session.get_one(Commitment, step.object_id)
        said = self.session.get_one(Update, after)
        if commitment.live_update_id != said.id or said.withdrawn_at is not None:
            return False
        said.withdrawn_at, said.withdrawn_by = self.actor.at, self.actor.name
        self.session.flush()
        commitment.refold(asks_of(self.session, commitment.id))
        reopen_questions(self.session, said)
        return True

    def _lead(self, step: ImportStep, before: list, after: int) -> bool:
        milestone = self.session.get_one(Milestone, step.object_id)
        former_id, had_share = before
        lead = shares.live_lead(milestone)
        if lead is None or lead.unit_id != after or self._answered_since(lead):
            return False
        if former_id is None:
            shares.release(self.session, lead, self.reason, self.actor, self.names)
            return True
        released_for = "" if had_share else self.reason
        shares.change_lead(self.session, milestone, former_id, self.actor, self.names, released_for)
        return True

    def _contributor(self, step: ImportStep, _before: object, after: int) -> bool:
        milestone = self.session.get_one(Milestone, step.object_id)
        held = next((one for one in milestone.commitments if one.unit_id == after), None)
        if held is None or held.role != "contributor" or held.released_at is not None:
            return False
        if self._answered_since(held):
            return False
        shares.release(self.session, held, self.reason, self.actor, self.names)
        return True

    def _contact(self, step: ImportStep, _before: object, after: int) -> bool:
        contact = self.session.scalar(
            select(Contact).where(Contact.person_id == step.object_id, Contact.unit_id == after)
        )
        if contact is None:
            return False
        contacts.remove(self.session, contact, self.actor, reason=self.reason)
        return True

    def _answered_since(self, commitment: Commitment) -> bool:
        applied = self.batch.applied_at
        return any(one.said_at > applied and one.withdrawn_at is None for one in commitment.updates)

    def _touched(self, kind: str, ident: int) -> bool:
        """Whether somebody changed it by hand since the batch, this undoing apart."""
        later = select(Change.id).where(
            Change.object_kind == kind,
            Change.object_id == ident,
            Change.at > self.batch.applied_at,
            Change.at < self.actor.at,
        )
        return self.session.scalar(later.limit(1)) is not None

    def _deleted(self, things: list) -> bool:
        """Whether nothing else refers to them; then they are gone."""
        try:
            with self.session.begin_nested():
                for thing in things:
                    self.session.delete(thing)
                    self.session.flush()
        except IntegrityError:
            return False
        return True


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, date) else value
