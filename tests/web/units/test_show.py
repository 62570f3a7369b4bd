"""GET /units/<code>: one unit, what it promised, who answers, who waits."""

from datetime import timedelta

import pytest

from tests.support.databases import NOW
from tests.support.pages import read
from tests.support.plan_builder import in_days
from tracker.domain.people import Absence, Person
from tracker.domain.plans import ActionPlan
from tracker.extensions import db


@pytest.fixture
def database(sqlite_database):
    """One database: these words are made from the view, which both give alike."""
    return sqlite_database


def test_an_unknown_code_is_not_found(alice):
    assert alice.get("/units/REM99").status_code == 404


def test_commitments_stand_most_pressing_first_and_the_done_ones_are_folded(plan, alice):
    plan.commitment("verdun", due=in_days(60), title="Celui à confirmer")
    plan.commitment("verdun", due=in_days(-5), title="Celui en retard")
    done = plan.commitment("verdun", due=in_days(-20), title="Celui qui est fait")
    plan.say(done, "done", done_on=in_days(-21), sentence="Déposé.")

    page = read(alice.get("/units/VERDUN"))

    order = [
        "Celui en retard",
        "Celui à confirmer",
        "1 engagement fait ou retiré",
        "Celui qui est fait",
    ]
    assert sorted(order, key=page.text.index) == order
    assert "À répondre 2 engagements" in page.text


def test_contacts_stand_in_their_order_with_todays_absence(app, plan, alice):
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

    text = read(alice.get("/units/VERDUN")).text

    assert "Répond aujourd’hui Substitut, Verdun" in text
    assert "Responsable, Verdun Répond en premier" in text
    assert "Absence jusqu’au 23 avril; Substitut, Verdun répond" in text


def test_mondays_mail_goes_to_who_is_there_on_monday(app, plan, alice):
    plan.commitment("verdun", due=in_days(5))
    with app.app_context():
        # Here today, away next Monday.
        db.session.add(
            Absence(
                person_id=plan.people["alice"],
                starts_on=in_days(5),
                ends_on=in_days(12),
                substitute_id=plan.people["bob"],
            )
        )
        db.session.commit()

    text = read(alice.get("/units/VERDUN")).text

    assert "Répond aujourd’hui Responsable, Verdun" in text
    assert "Lundi 27 avril 2026, à Substitut, Verdun : 1 engagement demandé." in text


def test_nothing_to_ask_on_monday_means_no_mail(plan, alice):
    plan.say(plan.commitment("verdun", due=in_days(90)), "on_track")

    assert (
        "Lundi 27 avril 2026 : rien à demander à cette unité"
        in read(alice.get("/units/VERDUN")).text
    )


def test_a_unit_without_contact_says_that_the_bureau_knows(plan, alice):
    plan.commitment("anjou", due=in_days(5))

    text = read(alice.get("/units/ANJOU")).text

    assert "Répond aujourd’hui Sans répondant" in text
    assert "Personne n’est inscrit pour cette unité." in text
    assert "aucune personne à qui écrire" in text
    assert "non joint : l’unité est sans répondant" in text


def test_somebody_who_left_or_whose_address_bounced_is_said_so(app, plan, alice):
    with app.app_context():
        db.session.get_one(Person, plan.people["bob"]).active = False
        charlie = db.session.get_one(Person, plan.people["charlie"])
        charlie.suspended_at, charlie.suspended_reason = NOW, "boîte inconnue"
        db.session.commit()

    assert "N’est plus en fonction" in read(alice.get("/units/VERDUN")).text
    assert "Adresse suspendue : boîte inconnue" in read(alice.get("/units/LEGAL")).text


@pytest.mark.parametrize(
    ("who", "sees"), [("diane", True), ("emile", True), ("fanny", False), ("alice", False)]
)
def test_addresses_are_for_the_bureau_only(as_person, who, sees):
    # Not one's own: charlie@exemple.test answers for the legal department.
    assert ("charlie@exemple.test" in as_person(who).get("/units/LEGAL").text) is sees


def test_what_others_wait_for_is_shown_with_its_age_the_longest_first(plan, alice):
    recent = plan.commitment("anjou", due=in_days(60), title="Le récent")
    plan.say(recent, "blocked", blocker_unit_id=plan.units["verdun"], sentence="Un avis manque.")
    old = plan.commitment("legal", lead="legal", due=in_days(60), title="Le plus vieux")
    plan.say(
        old,
        "blocked",
        by="charlie",
        at=NOW - timedelta(days=14),
        blocker_unit_id=plan.units["verdun"],
        sentence="La liste manque.",
    )

    text = read(alice.get("/units/VERDUN")).text

    assert "On attend après cette unité Le plus vieux « La liste manque. »" in text
    assert "Service des affaires juridiques · bloqué depuis 10 jours ouvrables" in text
    assert text.index("Le plus vieux") < text.index("Le récent")


def test_a_unit_that_promised_nothing_says_when_a_mail_would_come(alice):
    assert (
        "Cette unité n’a aucun engagement au plan : rien ne lui est demandé."
        in read(alice.get("/units/VERDUN")).text
    )


def test_a_unit_that_owes_nothing_more_says_so(plan, alice):
    done = plan.commitment("verdun", due=in_days(-20))
    plan.say(done, "done", done_on=in_days(-21), sentence="Déposé.")

    text = read(alice.get("/units/VERDUN")).text

    assert "Tout ce que cette unité avait promis est fait ou retiré" in text
    assert "À répondre rien" in text


def test_without_a_plan_nothing_is_asked(app, plan, alice):
    with app.app_context():
        db.session.get_one(ActionPlan, 1).is_current = False
        db.session.commit()

    text = read(alice.get("/units/VERDUN")).text

    assert "Aucun plan n’est chargé : rien n’est demandé à cette unité." in text
    assert "Aucune : le plan n’est pas en cours." in text
