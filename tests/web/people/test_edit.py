"""POST /people/ID/edit: what two change at once, and roles that must stay with somebody."""

import pytest
from sqlalchemy import select

from tests.support.pages import read
from tracker.domain.changes import Change
from tracker.domain.people import Person
from tracker.extensions import db

SAVE = "Enregistrer"


@pytest.fixture
def coordinator(app, plan):
    """`coordinator(password_hash="…")`: one more, under the address autre@exemple.test."""

    def add(**fields):
        with app.app_context():
            one = Person(name="Autre", email="autre@exemple.test", role="coordinator", **fields)
            db.session.add(one)
            db.session.commit()
            return one.id

    return add


@pytest.fixture
def send(plan):
    """`send(client, "alice", page, role="reader")`: the form of her page, as a browser would."""

    def fill(client, who, page, **typed):
        path = f"/people/{plan.people[who]}/edit"
        return client.post(path, data=page.form(SAVE).fields | typed)

    return fill


def kept(app, person_id):
    with app.app_context():
        row = db.session.get_one(Person, person_id)
        return row.name, row.title, row.role


def test_a_change_is_kept_with_who_made_it(app, plan, emile, send):
    alice = plan.people["alice"]
    page = read(emile.get(f"/people/{alice}/edit"))
    assert send(emile, "alice", page, title="Directrice", role="reader").status_code == 303
    assert kept(app, alice) == ("Responsable, Verdun", "Directrice", "reader")
    with app.app_context():
        rows = db.session.execute(
            select(Change.field, Change.by_name).where(Change.object_id == alice)
        )
        assert set(rows) == {
            ("title", "Coordination du Bureau"),
            ("role", "Coordination du Bureau"),
        }


def test_who_comes_second_sees_what_changed_and_loses_nothing(
    app, plan, emile, administration, send
):
    alice = plan.people["alice"]
    first, second = (read(one.get(f"/people/{alice}/edit")) for one in (emile, administration))
    send(emile, "alice", first, title="Directrice", name="Responsable de Verdun")

    stale = send(administration, "alice", second, name="Madame Verdun")
    page = read(stale)
    assert (stale.status_code, page.title[:8]) == (409, "Erreur :")
    assert "Quelqu’un a changé ceci pendant que vous écriviez" in page.text
    assert "Coordination du Bureau" in page.text
    fields = page.form(SAVE).fields
    assert (fields["name"], fields["title"]) == ("Madame Verdun", "Directrice")
    assert kept(app, alice)[0] == "Responsable de Verdun"

    assert send(administration, "alice", page).status_code == 303
    assert kept(app, alice)[:2] == ("Madame Verdun", "Directrice")


def test_the_last_coordinator_stays_one(app, plan, administration, send):
    emile = plan.people["emile"]
    page = read(administration.get(f"/people/{emile}/edit"))
    refused = send(administration, "emile", page, role="reader", title="Conseil")
    page = read(refused)
    assert refused.status_code == 422
    assert "C’est la dernière personne de la coordination qui peut entrer." in page.text
    assert page.form(SAVE).fields["title"] == "Conseil"
    assert kept(app, emile)[2] == "coordinator"


def test_a_coordinator_who_cannot_enter_does_not_replace_one_who_can(
    app, plan, administration, coordinator, send
):
    emile, other = plan.people["emile"], coordinator()
    plan.edit(Person, emile, password_hash="x")
    page = read(administration.get(f"/people/{emile}/edit"))
    assert send(administration, "emile", page, role="none").status_code == 422
    plan.edit(Person, other, password_hash="x")
    assert send(administration, "emile", page, role="none").status_code == 303
    assert kept(app, emile)[2] == "none"


def test_nobody_shuts_themselves_out(app, plan, emile, coordinator, send):
    coordinator(password_hash="x")
    page = read(emile.get(f"/people/{plan.people['emile']}/edit"))
    refused = send(emile, "emile", page, role="reader")
    assert refused.status_code == 422
    assert "Vous perdriez l’accès à cette page." in read(refused).text
