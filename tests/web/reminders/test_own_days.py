"""GET /reminders: what the days of D-2 and D+1 will hold, where these reminders have their own."""

import re
from datetime import timedelta

import pytest

from tests.support.databases import NOW
from tests.support.pages import read
from tests.support.plan_builder import in_days
from tracker.domain.people import Person
from tracker.domain.plans import ActionPlan


@pytest.fixture
def emile(as_person):
    """Coordinates the Bureau."""
    return as_person("emile")


@pytest.fixture
def own_day(plan):
    """D-2 and D+1 come on their own day. The next weekly mail is that of Monday the 27th."""
    plan.edit(ActionPlan, 1, own_day=True, slot_since=NOW - timedelta(hours=2))


def own_days(client, path="/reminders"):
    """The section's words, on one line and with plain spaces."""
    section = re.sub(r"<[^>]+>", " ", read(client.get(path)).region("a-leur-jour"))
    return " ".join(section.split()).replace(" .", ".")


def test_nothing_is_said_of_them_where_all_comes_with_the_weekly_mail(plan, emile):
    plan.commitment(lead="verdun", due=in_days(10))
    assert "Rappels à leur jour" not in read(emile.get("/reminders")).text


def test_each_day_says_who_is_reminded_and_of_what(plan, own_day, emile):
    # Thursday the 23rd: two days before is Tuesday, the day after is Friday.
    plan.commitment(lead="verdun", due=in_days(3))
    text = own_days(emile)
    assert "Rappels à leur jour 2" in text
    assert "Responsable, Verdun" in text
    assert "mardi 21 avril à 8 h" in text
    assert "D1-01 : échéance dans 2 jours ouvrables" in text
    assert "vendredi 24 avril à 8 h" in text
    assert "D1-01 : en retard de 1 jour ouvrable" in text


def test_the_days_after_the_next_weekly_mail_are_there_too(plan, own_day, emile):
    plan.commitment(lead="verdun", due=in_days(10))
    assert "mardi 28 avril à 8 h" in own_days(emile)


def test_from_another_date_they_are_those_after_its_weekly_mail(plan, own_day, emile):
    plan.commitment(lead="verdun", due=in_days(3))
    plan.commitment(lead="verdun", due=in_days(17))
    text = own_days(emile, "/reminders?on=2026-05-04")
    assert "mardi 5 mai à 8 h" in text
    assert "avril" not in text


def test_who_would_have_too_many_in_a_week_is_said_to_get_none(plan, own_day, emile):
    # The weekly mail of the 27th, then Tuesday; Wednesday would be the third of the week.
    plan.commitment(lead="verdun", due=in_days(-7))
    plan.commitment(lead="verdun", due=in_days(10))
    plan.commitment(lead="verdun", due=in_days(11))
    text = own_days(emile)
    assert "mardi 28 avril à 8 h" in text
    assert "mercredi 29 avril à 8 h" in text
    assert "Ne part pas : a déjà reçu, ou recevra, deux relances cette semaine-là." in text
    assert "Rappels à leur jour 1" in text


def test_who_cannot_be_written_to_that_day_is_not_named(plan, own_day, emile):
    plan.commitment(lead="verdun", due=in_days(3))
    for name in ("alice", "bob"):
        plan.edit(Person, plan.people[name], active=False)
    assert "rien n’est à deux jours de son échéance" in own_days(emile)


def test_says_when_nothing_comes_by_itself(plan, own_day, emile):
    plan.commitment(lead="verdun", due=in_days(60))
    assert "rien n’est à deux jours de son échéance ni au lendemain" in own_days(emile)
