"""A mail that was forwarded: who answered is named, and the owner of the link is told."""

import pytest

from tests.support.pages import press, read
from tests.support.plan_builder import in_days


@pytest.fixture
def anyone(app):
    return app.test_client()


@pytest.fixture
def page(plan, anyone):
    mine = plan.commitment(due=in_days(8), title="Consultation")
    return read(anyone.get(f"/answer/{plan.mail(mine)}/{mine}?a=on_track"))


def test_the_name_given_is_the_one_recorded(plan, anyone, page):
    press(anyone, page, "Envoyer ma réponse", spoken_by="Chef de division")

    said = plan.standing_answer(2)
    assert (said.author_id, said.author_name) == (None, "Chef de division")
    assert said.link_owner_id == plan.people["alice"]


def test_the_owner_of_the_link_reads_it_on_their_page(anyone, page, alice):
    press(
        anyone,
        page,
        "Envoyer ma réponse",
        spoken_by="Chef de division",
        on_track_sentence="Oui, sans doute.",
    )

    text = read(alice.get("/mine")).text
    assert "Répondu par votre lien Consultation" in text
    assert "« Oui, sans doute. »" in text
    assert "Chef de division a répondu « Dans les temps » le 20 avril" in text


def test_an_answer_under_ones_own_name_is_not_told(anyone, page, alice):
    press(anyone, page, "Envoyer ma réponse", spoken_by="Responsable, Verdun")

    assert "Répondu par votre lien" not in read(alice.get("/mine")).text


def test_a_name_longer_than_a_name_is_refused(plan, anyone, page):
    refused = read(press(anyone, page, "Envoyer ma réponse", spoken_by="x" * 200))

    assert refused.status == 422
    assert "Écrivez un nom de 120 caractères au plus." in refused.text
    assert plan.answers(2) == []
