"""/account/brief: a director chooses whether her Monday mail carries the brief as a PDF."""

from tests.support.pages import press as press_on
from tests.support.pages import read
from tracker.domain.people import Person
from tracker.extensions import db


def test_a_director_chooses_and_may_change_her_mind(app, plan, as_person):
    diane = as_person("diane")

    press_on(diane, read(diane.get("/account")), "Joindre le point du lundi en PDF")
    page = read(diane.get("/account"))
    assert "porte le point en PDF, dans votre langue." in page.text
    with app.app_context():
        assert db.session.get_one(Person, plan.people["diane"]).brief_attached

    press_on(diane, page, "Ne plus joindre le point en PDF")
    with app.app_context():
        assert not db.session.get_one(Person, plan.people["diane"]).brief_attached


def test_nobody_else_is_asked_nor_may_choose(alice, as_person, press):
    for person in (alice, as_person("emile")):
        assert "en PDF" not in read(person.get("/account")).text
        assert press(person, "/account/brief", attached="yes").status_code == 403


def test_anything_but_yes_or_no_is_refused(as_person, press):
    assert press(as_person("diane"), "/account/brief", attached="x").status_code == 422
