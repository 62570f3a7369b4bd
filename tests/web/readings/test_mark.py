"""The director marks an answer as read, with a word back; its unit sees it."""

import pytest
from sqlalchemy import select

from tests.support.pages import press, read, same
from tests.support.plan_builder import in_days
from tracker.domain.readings import Reading
from tracker.extensions import db


@pytest.fixture
def answered(plan):
    made = plan.commitment(due=in_days(20), title="Guichet")
    plan.say(made, "on_track", sentence="Ça avance.")
    return made


def _readings(app):
    with app.app_context():
        return [
            (one.update_id, one.words, one.by_name) for one in db.session.scalars(select(Reading))
        ]


def test_from_the_board_with_a_word_which_the_unit_reads(app, plan, as_person, alice, answered):
    diane = as_person("diane")
    board = read(diane.get("/"))
    sent = press(diane, board, "Lu, D1-01, Verdun", words="Merci, gardez ce rythme")

    assert sent.status_code == 303
    assert sent.location == "/#changed"
    update = plan.standing_answer(answered).id
    assert _readings(app) == [(update, "Merci, gardez ce rythme", "Directrice du Bureau")]
    said = "Lu par la direction du Bureau le 20 avril : « Merci, gardez ce rythme »"
    assert said in read(diane.get("/")).text
    assert said in read(alice.get("/mine")).text
    assert said in read(alice.get("/milestones/1")).text


def test_without_a_word_from_the_milestone_and_from_the_dossier(plan, as_person, alice, answered):
    other = plan.commitment(due=in_days(30))
    plan.say(other, "on_track", sentence="Comme prévu.")
    plan.say(plan.commitment(due=in_days(40)), "on_track")
    diane = as_person("diane")
    assert "Réponses à lire 2" in read(diane.get("/dossiers/D1")).text
    press(diane, read(diane.get("/milestones/1")), "Lu, D1-01, Verdun")
    press(diane, read(diane.get("/dossiers/D1")), "Lu, D1-02, Verdun")

    assert "Réponses à lire" not in read(diane.get("/dossiers/D1")).text
    assert read(alice.get("/mine")).text.count("Lu par la direction du Bureau le 20 avril") == 2


def test_htmx_gets_the_mark_alone(plan, as_person, answered):
    diane = as_person("diane")
    form = read(diane.get("/")).form("Lu, D1-01, Verdun")
    sent = diane.post(form.action, data=form.fields, headers={"HX-Request": "true"})

    assert sent.status_code == 200
    fragment = read(sent)
    assert same(fragment.html, read(diane.get("/")).region(f"lu-{answered}"))


def test_an_answer_given_meanwhile_is_not_marked(app, plan, as_person, answered):
    diane = as_person("diane")
    board = read(diane.get("/"))
    plan.say(answered, "done", done_on=in_days(-1), sentence="Fait.")
    page = read(press(diane, board, "Lu, D1-01, Verdun", words="Merci"))

    assert page.status == 409
    assert "Une autre réponse a été donnée entre-temps" in page.text
    assert page.form("Lu, D1-01, Verdun").fields["words"] == "Merci"
    assert _readings(app) == []


def test_a_word_too_long_is_kept_beside_its_sentence(app, plan, as_person, answered):
    diane = as_person("diane")
    page = read(press(diane, read(diane.get("/")), "Lu, D1-01, Verdun", words="é" * 501))

    assert page.status == 422
    assert "il y en a 501" in page.text
    assert "é" * 501 in page.html
    assert _readings(app) == []


def test_marked_twice_is_marked_once(app, plan, as_person, answered):
    diane = as_person("diane")
    board = read(diane.get("/"))
    press(diane, board, "Lu, D1-01, Verdun", words="Merci")
    press(diane, board, "Lu, D1-01, Verdun", words="Encore")

    assert [words for _id, words, _by in _readings(app)] == ["Merci"]


def test_a_new_answer_is_to_be_read_anew(plan, as_person, alice, answered):
    diane = as_person("diane")
    press(diane, read(diane.get("/")), "Lu, D1-01, Verdun", words="Merci")
    plan.say(answered, "done", done_on=in_days(-1), sentence="Fait.")

    assert read(diane.get("/")).form("Lu, D1-01, Verdun")
    assert "Merci" not in read(alice.get("/mine")).text


def test_only_the_director_marks(app, plan, as_person, request, answered):
    send = request.getfixturevalue("press")
    for name in ("alice", "emile", "fanny"):
        client = as_person(name)
        assert 'name="words"' not in client.get("/milestones/1").text
        assert send(client, f"/commitments/{answered}/read").status_code == 403
    assert send(as_person("diane"), "/commitments/999999/read").status_code == 404
    assert _readings(app) == []
