"""A unit merged into another: each case of a share, on both databases."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from tests.support.databases import NOW, TODAY
from tests.support.plan_builder import TinyPlan, in_days, lay_plan
from tracker.domain import mergers
from tracker.domain.changes import Actor, Change
from tracker.domain.commitments import Commitment
from tracker.domain.milestone_edits import restore, withdraw
from tracker.domain.people import Contact, Person
from tracker.domain.plans import Dossier
from tracker.domain.questions import Question
from tracker.domain.units import Unit
from tracker.extensions import db
from tracker.jobs.refold import refold_all

#: The merged unit's role and state, the successor's; what becomes of the merged unit's share.
CASES = [
    ("contributor", "open", None, None, "moves"),
    ("lead", "open", None, None, "moves"),
    ("contributor", "open", "contributor", "open", "closes"),
    ("contributor", "open", "lead", "open", "closes"),
    ("contributor", "open", "contributor", "done", "closes"),
    ("contributor", "open", "lead", "done", "closes"),
    ("lead", "open", "contributor", "open", "swaps"),
    ("lead", "open", "contributor", "done", "swaps"),
    ("lead", "open", "contributor", "released", "swaps"),
    ("contributor", "open", "contributor", "released", "swaps"),
    ("contributor", "done", None, None, "stays"),
    ("contributor", "released", None, None, "stays"),
    ("lead", "done", "contributor", "open", "stays"),
    ("lead", "withdrawn", "contributor", "open", "stays"),
]


@pytest.fixture
def plan(app, frozen) -> TinyPlan:
    return lay_plan(app)


@pytest.fixture
def actor(plan):
    return Actor(plan.people["emile"], "Coordination du Bureau", NOW)


def merge(plan, actor, unit="verdun", into="anjou"):
    with plan.app.app_context():
        old, new = (db.session.get_one(Unit, plan.units[name]) for name in (unit, into))
        names = old.names[-1].name, new.names[-1].name
        mergers.merge(db.session, old, new, names, actor, TODAY)
        db.session.commit()


def read(plan, statement):
    with plan.app.app_context():
        return db.session.execute(statement).all()


def lay(plan, own, own_state, other, other_state):
    """Verdun's share (and Anjou's) of one milestone; ids of the commitments."""
    lead = {"lead": "verdun"}.get(own, {"lead": "anjou"}.get(other, "legal"))
    mine = plan.commitment("verdun", lead=lead, due=in_days(30))
    theirs = None
    if other == "lead":
        with plan.app.app_context():
            milestone = db.session.get_one(Commitment, mine).milestone_id
            theirs = db.session.scalar(
                select(Commitment.id).where(
                    Commitment.milestone_id == milestone, Commitment.role == "lead"
                )
            )
    elif other:
        theirs = plan.contribution(mine, "anjou")
    for share, state in ((mine, own_state), (theirs, other_state)):
        if state == "done":
            plan.say(share, "done", done_on=in_days(-9), sentence="Livré.")
        elif state == "released":
            released = {"released_at": NOW, "released_by": "x", "released_reason": "sans objet"}
            plan.edit(Commitment, share, **released)
        elif state == "withdrawn":
            with plan.app.app_context():
                milestone = db.session.get_one(Commitment, share).milestone
                milestone.withdrawn_at, milestone.withdrawn_by = NOW, "x"
                milestone.withdrawn_reason = "sans objet"
                db.session.commit()
    return mine, theirs


@pytest.mark.parametrize(("own", "own_state", "other", "other_state", "fate"), CASES)
def test_each_share_ends_where_the_table_says(
    plan, actor, own, own_state, other, other_state, fate
):
    mine, theirs = lay(plan, own, own_state, other, other_state)

    merge(plan, actor)

    verdun, anjou = plan.units["verdun"], plan.units["anjou"]
    found = {
        row.id: row
        for row in read(
            plan,
            select(Commitment.id, Commitment.unit_id, Commitment.role, Commitment.released_reason),
        )
    }
    assert found[mine].role == own
    assert found[mine].unit_id == (anjou if fate in {"moves", "swaps"} else verdun)
    if fate == "closes":
        assert found[mine].released_reason == "fusionné"
    if theirs is not None:
        assert found[theirs].unit_id == (verdun if fate == "swaps" else anjou)
        closed = {"swaps": "sans objet" if other_state == "released" else "fusionné"}.get(fate)
        assert found[theirs].released_reason == closed


def test_the_successor_that_contributed_leads_with_the_forecast_and_the_answers_of_the_former(
    plan, actor
):
    led = plan.commitment("verdun", lead="verdun", due=in_days(10))
    plan.say(led, "postponed", new_due=in_days(40), reason="supplier", sentence="Retard.")
    contributed = plan.contribution(led, "anjou")
    plan.say(contributed, "on_track")

    merge(plan, actor)

    with plan.app.app_context():
        lead = db.session.scalars(
            select(Commitment).where(
                Commitment.unit_id == plan.units["anjou"], Commitment.released_at.is_(None)
            )
        ).one()
        assert (lead.role, lead.forecast_due, lead.postponements) == ("lead", in_days(40), 1)
        # What is cached is still what the answers say.
        assert refold_all(db.session) == []


def test_what_was_said_and_asked_follows_a_share_that_moves(plan, actor):
    share = plan.commitment("verdun", due=in_days(5))
    plan.mail(share, at=NOW - timedelta(days=21))

    merge(plan, actor)

    with plan.app.app_context():
        moved = db.session.get_one(Commitment, share)
        assert moved.asked_since is not None
        assert refold_all(db.session) == []


def test_an_open_question_on_a_share_that_closes_is_asked_on_the_one_that_stays(plan, actor):
    mine, theirs = lay(plan, "contributor", "open", "contributor", "open")
    question = plan.ask(mine, "Où en est-on?")

    merge(plan, actor)

    asked_on = select(Question.commitment_id).where(Question.id == question)
    assert read(plan, asked_on) == [(theirs,)]


def test_contacts_join_after_the_successors_own_and_none_twice(plan, actor):
    merge(plan, actor, "legal", "verdun")
    merge(plan, actor, "verdun", "anjou")

    contacts = read(
        plan, select(Contact.unit_id, Person.email, Contact.rank).join(Person).order_by("rank")
    )
    emails = ["alice", "bob", "charlie"]
    assert contacts == [
        (plan.units["anjou"], f"{name}@exemple.test", rank) for rank, name in enumerate(emails)
    ]


def test_somebody_who_answered_for_both_stays_where_they_were(plan, actor):
    with plan.app.app_context():
        db.session.add(
            Contact(unit_id=plan.units["legal"], person_id=plan.people["bob"], rank=1, is_head=True)
        )
        db.session.commit()

    merge(plan, actor, "legal", "verdun")

    ranked = select(Person.email, Contact.rank, Contact.is_head).join(Person).order_by("rank")
    assert read(plan, ranked) == [
        ("alice@exemple.test", 0, False),
        ("bob@exemple.test", 1, False),
        ("charlie@exemple.test", 2, False),
    ]


def test_dossiers_pass_on_and_every_step_is_noted(plan, actor):
    plan.edit(Dossier, plan.dossiers["D1"], lead_unit_id=plan.units["verdun"])
    plan.commitment("verdun", due=in_days(30))

    merge(plan, actor)

    assert read(plan, select(Dossier.lead_unit_id).where(Dossier.code == "D1")) == [
        (plan.units["anjou"],)
    ]
    noted = read(
        plan,
        select(Change.object_kind, Change.what, Change.before, Change.after).order_by(Change.id),
    )
    assert ("commitment", "merged", "Verdun", "Anjou") in noted
    assert ("dossier", "merged", "Verdun", "Anjou") in noted
    assert noted.count(("unit", "merged", "Verdun", "Anjou")) == 2


@pytest.mark.parametrize(
    ("unit", "into", "why"),
    [
        ("verdun", "verdun", "itself"),
        ("legal", "anjou", "already_merged"),
        ("anjou", "legal", "into_merged"),
        ("verdun", "legal", "into_merged"),
    ],
)
def test_itself_a_merged_unit_and_a_circle_are_refused(plan, actor, unit, into, why):
    merge(plan, actor, "legal", "anjou")

    with pytest.raises(ValueError, match=why):
        merge(plan, actor, unit, into)


def test_what_the_successor_said_as_contributor_does_not_speak_for_the_lead(plan, actor):
    led = plan.commitment("verdun", lead="verdun", due=in_days(10))
    contributed = plan.contribution(led, "anjou")
    plan.say(contributed, "done", at=NOW - timedelta(days=1), done_on=TODAY, sentence="Livré.")
    plan.say(led, "on_track", at=NOW - timedelta(days=9))

    merge(plan, actor)

    assert "Rien à corriger" in refold(plan)
    lead = select(Commitment.id, Commitment.unit_id, Commitment.answer, Commitment.streak)
    assert read(plan, lead.where(Commitment.role == "lead")) == [
        (led, plan.units["anjou"], "on_track", 1)
    ]


def test_a_lead_taken_over_before_the_merger_keeps_since_when_it_speaks(plan, actor):
    share = plan.commitment("verdun", lead="legal", due=in_days(10))
    plan.say(share, "blocked", at=NOW - timedelta(days=9), sentence="x", blocker_words="y")
    since = NOW - timedelta(days=5)
    with plan.app.app_context():
        milestone = db.session.get_one(Commitment, share).milestone
        (former,) = [each for each in milestone.commitments if each.role == "lead"]
        former.hand_over()
        db.session.flush()
        own = db.session.get_one(Commitment, share)
        own.take_over(since, in_days(40))
        for each in (former, own):
            each.refold()
        db.session.commit()
    plan.say(plan.contribution(share, "anjou"), "on_track", at=NOW - timedelta(days=2))

    merge(plan, actor)

    assert "Rien à corriger" in refold(plan)
    lead = select(Commitment.id, Commitment.unit_id, Commitment.took_over_at, Commitment.answer)
    assert read(plan, lead.where(Commitment.role == "lead")) == [
        (share, plan.units["anjou"], since, None)
    ]
    assert read(plan, select(Commitment.forecast_due).where(Commitment.id == share)) == [
        (in_days(40),)
    ]


def refold(plan) -> str:
    return plan.app.test_cli_runner().invoke(args=["plan", "refold"]).output


def test_a_milestone_restored_after_the_merger_goes_to_the_successor(plan, actor):
    lead = plan.commitment("verdun", lead="verdun")
    with plan.app.app_context():
        milestone = db.session.get_one(Commitment, lead).milestone
        withdraw(db.session, milestone, "Le calendrier est refait.", actor)
        db.session.commit()
    merge(plan, actor)
    with plan.app.app_context():
        milestone = db.session.get_one(Commitment, lead).milestone
        restore(db.session, milestone, actor)
        db.session.commit()
        assert [one.unit_id for one in milestone.commitments] == [plan.units["anjou"]]
        assert refold_all(db.session) == []
