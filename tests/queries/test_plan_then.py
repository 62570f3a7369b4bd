"""A past day read again is the view that was read on that day."""

from collections.abc import Callable
from dataclasses import asdict, replace
from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import select

from tests.support.databases import NOW, TODAY
from tests.support.plan_builder import TinyPlan, in_days, lay_plan
from tests.support.statements import counted
from tracker import clock
from tracker.domain import asking, baselines, mergers, milestone_edits, shares, units
from tracker.domain.changes import Actor
from tracker.domain.commitments import Commitment
from tracker.domain.messages import Message
from tracker.domain.milestone_edits import Draft
from tracker.domain.people import Contact
from tracker.domain.plans import ActionPlan, Dossier
from tracker.domain.questions import Question
from tracker.domain.units import Unit
from tracker.domain.updates import Update
from tracker.extensions import db
from tracker.queries.plan_then import plan_view_on
from tracker.queries.plan_view import PlanView, read_plan_view
from tracker.queries.week_before import read_then

DAY = timedelta(days=1)
#: The day whose view is kept, a Monday a month ago; what comes after it is told after it.
THEN = TODAY - timedelta(days=28)
ZONE = NOW.tzinfo


@pytest.fixture
def plan(app, frozen) -> TinyPlan:
    return lay_plan(app)


def at(day: date, hour: int = 10) -> datetime:
    return datetime(day.year, day.month, day.day, hour, tzinfo=ZONE)


def actor(plan: TinyPlan, when: datetime) -> Actor:
    return Actor(plan.people["emile"], "Coordination du Bureau", when)


def do(plan: TinyPlan, act: Callable) -> None:
    """Run `act(session, actor)` on the day after the one kept, and commit."""
    with plan.app.app_context():
        act(db.session, actor(plan, at(THEN + DAY)))
        db.session.commit()


def kept(plan: TinyPlan) -> PlanView:
    """The view as it is read on THEN."""
    with plan.app.app_context():
        return read_plan_view(db.session, THEN)


def replayed(plan: TinyPlan) -> PlanView:
    with plan.app.app_context():
        return plan_view_on(db.session, THEN, clock.end_of(THEN, ZONE))


def told(view: PlanView) -> dict[str, object]:
    """All that a view holds, but for the numbers of versions, who may be written to, and order."""
    rows = sorted(view.commitments, key=lambda row: row.id)
    rows = [asdict(replace(row, version=0, reachable=True)) for row in rows]
    milestones = sorted(view.milestones.values(), key=lambda row: row.id)
    return {
        "plan": asdict(view.plan),
        "units": [asdict(unit) for unit in view.directory.units.values()],
        "dossiers": [asdict(row) for row in view.dossiers],
        "milestones": [asdict(replace(row, position=0)) for row in milestones],
        "commitments": rows,
        "words": view.words,
        "flags": {row.id: asdict(view.flags(row)) for row in view.commitments},
        "questions": [asdict(row) for row in view.open_questions],
        "raisings": [asdict(row) for row in view.raisings],
    }


def names(plan: TinyPlan) -> dict[int, str]:
    official = {"verdun": "Verdun", "legal": "Service des affaires juridiques", "anjou": "Anjou"}
    return {ident: official[key] for key, ident in plan.units.items()}


def a_story(plan: TinyPlan) -> dict[str, int]:
    """A plan that has lived until THEN."""
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


AFTERWARDS = [
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


@pytest.mark.parametrize("goes_on", AFTERWARDS, ids=lambda act: act.__name__)
def test_a_past_day_is_as_it_was_read_however_the_plan_went_on(plan, goes_on):
    ids = a_story(plan)
    then = told(kept(plan))

    goes_on(plan, ids)

    assert told(replayed(plan)) == then


def test_a_past_day_is_as_it_was_read_when_everything_went_on_at_once(plan):
    ids = a_story(plan)
    then = told(kept(plan))

    for goes_on in (
        goes_on_answering,
        edits_a_milestone,
        makes_a_milestone,
        adds_a_share,
        gives_the_lead_to_a_contributor,
        corrects_a_baseline,
        renames_a_unit,
        merges_units_that_share,
        closes_the_plan,
    ):
        goes_on(plan, ids)

    assert told(replayed(plan)) == then


def test_a_lead_who_handed_over_since_is_read_with_the_date_it_had_taken_over(plan):
    ids = a_story(plan)

    def hands(to: str, when: datetime) -> None:
        with plan.app.app_context():
            milestone = db.session.get_one(Commitment, ids["late"]).milestone
            shares.change_lead(
                db.session, milestone, plan.units[to], actor(plan, when), names(plan)
            )
            db.session.commit()

    hands("anjou", at(THEN - DAY))
    then = told(kept(plan))
    hands("legal", at(THEN + DAY))

    assert told(replayed(plan)) == then


def test_the_present_day_read_as_a_past_one_is_the_same(plan):
    a_story(plan)

    with plan.app.app_context():
        now = read_plan_view(db.session, TODAY)
        again = plan_view_on(db.session, TODAY, clock.end_of(TODAY, ZONE))

    assert told(again) == told(now)


def test_before_its_approval_the_plan_was_a_draft(plan):
    a_story(plan)
    day = in_days(-95)

    with plan.app.app_context():
        view = plan_view_on(db.session, day, clock.end_of(day, ZONE))

    assert view.plan.state == "draft"
    assert set(view.words.values()) == {"proposed"}


def test_a_unit_that_was_silent_stays_so_when_its_contact_has_left(plan):
    ids = a_story(plan)
    assert kept(plan).words[ids["quiet"]] == "silent"

    with plan.app.app_context():
        for contact in db.session.scalars(select(Contact)):
            db.session.delete(contact)
        db.session.commit()

    assert replayed(plan).words[ids["quiet"]] == "silent"


def test_a_mail_that_came_back_later_had_asked_until_then(plan):
    ids = a_story(plan)
    with plan.app.app_context():
        for message in db.session.scalars(select(Message)):
            message.bounced_at = at(THEN + DAY)
        db.session.get_one(Commitment, ids["quiet"]).refold()
        db.session.commit()

    assert kept(plan).words[ids["quiet"]] != "silent"
    assert replayed(plan).words[ids["quiet"]] == "silent"


def test_the_figures_of_the_week_before_are_those_of_the_evening_before_its_relance(plan):
    ids = a_story(plan)
    goes_on_answering(plan, ids)

    with plan.app.app_context():
        cheap = read_then(db.session, read_plan_view(db.session, TODAY), THEN)
        whole = plan_view_on(db.session, THEN, clock.end_of(THEN - DAY, ZONE))

    late = [row for row in whole.commitments if whole.word(row) in {"late", "blocked"}]
    silent = [row for row in whole.commitments if whole.flags(row).silent]
    assert (cheap.late_or_blocked, cheap.silent) == (len(late), len(silent)) == (1, 1)


@pytest.mark.parametrize("size", [2, 12])
def test_a_past_day_takes_as_many_statements_however_large_the_plan(plan, size):
    for _ in range(size):
        said = plan.commitment()
        plan.say(said, "on_track")

    with counted(plan.app) as sent:
        replayed(plan)

    assert len(sent) == 21
