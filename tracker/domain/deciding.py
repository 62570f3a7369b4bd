"""Taking a decision, correcting who carries it out and by when, closing it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tracker.domain.changes import Actor, note
from tracker.domain.decisions import Decision
from tracker.domain.plans import ActionPlan


class DecisionClosed(Exception):
    """The decision was closed meanwhile: it is not corrected, nor closed twice."""


@dataclass(frozen=True, slots=True)
class About:
    """What a decision is about: the review in which it is taken, a dossier, a milestone; none of
    them is needed."""

    review_id: int | None = None
    dossier_id: int | None = None
    milestone_id: int | None = None


@dataclass(frozen=True, slots=True)
class Owner:
    """Who carries it out: a person or a unit, one of the two. `name`: as the history keeps it."""

    name: str
    person_id: int | None = None
    unit_id: int | None = None


def decide(
    session: Session,
    actor: Actor,
    plan_id: int,
    text: str,
    owner: Owner,
    due: date,
    *,
    on: date,
    waited_since: date | None = None,
    about: About = About(),
) -> Decision:
    """Write a decision down, numbered within its plan. The caller commits.

    `on`: the day it is taken; `waited_since`: the day from which it was awaited, `on` if unknown
    or later.
    """
    session.get_one(ActionPlan, plan_id, with_for_update=True)
    last = session.scalar(select(func.max(Decision.number)).where(Decision.plan_id == plan_id))
    decision = Decision(
        plan_id=plan_id,
        number=(last or 0) + 1,
        review_id=about.review_id,
        dossier_id=about.dossier_id,
        milestone_id=about.milestone_id,
        text=text,
        owner_id=owner.person_id,
        owner_unit_id=owner.unit_id,
        due=due,
        waited_since=min(waited_since or on, on),
        taken_on=on,
        taken_at=actor.at,
        taken_by_id=actor.person_id,
        taken_by=actor.name,
        tell_since=actor.at,
    )
    session.add(decision)
    session.flush()
    note(session, "decision", decision.id, actor, "created", after=text)
    return decision


def correct(
    session: Session,
    decision: Decision,
    actor: Actor,
    *,
    text: str,
    due: date,
    owner: Owner,
    owner_before: str,
) -> list[str]:
    """Change its words, its date or its owner, each noted; whoever owns it is told anew.

    `owner_before`: the name that the history gives up. Returns the fields that changed. The
    caller has locked it, and commits. Raises DecisionClosed.
    """
    if decision.outcome is not None:
        raise DecisionClosed
    changed = []
    plain: Mapping[str, object] = {"text": text, "due": due}
    for field, value in plain.items():
        before = getattr(decision, field)
        if before != value:
            setattr(decision, field, value)
            told = {"field": field, "before": before, "after": value}
            note(session, "decision", decision.id, actor, "changed", **told)
            changed.append(field)
    if (decision.owner_id, decision.owner_unit_id) != (owner.person_id, owner.unit_id):
        decision.owner_id, decision.owner_unit_id = owner.person_id, owner.unit_id
        told = {"field": "owner", "before": owner_before, "after": owner.name}
        note(session, "decision", decision.id, actor, "changed", **told)
        changed.append("owner")
    if changed:
        decision.version += 1
        decision.tell_since = actor.at
    return changed


def close(
    session: Session, decision: Decision, actor: Actor, outcome: str, words: str, on: date
) -> None:
    """Carried out (`done`) or given up (`dropped`, with its reason in `words`), on the day `on`.

    The caller has locked it, and commits. Raises DecisionClosed.
    """
    if decision.outcome is not None:
        raise DecisionClosed
    decision.outcome, decision.closed_words = outcome, words
    decision.closed_at, decision.closed_on, decision.closed_by = actor.at, on, actor.name
    decision.version += 1
    note(session, "decision", decision.id, actor, outcome, reason=words)
