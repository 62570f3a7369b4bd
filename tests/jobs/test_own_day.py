"""D-2 and D+1 on their own day: who is reminded, once, and never too often."""

import random
from collections import Counter
from datetime import time, timedelta

import pytest
from sqlalchemy import select

from tests.support.databases import NOW, TODAY
from tests.support.plan_builder import in_days
from tracker.domain.bureau import QuietPeriod
from tracker.domain.caps import iso_week
from tracker.domain.closures import Closure
from tracker.domain.messages import Message, MessageItem
from tracker.domain.people import Contact, Person
from tracker.domain.plans import ActionPlan
from tracker.domain.slots import ReminderSlot, Skip
from tracker.extensions import db
from tracker.jobs.planner import plan_due
from tracker.mail import outbox
from tracker.queries import closed, ledger
from tracker.queries.plan_reading import read_plan_view

DAY = timedelta(days=1)


@pytest.fixture
def office(folder_office):
    """Own days since this Monday, whose weekly mail has left; alice owes an answer since long."""
    folder_office.plan.edit(ActionPlan, 1, own_day=True, slot_since=NOW - timedelta(hours=2))
    folder_office.tick()
    return folder_office


def slots(office, rule="daily"):
    with office.app.app_context():
        rows = db.session.scalars(
            select(ReminderSlot).where(ReminderSlot.rule == rule).order_by(ReminderSlot.nominal_on)
        )
        return [(row.nominal_on, row.outcome) for row in rows]


def duty(office):
    """Kind, person and state of the messages that are not the week's."""
    names = {ident: name for name, ident in office.plan.people.items()}
    with office.app.app_context():
        rows = db.session.scalars(select(Message).where(Message.kind == "duty"))
        return [(names[row.person_id], row.state, row.composed_for) for row in rows]


def due_in(office, days, unit="verdun"):
    """A milestone that `unit` leads, due that many days after TODAY."""
    return office.plan.commitment(unit, due=in_days(days), lead=unit)


def test_two_days_before_a_reminder_comes_with_that_alone(office):
    held = due_in(office, 3)  # Thursday: D-2 is Tuesday
    due_in(office, 10)
    assert office.tick(NOW + DAY).messages == {"deposited": 1}
    assert duty(office) == [("alice", "deposited", in_days(1))]
    assert office.asked("alice") == [held]
    message = office.message("alice")
    assert message.subject.replace("\xa0", " ") == "Rappel : une réponse à donner, Verdun"
    assert "rappel du mardi 21 avril".upper() in message.body_text.upper().replace("\xa0", " ")


def test_the_day_after_too_and_the_days_between_not(office):
    due_in(office, 2)  # Wednesday: D+1 is Thursday
    for day in (1, 2):
        assert not office.tick(NOW + day * DAY)
    assert office.tick(NOW + 3 * DAY).messages == {"deposited": 1}
    assert slots(office) == [(in_days(3), "planned")]
    assert not office.tick(NOW + 3 * DAY + timedelta(hours=3))


def test_without_the_setting_nothing_comes_between_two_weekly_mails(office):
    office.plan.edit(ActionPlan, 1, own_day=False)
    due_in(office, 3)
    assert not office.tick(NOW + DAY)


def test_it_waits_for_the_hour_and_not_for_the_morrow(office):
    due_in(office, 3)
    assert not office.tick(NOW + DAY - timedelta(minutes=61))
    assert office.tick(NOW + DAY + timedelta(hours=10)).messages == {"deposited": 1}


def test_one_that_was_missed_is_written_down_and_not_caught_up(office):
    due_in(office, 3)
    report = office.tick(NOW + 2 * DAY)
    assert report.slots == {"missed": 1}
    assert slots(office) == [(in_days(1), "missed")]
    assert duty(office) == []


def test_what_was_said_since_makes_nothing_missed(office):
    """Moved on the Wednesday to the Thursday: on Tuesday nobody knew."""
    held = due_in(office, 30)
    office.plan.say(
        held, "postponed", at=NOW + 2 * DAY, new_due=in_days(3), reason="winter", sentence="."
    )
    assert not office.tick(NOW + 2 * DAY + timedelta(hours=1))


def test_none_comes_on_a_closed_day_nor_in_a_quiet_period(office):
    due_in(office, 3)
    with office.app.app_context():
        db.session.add(Closure(day=in_days(1), name="Fermé", basis="essai"))
        db.session.add(QuietPeriod(starts_on=in_days(2), ends_on=in_days(2), name="Pause"))
        db.session.commit()
    assert not office.tick(NOW + DAY)
    assert not office.tick(NOW + 2 * DAY)


def test_none_comes_on_the_day_of_the_weekly_mail(office):
    due_in(office, 9)  # Wednesday of the week after: D-2 is Monday
    office.tick(NOW + 7 * DAY)
    assert slots(office) == []
    assert slots(office, "weekly") == [(TODAY, "planned"), (in_days(7), "planned")]


def test_none_comes_on_the_day_on_which_a_weekly_mail_is_caught_up(folder_office):
    folder_office.plan.edit(ActionPlan, 1, own_day=True, slot_since=NOW - timedelta(hours=2))
    due_in(folder_office, 3)
    assert folder_office.tick(NOW + DAY).messages == {"deposited": 3}
    assert slots(folder_office) == []


def test_who_answered_that_day_is_not_reminded(office):
    held = due_in(office, 3)
    office.plan.say(held, "on_track", at=NOW + DAY - timedelta(hours=2))
    assert not office.tick(NOW + DAY)


def test_one_that_is_answered_before_it_leaves_has_nothing_to_say(office):
    held = due_in(office, 3)
    with office.app.app_context():
        plan_due(db.session, NOW + DAY, NOW, office.app.config["TRACKER"])
    office.plan.say(held, "on_track", at=NOW + DAY)
    assert office.tick(NOW + DAY).messages == {"cancelled": 1}
    assert office.message("alice").reason == "answered"


def test_one_that_waits_until_the_morrow_leaves_no_more(office):
    due_in(office, 3)
    with office.app.app_context():
        plan_due(db.session, NOW + DAY, NOW, office.app.config["TRACKER"])
    office.tick(NOW + 2 * DAY)
    message = office.message("alice")
    assert (message.kind, message.sent_at) == ("duty", None)
    assert message.state in {"cancelled", "missed"}


def test_who_answers_instead_gets_it(office):
    due_in(office, 3)
    with office.app.app_context():
        plan_due(db.session, NOW + DAY, NOW, office.app.config["TRACKER"])
    office.dismiss("alice")
    assert office.tick(NOW + DAY).messages == {"cancelled": 1, "deposited": 1}
    assert ("bob", "deposited", in_days(1)) in duty(office)


def test_two_a_week_with_the_weekly_one(office):
    due_in(office, 3)  # D-2 on Tuesday
    due_in(office, 2)  # D+1 on Thursday
    office.tick(NOW + DAY)
    assert not office.tick(NOW + 3 * DAY).messages
    with office.app.app_context():
        (skip,) = db.session.scalars(
            select(Skip)
            .join(ReminderSlot, ReminderSlot.id == Skip.slot_id)
            .where(ReminderSlot.rule == "daily")
        )
        assert (skip.person_id, skip.reason) == (office.plan.people["alice"], "enough_this_week")


def test_room_is_kept_for_a_weekly_mail_later_in_the_week(office):
    """The weekly mail moves to Fridays: of Tuesday's and Wednesday's reminders one is left out."""
    office.plan.edit(ActionPlan, 1, slot_weekday=4, slot_since=NOW + timedelta(days=4))
    due_in(office, 10)
    due_in(office, 11)
    for day in range(5, 12):
        office.tick(NOW + day * DAY)
    assert [on for _name, _state, on in duty(office)] == [in_days(8)]
    assert (in_days(11), "planned") in slots(office, "weekly")


def test_composing_looks_at_the_caps_again(office):
    """Another mail of duty left the same day between the planning and the sending."""
    due_in(office, 3)
    with office.app.app_context():
        plan_due(db.session, NOW + DAY, NOW, office.app.config["TRACKER"])
        weekly = db.session.scalar(
            select(Message.id).where(
                Message.kind == "weekly", Message.person_id == office.plan.people["alice"]
            )
        )
    office.plan.edit(Message, weekly, composed_for=in_days(1))
    assert office.tick(NOW + DAY).messages == {"cancelled": 1}
    assert office.message("alice").reason == "enough_today"


def test_briefs_and_questions_at_once_do_not_count(office):
    """The director leads a unit's file as well: her brief of Monday leaves room for two."""
    with office.app.app_context():
        anjou, diane = office.plan.units["anjou"], office.plan.people["diane"]
        db.session.add(Contact(unit_id=anjou, person_id=diane, rank=0))
        db.session.commit()
    due_in(office, 3, "anjou")
    due_in(office, 2, "anjou")
    question = office.plan.ask(due_in(office, 60, "anjou"), "Quand?", by="emile")

    def ask(session):
        person = session.get_one(Person, office.plan.people["diane"])
        outbox.post(
            session, office.app.config["TRACKER"], "question", person, NOW, about_id=question
        )

    office.do(ask)
    office.tick(NOW + DAY)
    office.tick(NOW + 3 * DAY)
    assert sorted((name, on) for name, _state, on in duty(office)) == [
        ("diane", in_days(1)),
        ("diane", in_days(3)),
    ]


def test_a_weekly_mail_moved_to_a_day_on_which_a_reminder_left_waits_for_the_next(office):
    """At noon somebody moves the weekly mail to Tuesdays, 14 h."""
    due_in(office, 3)
    office.tick(NOW + DAY)
    noon = NOW + DAY + timedelta(hours=3)
    office.plan.edit(ActionPlan, 1, slot_weekday=1, slot_time=time(14), slot_since=noon)
    assert not office.tick(noon + timedelta(hours=3))
    assert office.tick(NOW + 2 * DAY).slots == {"planned": 1}
    assert slots(office, "weekly") == [(TODAY, "planned"), (in_days(1), "planned")]


@pytest.fixture
def reminded(office):
    """A reminder of its own day left on Tuesday, after Monday's weekly mail."""
    due_in(office, 3)
    office.tick(NOW + DAY)
    return office


def test_the_last_slot_and_its_name_are_those_of_the_week(reminded):
    with reminded.app.app_context():
        plan = read_plan_view(db.session, in_days(2)).plan
    assert (plan.last_slot_on, plan.last_named_on) == (TODAY, TODAY)


def test_the_register_of_the_weeks_tells_of_weeks_alone(reminded):
    with reminded.app.app_context():
        assert [row.nominal_on for row in ledger.slots(db.session, 1)] == [TODAY]
        assert ledger.messages(db.session, 1, in_days(1)) == []
        assert ledger.skips(db.session, 1, in_days(1)) == []
        assert closed.waiting(db.session, 1) == []


def test_since_last_week_is_since_the_weekly_mail(reminded):
    reminded.tick(NOW + 7 * DAY)
    body = reminded.message("diane").body_text.replace("\xa0", " ")
    assert "CE QUI A CHANGÉ DEPUIS LE 20 AVRIL" in body.upper()


def test_a_weekly_mail_that_waits_is_not_superseded_by_a_reminder(folder_office):
    folder_office.plan.edit(ActionPlan, 1, own_day=True, slot_since=NOW - timedelta(hours=2))
    with folder_office.app.app_context():
        plan_due(db.session, NOW, NOW, folder_office.app.config["TRACKER"])
    due_in(folder_office, 3, "legal")
    assert folder_office.tick(NOW + DAY).messages == {"deposited": 4}
    assert duty(folder_office) == [("charlie", "deposited", in_days(1))]


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(2))
def test_nobody_gets_two_mails_of_duty_on_a_day_nor_three_in_a_week(office, seed):
    """Five weeks of ticks at odd hours, days without any, a weekday that changes, closed days."""
    dice = random.Random(seed)
    for _each in range(30):
        due_in(office, dice.randrange(1, 40), dice.choice(["verdun", "legal"]))
    with office.app.app_context():
        for day in dice.sample(range(1, 35), 4):
            db.session.add(Closure(day=in_days(day), name="Fermé", basis="essai"))
        db.session.commit()
    office.plan.edit(ActionPlan, 1, slot_weekday=dice.randrange(5), slot_since=NOW + 6 * DAY)
    for day in range(1, 36):
        for hour in sorted(dice.sample(range(-2, 12), dice.randrange(4))):
            office.tick(NOW + day * DAY + timedelta(hours=hour, minutes=1))
    with office.app.app_context():
        asks = select(MessageItem.message_id).where(MessageItem.asked)
        sent = db.session.execute(
            select(Message.person_id, Message.composed_for, Message.kind).where(
                Message.sent_at.is_not(None), Message.id.in_(asks)
            )
        ).all()
    assert "duty" in {row.kind for row in sent}
    days = Counter((row.person_id, row.composed_for) for row in sent)
    weeks = Counter((row.person_id, iso_week(row.composed_for)[0]) for row in sent)
    assert max(days.values()) == 1
    assert max(weeks.values()) <= 2
