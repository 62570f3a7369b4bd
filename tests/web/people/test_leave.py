"""POST /people/ID/leave: somebody named in the place of who leaves."""

import pytest
from sqlalchemy import select

from tests.support.pages import read
from tests.support.plan_ground import in_days
from tracker.domain.people import Absence, Contact, Person
from tracker.extensions import db


@pytest.fixture
def leave(plan, emile, press):
    """`leave("charlie", unit="fanny")`: charlie leaves, and fanny is named for the legal unit."""

    def send(who, unit="legal", named=""):
        field = f"unit-{plan.units[unit]}"
        value = str(plan.people.get(named, named))
        return press(emile, f"/people/{plan.people[who]}/leave", **{field: value})

    return send


def answering(app, plan, unit):
    with app.app_context():
        statement = select(Contact.person_id).where(Contact.unit_id == plan.units[unit])
        names = {ident: name for name, ident in plan.people.items()}
        return [names[one] for one in db.session.scalars(statement.order_by(Contact.rank))]


def test_the_page_says_who_would_answer_and_how_much_is_open(plan, emile):
    plan.commitment("verdun")
    page = read(emile.get(f"/people/{plan.people['alice']}/leave"))
    assert "1 engagement ouvert" in page.text
    assert "Substitut, Verdun répondra en premier." in page.text
    alone = read(emile.get(f"/people/{plan.people['charlie']}/leave"))
    assert "Personne d’autre n’est inscrit : l’unité sera sans répondant." in alone.text


def test_somebody_named_answers_first(app, plan, leave):
    assert leave("charlie", named="fanny").status_code == 303
    assert answering(app, plan, "legal") == ["fanny"]


def test_somebody_named_goes_before_the_next_contact(app, plan, leave):
    assert leave("alice", "verdun", named="fanny").status_code == 303
    assert answering(app, plan, "verdun") == ["fanny", "bob"]


def test_the_next_contact_may_be_named_too(app, plan, leave):
    assert leave("alice", "verdun", named="bob").status_code == 303
    assert answering(app, plan, "verdun") == ["bob"]


def test_without_anybody_the_unit_is_told_as_such(app, plan, emile, leave):
    plan.commitment("verdun")
    assert leave("charlie").status_code == 303
    assert answering(app, plan, "legal") == []
    assert "sans répondant" in read(emile.get("/units/LEGAL")).text


@pytest.mark.parametrize("named", ["charlie", "999999", "x"])
def test_who_cannot_be_named_is_refused_and_nothing_changes(app, plan, leave, named):
    refused = leave("charlie", named=named)
    assert refused.status_code == 422
    assert "Rien n’est changé" in read(refused).text
    assert answering(app, plan, "legal") == ["charlie"]


def test_who_left_meanwhile_cannot_be_named(app, plan, leave):
    plan.edit(Person, plan.people["fanny"], active=False)
    assert leave("charlie", named="fanny").status_code == 422
    assert answering(app, plan, "legal") == ["charlie"]


def test_a_substitute_who_leaves_stands_in_for_nobody(app, plan, leave):
    with app.app_context():
        away = Absence(person_id=plan.people["alice"], substitute_id=plan.people["bob"])
        away.starts_on, away.ends_on = in_days(0), in_days(9)
        db.session.add(away)
        db.session.commit()
    assert leave("bob", "verdun").status_code == 303
    with app.app_context():
        assert db.session.scalars(select(Absence.substitute_id)).all() == [None]
