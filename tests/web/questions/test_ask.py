"""Asking a unit a question, on a commitment or on a dossier."""

from sqlalchemy import select

from tests.support.databases import NOW
from tests.support.pages import press, read
from tests.support.plan_builder import in_days
from tracker.domain.commitments import Commitment
from tracker.domain.messages import Message
from tracker.domain.plans import Dossier
from tracker.domain.questions import Question
from tracker.extensions import db


def _questions(app):
    with app.app_context():
        return list(db.session.scalars(select(Question).order_by(Question.id)))


def _lead(plan, unit):
    plan.edit(Dossier, plan.dossiers["D1"], lead_unit_id=plan.units[unit])
    return f"/questions/new?dossier={plan.dossiers['D1']}"


def test_who_will_get_it_is_said_first(plan, as_person):
    mine = plan.commitment(due=in_days(60))
    page = read(as_person("diane").get(f"/questions/new?commitment={mine}"))

    assert "La recevra Verdun : Responsable, Verdun" in page.text
    assert "Avec la prochaine relance, lundi 27 avril, 8 h" in page.text


def test_a_question_stands_on_top_of_the_leads_page(app, plan, as_person, alice):
    mine = plan.commitment(due=in_days(60))
    diane = as_person("diane")
    form = read(diane.get(f"/questions/new?commitment={mine}"))
    sent = press(diane, form, "Poser la question", text="Pouvez-vous commencer plus tôt?")

    assert sent.status_code == 303
    assert "Pouvez-vous commencer plus tôt?" in read(alice.get("/mine")).text
    with app.app_context():
        assert db.session.scalar(select(Message.id)) is None


def test_at_once_a_mail_is_queued_for_who_answers_today(app, plan, as_person):
    mine = plan.commitment(due=in_days(60))
    diane = as_person("diane")
    form = read(diane.get(f"/questions/new?commitment={mine}"))
    press(diane, form, "Poser la question", text="Est-ce prêt?", when="now")

    with app.app_context():
        message = db.session.scalars(select(Message)).one()
    assert (message.kind, message.person_id) == ("question", plan.people["alice"])
    assert message.about_id == _questions(app)[0].id


def test_two_people_asking_at_once_are_two_questions(app, plan, as_person):
    mine = plan.commitment(due=in_days(60))
    for name in ("diane", "emile"):
        client = as_person(name)
        form = read(client.get(f"/questions/new?commitment={mine}"))
        press(client, form, "Poser la question", text=f"De {name}?")

    assert [asked.text for asked in _questions(app)] == ["De diane?", "De emile?"]


def test_nothing_written_is_refused_beside_the_field(app, plan, as_person):
    mine = plan.commitment(due=in_days(60))
    diane = as_person("diane")
    form = read(diane.get(f"/questions/new?commitment={mine}"))
    page = read(press(diane, form, "Poser la question", text="  "))

    assert page.status == 422
    assert page.title.startswith("Erreur : ")
    assert "Écrivez votre question." in page.text
    assert _questions(app) == []


def test_a_question_too_long_is_kept_and_counted(plan, as_person):
    mine = plan.commitment(due=in_days(60))
    diane = as_person("diane")
    form = read(diane.get(f"/questions/new?commitment={mine}"))
    page = read(press(diane, form, "Poser la question", text="é" * 1001))

    assert page.status == 422
    assert "il y en a 1001" in page.text
    assert "é" * 1001 in page.html


def test_a_unit_without_contact_is_said(plan, as_person):
    theirs = plan.commitment("anjou", due=in_days(60))
    page = read(as_person("emile").get(f"/questions/new?commitment={theirs}"))

    assert "Anjou : sans répondant" in page.text
    assert "Inscrire un répondant" in page.text


def test_a_dossier_without_lead_is_said(plan, as_person):
    page = read(as_person("diane").get(f"/questions/new?dossier={plan.dossiers['D1']}"))

    assert "Ce dossier n’a pas d’unité porteuse" in page.text


def test_a_lead_and_a_reader_ask_nothing(plan, as_person):
    mine = plan.commitment(due=in_days(60))

    for name in ("alice", "fanny"):
        assert as_person(name).get(f"/questions/new?commitment={mine}").status_code == 403


def test_what_does_not_exist_is_asked_nothing(plan, as_person):
    diane = as_person("diane")
    for query in ("", "?commitment=999999", "?dossier=999999", "?commitment=x"):
        assert diane.get(f"/questions/new{query}").status_code == 404


def test_a_question_on_a_dossier_is_answered_in_words(app, plan, as_person, alice):
    diane = as_person("diane")
    form = read(diane.get(_lead(plan, "verdun")))
    press(diane, form, "Poser la question", text="Où en est le dossier?")
    mine = read(alice.get("/mine"))
    assert "Une question vous attend" in mine.text
    sent = press(alice, mine, "Enregistrer la réponse", text="Deux étapes sur trois.")

    assert sent.status_code == 303
    asked = _questions(app)[0]
    assert (asked.answer_text, asked.answered_by) == (
        "Deux étapes sur trois.",
        "Responsable, Verdun",
    )
    assert "Deux étapes sur trois." in read(diane.get("/dossiers/D1")).text
    assert "Où en est le dossier?" not in read(alice.get("/mine")).text


def test_both_questions_on_one_commitment_are_read(plan, as_person, alice):
    mine = plan.commitment(due=in_days(60))
    plan.ask(mine, "De la directrice?", by="diane")
    plan.ask(mine, "De la coordination?", by="emile")

    text = read(alice.get("/mine")).text
    assert "Deux questions vous attendent" in text
    assert "De la directrice?" in text
    assert "De la coordination?" in text
    board = read(as_person("diane").get("/")).text
    assert "votre question est sans réponse" in board


def test_the_director_sees_her_unanswered_question_on_a_dossier(plan, as_person):
    diane = as_person("diane")
    form = read(diane.get(_lead(plan, "verdun")))
    press(diane, form, "Poser la question", text="Où en est le dossier?")

    board = read(diane.get("/")).text
    assert "Une demande vous attend." in board
    assert "« Où en est le dossier? »" in board


def test_a_question_on_what_is_done_leaves_alone_since_no_relance_would_carry_it(
    app, plan, as_person
):
    mine = plan.commitment(due=in_days(3))
    plan.say(mine, "done", done_on=in_days(-9), sentence="Livré.")
    diane = as_person("diane")
    form = read(diane.get(f"/questions/new?commitment={mine}"))
    assert "Avec la prochaine relance" not in form.text

    press(diane, form, "Poser la question", text="Où est le rapport?", when="monday")

    with app.app_context():
        assert db.session.scalars(select(Message.kind)).all() == ["question"]


def test_nothing_is_asked_of_a_milestone_without_lead(plan, as_person):
    mine = plan.commitment(due=in_days(60))
    plan.edit(
        Commitment,
        plan.lead_of(mine),
        released_at=NOW,
        released_by="Coordination",
        released_reason="Reporté",
    )
    diane = as_person("diane")

    assert diane.get(f"/questions/new?commitment={mine}").status_code == 404
    assert "/questions/new?commitment" not in read(diane.get("/milestones/1")).html
