"""A past day read again is the view that was read on that day."""

from dataclasses import asdict, replace
from datetime import datetime

import pytest
from sqlalchemy import select

from tests.support import afterwards
from tests.support.afterwards import DAY, THEN, ZONE, a_story, actor, at, names
from tests.support.databases import TODAY
from tests.support.plan_builder import TinyPlan, in_days, lay_plan
from tests.support.statements import counted
from tracker import clock
from tracker.domain import shares
from tracker.domain.commitments import Commitment
from tracker.domain.messages import Message
from tracker.domain.people import Contact
from tracker.extensions import db
from tracker.queries.plan_reading import read_plan_view
from tracker.queries.plan_then import plan_view_on
from tracker.queries.plan_view import PlanView
from tracker.queries.week_before import read_then


@pytest.fixture
def plan(app, frozen) -> TinyPlan:
    return lay_plan(app)


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


@pytest.mark.parametrize("goes_on", afterwards.ACTS, ids=lambda act: act.__name__)
def test_a_past_day_is_as_it_was_read_however_the_plan_went_on(plan, goes_on):
    ids = a_story(plan)
    then = told(kept(plan))

    goes_on(plan, ids)

    assert told(replayed(plan)) == then


def test_a_past_day_is_as_it_was_read_when_everything_went_on_at_once(plan):
    ids = a_story(plan)
    then = told(kept(plan))

    for goes_on in (
        afterwards.goes_on_answering,
        afterwards.edits_a_milestone,
        afterwards.makes_a_milestone,
        afterwards.adds_a_share,
        afterwards.gives_the_lead_to_a_contributor,
        afterwards.corrects_a_baseline,
        afterwards.renames_a_unit,
        afterwards.merges_units_that_share,
        afterwards.closes_the_plan,
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
    afterwards.goes_on_answering(plan, ids)

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
