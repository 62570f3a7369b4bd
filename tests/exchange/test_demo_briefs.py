"""The demonstration's last Mondays each left the brief that would have been made then."""

from dataclasses import asdict
from datetime import timedelta
from itertools import pairwise

import pytest
from sqlalchemy import select

from tests.support.databases import NOW, TODAY
from tracker.domain.brief_changes import between
from tracker.domain.briefs import Brief
from tracker.domain.slots import ReminderSlot
from tracker.exchange.demo.loader import MONTREAL
from tracker.exchange.demo.replay import Replay
from tracker.extensions import db
from tracker.queries.briefs import read_brief
from tracker.queries.plan_reading import read_plan_view

pytestmark = pytest.mark.slow


@pytest.fixture
def briefs(open_app, sqlite_demo_database):
    with open_app(sqlite_demo_database).app_context():
        yield list(db.session.scalars(select(Brief).order_by(Brief.number)))


def content_of(brief):
    return read_brief(db.session, brief.plan_id, brief.number).content


def test_the_last_five_relances_have_each_their_brief(briefs):
    sent = select(ReminderSlot.sent_for).order_by(ReminderSlot.sent_for.desc()).limit(5)
    assert [brief.day for brief in briefs] == sorted(db.session.scalars(sent))
    assert [brief.number for brief in briefs] == [1, 2, 3, 4, 5]
    assert all(later.since == earlier.day for earlier, later in pairwise(briefs))


def test_each_says_that_it_is_illustrative_and_tells_no_day_to_come(briefs):
    for brief in briefs:
        content = content_of(brief)
        assert content.illustrative
        assert content.plan.fr.endswith("(illustratif)")
        assert sum(content.answers.values()) == sum(
            len([one for one in content.parts[part] if one.news]) for part in ("changed", "slipped")
        ) + len([one for one in content.parts["slipped"] if _blocked_since(one, brief)])


def _blocked_since(item, brief):
    """Told as blocked, by an answer that came since the brief before."""
    view = Replay(db.session, brief.plan_id, MONTREAL).view_at(brief.made_at)
    row = view.by_id[int(item.key.partition(":")[2])]
    return not item.news and row.said_on is not None and row.said_on >= brief.since


def test_two_weeks_have_something_to_compare(briefs):
    contents = [content_of(brief) for brief in briefs]
    for earlier, later in pairwise(contents):
        assert any(between(earlier, later).values())


def test_what_is_replayed_up_to_now_is_the_plan_as_it_stands(open_app, sqlite_demo_database):
    with open_app(sqlite_demo_database).app_context():
        view = read_plan_view(db.session, TODAY)
        replayed = Replay(db.session, view.plan.id, MONTREAL).view_at(NOW)
        assert [asdict(row) for row in replayed.commitments] == [
            asdict(row) for row in view.commitments
        ]
        assert replayed.open_questions == view.open_questions


def test_what_is_replayed_knows_nothing_that_was_said_later(open_app, sqlite_demo_database):
    instant = NOW - timedelta(days=30)
    with open_app(sqlite_demo_database).app_context():
        view = Replay(db.session, 1, MONTREAL).view_at(instant)
    said = [row.said_at for row in view.commitments if row.said_at is not None]
    assert said
    assert max(said) < instant
    assert all(row.asked_last is None or row.asked_last <= view.today for row in view.commitments)
