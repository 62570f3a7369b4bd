"""The page of a question: who sees it, its age, its answer, and taking it back."""

from datetime import timedelta

import pytest

from tests.support.databases import NOW
from tests.support.pages import press, read
from tests.support.plan_builder import in_days
from tracker.domain.plans import Dossier
from tracker.domain.questions import Question
from tracker.extensions import db


@pytest.fixture
def send(request):
    """A POST from outside the pages: « press » of the conftest, under another name here."""
    return request.getfixturevalue("press")


@pytest.fixture
def question(app, plan):
    """The director's question on D1, which Verdun leads, asked three days ago."""
    plan.edit(Dossier, plan.dossiers["D1"], lead_unit_id=plan.units["verdun"])
    with app.app_context():
        asked = Question(
            dossier_id=plan.dossiers["D1"],
            asked_by_id=plan.people["diane"],
            asked_at=NOW - timedelta(days=4),
            text="Où en est le dossier?",
        )
        db.session.add(asked)
        db.session.commit()
        return asked.id


def test_its_age_is_counted_until_it_is_answered(plan, alice, question, frozen):
    page = read(alice.get(f"/questions/{question}"))
    assert "sans réponse depuis 2 jours ouvrables" in page.text
    press(alice, page, "Enregistrer la réponse", text="Deux étapes sur trois.")
    frozen.move_to(NOW + timedelta(days=3))

    after = read(alice.get(f"/questions/{question}")).text
    assert "répondu en 2 jours ouvrables" in after
    assert "« Deux étapes sur trois. » Responsable, Verdun" in after


@pytest.mark.parametrize(
    ("name", "status"),
    [("alice", 200), ("charlie", 404), ("diane", 200), ("emile", 200), ("fanny", 200)],
)
def test_strangers_do_not_find_it(as_person, question, name, status):
    assert as_person(name).get(f"/questions/{question}").status_code == status


@pytest.mark.parametrize(
    ("name", "status"),
    [("alice", 303), ("bob", 303), ("charlie", 404), ("emile", 303), ("diane", 403)],
)
def test_the_unit_asked_and_the_coordination_answer(as_person, send, question, name, status):
    given = send(as_person(name), f"/questions/{question}/answer", text="Voici.")

    assert given.status_code == status


def test_a_second_answer_keeps_its_text(app, alice, as_person, question):
    form = read(alice.get(f"/questions/{question}"))
    bob = as_person("bob")
    press(bob, read(bob.get(f"/questions/{question}")), "Enregistrer la réponse", text="De bob.")
    late = read(press(alice, form, "Enregistrer la réponse", text="D’alice."))

    assert late.status == 409
    assert "Quelqu’un a déjà répondu" in late.text
    assert "D’alice." in late.text
    with app.app_context():
        assert db.session.get_one(Question, question).answer_text == "De bob."


def test_who_asked_takes_it_back_and_history_keeps_it(as_person, alice, question):
    diane = as_person("diane")
    page = read(diane.get(f"/questions/{question}"))
    press(diane, page, "Retirer la question")

    after = read(diane.get(f"/questions/{question}")).text
    assert "Question retirée" in after
    assert "Retirée, sans objet" in after
    assert "Où en est le dossier?" not in read(alice.get("/mine")).text


def test_an_answered_question_cannot_be_taken_back(as_person, alice, send, question):
    send(alice, f"/questions/{question}/answer", text="Voici.")

    assert send(as_person("diane"), f"/questions/{question}/withdraw").status_code == 409


def test_a_question_on_a_commitment_shows_the_answer_that_has_a_sentence(plan, alice, as_person):
    mine = plan.commitment(due=in_days(60))
    asked = plan.ask(mine, "Est-ce prêt?")
    form = read(alice.get(f"/commitments/{mine}/update?a=on_track"))
    press(alice, form, "Enregistrer la réponse", on_track_sentence="Presque.")

    text = read(as_person("diane").get(f"/questions/{asked}")).text
    assert "Dans les temps « Presque. »" in text
