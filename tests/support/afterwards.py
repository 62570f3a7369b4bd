"""A plan that has lived until a day, and what may happen to it afterwards, each act on its own."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta

from tests.support.databases import NOW, TODAY
from tests.support.plan_builder import TinyPlan
from tracker.domain import asking, baselines, mergers, milestone_edits, shares, units
from tracker.domain.changes import Actor
from tracker.domain.commitments import Commitment
from tracker.domain.milestone_edits import Draft
from tracker.domain.plans import ActionPlan, Dossier
from tracker.domain.questions import Question
from tracker.domain.units import Unit
from tracker.domain.updates import Update
from tracker.extensions import db

DAY = timedelta(days=1)
#: The day whose view is kept, a Monday a month ago; what comes after it is told after it.
THEN = TODAY - timedelta(days=28)
ZONE = NOW.tzinfo


def at(day: date, hour: int = 10) -> datetime:
    return datetime(day.year, day.month, day.day, hour, tzinfo=ZONE)


def actor(plan: TinyPlan, when: datetime) -> Actor:
    return Actor(plan.people["emile"], "Coordination du Bureau", when)


def do(plan: TinyPlan, act: Callable) -> None:
    """Run `act(session, actor)` on the day after the one kept, and commit."""
    with plan.app.app_context():
        act(db.session, actor(plan, at(THEN + DAY)))
        db.session.commit()


def names(plan: TinyPlan) -> dict[int, str]:
    official = {"verdun": "Verdun", "legal": "Service des affaires juridiques", "anjou": "Anjou"}
    return {ident: official[key] for key, ident in plan.units.items()}


def a_story(plan: TinyPlan) -> dict[str, int]:
    """A plan that has lived until THEN: ids of its commitments by what they are."""
    late = plan.commitment(due=THEN - 5 * DAY, lead="verdun")
    shared = plan.commitment(due=THEN + 40 * DAY, lead="legal")
    blocked = plan.commitment(due=THEN + 50 * DAY, lead="legal", dossier="D2")
    quiet = plan.commitment(due=THEN + 90 * DAY, lead="verdun", dossier="D2")
    plan.say(late, "on_track", at=at(THEN - 30 * DAY))
    plan.say(
        late,
        "postponed",
        at=at(THEN - 12 * DAY),
        new_due=THEN - 2 * DAY,
        reason="supplier",
        sentence="Le fournisseur tarde.",
    )
    plan.say(
        plan.lead_of(blocked),
        "blocked",
        "charlie",
        at=at(THEN - 3 * DAY),
        blocker_unit_id=plan.units["anjou"],
        sentence="Un avis manque.",
    )
    plan.mail(quiet, at=at(THEN - 20 * DAY, 8))
    plan.say(shared, "on_track", at=at(THEN, 15))
    plan.ask(late, "Quand?")
    plan.edit(Question, 1, asked_at=at(THEN - DAY))
    return {"late": late, "shared": shared, "blocked": blocked, "quiet": quiet}


def goes_on_answering(plan, ids):
    plan.say(ids["late"], "done", at=at(THEN + DAY), done_on=THEN, sentence="Livré.")
    plan.say(
        ids["shared"],
        "postponed",
        at=at(THEN + 2 * DAY),
        new_due=THEN + 80 * DAY,
        reason="staffing",
        help_wanted=True,
    )
    plan.say(plan.lead_of(ids["blocked"]), "on_track", "charlie", at=at(THEN + 3 * DAY))
    plan.mail(*ids.values(), at=at(THEN + 7 * DAY, 8))


def withdraws_an_answer(plan, ids):
    newest = plan.answers(ids["late"])[-1].id
    plan.edit(Update, newest, withdrawn_at=at(THEN + DAY), withdrawn_by="Responsable, Verdun")
    plan.say(ids["late"], "on_track", at=at(THEN + 2 * DAY))


def corrects_an_answer(plan, ids):
    plan.say(
        ids["shared"], "postponed", at=at(THEN + DAY, 9), new_due=THEN + 30 * DAY, reason="winter"
    )
    assert plan.answers(ids["shared"])[-1].corrects_id is not None


def withdraws_a_milestone(plan, ids):
    def act(session, by):
        share = session.get_one(Commitment, ids["late"])
        milestone_edits.withdraw(session, share.milestone, "Sans objet", by)

    do(plan, act)


def restores_a_milestone(plan, ids):
    withdraws_a_milestone(plan, ids)

    def act(session, by):
        share = session.get_one(Commitment, ids["late"])
        milestone_edits.restore(session, share.milestone, replace(by, at=by.at + DAY))

    do(plan, act)


def edits_a_milestone(plan, ids):
    def act(session, by):
        milestone = session.get_one(Commitment, ids["quiet"]).milestone
        draft = Draft("D2-99", "decision", "Autre titre", "", THEN, THEN)
        current = session.get_one(ActionPlan, 1)
        to = session.get_one(Dossier, plan.dossiers["D1"])
        milestone_edits.edit(session, current, milestone, to, draft, by)

    do(plan, act)


def makes_a_milestone(plan, ids):
    def act(session, by):
        draft = Draft("D1-50", "decision", "Nouveau", "", THEN, THEN + 60 * DAY)
        current, dossier = session.get_one(ActionPlan, 1), session.get_one(Dossier, 1)
        made = milestone_edits.create(session, current, dossier, draft, by)
        shares.change_lead(session, made, plan.units["anjou"], by, names(plan))

    do(plan, act)


def corrects_a_baseline(plan, ids):
    def act(session, by):
        milestone = session.get_one(Commitment, ids["quiet"]).milestone
        proposal = baselines.ask(session, milestone, THEN + 200 * DAY, "Loi", by)
        baselines.accept(session, milestone, proposal, "", by)

    do(plan, act)


def releases_a_share(plan, ids):
    def act(session, by):
        share = session.get_one(Commitment, ids["shared"])
        shares.release(session, share, "Sans objet", by, names(plan))

    do(plan, act)


def adds_a_share(plan, ids):
    def act(session, by):
        milestone = session.get_one(Commitment, ids["shared"]).milestone
        shares.add_contributors(session, milestone, [plan.units["anjou"]], by, names(plan))

    do(plan, act)


def gives_the_lead_to_a_contributor(plan, ids):
    def act(session, by):
        milestone = session.get_one(Commitment, ids["shared"]).milestone
        shares.change_lead(session, milestone, plan.units["verdun"], by, names(plan))

    do(plan, act)
    plan.say(ids["shared"], "on_track", at=at(THEN + 3 * DAY))


def gives_the_lead_to_a_stranger(plan, ids):
    def act(session, by):
        milestone = session.get_one(Commitment, ids["blocked"]).milestone
        shares.change_lead(session, milestone, plan.units["anjou"], by, names(plan), "Réorganisé")

    do(plan, act)


def renames_a_unit(plan, ids):
    def act(session, by):
        unit = session.get_one(Unit, plan.units["verdun"])
        values = {"name": "Verdun-Sud", "short": "V.-Sud", "long_form": "Verdun-Sud"}
        units.rename(session, unit, values, THEN + DAY, by)

    do(plan, act)


def merges_units(plan, ids, unit="verdun", into="anjou"):
    def act(session, by):
        old, new = (session.get_one(Unit, plan.units[name]) for name in (unit, into))
        called = old.names[-1].name, new.names[-1].name
        mergers.merge(session, old, new, called, by, THEN + DAY)

    do(plan, act)


def merges_units_that_share(plan, ids):
    merges_units(plan, ids, "legal", "verdun")


def makes_a_unit(plan, ids):
    def act(session, by):
        values = {"code": "NEW", "kind": "department", "gloss_en": ""}
        values |= {"name": "Nouveau", "short": "Nouveau", "long_form": "Nouveau"}
        units.create(session, values, THEN + DAY, by)

    do(plan, act)


def closes_the_plan(plan, ids):
    plan.edit(ActionPlan, 1, closed_at=at(THEN + 5 * DAY))


def asks_and_withdraws_questions(plan, ids):
    def act(session, by):
        asking.ask(session, by, "Et ici?", commitment_id=ids["late"])
        asking.withdraw_question(session, session.get_one(Question, 1), by)

    do(plan, act)


ACTS = [
    goes_on_answering,
    withdraws_an_answer,
    corrects_an_answer,
    withdraws_a_milestone,
    restores_a_milestone,
    edits_a_milestone,
    makes_a_milestone,
    corrects_a_baseline,
    releases_a_share,
    adds_a_share,
    gives_the_lead_to_a_contributor,
    gives_the_lead_to_a_stranger,
    renames_a_unit,
    merges_units,
    merges_units_that_share,
    makes_a_unit,
    closes_the_plan,
    asks_and_withdraws_questions,
]
