"""POST /people/ID/absence and /account/absence: days typed, and who answers meanwhile."""

import pytest
from sqlalchemy import select

from tests.support.pages import read
from tracker.domain.people import Absence, Person
from tracker.extensions import db

DAYS = {"starts_on": "2026-04-25", "ends_on": "2026-05-02"}


@pytest.fixture
def database(sqlite_database):
    """Words only: one kind of database is enough."""
    return sqlite_database


@pytest.fixture
def away(plan, emile, press):
    """`away(starts_on="…")`: an absence of alice, noted by the coordination."""

    def send(substitute="0", **fields):
        path = f"/people/{plan.people['alice']}/absence"
        return press(emile, path, substitute=substitute, **(DAYS | fields))

    return send


def noted(app):
    with app.app_context():
        rows = db.session.execute(select(Absence.starts_on, Absence.ends_on))
        return [(row.starts_on.isoformat(), row.ends_on.isoformat()) for row in rows]


@pytest.mark.parametrize("typed", ["2026-04-25", "25/04/2026", "25\N{NO-BREAK SPACE}avril 2026"])
def test_a_day_is_read_as_people_write_it(app, away, typed):
    assert away(starts_on=typed).status_code == 303
    assert noted(app) == [("2026-04-25", "2026-05-02")]


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("", "Choisissez une date."),
        ("vendredi", "Écrivez la date ainsi : 2016-04-25, 25/04/2016 ou 25 avril 2016."),
        ("2026-02-30", "Écrivez la date ainsi"),
        ("0206-04-25", "Vérifiez l’année de cette date."),
    ],
)
def test_a_day_that_cannot_be_read_is_refused_beside_its_field(app, away, typed, said):
    refused = away(starts_on=typed)
    page = read(refused)
    assert (refused.status_code, page.title[:8]) == (422, "Erreur :")
    assert page.text.count(said) == 2  # In the summary, and beside the field.
    assert page.form("Noter l’absence").fields["starts_on"] == typed
    assert noted(app) == []


def test_the_last_day_follows_the_first(app, away):
    refused = away(ends_on="2026-04-20")
    assert refused.status_code == 422
    assert "Le dernier jour doit suivre le premier (25 avril 2026)." in read(refused).text
    assert noted(app) == []


@pytest.mark.parametrize("substitute", ["gone", "alice", "999999", "x"])
def test_a_substitute_who_cannot_be_is_refused_in_our_words(app, plan, away, substitute):
    plan.edit(Person, plan.people["bob"], active=False)
    ident = plan.people["bob"] if substitute == "gone" else plan.people.get(substitute, substitute)
    refused = away(substitute=str(ident))
    page = read(refused)
    assert refused.status_code == 422
    assert "Ce choix n’est plus offert. Choisissez de nouveau." in page.text
    assert "hoice" not in page.text
    assert noted(app) == []


def test_an_absence_of_ones_own_is_removed_by_oneself_alone(app, alice, as_person, press):
    assert press(alice, "/account/absence", substitute="0", **DAYS).status_code == 303
    with app.app_context():
        ident = db.session.scalar(select(Absence.id))
    assert press(as_person("bob"), f"/account/absence/{ident}/remove").status_code == 404
    assert press(alice, f"/account/absence/{ident}/remove").status_code == 303
    assert noted(app) == []
