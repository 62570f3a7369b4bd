"""/people: seen, made, changed, left; and who may not be taken away."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from tests.support.databases import TODAY
from tests.support.pages import read
from tests.support.statements import counted
from tracker.domain.messages import Message
from tracker.domain.people import Absence, Contact, Person
from tracker.extensions import db


def test_everybody_is_listed_with_the_addresses_to_mend(plan, emile):
    plan.edit(Person, plan.people["alice"], suspended_at=None)
    page = read(emile.get("/people"))
    assert "6 personnes en fonction." in page.text
    assert "Responsable, Verdun" in page.text


@pytest.mark.parametrize("path", ["edit", "leave", "address", "absence", ""])
def test_each_page_of_a_person_opens_for_the_coordination_alone(plan, as_person, emile, path):
    address = f"/people/{plan.people['alice']}/{path}".rstrip("/")
    assert emile.get(address).status_code == 200
    assert as_person("alice").get(address).status_code == 403


def test_somebody_new_is_made_and_invited(app, plan, emile, press):
    fields = {"name": "Nouvelle", "email": " Neuve@Exemple.TEST", "locale": "fr", "role": "none"}
    made = press(emile, "/people/new", units=str(plan.units["anjou"]), invite="y", **fields)
    assert made.status_code == 303
    with app.app_context():
        person = db.session.scalar(select(Person).where(Person.email == "neuve@exemple.test"))
        assert [contact.unit_id for contact in person.contacts] == [plan.units["anjou"]]
        assert db.session.scalar(select(Message.kind)) == "invitation"


def test_an_address_known_already_leads_to_its_person(plan, emile, press):
    fields = {"name": "X", "email": "ALICE@exemple.test", "locale": "fr", "role": "none"}
    refused = press(emile, "/people/new", **fields)
    assert refused.status_code == 422
    assert f"/people/{plan.people['alice']}" in refused.text


def test_who_leaves_passes_on_what_they_held(app, plan, emile, press, as_person):
    alice = as_person("alice")
    left = press(emile, f"/people/{plan.people['alice']}/leave")
    assert left.status_code == 303
    with app.app_context():
        rows = db.session.execute(
            select(Contact.person_id, Contact.rank).where(Contact.unit_id == plan.units["verdun"])
        ).all()
        assert rows == [(plan.people["bob"], 0)]
        assert not db.session.get_one(Person, plan.people["alice"]).active
    assert alice.get("/mine").status_code == 303


def test_nobody_leaves_by_their_own_hand_nor_last(app, plan, emile, press):
    assert press(emile, f"/people/{plan.people['emile']}/leave").status_code == 422
    with app.app_context():
        db.session.add(Person(name="A", email="a@exemple.test", role="administrator"))
        db.session.commit()
        admin = db.session.scalar(select(Person.id).where(Person.name == "A"))
    assert press(emile, f"/people/{admin}/leave").status_code == 422


def test_an_absence_is_noted_unless_the_substitute_is_away(app, plan, emile, press):
    days = {"starts_on": TODAY.isoformat(), "ends_on": (TODAY + timedelta(days=3)).isoformat()}
    bob = press(emile, f"/people/{plan.people['bob']}/absence", substitute="0", **days)
    assert bob.status_code == 303
    path, bob_id = f"/people/{plan.people['alice']}/absence", str(plan.people["bob"])
    refused = press(emile, path, substitute=bob_id, **days)
    assert refused.status_code == 422
    assert "elle-même en congé" in read(refused).text
    with app.app_context():
        assert db.session.scalar(select(Absence.person_id)) == plan.people["bob"]


@pytest.mark.parametrize("size", [1, 20])
def test_the_list_sends_as_many_statements_however_many_people(app, plan, emile, size):
    with app.app_context():
        db.session.add_all(Person(name=f"P{n}", email=f"p{n}@exemple.test") for n in range(size))
        db.session.commit()
    emile.get("/people")
    with counted(app) as warm:
        emile.get("/people")
    assert len(warm) == 3
