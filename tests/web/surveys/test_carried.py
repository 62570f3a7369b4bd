"""POST /surveys/carried: a city without surveys has the three of the press release at one press."""

import pytest
from sqlalchemy import func, select

from tests.support import pages
from tracker.domain.surveys import PublishedFigure, Survey
from tracker.extensions import db

BUTTON = "Inscrire les trois sondages"


@pytest.fixture
def emile(plan, as_person):
    return as_person("emile")


def counts(app):
    with app.app_context():
        tables = (Survey, PublishedFigure)
        return [db.session.scalar(select(func.count()).select_from(table)) for table in tables]


def test_the_coordination_lays_them_with_one_press(app, emile):
    page = pages.read(emile.get("/surveys"))
    assert "Exporter en CSV" not in page.text

    assert pages.press(emile, page, BUTTON).status_code == 303

    shown = pages.read(emile.get("/surveys"))
    assert "Les trois sondages sont inscrits" in shown.text
    assert "La Presse 2015-07-04" in shown.text
    assert BUTTON not in shown.text
    assert counts(app) == [3, 21]
    with app.app_context():
        assert not any(db.session.scalars(select(Survey.with_demonstration)))


def test_pressed_twice_they_are_laid_once(app, emile):
    page = pages.read(emile.get("/surveys"))
    pages.press(emile, page, BUTTON)
    assert pages.press(emile, page, BUTTON).status_code == 303
    assert "déjà inscrits : rien n’a changé" in pages.read(emile.get("/surveys")).text
    assert counts(app) == [3, 21]


def test_who_only_reads_sees_no_button(app, plan, alice):
    page = pages.read(alice.get("/surveys"))
    assert "Aucun sondage n’est inscrit." in page.text
    assert BUTTON not in page.text


def test_only_the_coordination_may_lay_them(app, plan, as_person, press):
    for name in ("alice", "diane", "fanny"):
        assert press(as_person(name), "/surveys/carried").status_code == 403
    assert counts(app) == [0, 0]
