"""The sentence that a unit adds to what was announced, by the mail's link or on the page."""

import pytest
from sqlalchemy import select

from tests.support.databases import NOW, TODAY
from tests.support.pages import press as fill
from tests.support.pages import read
from tests.support.plan_builder import in_days
from tracker.domain.raising import RaisingProposal
from tracker.extensions import db

BUTTON = "Ajouter cette phrase, Verdun"


@pytest.fixture
def late(plan):
    return plan.commitment(lead="verdun", due=in_days(-10), title="Liste unique")


def kept(app):
    with app.app_context():
        rows = db.session.scalars(select(RaisingProposal).order_by(RaisingProposal.id))
        return [(one.sentence, one.sentence_by) for one in rows]


def test_by_the_link_of_the_mail(app, plan, late):
    plan.announce(late, raised_on=in_days(3))
    token = plan.mail(late, at=NOW.replace(day=13))
    anyone = app.test_client()
    page = read(anyone.get(f"/answer/{token}/{late}"))
    assert "Sans réponse d’ici le 23 avril, la coordination pourra porter" in page.text
    assert "« Les mots exacts (head). »" in page.text
    given = fill(anyone, page, BUTTON, sentence="  Le fournisseur   tarde. ")
    assert given.status_code == 303
    assert given.location.endswith(f"/answer/{token}/{late}#phrase")
    assert kept(app) == [("Le fournisseur tarde.", "Responsable, Verdun")]
    page = read(anyone.get(given.location))
    assert "Avec cette phrase de votre unité : « Le fournisseur tarde. »" in page.text
    fill(anyone, page, "Changer cette phrase, Verdun", sentence="")
    assert kept(app) == [("", None)]


def test_one_that_is_too_long_is_kept_to_be_mended(app, plan, late):
    plan.announce(late)
    token = plan.mail(late, at=NOW.replace(day=13))
    anyone = app.test_client()
    page = read(anyone.get(f"/answer/{token}/{late}"))
    wrong = read(fill(anyone, page, BUTTON, sentence="x" * 501))
    assert wrong.status == 422
    assert "Écrivez au plus 500 caractères" in wrong.text
    assert wrong.form(BUTTON).fields["sentence"] == "x" * 501
    assert kept(app) == [("", None)]


def test_it_is_refused_in_words_once_an_answer_came(app, plan, late):
    plan.announce(late)
    token = plan.mail(late, at=NOW.replace(day=13))
    anyone = app.test_client()
    page = read(anyone.get(f"/answer/{token}/{late}"))
    plan.say(late, "postponed", at=NOW, new_due=in_days(9), reason="winter")
    refused = fill(anyone, page, BUTTON, sentence="Trop tard.")
    assert refused.status_code == 409
    assert "Cette phrase n’est pas ajoutée" in read(refused).text
    assert kept(app) == [("", None)]
    assert "Ce qui a été annoncé" not in read(anyone.get(f"/answer/{token}/{late}")).text


def test_on_the_page_of_the_milestone_by_its_unit_alone(app, plan, late, alice, as_person, press):
    plan.announce(late)
    page = read(alice.get("/milestones/1"))
    assert "La coordination peut porter ce jalon à l’attention de" in page.text
    given = fill(alice, page, BUTTON, sentence="Le verglas.")
    assert given.status_code == 303
    assert kept(app) == [("Le verglas.", "Responsable, Verdun")]
    charlie = as_person("charlie")
    assert "Ce qui a été annoncé" not in read(charlie.get("/milestones/1")).text
    assert press(charlie, f"/commitments/{late}/sentence", sentence="Moi.").status_code == 404
    fanny = as_person("fanny")
    assert press(fanny, f"/commitments/{late}/sentence", sentence="Moi.").status_code == 403
    assert kept(app) == [("Le verglas.", "Responsable, Verdun")]


def test_it_stands_beside_both_steps_and_not_beside_what_was_decided(app, plan, late, alice):
    plan.announce(late, outcome="withdrawn", decided_by="Coordination", decided_at=NOW)
    plan.announce(late, "director", raised_on=TODAY, at=NOW.replace(day=13))
    fill(alice, read(alice.get("/milestones/1")), BUTTON, sentence="Le verglas.")
    assert kept(app) == [("", None), ("Le verglas.", "Responsable, Verdun")]
