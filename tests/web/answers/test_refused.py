"""Links that open nothing, and what they say."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from tests.support.databases import NOW
from tests.support.pages import press, read
from tests.support.plan_builder import in_days
from tracker.domain import accounts
from tracker.domain.changes import Actor
from tracker.domain.messages import MailLink
from tracker.domain.milestones import Milestone
from tracker.domain.people import Contact, Person
from tracker.extensions import db


@pytest.fixture
def mine(plan):
    return plan.commitment(due=in_days(8))


@pytest.fixture
def token(plan, mine):
    return plan.mail(mine)


@pytest.fixture
def anyone(app):
    return app.test_client()


def refused(client, plan, token, commitment):
    """Both ways in are closed alike; nothing is recorded. The page of the GET."""
    page = read(client.get(f"/answer/{token}/{commitment}?a=on_track"))
    sent = client.post(f"/answer/{token}/{commitment}", data={"a": "on_track"})
    assert sent.status_code == page.status
    assert plan.answers(commitment) == []
    assert "Entrer dans l’outil" in page.text
    return page


def test_an_expired_link(plan, anyone, mine, token, frozen):
    frozen.move_to(NOW + timedelta(days=30))
    page = refused(anyone, plan, token, mine)

    assert page.status == 410
    assert "Ce lien ne vaut plus" in page.text
    assert "Il a servi 30 jours." in page.text


def test_a_revoked_link(plan, anyone, mine, token):
    plan.edit(MailLink, plan.link(token).id, revoked_at=NOW)
    page = refused(anyone, plan, token, mine)

    assert page.status == 410
    assert "Le Bureau l’a fermé." in page.text


def test_an_unknown_link(plan, anyone, mine):
    page = refused(anyone, plan, "jamais-vu", mine)

    assert page.status == 404
    assert "Ce lien ne vaut plus" in page.text


def test_a_commitment_of_another_unit(plan, anyone, token):
    other = plan.commitment("anjou", due=in_days(8))

    assert refused(anyone, plan, token, other).status == 404


def test_another_commitment_of_ones_own_unit_that_the_mail_did_not_hold(plan, anyone, token):
    assert refused(anyone, plan, token, plan.commitment(due=in_days(9))).status == 404


def test_an_absent_commitment(anyone, token):
    assert anyone.get(f"/answer/{token}/999999").status_code == 404


def test_somebody_who_left_the_city(plan, anyone, mine, token):
    plan.edit(Person, plan.people["alice"], active=False)
    page = refused(anyone, plan, token, mine)

    assert page.status == 410
    assert "n’est plus répondante de l’unité" in page.text


def test_somebody_who_no_longer_answers_for_the_unit(app, plan, anyone, mine, token):
    with app.app_context():
        contact = db.session.scalars(
            select(Contact).where(Contact.person_id == plan.people["alice"])
        ).one()
        db.session.delete(contact)
        db.session.commit()

    assert refused(anyone, plan, token, mine).status == 410


def test_a_milestone_withdrawn_since(plan, anyone, mine, token):
    plan.edit(
        Milestone, 1, withdrawn_at=NOW, withdrawn_by="Directrice", withdrawn_reason="Sans objet"
    )

    assert "Rien n’est plus attendu ici" in refused(anyone, plan, token, mine).text


def test_the_thanks_of_somebody_elses_answer(plan, anyone, mine, token):
    said = plan.say(mine, "on_track", by="bob", at=NOW)

    assert anyone.get(f"/answer/{token}/{mine}/saved?u={said}").status_code == 404
    assert anyone.post(f"/answer/{token}/{mine}/withdraw?u={said}").status_code == 403


def test_taking_it_back_a_day_later(plan, anyone, mine, token, frozen):
    page = read(anyone.get(f"/answer/{token}/{mine}?a=on_track"))
    thanks = press(anyone, page, "Envoyer ma réponse").location
    frozen.move_to(NOW + timedelta(hours=25))

    assert "Retirer cette réponse" not in read(anyone.get(thanks)).text
    late = anyone.post(thanks.replace("/saved", "/withdraw"))
    assert late.status_code == 409
    assert "Cette réponse ne peut plus être retirée" in read(late).text


def test_a_link_sent_to_a_former_address(app, plan, anyone, mine, token):
    with app.app_context():
        link = db.session.scalar(select(MailLink))
        person = db.session.get_one(Person, link.person_id)
        by = Actor(person.id, person.name, NOW)
        accounts.set_address(db.session, person, "nouvelle@exemple.test", by)
        db.session.commit()

    assert refused(anyone, plan, token, mine).status == 410
