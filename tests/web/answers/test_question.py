"""Answering a question on a dossier by the link of a mail, in words, without signing in."""

from datetime import timedelta

import pytest

from tests.support.databases import NOW
from tests.support.pages import press, read
from tracker.domain.messages import MailLink
from tracker.domain.people import Person
from tracker.domain.plans import Dossier
from tracker.domain.questions import Question
from tracker.extensions import db

SEND = "Envoyer ma réponse"


@pytest.fixture
def question(plan, app):
    """A question on the dossier that Verdun leads; its id."""
    plan.edit(Dossier, plan.dossiers["D1"], lead_unit_id=plan.units["verdun"])
    with app.app_context():
        found = Question(
            dossier_id=plan.dossiers["D1"],
            asked_by_id=plan.people["diane"],
            asked_at=NOW - timedelta(days=3),
            text="Où en sont les permis?",
        )
        db.session.add(found)
        db.session.commit()
        return found.id


@pytest.fixture
def token(plan, question):
    return plan.mail()


@pytest.fixture
def anyone(app):
    return app.test_client()


def asked(plan, question):
    with plan.app.app_context():
        return db.session.get(Question, question)


def test_looking_shows_the_question_and_records_nothing(plan, anyone, question, token):
    response = anyone.get(f"/answer/{token}/question/{question}")
    page = read(response)

    assert "Directrice du Bureau vous demande" in page.text
    assert "« Où en sont les permis? »" in page.text
    assert response.headers["Cache-Control"] == "no-store"
    assert "Set-Cookie" not in response.headers
    assert asked(plan, question).is_open


def test_a_human_answers_in_words_and_reads_it_again(plan, anyone, question, token):
    page = read(anyone.get(f"/answer/{token}/question/{question}"))
    response = press(anyone, page, SEND, answer="Prêts en mai.")

    assert response.status_code == 303
    thanks = read(anyone.get(response.location))
    assert "Merci. La question a sa réponse." in thanks.text
    assert "« Prêts en mai. »" in thanks.text
    found = asked(plan, question)
    assert (found.answer_text, found.answered_by_id) == ("Prêts en mai.", plan.people["alice"])


def test_nothing_written_is_refused_in_words(plan, anyone, question, token):
    page = read(anyone.get(f"/answer/{token}/question/{question}"))
    refused = read(press(anyone, page, SEND, answer="  "))

    assert refused.status == 422
    assert refused.title.startswith("Erreur :")
    assert "Écrivez votre réponse." in refused.text
    assert asked(plan, question).is_open


def test_whoever_comes_second_keeps_their_text(plan, anyone, question, token):
    page = read(anyone.get(f"/answer/{token}/question/{question}"))
    plan.edit(
        Question,
        question,
        answer_text="Déjà dit.",
        answered_at=NOW,
        answered_by="Substitut, Verdun",
    )
    late = read(press(anyone, page, SEND, answer="Prêts en mai."))

    assert late.status == 409
    assert "Prêts en mai." in late.text
    assert "Déjà dit." in late.text
    assert asked(plan, question).answer_text == "Déjà dit."


@pytest.mark.parametrize("method", ["get", "post"])
def test_a_link_that_lapsed_opens_nothing(plan, anyone, question, token, method):
    plan.edit(MailLink, plan.link(token).id, expires_at=NOW - timedelta(minutes=1))
    response = getattr(anyone, method)(f"/answer/{token}/question/{question}")

    assert response.status_code == 410
    assert asked(plan, question).is_open


def test_who_no_longer_answers_for_the_unit_is_told(plan, anyone, question, token):
    plan.edit(Dossier, plan.dossiers["D1"], lead_unit_id=plan.units["legal"])

    assert anyone.get(f"/answer/{token}/question/{question}").status_code == 410


def test_somebody_who_left_answers_nothing(plan, anyone, question, token):
    plan.edit(Person, plan.people["alice"], active=False)

    assert anyone.post(f"/answer/{token}/question/{question}").status_code == 410


def test_a_link_opens_no_question_asked_after_it(plan, anyone, question, token):
    plan.edit(Question, question, asked_at=NOW)

    assert anyone.get(f"/answer/{token}/question/{question}").status_code == 404


def test_a_withdrawn_question_awaits_nothing(plan, anyone, question, token):
    plan.edit(Question, question, withdrawn_at=NOW, withdrawn_by="Directrice du Bureau")
    page = read(anyone.get(f"/answer/{token}/question/{question}"))

    assert page.status == 410
    assert "Cette question a été retirée" in page.text
