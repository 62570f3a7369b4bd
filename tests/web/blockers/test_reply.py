"""The unit that blocks another says « c’est levé », or « réponse le … »."""

import pytest
from sqlalchemy import select

from tests.support.pages import press, read
from tests.support.plan_builder import in_days
from tracker.domain.commitments import Commitment
from tracker.domain.messages import Message
from tracker.domain.questions import BlockerReply
from tracker.extensions import db


@pytest.fixture
def blocked(plan):
    """Legal waits for Verdun."""
    waiting = plan.commitment("legal", due=in_days(40), title="Avis juridique")
    plan.say(
        waiting,
        "blocked",
        by="charlie",
        sentence="Il manque la liste.",
        blocker_unit_id=plan.units["verdun"],
    )
    return waiting


def _replies(app):
    with app.app_context():
        return list(db.session.scalars(select(BlockerReply).order_by(BlockerReply.id)))


def test_one_press_says_it_is_lifted_and_tells_the_unit_that_waits(
    app, plan, alice, as_person, blocked
):
    sent = press(alice, read(alice.get("/mine")), "C’est levé")

    assert sent.status_code == 303
    assert [said.kind for said in _replies(app)] == ["lifted"]
    with app.app_context():
        message = db.session.scalars(select(Message)).one()
    assert (message.kind, message.person_id) == ("relief", plan.people["charlie"])
    assert message.about_id == _replies(app)[0].id
    text = read(as_person("charlie").get("/mine")).text
    assert "Verdun dit : c’est levé, 20 avril" in text
    assert plan.standing_answer(blocked).answer == "blocked"


def test_the_same_reply_twice_is_one(app, alice, blocked):
    page = read(alice.get("/mine"))
    press(alice, page, "C’est levé")
    press(alice, page, "C’est levé")

    assert len(_replies(app)) == 1
    with app.app_context():
        assert len(list(db.session.scalars(select(Message)))) == 1


def test_a_day_may_be_promised_with_a_sentence(app, alice, as_person, blocked):
    form = read(alice.get(f"/commitments/{blocked}/reply?k=promised"))
    sent = press(
        alice, form, "Envoyer ma réponse", promised_on="27 avril 2026", sentence="Liste en route."
    )

    assert sent.status_code == 303
    assert (
        "réponse le 27 avril (20 avril). « Liste en route. »"
        in read(as_person("charlie").get("/mine")).text
    )


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("", "Choisissez une date."),
        ("2026-04-19", "Choisissez une date d’aujourd’hui ou d’après."),
        ("bientôt", "Écrivez la date ainsi"),
    ],
)
def test_a_day_that_cannot_be_promised_is_refused(app, alice, blocked, typed, sentence):
    form = read(alice.get(f"/commitments/{blocked}/reply?k=promised"))
    page = read(press(alice, form, "Envoyer ma réponse", promised_on=typed, sentence="Je garde."))

    assert page.status == 422
    assert page.title.startswith("Erreur : ")
    assert sentence in page.text
    assert "Je garde." in page.html
    assert _replies(app) == []


def test_the_lead_answered_meanwhile_and_nothing_is_lost(app, plan, alice, blocked):
    form = read(alice.get(f"/commitments/{blocked}/reply?k=promised"))
    plan.say(blocked, "on_track", by="charlie")
    page = read(
        press(
            alice, form, "Envoyer ma réponse", promised_on="2026-04-27", sentence="Liste en route."
        )
    )

    assert page.status == 409
    assert "a répondu pendant que vous écriviez" in page.text
    assert "Liste en route." in page.html
    assert _replies(app) == []


def test_the_next_answer_of_the_lead_ends_it(plan, alice, as_person, blocked):
    press(alice, read(alice.get("/mine")), "C’est levé")
    charlie = as_person("charlie")
    press(charlie, read(charlie.get("/mine")), "Dans les temps")

    assert "Verdun dit" not in read(charlie.get("/mine")).text


@pytest.mark.parametrize(
    ("name", "status"),
    [
        ("alice", 200),
        ("bob", 200),
        ("charlie", 404),
        ("emile", 200),
        ("diane", 403),
        ("fanny", 403),
    ],
)
def test_who_may_reply(as_person, blocked, name, status):
    assert as_person(name).get(f"/commitments/{blocked}/reply").status_code == status


def test_a_blocker_outside_the_city_is_the_coordinations(plan, as_person):
    waiting = plan.commitment(due=in_days(40))
    plan.say(waiting, "blocked", sentence="On attend.", blocker_words="Le fournisseur")

    assert as_person("emile").get(f"/commitments/{waiting}/reply").status_code == 200
    assert as_person("charlie").get(f"/commitments/{waiting}/reply").status_code == 404


def test_the_reply_shows_on_the_pages_of_both_units_and_of_the_milestone(
    app, plan, alice, as_person, blocked
):
    assert "C’est levé" in read(alice.get("/units/VERDUN")).text
    press(alice, read(alice.get("/units/VERDUN")), "C’est levé")
    charlie = as_person("charlie")
    with app.app_context():
        milestone = db.session.get_one(Commitment, blocked).milestone_id

    for path in ("/units/VERDUN", "/units/LEGAL", f"/milestones/{milestone}"):
        page = read(charlie.get(path))
        assert "Verdun dit : c’est levé, 20 avril" in page.text, path
        assert not any("reply" in form.action for form in page.forms), path
