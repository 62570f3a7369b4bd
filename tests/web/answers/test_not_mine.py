"""« Ce n’est pas pour moi »."""

import pytest

from tests.support.databases import NOW
from tests.support.pages import press, read
from tests.support.plan_builder import in_days


@pytest.fixture
def mine(plan):
    return plan.commitment(due=in_days(8))


@pytest.fixture
def token(plan, mine):
    return plan.mail(mine)


def test_is_asked_first_and_then_noted(app, plan, mine, token):
    anyone = app.test_client()
    page = read(anyone.get(f"/answer/{token}/not-mine"))

    assert plan.link(token).misdirected_at is None
    thanks = read(press(anyone, page, "Ce n’est pas pour moi"))
    assert "Merci. Le Bureau est prévenu." in thanks.text
    assert plan.link(token).misdirected_at is not None
    assert plan.answers(mine) == []


def test_one_click_of_a_mail_reader_is_enough_and_not_redirected(app, plan, token):
    response = app.test_client().post(
        f"/answer/{token}/not-mine", data={"List-Unsubscribe": "One-Click"}
    )

    assert response.status_code == 200
    assert plan.link(token).misdirected_at is not None


def test_saying_it_again_keeps_the_first_time(app, plan, token, frozen):
    anyone = app.test_client()
    anyone.post(f"/answer/{token}/not-mine")
    first = plan.link(token).misdirected_at
    frozen.move_to(NOW.replace(hour=15))
    anyone.post(f"/answer/{token}/not-mine")

    assert plan.link(token).misdirected_at == first


def test_an_unknown_link_is_not_found(app, plan):
    assert app.test_client().post("/answer/jamais-vu/not-mine").status_code == 404
