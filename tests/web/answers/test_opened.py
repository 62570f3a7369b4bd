"""How long answering took: the form says when it was opened, and nobody can make that up."""

from datetime import timedelta

import pytest
from itsdangerous import URLSafeSerializer

from tests.support.databases import NOW
from tests.support.pages import press, read


@pytest.fixture
def asked(plan):
    """A commitment and the address of its answer page."""
    commitment = plan.commitment()
    return commitment, f"/answer/{plan.mail(commitment)}/{commitment}?a=blocked"


def _answer(client, page, **typed):
    told = {"a": "blocked", "blocker_words": "Le fournisseur", "blocked_sentence": "On attend."}
    return press(client, page, "Envoyer ma réponse", **(told | typed))


def test_an_answer_remembers_when_its_page_was_opened(plan, client, asked, frozen):
    commitment, address = asked
    page = read(client.get(address))
    frozen.shift(timedelta(minutes=4))

    assert _answer(client, page).status_code == 303

    (said,) = plan.answers(commitment)
    took = said.said_at - said.opened_at
    assert timedelta(minutes=4) <= took < timedelta(minutes=5)


def test_a_form_sent_again_keeps_its_first_opening(plan, client, asked, frozen):
    commitment, address = asked
    page = read(client.get(address))
    frozen.shift(timedelta(minutes=3))
    again = read(_answer(client, page, blocked_sentence=""))
    assert again.status == 422
    frozen.shift(timedelta(minutes=3))

    _answer(client, again)

    (said,) = plan.answers(commitment)
    assert said.said_at - said.opened_at >= timedelta(minutes=6)


def test_a_form_left_open_for_more_than_a_day_tells_nothing(plan, client, asked, frozen):
    commitment, address = asked
    page = read(client.get(address))
    frozen.shift(timedelta(hours=25))

    assert _answer(client, page).status_code == 303
    assert plan.answers(commitment)[0].opened_at is None


@pytest.mark.parametrize("forged", ["", "rien", "WzEsMTc3NjY5MDAwMF0.aaaa"])
def test_one_that_is_absent_or_forged_is_ignored(plan, client, asked, forged):
    commitment, address = asked

    assert _answer(client, read(client.get(address)), opened=forged).status_code == 303
    assert plan.answers(commitment)[0].opened_at is None


def test_one_signed_with_another_secret_is_ignored(plan, client, asked):
    commitment, address = asked
    made_up = URLSafeSerializer("autre", salt="answer-page-opened").dumps(
        [commitment, int(NOW.timestamp())]
    )

    _answer(client, read(client.get(address)), opened=made_up)

    assert plan.answers(commitment)[0].opened_at is None


def test_that_of_another_commitment_is_ignored(plan, client, asked):
    commitment, address = asked
    other = plan.commitment()
    elsewhere = read(client.get(f"/answer/{plan.mail(other, to='bob')}/{other}"))
    stamp = elsewhere.form("Envoyer ma réponse").fields["opened"]

    _answer(client, read(client.get(address)), opened=stamp)

    assert plan.answers(commitment)[0].opened_at is None


def test_the_page_of_a_lead_remembers_it_too(plan, alice, asked, frozen):
    commitment, _address = asked
    page = read(alice.get(f"/commitments/{commitment}/update?a=blocked"))
    frozen.shift(timedelta(minutes=2))

    press(
        alice,
        page,
        "Enregistrer le blocage",
        blocker_words="Le fournisseur",
        blocked_sentence="On attend.",
    )

    (said,) = plan.answers(commitment)
    assert said.said_at - said.opened_at >= timedelta(minutes=2)
