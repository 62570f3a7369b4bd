"""The Monday brief is kept with the week's slot: once, also when nothing is mailed."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from tests.support.databases import NOW, TODAY
from tests.support.plan_builder import in_days
from tracker.domain.briefs import Brief, read
from tracker.domain.closures import Closure
from tracker.domain.messages import Message
from tracker.domain.people import Person
from tracker.domain.slots import ReminderSlot
from tracker.extensions import db


@pytest.fixture
def briefs(folder_office):
    """`briefs()`: what was kept, oldest first."""

    def kept():
        with folder_office.app.app_context():
            return list(db.session.scalars(select(Brief).order_by(Brief.number)))

    return kept


def test_the_slot_keeps_its_brief(folder_office, briefs):
    folder_office.tick()

    (brief,) = briefs()
    assert (brief.number, brief.day, brief.since) == (1, TODAY, in_days(-7))


def test_a_second_tick_keeps_no_other(folder_office, briefs):
    folder_office.tick()
    folder_office.tick(NOW + timedelta(hours=1))
    folder_office.tick(NOW + timedelta(days=1))

    assert len(briefs()) == 1


def test_the_next_week_has_the_next_number_and_looks_back_to_the_last_brief(folder_office, briefs):
    folder_office.tick()
    folder_office.tick(NOW + timedelta(days=7))

    _first, second = briefs()
    assert (second.number, second.day, second.since) == (2, in_days(7), TODAY)


def test_it_is_kept_also_when_nothing_is_mailed(folder_office, briefs):
    folder_office.dismiss("alice", "bob", "charlie", "diane", "emile", "fanny")

    folder_office.tick()

    with folder_office.app.app_context():
        assert db.session.scalar(select(Message.id)) is None
    assert [brief.number for brief in briefs()] == [1]


def test_a_relance_that_was_missed_leaves_its_brief_all_the_same(folder_office, briefs):
    folder_office.tick(NOW + timedelta(days=4))

    (slot,) = folder_office.slots()
    assert slot.outcome == "missed"
    assert [brief.day for brief in briefs()] == [in_days(4)]


def test_a_week_wholly_closed_has_none(folder_office, briefs):
    with folder_office.app.app_context():
        days = (in_days(number) for number in range(7))
        db.session.add_all(Closure(day=day, name="Fermé", basis="essai") for day in days)
        db.session.commit()

    folder_office.tick(NOW + timedelta(days=6))

    assert [slot.outcome for slot in folder_office.slots()] == ["skipped"]
    assert briefs() == []


def test_a_plan_whose_last_relance_has_none_gets_it_at_the_next_tick(folder_office, briefs):
    sent_for = in_days(-7)
    slot = ReminderSlot(
        plan_id=1,
        nominal_on=sent_for,
        due_at=NOW - timedelta(days=7),
        outcome="planned",
        decided_at=NOW - timedelta(days=7),
        sent_for=sent_for,
    )
    folder_office.do(lambda session: session.add(slot))

    report = folder_office.tick(NOW - timedelta(hours=2))

    assert not report
    assert [(brief.number, brief.day) for brief in briefs()] == [(1, TODAY)]


def test_what_is_kept_is_the_plan_of_that_day_whatever_becomes_of_it(folder_office, briefs):
    plan = folder_office.plan
    late = plan.commitment(lead="verdun", title="Guichet unique", due=in_days(-7))
    folder_office.tick()

    plan.say(late, "done", at=NOW, done_on=TODAY, sentence="Ouvert.")
    plan.edit(Person, plan.people["alice"], name="Quelqu’un d’autre")

    content = read(briefs()[0].content)
    (item,) = (one for one in content.parts["slipped"] if one.key == f"commitment:{late}")
    assert (item.mark, item.fr.title, item.fr.unit) == ("late", "Guichet unique", "Verdun")
    assert item.en.word == "Late"


def test_two_clocks_keep_one_brief(folder_office, briefs):
    waits = [folder_office.tick_aside(), folder_office.tick_aside()]
    for wait in waits:
        wait()

    assert [brief.number for brief in briefs()] == [1]
