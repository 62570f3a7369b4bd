"""Taking back one's own answer."""

from datetime import timedelta

from tests.support.databases import NOW
from tests.support.pages import press, read
from tests.support.plan_builder import in_days


def test_the_answer_before_stands_again(plan, alice):
    mine = plan.commitment(due=in_days(60))
    plan.say(mine, "blocked", sentence="On attend.", blocker_words="Le fournisseur")
    press(alice, read(alice.get("/mine")), "Dans les temps")
    response = press(alice, read(alice.get("/mine")), "Retirer")

    assert response.status_code == 303
    after = read(alice.get("/mine")).text
    assert "La réponse du 13 avril, « Bloqué », tient de nouveau." in after
    assert "bloqué par Le fournisseur" in after


def test_a_question_is_open_again(plan, alice):
    mine = plan.commitment(due=in_days(60))
    plan.ask(mine, "Pouvez-vous commencer plus tôt?")
    press(alice, read(alice.get("/mine")), "Dans les temps")
    press(alice, read(alice.get("/mine")), "Retirer")

    assert "Une question vous attend" in read(alice.get("/mine")).text


def test_is_offered_on_the_row_for_a_day(plan, alice, frozen):
    mine = plan.commitment(due=in_days(60))
    plan.say(mine, "on_track", at=NOW - timedelta(hours=23))

    assert "Retirer cette réponse" in read(alice.get("/mine")).text
    frozen.move_to(NOW + timedelta(hours=2))
    assert "Retirer cette réponse" not in read(alice.get("/mine")).text


def test_a_day_later_it_can_only_be_followed_by_another(plan, alice):
    mine = plan.commitment(due=in_days(60))
    said = plan.say(mine, "on_track", at=NOW - timedelta(hours=25))
    token = read(alice.get("/mine")).form("Dans les temps").fields["csrf_token"]
    response = alice.post(f"/commitments/{mine}/withdraw?update={said}", data={"csrf_token": token})

    assert response.status_code == 409
    assert "ne peut plus être retirée : donnez-en une nouvelle" in read(response).text
    assert plan.standing_answer(mine).id == said


def test_the_answer_of_a_colleague_stays(plan, alice):
    mine = plan.commitment(due=in_days(60))
    said = plan.say(mine, "on_track", by="bob", at=NOW - timedelta(hours=1))
    token = read(alice.get("/mine")).form("Dans les temps").fields["csrf_token"]
    response = alice.post(f"/commitments/{mine}/withdraw?update={said}", data={"csrf_token": token})

    assert response.status_code == 403
    assert plan.standing_answer(mine).id == said


def test_an_answer_of_another_commitment_is_not_found_here(plan, alice):
    mine, other = plan.commitment(due=in_days(60)), plan.commitment(due=in_days(60))
    said = plan.say(other, "on_track", at=NOW - timedelta(hours=1))
    token = read(alice.get("/mine")).form("Dans les temps").fields["csrf_token"]
    response = alice.post(f"/commitments/{mine}/withdraw?update={said}", data={"csrf_token": token})

    assert response.status_code == 404
