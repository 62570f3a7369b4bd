"""A double click is one answer."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

from tests.support.databases import NOW
from tests.support.pages import press, read
from tests.support.plan_builder import in_days


def test_the_same_form_sent_twice_is_one_answer(plan, alice):
    mine = plan.commitment(due=in_days(60))
    page = read(alice.get("/mine"))

    first = press(alice, page, "Dans les temps")
    second = press(alice, page, "Dans les temps")

    assert (first.status_code, second.status_code) == (303, 303)
    assert len(plan.answers(mine)) == 1


def test_a_nonce_of_another_commitment_answers_nothing(plan, alice):
    mine, other = plan.commitment(due=in_days(60)), plan.commitment(due=in_days(70))
    page = read(alice.get("/mine"))
    press(alice, page, "Dans les temps", within=f"/{mine}/")
    used = page.form("Dans les temps", within=f"/{mine}/").fields["nonce"]

    response = press(alice, page, "Dans les temps", within=f"/{other}/", nonce=used)

    assert response.status_code == 409
    assert plan.answers(other) == []


def test_a_form_without_nonce_is_still_recorded(plan, alice):
    mine = plan.commitment(due=in_days(60))
    press(alice, read(alice.get("/mine")), "Dans les temps", nonce="")

    assert len(plan.answers(mine)) == 1


def test_two_presses_at_the_same_instant_are_one_answer(app, plan, alice):
    mine = plan.commitment(due=in_days(60))
    form = read(alice.get("/mine")).form("Dans les temps")
    with alice.session_transaction() as cookie:
        kept = dict(cookie)

    def send(_number):
        client = app.test_client()
        with client.session_transaction() as cookie:
            cookie.update(kept)
        return client.post(form.action, data=form.fields | {"a": "on_track"}).status_code

    with ThreadPoolExecutor(4) as threads:
        statuses = list(threads.map(send, range(4)))

    assert statuses == [303] * 4
    assert len(plan.answers(mine)) == 1


def test_going_back_and_sending_again_within_minutes_is_one_answer(plan, alice, frozen):
    mine = plan.commitment(due=in_days(60))
    page = read(alice.get("/mine"))
    press(alice, page, "Dans les temps")
    frozen.move_to(NOW + timedelta(minutes=5))
    again = press(alice, page, "Dans les temps", nonce="another-nonce")
    assert again.status_code == 303
    assert len(plan.answers(mine)) == 1

    frozen.move_to(NOW + timedelta(minutes=30))
    press(alice, page, "Dans les temps", nonce="a-third-nonce")
    assert len(plan.answers(mine)) == 2
