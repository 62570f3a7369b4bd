"""The order of a unit's contacts: no two ever hold one rank, whichever the database."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from sqlalchemy import select

from tests.support.databases import NOW
from tests.support.plan_builder import lay_plan
from tracker.domain import contacts, leaving
from tracker.domain.changes import Actor, Change
from tracker.domain.people import Contact, Person
from tracker.extensions import db

ACTOR = Actor(None, "Essai", NOW, "command")


@pytest.fixture
def unit_id(app, frozen):
    """Verdun: alice, then bob, then charlie."""
    plan = lay_plan(app)
    with app.app_context():
        charlie = db.session.get_one(Person, plan.people["charlie"])
        contacts.add(db.session, plan.units["verdun"], charlie, ACTOR)
        db.session.commit()
        yield plan.units["verdun"]


def order(unit_id):
    db.session.commit()
    found = contacts.contacts_of(db.session, unit_id)
    assert [contact.rank for contact in found] == list(range(len(found)))
    return [contact.person.email.split("@")[0] for contact in found]


def contact(unit_id, name):
    return db.session.scalars(
        select(Contact)
        .join(Person)
        .where(Contact.unit_id == unit_id, Person.email == f"{name}@exemple.test")
    ).one()


@pytest.mark.parametrize(
    ("who", "to", "expected"),
    [
        ("charlie", 0, ["charlie", "alice", "bob"]),
        ("charlie", 1, ["alice", "charlie", "bob"]),
        ("alice", 1, ["bob", "alice", "charlie"]),
        ("alice", 2, ["bob", "charlie", "alice"]),
        ("alice", -1, ["alice", "bob", "charlie"]),
        ("charlie", 9, ["alice", "bob", "charlie"]),
    ],
)
def test_a_contact_takes_the_place_asked_and_the_others_keep_their_order(
    unit_id, who, to, expected
):
    contacts.move(db.session, contact(unit_id, who), to, ACTOR)

    assert order(unit_id) == expected


def test_who_comes_after_a_removed_contact_moves_up(unit_id):
    contacts.remove(db.session, contact(unit_id, "alice"), ACTOR)

    assert order(unit_id) == ["bob", "charlie"]


def test_one_head_or_none(unit_id):
    for who in ("bob", "charlie"):
        contacts.name_head(db.session, unit_id, contact(unit_id, who).person_id, ACTOR)
    heads = [one.person.email for one in contacts.contacts_of(db.session, unit_id) if one.is_head]
    assert heads == ["charlie@exemple.test"]

    contacts.name_head(db.session, unit_id, None, ACTOR)

    assert not any(one.is_head for one in contacts.contacts_of(db.session, unit_id))


def test_what_changes_nothing_is_not_noted(unit_id):
    before = len(db.session.scalars(select(Change)).all())

    contacts.move(db.session, contact(unit_id, "alice"), 0, ACTOR)
    contacts.name_head(db.session, unit_id, None, ACTOR)

    assert len(db.session.scalars(select(Change)).all()) == before


def test_no_gap_is_left_where_the_demonstrations_people_went(demo_app):
    with demo_app.app_context():
        unit_id = db.session.scalar(select(Contact.unit_id).where(Contact.rank == 0))
        for name in ("marie", "luc"):
            person = Person(
                name=name, email=f"{name}@ville.example", role="coordinator", password_hash="kept"
            )
            db.session.add(person)
            contacts.add(db.session, unit_id, person, ACTOR)
        leaving.leave(db.session, ACTOR, keep_units=True, keep_closures=True)

        assert order(unit_id) == ["marie", "luc"]


def test_two_who_add_somebody_at_once_come_one_after_the_other(app, frozen):
    unit_id = lay_plan(app).units["anjou"]
    gate = Barrier(2)

    def add(name):
        with app.app_context():
            gate.wait(10)
            person = Person(name=name, email=f"{name}@exemple.test")
            db.session.add(person)
            contacts.add(db.session, unit_id, person, ACTOR)
            db.session.commit()

    with ThreadPoolExecutor(2) as both:
        list(both.map(add, ("marie", "luc")))

    with app.app_context():
        assert set(order(unit_id)) >= {"marie", "luc"}
