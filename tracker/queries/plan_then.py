"""The plan as it was read on a past day: what was answered, asked and known by then.

What is not kept and is therefore taken as today: who could be reached (but a mail that had asked
proves that somebody could), the closed days, the order of what is shown, the spelling of a name
that was corrected, and on whose share a question stood that a merger passed on.
"""

from dataclasses import replace
from datetime import date, datetime

from sqlalchemy.orm import Session

from tracker.queries.directory import Directory
from tracker.queries.plan_reading import read_plan_view
from tracker.queries.plan_rows import DossierRow, MilestoneRow, PlanRow, RaisingRow
from tracker.queries.plan_view import PlanView
from tracker.queries.then_known import Known, read_known
from tracker.queries.then_shares import SharesThen
from tracker.queries.undoing import Undone


def plan_view_on(
    session: Session, day: date, until: datetime, known: tuple[int, datetime] | None = None
) -> PlanView:
    """The current plan on the past `day`, with what was known just before the instant `until`.

    `until`: the end of that day for what its last reader saw, the hour of its relance for what
    the relance saw. `known`: the revision, where the caller has just read it. Twenty-one
    statements, whatever the size. A day before the approval gives the plan as a draft.
    """
    now = read_plan_view(session, day, known)
    if now.plan is None:
        return now
    known = read_known(session, now, now.plan.id, until)
    plan, directory = _plan(now.plan, known), _directory(now.directory, known.undone)
    dossiers = tuple(
        _dossier(row, known.undone.dossiers.get(row.id))
        for row in now.dossiers
        if known.undone.there("dossier", row.id)
    )
    milestones = _milestones(known, dossiers)
    shares = SharesThen(known, plan, directory)
    return replace(
        now,
        plan=plan,
        directory=directory,
        dossiers=dossiers,
        milestones={row.id: row for row in milestones},
        commitments=tuple(row for one in milestones for row in shares.of(one)),
        open_questions=known.questions,
        raisings=tuple(_raising(row, known) for row in now.raisings if row.announced_at < until),
    )


def _plan(row: PlanRow, known: Known) -> PlanRow:
    last_slot, last_named = known.slots
    was = {
        "approved_at": known.by_then(row.approved_at),
        "closed_at": known.by_then(row.closed_at),
        "last_slot_on": last_slot,
        "last_named_on": last_named,
    }
    return replace(row, **was, **known.undone.plan)


def _milestones(known: Known, dossiers: tuple[DossierRow, ...]) -> list[MilestoneRow]:
    """In the order of the plan, those that were there."""
    places = {row.id: row.position for row in dossiers}
    there = known.now.milestones.values()
    rows = [_milestone(row, known) for row in there if known.undone.there("milestone", row.id)]
    return sorted(rows, key=lambda row: (places[row.dossier_id], row.position, row.id))


def _milestone(row: MilestoneRow, known: Known) -> MilestoneRow:
    waiting = known.proposals.get(row.id)
    withdrawn = row.id in known.gone
    was = {
        "withdrawn": withdrawn,
        "withdrawn_reason": row.withdrawn_reason if withdrawn else None,
        "baseline_due": known.baselines.get(row.id, row.baseline_due),
        "proposal_id": waiting.id if waiting else None,
        "proposed_due": waiting.due if waiting else None,
        "proposed_at": waiting.asked_at if waiting else None,
    } | known.undone.milestones.get(row.id, {})
    if "title_fr" in was and row.title_en_of == row.title_fr:
        was["title_en_of"] = was["title_fr"]
    return replace(row, **was)


def _raising(row: RaisingRow, known: Known) -> RaisingRow:
    decided, told = known.by_then(row.decided_at), known.by_then(row.sentence_at)
    share = known.undone.shares.get(row.commitment_id)
    taken_over = known.by_then(share.took_over_at) if share else None
    instants = [one.said_at for one in known.answers.get(row.commitment_id, ())]
    instants += [taken_over] if taken_over else []
    return replace(
        row,
        outcome=row.outcome if decided else None,
        decided_at=decided,
        sentence=row.sentence if told else "",
        sentence_by=row.sentence_by if told else None,
        sentence_at=told,
        answered=any(at > row.announced_at for at in instants),
    )


def _dossier(row: DossierRow, was: dict[str, object] | None) -> DossierRow:
    if not was:
        return row
    if "name_fr" in was and row.name_en_of == row.name_fr:
        was = was | {"name_en_of": was["name_fr"]}
    return replace(row, **was)


def _directory(now: Directory, undone: Undone) -> Directory:
    """Units that were not merged yet stand again; those made since are not there."""
    held = {share.unit_id for share in undone.shares.values()}
    units = {
        ident: replace(unit, **undone.units.get(ident, {}))
        for ident, unit in now.units.items()
        if undone.there("unit", ident) or ident in held
    }
    return replace(now, units=units, _recipients={})
