"""POST /people/new: names and addresses as people type and paste them."""

import pytest
from sqlalchemy import select

from tests.support.pages import read
from tracker.domain.people import Person
from tracker.extensions import db


@pytest.fixture
def database(sqlite_database):
    """Words only: one kind of database is enough."""
    return sqlite_database


@pytest.fixture
def make(app, emile, press):
    """`make(email="…")`: the form filled and sent by the coordination."""

    def send(name="Une personne", email="une@exemple.test", **fields):
        given = {"locale": "fr", "role": "none"} | fields
        return press(emile, "/people/new", name=name, email=email, **given)

    return send


def people(app):
    with app.app_context():
        return {
            row.email: row.name for row in db.session.execute(select(Person.name, Person.email))
        }


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("O", "O"),
        ("é" * 120, "é" * 120),
        ("  Marie-Ève\N{NO-BREAK SPACE} d’Amours\t", "Marie-Ève d’Amours"),
        ("Jose\N{COMBINING ACUTE ACCENT}e", "Josée"),
        ("\N{ZERO WIDTH SPACE}Lise", "Lise"),
    ],
)
def test_a_name_is_taken_as_it_is_pasted(app, make, typed, kept):
    assert make(name=typed).status_code == 303
    assert people(app)["une@exemple.test"] == kept


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("", "Écrivez le nom."),
        (" \N{NO-BREAK SPACE} ", "Écrivez le nom."),
        ("n" * 200, "Écrivez au plus 120 caractères; il y en a 200."),
    ],
)
def test_a_name_that_cannot_be_kept_is_refused_in_words(app, make, typed, said):
    refused = make(name=typed)
    page = read(refused)
    assert (refused.status_code, page.title[:8]) == (422, "Erreur :")
    assert said in page.text
    assert page.form("Inscrire la personne").fields["email"] == "une@exemple.test"
    assert "une@exemple.test" not in people(app)


@pytest.mark.parametrize(
    "typed",
    [
        "Une@Exemple.TEST",
        "  une@exemple.test\N{NO-BREAK SPACE}",
        "<une@exemple.test>",
        "mailto:une@exemple.test",
        "une@exemple.test;",
        "une @exemple.test",
    ],
)
def test_an_address_is_the_same_however_it_is_copied(app, make, typed):
    assert make(email=typed).status_code == 303
    assert "une@exemple.test" in people(app)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("", "Écrivez l’adresse de courriel."),
        ("hélène@exemple.test", "Écrivez l’adresse sans accent ni caractère spécial"),
        ("une", "Écrivez une adresse complète"),
        ("une@exemple", "Écrivez une adresse complète"),
        ("une@exemple.test, deux@exemple.test", "Écrivez une adresse complète"),
        ("a" * 250 + "@exemple.test", "Écrivez une adresse complète"),
    ],
)
def test_an_address_nobody_could_be_written_at_is_refused_in_words(make, typed, said):
    refused = make(email=typed)
    assert refused.status_code == 422
    assert said in read(refused).text


def test_the_same_address_twice_is_one_person(app, make):
    make(name="La première")
    refused = make(name="La seconde", email="UNE@exemple.test")
    assert refused.status_code == 422
    assert "Cette adresse est déjà celle de La première." in read(refused).text
    assert people(app)["une@exemple.test"] == "La première"


def test_a_choice_that_is_gone_is_said_in_our_words(make):
    for fields in ({"role": "roi"}, {"locale": "de"}, {"units": "999999"}):
        page = read(make(**fields))
        assert page.status == 422
        assert "hoisissez" in page.text
        assert "valid choice" not in page.text
