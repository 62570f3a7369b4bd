"""Which slots are due, and what is written down of each."""

import threading
from datetime import date, timedelta

import pytest
from sqlalchemy import select

from tests.support.databases import NOW, TODAY
from tests.support.plan_builder import in_days
from tracker.domain.bureau import QuietPeriod
from tracker.domain.closures import Closure
from tracker.domain.messages import Message
from tracker.domain.people import Absence, Person
from tracker.domain.plans import ActionPlan
from tracker.domain.slots import ReminderSlot
from tracker.extensions import db
from tracker.jobs.due import judged_slots
from tracker.jobs.planner import plan_due
from tracker.mail import planner
from tracker.mail.digests import digest_for
from tracker.mail.planner import hand_on
from tracker.queries.plan_parts import read_base
from tracker.queries.plan_reading import read_plan_view


@pytest.fixture
def closed(folder_office):
    """`closed(day)`: the offices are closed that day."""

    def close(*days):
        with folder_office.app.app_context():
            db.session.add_all(Closure(day=day, name="Fermé", basis="essai") for day in days)
            db.session.commit()

    return close


def test_a_slot_becomes_one_message_for_each_person_concerned(folder_office):
    report = folder_office.tick()
    assert report.slots == {"planned": 1}
    assert set(folder_office.states()) == {"alice", "diane", "emile"}
    (slot,) = folder_office.slots()
    assert (slot.nominal_on, slot.sent_for, slot.outcome) == (TODAY, TODAY, "planned")


def test_those_who_get_nothing_are_written_down_with_the_reason(folder_office):
    folder_office.plan.commitment("legal", due=in_days(300), starts=in_days(100))
    folder_office.tick()
    charlie = folder_office.plan.people["charlie"]
    assert (charlie, "nothing_to_ask") in {
        (skip.person_id, skip.reason) for skip in folder_office.skips()
    }


def test_the_message_id_names_the_public_host(folder_office):
    folder_office.tick()
    name = folder_office.message("alice").message_id
    assert name.startswith("<")
    assert name.endswith("@suivi.exemple.test>")


def test_a_second_tick_plans_nothing(folder_office):
    folder_office.tick()
    report = folder_office.tick(NOW + timedelta(days=1))
    assert not report
    assert report.sentence == "Rien à envoyer."


def test_nothing_is_due_before_the_hour(folder_office):
    assert not folder_office.tick(NOW - timedelta(minutes=61))
    assert folder_office.slots() == []


def test_a_closed_monday_moves_and_keeps_its_name(folder_office, closed):
    closed(TODAY)
    assert not folder_office.tick(NOW)
    assert folder_office.tick(NOW + timedelta(days=1)).slots == {"planned": 1}
    (slot,) = folder_office.slots()
    assert (slot.nominal_on, slot.sent_for) == (TODAY, in_days(1))


def test_a_week_wholly_closed_is_skipped(folder_office, closed):
    closed(*(in_days(day) for day in range(5)))
    report = folder_office.tick(NOW + timedelta(days=7))
    assert report.slots == {"skipped": 1, "planned": 1}
    assert folder_office.slots()[0].due_at is None


def test_after_closed_days_two_slots_in_grace_make_one_mail(folder_office, closed):
    """Tuesday to Friday closed: last Monday and this one are one open day apart."""
    closed(*(in_days(day) for day in range(1, 5)))
    report = folder_office.tick(NOW + timedelta(days=7))
    assert report.slots == {"missed": 1, "planned": 1}
    assert [slot.outcome for slot in folder_office.slots()] == ["missed", "planned"]
    assert report.messages == {"deposited": 3}


def test_a_slot_is_caught_up_for_three_open_days(folder_office):
    assert folder_office.tick(NOW + timedelta(days=3)).slots == {"planned": 1}
    assert folder_office.slots()[0].sent_for == in_days(3)


def test_then_it_is_missed_and_says_so(folder_office):
    report = folder_office.tick(NOW + timedelta(days=4))
    assert report.slots == {"missed": 1}
    assert report.sentence == "1 relance manquée."
    assert folder_office.states() == {}


@pytest.mark.parametrize("change", [{"approved_at": None, "approved_by": None}, {"closed_at": NOW}])
def test_a_draft_or_closed_plan_mails_nobody(folder_office, change):
    folder_office.plan.edit(ActionPlan, 1, **change)
    assert not folder_office.tick()
    assert folder_office.slots() == []


def test_slots_before_the_plan_was_loaded_are_not_due(folder_office):
    folder_office.plan.edit(ActionPlan, 1, loaded_at=NOW - timedelta(minutes=30))
    assert not folder_office.tick()


def test_planners_at_the_same_time_write_it_once(folder_office):
    start = threading.Barrier(4)
    outcomes = []

    def plan():
        with folder_office.app.app_context():
            start.wait(10)
            settings = folder_office.app.config["TRACKER"]
            outcomes.append(len(plan_due(db.session, NOW, NOW, settings)))

    planners = [threading.Thread(target=plan) for _ in range(4)]
    for one in planners:
        one.start()
    for one in planners:
        one.join(20)
    assert sorted(outcomes) == [0, 0, 0, 1]
    with folder_office.app.app_context():
        assert db.session.query(ReminderSlot).count() == 1
        assert db.session.query(Message).count() == 3


def test_whoever_is_handed_a_mail_they_have_already_gets_no_other(folder_office):
    """Two processes may each find out that somebody else has left."""
    folder_office.tick()
    settings = folder_office.app.config["TRACKER"]
    (slot,) = folder_office.slots()
    with folder_office.app.app_context():
        view = read_plan_view(db.session, TODAY)
        digest = digest_for(view, folder_office.plan.people["alice"])
        for _ in range(2):
            hand_on(db.session, view, slot.id, [digest], NOW, settings)
            db.session.commit()
        to_alice = select(Message.id).where(Message.person_id == digest.person_id)
        assert len(db.session.scalars(to_alice).all()) == 1


def test_mail_of_a_slot_run_ahead_speaks_of_that_day(folder_office):
    """A tick of the clock itself, on the real day, leaves them as they were meant."""
    monday = NOW + timedelta(days=7)
    with folder_office.app.app_context():
        plan_due(db.session, monday, NOW, folder_office.app.config["TRACKER"])
    folder_office.tick(NOW - timedelta(hours=2))
    assert folder_office.message("alice").composed_for == date(2026, 4, 27)


def test_somebody_away_is_skipped_for_their_substitute(folder_office):
    folder_office.plan.edit(Person, folder_office.plan.people["alice"], active=False)
    folder_office.tick()
    assert "bob" in folder_office.states()
    reasons = {skip.person_id: skip.reason for skip in folder_office.skips()}
    assert reasons[folder_office.plan.people["alice"]] == "left"


@pytest.mark.parametrize("later_first", [False, True])
def test_of_two_absences_that_overlap_the_last_begun_names_the_substitute(
    folder_office, later_first
):
    people = folder_office.plan.people
    starts = [(in_days(-7), "fanny"), (in_days(-1), "charlie")]
    with folder_office.app.app_context():
        for starts_on, substitute in reversed(starts) if later_first else starts:
            absence = Absence(
                person_id=people["alice"],
                starts_on=starts_on,
                ends_on=in_days(5),
                substitute_id=people[substitute],
            )
            db.session.add(absence)
            db.session.flush()
        db.session.commit()
    folder_office.tick()
    assert "charlie" in folder_office.states()
    assert "fanny" not in folder_office.states()


@pytest.fixture
def quiet(folder_office):
    """Lay a quiet period, both days included."""

    def lay(starts_on, ends_on):
        with folder_office.app.app_context():
            db.session.add(QuietPeriod(starts_on=starts_on, ends_on=ends_on, name="Pause"))
            db.session.commit()

    return lay


def test_a_quiet_monday_moves_the_slot_and_keeps_its_name(folder_office, quiet):
    quiet(TODAY, TODAY)
    assert not folder_office.tick(NOW)
    assert folder_office.tick(NOW + timedelta(days=1)).slots == {"planned": 1}
    (slot,) = folder_office.slots()
    assert (slot.nominal_on, slot.sent_for) == (TODAY, in_days(1))


def test_a_quiet_week_is_skipped(folder_office, quiet):
    quiet(TODAY, in_days(6))
    assert folder_office.tick(NOW).slots == {"skipped": 1}


def test_a_slot_to_catch_up_waits_for_the_end_of_a_quiet_period(folder_office, quiet):
    quiet(in_days(1), in_days(2))
    assert not folder_office.tick(NOW + timedelta(days=2))
    assert folder_office.tick(NOW + timedelta(days=3)).slots == {"planned": 1}


def test_a_new_weekday_does_not_call_the_old_one_missed(folder_office):
    at_noon = NOW + timedelta(hours=3)
    folder_office.plan.edit(ActionPlan, 1, slot_weekday=3, slot_since=at_noon)
    assert not folder_office.tick(NOW + timedelta(days=2))
    assert folder_office.tick(NOW + timedelta(days=3)).slots == {"planned": 1}
    assert [slot.nominal_on for slot in folder_office.slots()] == [in_days(3)]


@pytest.mark.postgresql
def test_a_plan_that_changes_while_it_is_read_in_parts_is_read_again(
    postgres_databases, open_office_on, frozen, monkeypatch
):
    with postgres_databases.fresh("migrated") as url:
        office = open_office_on(url)
        judged, times = planner.judged, []

        def and_alice_leaves(*arguments):
            found = judged(*arguments)
            times.append(len(found.people))
            if len(times) == 1:
                office.dismiss("alice")
            return found

        monkeypatch.setattr(planner, "judged", and_alice_leaves)
        office.tick()

        assert len(times) == 2
        assert "alice" not in office.states()
        reasons = {(one.person_id, one.reason) for one in office.skips()}
        assert (office.plan.people["alice"], "left") in reasons


def test_a_slot_that_somebody_wrote_meanwhile_is_theirs(folder_office):
    settings = folder_office.app.config["TRACKER"]
    with folder_office.app.app_context():
        base = read_base(db.session, TODAY)
        (judged,) = judged_slots(db.session, base, NOW, settings)

        assert planner.plan_slot(db.session, base, *judged, NOW, settings) is not None
        assert planner.plan_slot(db.session, base, *judged, NOW, settings) is None
