"""A late value of an indicator enters the weekly mail of the unit that gives it."""

from datetime import date

import pytest

from tests.mail.conftest import ANSWER_BASE, plain
from tests.support.databases import NOW, TODAY
from tests.support.indicator_builder import MARCH, lay_indicator
from tests.support.plan_builder import in_days
from tracker.domain.indicators import Indicator
from tracker.domain.people import Absence
from tracker.domain.plans import ActionPlan
from tracker.domain.units import Unit
from tracker.extensions import db


@pytest.fixture
def lay(plan):
    def make(*units, **fields):
        with plan.app.app_context():
            number = lay_indicator(db.session, [plan.units[unit] for unit in units], **fields)
            db.session.commit()
            return number

    return make


@pytest.fixture
def owed(plan, week):
    """Periods owed, by the person written to."""

    def read():
        names = {ident: name for name, ident in plan.people.items()}
        return {
            names[digest.person_id]: [value.period_on for value in digest.values]
            for digest in week().digests
            if digest.values
        }

    return read


def test_a_late_value_makes_a_mail_of_its_own(lay, owed):
    lay("verdun")
    assert owed() == {"alice": [MARCH]}


def test_a_value_that_is_given_or_not_due_yet_is_not_asked(plan, lay, owed):
    lay("verdun", values=[(plan.units["verdun"], MARCH, 41)])
    lay("verdun", code="I2", grace_days=20)
    lay("verdun", code="I3", first_on=date(2026, 4, 30))
    assert owed() == {}


def test_each_unit_is_asked_for_its_own(plan, lay, owed):
    lay("verdun", "legal", by_unit=True, values=[(plan.units["legal"], MARCH, 41)])
    assert owed() == {"alice": [MARCH]}


def test_a_withdrawn_indicator_asks_nothing(plan, lay, owed):
    number = lay("verdun")
    withdrawn = {"withdrawn_by": "Bureau", "withdrawn_reason": "x"}
    plan.edit(Indicator, number, withdrawn_at=NOW, **withdrawn)
    assert owed() == {}


def test_who_stands_in_is_asked(plan, lay, owed):
    lay("verdun")
    with plan.app.app_context():
        alice, bob = plan.people["alice"], plan.people["bob"]
        db.session.add(Absence(person_id=alice, starts_on=TODAY, ends_on=TODAY, substitute_id=bob))
        db.session.commit()
    assert owed() == {"bob": [MARCH]}


def test_the_unit_that_took_over_is_asked(plan, lay, owed):
    lay("anjou")
    plan.edit(Unit, plan.units["anjou"], successor_id=plan.units["verdun"], merged_on=TODAY)
    assert owed() == {"alice": [MARCH]}


def test_a_unit_without_contact_is_told_to_the_coordination(plan, lay, week):
    lay("anjou")
    assert (plan.units["anjou"], "no_contact") in {
        (skip.unit_id, skip.reason) for skip in week().skips
    }


def test_a_draft_asks_for_no_value(plan, lay, owed):
    lay("verdun")
    plan.edit(ActionPlan, 1, approved_at=None, approved_by=None)
    assert owed() == {}


def test_the_mail_says_what_since_when_and_where(plan, lay, letter_to):
    number = lay("verdun")
    letter = letter_to("alice")
    text = plain(letter.text)
    url = f"{ANSWER_BASE}/value/{number}/{plan.units['verdun']}/2026-03-31"
    assert "UNE VALEUR À DONNER" in text
    assert plain(letter.subject) == "Verdun : une valeur, semaine du 20 avril"
    assert "VALEURS D’INDICATEURS" in text
    assert "Délai d’un permis" in text
    assert "mars 2026 · due le 10 avril, en retard de 6 jours ouvrables" in text
    assert "Aucune valeur n’a encore été donnée." in text
    assert f"Donner la valeur : {url}" in text
    assert f'href="{url}"' in letter.html


def test_the_mail_speaks_english_to_who_reads_it(plan, lay, letter_to):
    lay("verdun", values=[(plan.units["verdun"], date(2026, 2, 28), 40)])
    text = plain(letter_to("alice", "en").text)
    assert "Time for a permit" in text
    assert "March 2026 · due April 10, late by 6 business days" in text
    assert "Last value given: February 2026." in text


@pytest.mark.parametrize(
    ("locale", "headline", "subject"),
    [
        (
            "fr",
            "UNE QUESTION, DEUX RÉPONSES ET UNE VALEUR À DONNER",
            "Verdun : une question, deux réponses et une valeur, semaine du 20 avril",
        ),
        (
            "en",
            "ONE QUESTION, TWO ANSWERS AND ONE VALUE TO GIVE",
            "Verdun: one question, two answers and one value, week of April 20",
        ),
    ],
)
def test_questions_answers_and_values_are_each_counted(
    plan, lay, letter_to, locale, headline, subject
):
    asked = plan.commitment(due=in_days(90))
    plan.say(asked, "on_track")
    plan.ask(asked, "Est-ce encore possible?")
    plan.commitment(due=in_days(-5))
    plan.commitment(due=in_days(5))
    lay("verdun")
    letter = letter_to("alice", locale)
    assert headline in plain(letter.text)
    assert plain(letter.subject) == subject


def test_several_values_and_no_answer(lay, letter_to):
    lay("verdun")
    lay("verdun", code="I2")
    assert "DEUX VALEURS À DONNER" in plain(letter_to("alice").text)


def test_an_indicator_never_changes_the_standing_of_a_commitment(plan, lay, view_on):
    calm = plan.commitment(due=in_days(60))
    plan.say(calm, "on_track")
    before = view_on()
    lay("verdun", dossier_ids=[plan.dossiers["D1"]])
    after = view_on()
    assert after.values_owed
    assert before.words == after.words
