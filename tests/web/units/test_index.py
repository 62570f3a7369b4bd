"""GET /units: who answers for what."""

from datetime import timedelta

import pytest

from tests.support.databases import NOW
from tests.support.pages import read, read_html
from tests.support.plan_builder import in_days
from tracker.domain.people import Absence
from tracker.domain.plans import ActionPlan
from tracker.domain.units import Unit
from tracker.extensions import db


@pytest.fixture
def database(sqlite_database):
    """One database: these words are made from the view, which both give alike."""
    return sqlite_database


def row(page, unit):
    html = page.html[page.html.index(f'/units/{unit}"') :]
    return read_html(html[: html.index("</tr>")]).text


def test_boroughs_come_before_central_services(alice):
    text = read(alice.get("/units")).text

    order = ["Arrondissements", "Anjou", "Direction et services centraux", "Service des affaires"]
    assert sorted(order, key=text.index) == order


def test_says_how_many_units_have_something_to_answer(plan, alice):
    plan.commitment("verdun", due=in_days(60))

    page = read(alice.get("/units"))

    # Verdun contributes, the legal department leads: both are asked to confirm.
    assert "Deux unités ont une réponse à donner." in page.text
    assert "Aucune unité en silence; 1 sans répondant." in page.text


def test_a_unit_shows_who_answers_and_what_is_awaited(plan, alice):
    plan.commitment("verdun", due=in_days(-5))
    silent = plan.commitment("verdun", due=in_days(60))
    plan.mail(silent, at=NOW - timedelta(days=28))
    blocked = plan.commitment("verdun", due=in_days(60))
    plan.say(blocked, "blocked", blocker_words="Le ministère", sentence="On attend.")

    said = row(read(alice.get("/units")), "VERDUN")

    assert "Responsable, Verdun" in said
    # Under way, to answer, late, blocked, silent.
    assert said.endswith("32111")


def test_the_substitute_answers_while_the_principal_is_away(app, plan, alice):
    with app.app_context():
        db.session.add(
            Absence(
                person_id=plan.people["alice"],
                starts_on=in_days(-1),
                ends_on=in_days(3),
                substitute_id=plan.people["bob"],
            )
        )
        db.session.commit()

    assert "Substitut, Verdun" in row(read(alice.get("/units")), "VERDUN")


def test_a_unit_without_contact_is_said_to_have_none(alice):
    assert "Sans répondant" in row(read(alice.get("/units")), "ANJOU")


def test_without_a_plan_the_units_are_still_there(app, plan, alice):
    with app.app_context():
        db.session.get_one(ActionPlan, 1).is_current = False
        db.session.commit()

    page = read(alice.get("/units"))

    assert "Aucun plan n’est chargé." in page.text
    assert "Responsable, Verdun" in page.text


def test_in_english_official_names_stay_french_and_are_glossed(app, plan, alice):
    with app.app_context():
        db.session.get_one(Unit, plan.units["legal"]).gloss_en = "legal affairs"
        db.session.get_one(Unit, plan.units["verdun"]).gloss_en = "borough Verdun"
        db.session.commit()

    page = read(alice.get("/units?lang=en"))

    assert '<span lang="fr">Service des affaires juridiques</span>' in page.html
    assert "Service des affaires juridiques (legal affairs)" in page.text
    assert "Verdun (borough)" in page.text
    assert "legal affairs" not in read(alice.get("/units?lang=fr")).text
