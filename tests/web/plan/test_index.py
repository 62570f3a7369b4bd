"""GET /plan: what is in force, what is being prepared, what is over."""

import pytest

from tests.support.databases import NOW
from tests.support.pages import read
from tests.support.statements import counted
from tracker.domain.plans import ActionPlan, Dossier
from tracker.extensions import db


@pytest.fixture
def database(sqlite_database):
    return sqlite_database


def test_the_only_plan_is_listed_with_what_it_holds(plan, emile):
    plan.commitment("verdun")
    page = read(emile.get("/plan"))
    assert "Un plan en vigueur, aucun projet" in page.text
    assert "2 dossiers, 1 jalon, 2 engagements" in page.text
    assert "approuvé le 20 janvier 2026 par Directrice du Bureau" in page.text


def test_a_draft_says_that_it_writes_to_nobody(draft, emile):
    draft()
    page = read(emile.get("/plan"))
    assert "Projet : n’écrit à personne avant son approbation" in page.text
    assert "Copier « Plan suivant »" in page.text


def test_a_reader_sees_the_plans_and_no_way_to_make_one(draft, alice):
    draft()
    page = read(alice.get("/plan"))
    assert "Plan suivant" in page.text
    assert "Faire un projet" not in page.text


def test_an_empty_database_says_what_to_do(app, plan, emile):
    with app.app_context():
        db.session.query(Dossier).delete()
        db.session.query(ActionPlan).delete()
        db.session.commit()
    page = read(emile.get("/plan"))
    assert "Il n’y a encore aucun plan" in page.text
    assert "Il n’y a encore aucun plan à copier" in page.text


def test_a_closed_plan_stands_apart(plan, emile):
    plan.edit(ActionPlan, 1, closed_at=NOW, is_current=False)
    assert "Clos le 20 avril 2026" in read(emile.get("/plan")).text


def test_the_list_sends_as_many_statements_however_many_plans(app, draft, emile):
    draft()
    emile.get("/plan")
    with counted(app) as few:
        emile.get("/plan")
    for _ in range(4):
        draft("D1")
    emile.get("/plan")
    with counted(app) as many:
        emile.get("/plan")
    assert len(few) == len(many)
