"""GET /mine: what a lead's units owe, most urgent first."""

from datetime import timedelta

import pytest
from sqlalchemy import event

from tests.support.databases import NOW
from tests.support.indicator_builder import lay_indicator
from tests.support.pages import read
from tests.support.plan_builder import in_days
from tracker.domain.people import Absence, Contact
from tracker.extensions import db


def test_headline_counts_questions_and_answers_to_give(plan, alice):
    asked = plan.commitment(due=in_days(80), title="Norme de délai")
    plan.say(asked, "on_track")
    plan.ask(asked, "Pouvez-vous commencer plus tôt?")
    plan.commitment(due=in_days(-5), title="Liste unique")
    plan.commitment(due=in_days(5), title="Gabarit")

    page = read(alice.get("/mine"))

    assert "Une question et deux réponses à donner" in page.text
    assert "Directrice du Bureau vous demande · D1-01" in page.text
    assert "« Pouvez-vous commencer plus tôt? »" in page.text
    assert "Prochaine relance : lundi 27 avril, 8 h." in page.text


@pytest.mark.parametrize(
    ("locale", "headline"),
    [
        ("fr", "Une question, deux réponses et une valeur à donner"),
        ("en", "One question, two answers and one value to give"),
    ],
)
def test_headline_counts_the_values_of_indicators_too(app, plan, alice, locale, headline):
    asked = plan.commitment(due=in_days(80))
    plan.say(asked, "on_track")
    plan.ask(asked, "Pouvez-vous commencer plus tôt?")
    plan.commitment(due=in_days(-5))
    plan.commitment(due=in_days(5))
    with app.app_context():
        lay_indicator(db.session, [plan.units["verdun"]])
        db.session.commit()

    assert headline in read(alice.get(f"/mine?lang={locale}")).text


def test_questions_alone_await_an_answer(plan, alice):
    asked = plan.commitment(due=in_days(80))
    plan.say(asked, "on_track")
    plan.ask(asked, "Pouvez-vous commencer plus tôt?")

    assert "Une question vous attend" in read(alice.get("/mine")).text


def test_most_pressing_comes_first(plan, alice):
    plan.commitment(due=in_days(8), title="Échéance proche ici")
    plan.commitment(due=in_days(-3), title="En retard ici")
    plan.commitment(due=in_days(60), title="À confirmer ici")

    text = read(alice.get("/mine")).text

    assert text.index("En retard ici") < text.index("Échéance proche ici")
    assert text.index("Échéance proche ici") < text.index("À confirmer ici")


def test_nothing_to_answer_is_said_as_such(plan, alice):
    plan.say(plan.commitment(due=in_days(80)), "on_track")

    page = read(alice.get("/mine"))

    assert "Rien à répondre cette semaine" in page.text
    assert "Vous recevrez un courriel la semaine où quelque chose sera dû" in page.text
    assert "Rien ne presse" in page.text


def test_what_was_answered_since_the_last_relance_no_longer_asks(plan, alice):
    near = plan.commitment(due=in_days(8))
    plan.mail(near)
    plan.say(near, "on_track", at=NOW - timedelta(minutes=5))

    assert "Rien à répondre cette semaine" in read(alice.get("/mine")).text


def test_a_person_without_unit_reads_why_the_page_is_empty(plan, as_person):
    page = read(as_person("fanny").get("/mine"))

    assert page.status == 200
    assert "Vous ne répondez pour aucune unité" in page.text


def test_several_units_are_named_on_their_rows(app, plan, alice):
    with app.app_context():
        db.session.add(Contact(unit_id=plan.units["anjou"], person_id=plan.people["alice"], rank=0))
        db.session.commit()
    plan.commitment("anjou", due=in_days(5))
    plan.commitment("verdun", due=in_days(5))

    text = read(alice.get("/mine")).text

    assert "Anjou : votre part" in text
    assert "Verdun : votre part" in text


def test_a_substitute_of_today_sees_the_commitments_of_who_is_away(app, plan, as_person):
    plan.commitment(due=in_days(-5), title="Liste unique")
    with app.app_context():
        db.session.add(
            Absence(
                person_id=plan.people["alice"],
                starts_on=in_days(-1),
                ends_on=in_days(10),
                substitute_id=plan.people["charlie"],
            )
        )
        db.session.commit()

    text = read(as_person("charlie").get("/mine")).text

    assert "Liste unique" in text
    assert "en congé jusqu’au 30 avril" in text


def test_what_others_wait_for_is_listed_with_its_age_and_sentence(plan, alice):
    waiting = plan.commitment("legal", due=in_days(40), title="Avis juridique")
    plan.say(
        waiting,
        "blocked",
        by="charlie",
        sentence="Il manque la liste des escaliers.",
        blocker_unit_id=plan.units["verdun"],
    )

    text = read(alice.get("/mine")).text

    assert "On attend après vous Avis juridique « Il manque la liste des escaliers. »" in text
    assert "Service des affaires juridiques · bloqué depuis 5 jours ouvrables" in text


def test_a_lead_that_awaits_my_contribution_is_listed(plan, alice):
    mine = plan.commitment(due=in_days(20), title="Consultation")
    other = plan.contribution(mine, "anjou")
    plan.say(other, "done", by="emile", done_on=in_days(-8), sentence="Transmis.")

    text = read(alice.get("/mine")).text

    assert "1 contribution sur 2 est reçue; il manque la vôtre." in text


def test_first_date_stays_beside_a_postponed_one(plan, alice):
    moved = plan.commitment(due=in_days(-10))
    plan.say(moved, "postponed", new_due=in_days(4), reason="supplier", at=NOW - timedelta(days=12))

    text = read(alice.get("/mine")).text

    assert "24 avril Départ : 10 avril" in text
    assert "1er report, +10 jours ouvrables" in text


def test_done_and_upcoming_are_folded(plan, alice):
    plan.say(plan.commitment(), "done", done_on=in_days(-8), sentence="Adopté.")
    plan.commitment(starts=in_days(30), due=in_days(90))

    text = read(alice.get("/mine")).text

    assert "1 engagement à venir" in text
    assert "1 engagement fait" in text


def test_english_reader_reads_english(plan, alice):
    plan.commitment(due=in_days(-5), title="Liste unique", title_en="One list")

    page = read(alice.get("/mine?lang=en"))

    assert "One list" in page.text


def test_each_reading_of_the_kept_page_has_its_own_nonce(plan, alice):
    plan.commitment(due=in_days(5))
    first, second = read(alice.get("/mine")), read(alice.get("/mine"))
    token = "csrf_token"

    one, two = first.form("Dans les temps").fields, second.form("Dans les temps").fields

    assert one["nonce"] != two["nonce"]
    assert alice.post(second.form("Dans les temps").action, data=two).status_code != 400
    assert one[token]


def test_the_kept_page_belongs_to_one_person(plan, as_person):
    plan.commitment("verdun", due=in_days(-5), title="Pour Verdun")
    plan.commitment("anjou", lead="legal", due=in_days(-5), title="Pour Anjou")

    assert "Pour Verdun" in read(as_person("alice").get("/mine")).text
    other = read(as_person("charlie").get("/mine")).text
    assert "Responsable, Verdun" not in other


@pytest.mark.parametrize("size", [2, 40])
def test_statements_are_as_many_however_large_the_plan(app, plan, alice, size):
    for number in range(size):
        plan.commitment(due=in_days(number - 5))
    statements = []
    with app.app_context():
        engine = db.engine

    def note(_connection, _cursor, statement, *_):
        statements.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    alice.get("/mine")
    cold = len(statements)
    alice.get("/mine")
    event.remove(engine, "before_cursor_execute", note)

    assert (cold, len(statements) - cold) == (13, 2)
