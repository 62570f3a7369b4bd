"""GET /reminders: what leaves next, who gets none, and the ledger."""

from datetime import timedelta

import pytest
from sqlalchemy import event

from tests.support.databases import NOW
from tests.support.pages import read
from tests.support.plan_builder import in_days
from tracker.domain.plans import ActionPlan
from tracker.extensions import db


@pytest.fixture
def emile(as_person):
    """Coordinates the Bureau."""
    return as_person("emile")


def test_names_every_recipient_with_the_first_thing_of_their_mail(plan, emile):
    plan.commitment(due=in_days(-7))

    page = read(emile.get("/reminders"))

    assert "Ce qui part lundi 27 avril à 8 h" in page.title
    assert "Responsable, Verdun" in page.text
    assert "alice@exemple.test" in page.text
    assert "D1-01 : en retard de 10 jours ouvrables" in page.text


def test_counts_mails_and_people_without_one(plan, emile):
    plan.commitment(lead="verdun", due=in_days(-7))

    page = read(emile.get("/reminders"))

    assert "3 courriels partent" in page.text


def test_names_who_is_skipped_why_and_what_to_do(plan, emile):
    plan.commitment("anjou", due=in_days(-7))
    confirmed = plan.commitment(lead="verdun", due=in_days(60))
    plan.say(confirmed, "on_track")

    page = read(emile.get("/reminders"))

    assert "Sans répondant : aucune personne à qui écrire" in page.text
    assert "1 engagement ouvert, 1 en retard" in page.text
    assert "Nommer un répondant" in page.text
    assert "1 personne n’a rien à répondre" in page.text


def test_another_date_shows_the_first_slot_from_it(plan, emile):
    plan.commitment()

    assert "lundi 11 mai à 8 h" in read(emile.get("/reminders?on=2026-05-06")).title


def test_a_date_that_does_not_exist_is_said_in_words(plan, emile):
    plan.commitment()

    page = read(emile.get("/reminders?on=2026-02-31"))

    assert page.status == 200
    assert "Cette date n’existe pas" in page.text


def test_says_where_messages_are_put_without_a_mail_server(plan, emile):
    plan.commitment()

    assert "les messages sont déposés dans instance/mail" in read(emile.get("/reminders")).text


def test_a_draft_plan_says_when_the_first_one_leaves(plan, emile):
    plan.edit(ActionPlan, 1, approved_at=None, approved_by=None)

    assert "Le plan n’est pas encore approuvé" in read(emile.get("/reminders")).text


def test_the_ledger_counts_what_was_answered(plan, emile):
    answered, ignored = plan.commitment(), plan.commitment("legal")
    at = NOW - timedelta(days=7)
    plan.mail(answered, at=at)
    plan.mail(ignored, to="charlie", at=at)
    plan.say(answered, "on_track", at=at + timedelta(hours=2))

    register = read(emile.get("/reminders")).region("registre")

    numbers = [cell.split("<")[0] for cell in register.split('<td class="num">')[1:]]
    assert numbers == ["2", "2", "0", "0", "0", "1"]


def test_the_page_of_a_slot_lists_its_messages(plan, emile):
    commitment = plan.commitment()
    plan.mail(commitment, at=NOW - timedelta(days=7))

    page = read(emile.get("/reminders/2026-04-13"))

    assert "Relance du 13 avril 2026" in page.title
    assert "Responsable, Verdun" in page.text
    assert "Déposé" in page.text


@pytest.mark.parametrize("day", ["2026-04-14", "pas-un-jour"])
def test_a_slot_that_never_was_is_not_found(plan, emile, day):
    assert emile.get(f"/reminders/{day}").status_code == 404


def test_statements_are_as_many_for_a_long_list_as_for_a_short_one(plan, app, emile):
    counted = []
    with app.app_context():
        event.listen(db.engine, "before_cursor_execute", lambda *_: counted.append(1))
    plan.mail(plan.commitment(), at=NOW - timedelta(days=7))
    counted.clear()
    emile.get("/reminders")
    few = len(counted)

    for week in range(2, 7):
        plan.mail(plan.commitment(due=in_days(-3)), to="bob", at=NOW - timedelta(days=7 * week))
        plan.commitment("anjou", due=in_days(-3))
    counted.clear()
    emile.get("/reminders")

    assert len(counted) == few
