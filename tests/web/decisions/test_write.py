"""A decision noted between two reviews, corrected, closed."""

import pytest
from sqlalchemy import select

from tests.support.meetings import lay_decision, lay_review
from tests.support.pages import press, read
from tests.support.plan_builder import in_days
from tracker.domain.decisions import Decision
from tracker.extensions import db


@pytest.fixture
def emile(as_person):
    return as_person("emile")


@pytest.fixture
def decided(app):
    def find():
        with app.app_context():
            return db.session.scalars(select(Decision).order_by(Decision.id.desc())).first()

    return find


def test_one_is_noted_between_two_reviews(plan, emile, decided):
    plan.commitment(lead="verdun", due=in_days(40), title="Guichet")
    page = read(emile.get("/decisions/new?milestone=1"))
    assert page.form("Noter la décision").fields["milestone"] == "1"
    sent = press(
        emile,
        page,
        "Noter la décision",
        text="Revoir le devis",
        owner=f"u{plan.units['verdun']}",
        due="4 mai 2026",
    )

    assert sent.status_code == 303
    made = decided()
    assert (made.review_id, made.dossier_id, made.milestone_id, made.number) == (None, 1, 1, 1)
    shown = read(emile.get(sent.location)).text
    assert "elle part avec la prochaine relance de qui la mène" in shown
    assert "Qui la mène Verdun" in shown
    assert "D’ici le 4 mai 2026" in shown
    assert "Revoir le devis" in read(emile.get("/milestones/1")).text
    assert "Revoir le devis" in read(emile.get("/dossiers/D1")).text


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"owner": ""}, "Dites qui la mène : une personne ou une unité."),
        ({"due": ""}, "Choisissez une date."),
        ({"text": ""}, "Écrivez ce qui est décidé."),
    ],
)
def test_without_what_who_or_by_when_it_is_refused(plan, emile, decided, typed, sentence):
    right = {"text": "Revoir le devis", "owner": "p1", "due": "2026-05-04"}
    page = read(
        press(emile, read(emile.get("/decisions/new")), "Noter la décision", **right | typed)
    )
    assert page.status == 422
    assert sentence in page.text
    assert decided() is None


def test_its_owner_and_date_are_corrected_and_the_history_keeps_them(plan, emile, decided):
    lay_decision(plan)
    before = decided().tell_since
    page = read(emile.get("/decisions/1/edit"))
    typed = {"owner": f"p{plan.people['charlie']}", "due": in_days(12).isoformat()}
    press(emile, page, "Enregistrer", **typed)

    made = decided()
    assert (made.owner_id, made.due) == (plan.people["charlie"], in_days(12))
    assert made.tell_since > before
    text = read(emile.get("/decisions/1")).text
    assert (
        "Qui la mène : changé De « Responsable, Verdun » à « Responsable, Affaires juridiques »"
        in text
    )
    assert "Échéance : changée De « 25 avril 2026 » à « 2 mai 2026 »" in text


def test_saving_it_unchanged_tells_nobody_anew(plan, emile, decided):
    lay_decision(plan)
    before = decided().tell_since
    sent = press(emile, read(emile.get("/decisions/1/edit")), "Enregistrer")
    assert "Rien n’a changé." in read(emile.get(sent.location)).text
    assert decided().tell_since == before


def test_two_people_correcting_it_read_what_the_other_wrote(plan, emile, as_person, decided):
    lay_decision(plan)
    diane = as_person("diane")
    hers, his = read(diane.get("/decisions/1/edit")), read(emile.get("/decisions/1/edit"))
    press(diane, hers, "Enregistrer", due=in_days(9).isoformat())
    page = read(press(emile, his, "Enregistrer", text="Revoir les deux devis"))

    assert page.status == 409
    assert "de « 25 avril 2026 » à « 29 avril 2026 »" in page.text
    fields = page.form("Enregistrer").fields
    assert (fields["text"], fields["due"]) == ("Revoir les deux devis", in_days(9).isoformat())
    press(emile, page, "Enregistrer")
    assert (decided().text, decided().due) == ("Revoir les deux devis", in_days(9))


def test_its_owner_closes_it_from_their_page(plan, as_person, decided):
    lay_decision(plan)
    alice = as_person("alice")
    mine = read(alice.get("/mine"))
    assert "1 décision à mener" in mine.text
    sent = press(alice, mine, "Menée à bien, nº 1")

    assert sent.location == "/mine"
    assert (decided().outcome, decided().closed_by) == ("done", "Responsable, Verdun")
    assert "Revoir le devis" not in read(alice.get("/mine")).text


def test_a_units_people_see_it_and_close_it(plan, as_person, decided):
    lay_decision(plan, unit="verdun")
    bob = as_person("bob")
    assert "Revoir le devis" in read(bob.get("/mine")).text
    press(bob, read(bob.get("/decisions/1")), "Clore", outcome="done", words="Signé.")
    assert (decided().outcome, decided().closed_words) == ("done", "Signé.")


def test_giving_it_up_needs_its_reason(plan, emile, decided):
    lay_decision(plan)
    page = read(press(emile, read(emile.get("/decisions/1")), "Clore", outcome="dropped"))
    assert page.status == 422
    assert "Dites pourquoi elle est abandonnée." in page.text
    press(emile, page, "Clore", outcome="dropped", words="Le budget est retiré.")
    assert (decided().outcome, decided().closed_words) == ("dropped", "Le budget est retiré.")
    text = read(emile.get("/decisions/1")).text
    assert "Abandonnée le 20 avril" in text
    assert "« Le budget est retiré. »" in text


def test_without_an_outcome_it_stays_open(plan, emile, decided):
    lay_decision(plan)
    page = read(press(emile, read(emile.get("/decisions/1")), "Clore"))
    assert page.status == 422
    assert "Dites si elle est menée à bien ou abandonnée." in page.text
    assert decided().outcome is None


def test_closed_meanwhile_it_is_not_closed_twice(plan, emile, as_person, decided):
    lay_decision(plan)
    diane = as_person("diane")
    hers, his = read(diane.get("/decisions/1")), read(emile.get("/decisions/1"))
    press(diane, hers, "Clore", outcome="dropped", words="Sans budget.")
    page = read(press(emile, his, "Clore", outcome="done", words="Signé."))

    assert page.status == 409
    assert "Sans budget." in page.text
    assert decided().outcome == "dropped"
    assert emile.get("/decisions/1/edit").status_code == 409


def test_who_neither_owns_it_nor_runs_reviews_closes_nothing(plan, as_person, request, decided):
    review_id, send = lay_review(plan), request.getfixturevalue("press")
    lay_decision(plan, owner="charlie", review_id=review_id)
    alice = as_person("alice")
    assert "Clore la décision" not in alice.get("/decisions/1").text
    assert send(alice, "/decisions/1/close", outcome="done").status_code == 403
    assert send(as_person("bob"), "/decisions/1/close", outcome="done").status_code == 404
    assert send(alice, "/decisions/1/edit").status_code == 403
    assert alice.get("/decisions/new").status_code == 403
    assert decided().outcome is None


def test_the_directors_own_stand_on_her_board(plan, as_person):
    lay_decision(plan, "Parler au directeur général", owner="diane")
    lay_decision(plan, "Celle d’un autre")
    board = read(as_person("diane").get("/"))
    assert "Vos décisions à mener" in board.text
    assert "Parler au directeur général" in board.text
    assert "Celle d’un autre" not in board.text
    assert "Parler au directeur général" in read(as_person("diane").get("/mine")).text
