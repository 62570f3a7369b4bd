"""What the director has not read for a week."""

from datetime import timedelta

from tests.support.databases import NOW
from tests.support.plan_builder import in_days
from tracker.domain.changes import Actor
from tracker.domain.readings import mark_read
from tracker.extensions import db
from tracker.queries.readings import unread_before


def _say(plan, days, answer="done", **told):
    made = plan.commitment(due=in_days(20))
    given = {"done_on": in_days(-days), "sentence": "Fait."} if answer == "done" else told
    plan.say(made, answer, at=NOW - timedelta(days=days), **given)
    return made


def _read(plan, commitment_id):
    with plan.app.app_context():
        update = plan.standing_answer(commitment_id)
    with plan.app.app_context():
        mark_read(db.session, update.id, Actor(plan.people["diane"], "Elle", NOW))
        db.session.commit()


def _unread(plan):
    with plan.app.app_context():
        return unread_before(db.session, 1, in_days(-7))


def test_a_director_who_marks_nothing_owes_nothing(plan):
    _say(plan, 20)
    assert _unread(plan) == []


def test_from_the_first_answer_that_she_read_the_older_than_a_week_count(plan):
    _say(plan, 30)
    first = _say(plan, 20)
    old, older = _say(plan, 10), _say(plan, 15)
    _say(plan, 3)
    _read(plan, first)
    assert _unread(plan) == [older, old]


def test_on_track_without_a_word_has_nothing_to_be_read(plan):
    _read(plan, _say(plan, 20))
    _say(plan, 10, "on_track")
    spoken = _say(plan, 10, "on_track", sentence="Tout va.")
    assert _unread(plan) == [spoken]


def test_a_newer_answer_is_what_is_to_be_read(plan):
    _read(plan, _say(plan, 20))
    said = _say(plan, 10)
    plan.say(said, "on_track", at=NOW - timedelta(days=2), sentence="Rouvert.")
    assert _unread(plan) == []
