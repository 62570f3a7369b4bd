"""Milestones changed by hand: made, corrected, moved, withdrawn, restored."""

import re
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tracker.domain import mergers
from tracker.domain.asks import asks_of
from tracker.domain.baselines import open_proposal, take_back
from tracker.domain.changes import Actor, note, revise
from tracker.domain.milestones import Milestone
from tracker.domain.plans import ActionPlan, Dossier
from tracker.domain.translations import rendered, retitle


@dataclass(frozen=True, slots=True)
class Draft:
    """What somebody writes of a milestone. `baseline_due` counts in a draft plan only.

    `still_translates`: the English title was read again and holds for the new French one.
    """

    code: str
    kind: str
    title_fr: str
    title_en: str
    starts_on: date
    baseline_due: date
    still_translates: bool = False


def next_code(session: Session, dossier: Dossier) -> str:
    """The code to propose: « D8-04 » after « D8-03 ». One statement."""
    codes = session.scalars(select(Milestone.code).where(Milestone.plan_id == dossier.plan_id))
    pattern = re.compile(re.escape(dossier.code) + r"-(\d+)")
    taken = [int(found[1]) for code in codes if (found := pattern.fullmatch(code))]
    return f"{dossier.code}-{max(taken, default=0) + 1:02}"


def code_taken(session: Session, plan_id: int, code: str, but: int | None = None) -> bool:
    """Whether another milestone of the plan (not the one of id `but`) bears this code."""
    same = select(Milestone.id).where(
        Milestone.plan_id == plan_id, func.upper(Milestone.code) == code.upper()
    )
    return any(found != but for found in session.scalars(same))


def create(
    session: Session, plan: ActionPlan, dossier: Dossier, draft: Draft, actor: Actor
) -> Milestone:
    """A new milestone, last of its plan. In an approved plan its first date freezes at once.

    The caller commits.
    """
    last = session.scalar(select(func.max(Milestone.position)).where(Milestone.plan_id == plan.id))
    milestone = Milestone(
        plan_id=plan.id,
        dossier_id=dossier.id,
        code=draft.code,
        kind=draft.kind,
        title_fr=draft.title_fr,
        title_en=draft.title_en,
        title_en_of=rendered(draft.title_fr, draft.title_en),
        starts_on=draft.starts_on,
        baseline_due=draft.baseline_due,
        position=(last or 0) + 1,
        baselines=[],
        commitments=[],
    )
    session.add(milestone)
    session.flush()
    note(session, "milestone", milestone.id, actor, "created", after=draft.code)
    if plan.state == "approved":
        milestone.freeze_baseline(actor.name, actor.at)
    return milestone


def edit(
    session: Session,
    plan: ActionPlan,
    milestone: Milestone,
    dossier: Dossier,
    draft: Draft,
    actor: Actor,
) -> list[str]:
    """Give `milestone` what `draft` says; returns the names of what changed.

    Another dossier: it moves there, last. Outside a draft plan its date stays: a frozen baseline
    is corrected by `baselines` only. The caller commits.
    """
    changed = retitle(
        session,
        "milestone",
        milestone,
        actor,
        draft.title_fr,
        draft.title_en,
        confirmed=draft.still_translates,
    )
    values = {"code": draft.code, "kind": draft.kind, "starts_on": draft.starts_on}
    if plan.state == "draft":
        values["baseline_due"] = draft.baseline_due
    changed += revise(session, "milestone", milestone, actor, values)
    if milestone.dossier_id != dossier.id:
        _move(session, milestone, dossier, actor)
        changed.append("dossier")
    if "baseline_due" in changed:
        for commitment in milestone.commitments:
            commitment.refold(asks_of(session, commitment.id))
    return changed


def withdraw(session: Session, milestone: Milestone, reason: str, actor: Actor) -> None:
    """« Sans objet »: nothing of it is asked any more; the row stays. The caller commits."""
    milestone.withdrawn_at, milestone.withdrawn_by = actor.at, actor.name
    milestone.withdrawn_reason = reason
    note(session, "milestone", milestone.id, actor, "withdrawn", reason=reason)
    if proposal := open_proposal(session, milestone.id):
        take_back(session, proposal, actor)


def restore(session: Session, milestone: Milestone, actor: Actor) -> None:
    """Follow it again, as it stood; units merged meanwhile give way to their successors. The
    caller commits."""
    reason = milestone.withdrawn_reason or ""
    milestone.withdrawn_at = milestone.withdrawn_by = milestone.withdrawn_reason = None
    note(session, "milestone", milestone.id, actor, "restored", before=reason)
    mergers.catch_up(session, milestone, actor)


def _move(session: Session, milestone: Milestone, dossier: Dossier, actor: Actor) -> None:
    before = session.get_one(Dossier, milestone.dossier_id).code
    last = session.scalar(
        select(func.max(Milestone.position)).where(Milestone.plan_id == milestone.plan_id)
    )
    milestone.dossier_id, milestone.position = dossier.id, (last or 0) + 1
    note(
        session,
        "milestone",
        milestone.id,
        actor,
        "moved",
        field="dossier",
        before=before,
        after=dossier.code,
    )
