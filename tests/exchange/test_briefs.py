"""A brief that is kept from the plan in parts is the brief of the whole plan."""

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from flask_babel import force_locale
from sqlalchemy import func, select

from tests.support.databases import NOW, TODAY
from tracker.domain.briefs import PARTS, BriefItem
from tracker.domain.people import Contact, Person
from tracker.exchange import briefs
from tracker.exchange.briefs import keep_brief, live_brief
from tracker.extensions import db
from tracker.queries import plan_parts
from tracker.queries.briefs import read_brief, read_briefs
from tracker.queries.plan_parts import read_base
from tracker.queries.plan_reading import read_plan_view
from tracker.wording.briefs import headline

ZONE = ZoneInfo("America/Toronto")
DAYS = [TODAY + timedelta(days=days) for days in (1, 12, 60)]


@pytest.fixture
def city(demo_app, monkeypatch):
    """The demonstration, with two units that nobody can write to; it is read three by three."""
    for module in (plan_parts, briefs):
        monkeypatch.setattr(module, "AT_ONCE", 3)
    monkeypatch.setattr(briefs, "_WRITTEN_AT_ONCE", 2)
    with demo_app.app_context():
        first, second = db.session.scalars(select(Contact).order_by(Contact.id).limit(2))
        db.session.delete(first)
        second_person = db.session.get_one(Person, second.person_id)
        second_person.suspended_at, second_person.suspended_reason = NOW, "550"
        db.session.commit()
        yield demo_app


@pytest.mark.parametrize("day", DAYS, ids=str)
def test_it_tells_the_same_in_the_same_order(city, day):
    whole = live_brief(db.session, read_plan_view(db.session, day), ZONE).content
    base = read_base(db.session, day)
    number = keep_brief(db.session, base, ZONE, NOW)
    kept = read_brief(db.session, base.plan.id, number)

    assert sum(bool(whole.parts[part]) for part in PARTS) > 4
    assert len(whole.parts["unreached"]) > 1
    assert kept.content == whole
    with force_locale("fr"):
        assert read_briefs(db.session, base.plan.id)[0].headline_fr == headline(whole, "fr")


def test_a_day_has_one_brief(city):
    base = read_base(db.session, TODAY + timedelta(days=1))
    assert keep_brief(db.session, base, ZONE, NOW)
    items = db.session.scalar(select(func.count(BriefItem.id)))

    # Somebody who looked before it was there.
    assert keep_brief(db.session, base, ZONE, NOW) is None
    assert keep_brief(db.session, read_base(db.session, base.today), ZONE, NOW) is None
    assert db.session.scalar(select(func.count(BriefItem.id))) == items
