"""The calendar of a unit: its contacts and the coordination make and revoke it, nobody else."""

import re

import pytest
from sqlalchemy import func, select

from tests.support.pages import press as press_button
from tests.support.pages import read
from tests.support.plan_builder import in_days
from tracker.domain.feeds import CalendarFeed
from tracker.domain.units import Unit
from tracker.extensions import db

PATH = "/units/VERDUN/calendar"


def _open(app):
    with app.app_context():
        return db.session.scalar(
            select(func.count(CalendarFeed.id)).where(CalendarFeed.revoked_at.is_(None))
        )


@pytest.mark.parametrize("name", ["alice", "emile"])
def test_a_contact_or_the_coordination_makes_and_revokes_it(app, client, as_person, name):
    somebody = as_person(name)
    page = read(somebody.get("/units/VERDUN"))

    made = read(press_button(somebody, page, "Créer une adresse de calendrier"))

    address = re.search(r"/calendar/[\w-]{43}\.ics", made.html)[0]
    assert client.get(address).status_code == 200
    page = read(somebody.get("/units/VERDUN"))
    assert "Adresse du calendrier : ajoutée" in page.text
    press_button(somebody, page, "Révoquer l’adresse")
    assert client.get(address).status_code == 404
    assert "Adresse du calendrier : enlevée" in read(somebody.get("/units/VERDUN")).text


@pytest.mark.parametrize("name", ["charlie", "diane", "fanny"])
def test_nobody_else_does(app, as_person, press, name):
    client = as_person(name)

    assert "Le calendrier de l’unité" not in client.get("/units/VERDUN").text
    assert press(client, PATH).status_code == 403
    assert press(client, f"{PATH}/revoke").status_code == 403
    assert _open(app) == 0


def test_a_unit_that_was_merged_or_never_was_has_none(app, plan, as_person, press):
    emile = as_person("emile")
    plan.edit(Unit, plan.units["anjou"], successor_id=plan.units["verdun"], merged_on=in_days(0))

    assert press(emile, "/units/ANJOU/calendar").status_code == 404
    assert press(emile, "/units/NULLE/calendar").status_code == 404
    assert _open(app) == 0
