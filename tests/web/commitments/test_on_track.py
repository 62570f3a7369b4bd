"""« Dans les temps »: one touch is enough if nothing moved."""

from datetime import timedelta

from tests.support.databases import NOW
from tests.support.pages import press, read
from tests.support.plan_builder import in_days


def test_one_touch_records_it(plan, alice):
    mine = plan.commitment(due=in_days(60))
    response = press(alice, read(alice.get("/mine")), "Dans les temps")

    assert response.status_code == 303
    assert plan.standing_answer(mine).answer == "on_track"
    after = read(alice.get("/mine")).text
    assert "Rien à répondre cette semaine" in after
    assert "confirmé le 20 avril" in after


def test_a_question_is_answered_in_a_sentence(plan, alice):
    mine = plan.commitment(due=in_days(60))
    plan.ask(mine, "Pouvez-vous commencer plus tôt?")
    panel = read(press(alice, read(alice.get("/mine")), "Répondre"))
    press(alice, panel, "Enregistrer la réponse", on_track_sentence="Oui, dès lundi.")

    after = read(alice.get("/mine")).text
    assert "Pouvez-vous commencer" not in after
    assert "« Oui, dès lundi. » Vous, 20 avril" in after


def test_one_press_without_a_sentence_leaves_the_question_open(plan, alice):
    mine = plan.commitment(due=in_days(60))
    plan.ask(mine, "Pouvez-vous commencer plus tôt?")
    press(alice, read(alice.get("/mine")), "Dans les temps")

    assert plan.standing_answer(mine).answer == "on_track"
    assert "Pouvez-vous commencer" in read(alice.get("/mine")).text


def test_a_late_commitment_is_led_to_its_new_date(plan, alice):
    late = plan.commitment(due=in_days(-5))
    shown = read(alice.get("/mine"))
    assert "La date est passée : choisissez « Reporté »" in shown.text
    form = shown.form("Reporté")
    assert "Dans les temps" not in [label for label, *_ in form.buttons]
    token = shown.form("Quitter").fields["csrf_token"]
    page = read(alice.post(form.action, data={"csrf_token": token, "a": "on_track"}))

    assert page.status == 422
    assert "L’échéance est passée : donnez la nouvelle date avec « Reporté »" in page.text
    assert page.form("Enregistrer le report").fields["a"] == "postponed"
    assert plan.answers(late) == []


def test_the_second_in_a_row_near_the_date_asks_for_a_sentence(plan, alice):
    near = plan.commitment(due=in_days(8))
    plan.say(near, "on_track", at=NOW - timedelta(days=7))
    page = read(press(alice, read(alice.get("/mine")), "Dans les temps"))

    assert page.status == 422
    assert "dites en une phrase où vous en êtes" in page.text
    saved = press(alice, page, "Enregistrer la réponse", on_track_sentence="Il reste la signature.")
    assert saved.status_code == 303


def test_pressing_it_again_the_same_day_asks_for_nothing_more(plan, alice):
    plan.commitment(due=in_days(8))
    press(alice, read(alice.get("/mine")), "Dans les temps")

    assert press(alice, read(alice.get("/mine")), "Dans les temps").status_code == 303


def test_it_ends_a_block(plan, alice):
    blocked = plan.commitment(due=in_days(60))
    plan.say(blocked, "blocked", sentence="On attend.", blocker_words="Le fournisseur")
    press(alice, read(alice.get("/mine")), "Dans les temps")

    assert "bloqué par" not in read(alice.get("/mine")).text
