"""From the plan in parts the same mails leave as from the whole plan, in the same order."""

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select

from tests.support.databases import NOW, TODAY
from tracker.domain.commitments import Commitment
from tracker.domain.milestones import Milestone
from tracker.domain.people import Absence, Contact, Person
from tracker.extensions import db
from tracker.mail import turns
from tracker.mail.announcing import announcements
from tracker.mail.compose import compose
from tracker.mail.weeks import of_own_day, week_of
from tracker.queries import plan_parts
from tracker.queries.plan_parts import Wanted, read_base, read_part
from tracker.queries.plan_reading import read_plan_view

ZONE = ZoneInfo("America/Toronto")
DAYS = [TODAY + timedelta(days=days) for days in (0, 1, 9, 28, 90)]


@pytest.fixture(autouse=True)
def small_parts(monkeypatch):
    for module in (plan_parts, turns):
        monkeypatch.setattr(module, "AT_ONCE", 3)


@pytest.fixture
def city(demo_app):
    """The demonstration, in some disorder: who left, who is away, whom nobody answers for."""
    with demo_app.app_context():
        contacts = db.session.scalars(select(Contact).order_by(Contact.unit_id)).all()
        gone, replaced, away, alone = contacts[:4]
        db.session.get_one(Person, gone.person_id).active = False
        days = {"starts_on": TODAY, "ends_on": TODAY + timedelta(days=10)}
        reader = db.session.scalar(select(Person.id).where(Person.role == "reader"))
        db.session.add(Absence(person_id=replaced.person_id, substitute_id=reader, **days))
        db.session.add(Absence(person_id=away.person_id, **days))
        db.session.delete(alone)
        for milestone in db.session.scalars(select(Milestone).limit(2)):
            share = {"milestone_id": milestone.id, "role": "contributor"}
            db.session.add(Commitment(unit_id=alone.unit_id, **share))
        db.session.commit()
        yield demo_app


def in_parts(day, on=None):
    """The mails and the skips of a week, or of a day of the ladder, from the plan in parts."""
    base = read_base(db.session, day)
    turn = turns.judged(db.session, base, on)
    parts = turns.mails(db.session, base, turn, turn.people)
    return tuple(digest for _view, some in parts for digest in some), tuple(turn.skips)


@pytest.mark.parametrize("day", DAYS, ids=str)
def test_the_week_is_the_same(city, day):
    whole = week_of(read_plan_view(db.session, day))

    assert len(whole.digests) > 20
    assert in_parts(day) == (whole.digests, whole.skips)


def test_all_kinds_of_silence_are_told(city):
    _digests, skips = in_parts(TODAY)

    assert {"left", "away", "no_contact"} <= {one.reason for one in skips}


def test_the_days_of_the_ladder_are_the_same(city):
    days = [TODAY + timedelta(days=count) for count in range(0, 42, 2)]
    found = {day: of_own_day(read_plan_view(db.session, day), day) for day in days}

    assert sum(bool(week.digests) for week in found.values()) > 1
    for day, week in found.items():
        digests, skips = in_parts(day, day)
        assert digests == week.digests
        assert set(skips) == set(week.skips)


def test_a_mail_reads_the_same(city):
    """But for the Bureau's, which tell of the whole plan."""
    view, base = read_plan_view(db.session, TODAY), read_base(db.session, TODAY)
    told = [one for one in week_of(view).digests if not one.is_director and not one.is_coordinator]

    assert len(told) > 20
    for digest in told:
        part = read_part(db.session, base, Wanted(people=[digest.person_id]))
        assert len(part.commitments) < len(view.commitments)
        assert letter(part, digest) == letter(view, digest)


def letter(view, digest):
    after = view.schedule(ZONE).after(NOW)
    return compose(
        view,
        digest,
        locale=view.directory.people[digest.person_id].locale,
        answer_base="https://suivi.example/answer/token",
        public_url="https://suivi.example",
        next_slot=after,
        zone=ZONE,
        announced=announcements(view, digest, after.day),
    )
