"""The first day: a code makes the first coordinator, once."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from tests.support import pages
from tracker import clock
from tracker.domain import setup
from tracker.domain.bureau import BureauSettings
from tracker.domain.closures import Closure
from tracker.domain.people import Person
from tracker.domain.units import Unit
from tracker.extensions import db

BUTTON = "Mettre en route"
TYPED = {
    "name": "Coordination du Bureau",
    "title": "Coordination",
    "email": "coordination@ville.example",
    "password": "cinq rivages sans boussole",
    "again": "cinq rivages sans boussole",
    "city_name": "Ville-Exemple",
    "timezone": "america/toronto",
    "sender_name": "Suivi",
    "sender_address": "suivi@ville.example",
}


@pytest.fixture
def code(app, frozen):
    with app.app_context():
        made = setup.new_code(db.session, clock.now())
        db.session.commit()
    return made


def send(client, **typed):
    page = pages.read(client.get("/setup"))
    return client.post("/setup", data=page.form(BUTTON).fields | TYPED | typed)


def test_the_front_doors_lead_to_the_set_up_page(client):
    for path in ("/", "/sign-in"):
        answer = client.get(path, follow_redirects=True)
        assert answer.request.path == "/setup"


def test_the_code_makes_the_first_coordinator_and_all_she_needs(app, client, code):
    answer = send(client, code=code.lower())
    assert answer.status_code == 303
    assert answer.location == "/setup/mail"
    assert client.get("/setup/mail").status_code == 200
    with app.app_context():
        person = db.session.scalars(select(Person)).one()
        assert (person.role, person.email) == ("coordinator", "coordination@ville.example")
        row = db.session.get_one(BureauSettings, 1)
        assert (row.city_name, row.timezone, row.bilingual) == (
            "Ville-Exemple",
            "America/Toronto",
            True,
        )
        years = {day.year for day in db.session.scalars(select(Closure.day))}
        assert years == {2026, 2027}
        assert db.session.scalar(select(func.count(Unit.id))) > 19


def test_it_is_gone_once_somebody_coordinates(app, client, code):
    send(client, code=code)
    assert client.get("/setup").status_code == 404
    other = app.test_client()
    token = pages.read(other.get("/sign-in")).form("Entrer").fields["csrf_token"]
    again = other.post("/setup", data=TYPED | {"csrf_token": token, "code": code})
    assert again.status_code == 404


@pytest.mark.parametrize("spoiled", ["wrong", "expired", "replaced"])
def test_a_code_that_does_not_serve_is_refused_and_nothing_is_lost(
    app, client, code, frozen, spoiled
):
    if spoiled == "expired":
        frozen.shift(timedelta(hours=25))
    if spoiled == "replaced":
        with app.app_context():
            setup.new_code(db.session, clock.now())
            db.session.commit()
    page = pages.read(send(client, code="ABCD" * 4 if spoiled == "wrong" else code))
    assert page.status == 422
    assert "n’est pas le bon, a déjà servi ou a expiré" in page.text
    assert page.form(BUTTON).fields["city_name"] == "Ville-Exemple"
    assert page.form(BUTTON).fields["password"] == "cinq rivages sans boussole"
    with app.app_context():
        assert db.session.scalar(select(Person.id)) is None


def test_after_five_wrong_codes_one_waits_fifteen_minutes(client, code, frozen):
    got = [send(client, code="ABCD" * 4).status_code for _ in range(6)]
    assert got == [422] * 5 + [429]
    assert send(client, code=code).status_code == 429
    frozen.shift(timedelta(minutes=16))
    assert send(client, code=code).status_code == 303


def test_each_field_says_what_is_wrong(client, code):
    page = pages.read(send(client, code=code, name="", timezone="Lune/Mer", password="court"))
    assert page.status == 422
    assert page.title.startswith("Erreur :")
    for sentence in ("Écrivez votre nom.", "fuseau de la liste", "au moins 12 caractères"):
        assert sentence in page.text
