"""« Votre calendrier » on one's account: made, shown once, replaced, revoked."""

import re

import pytest
from sqlalchemy import select

from tests.support.pages import press, read
from tracker.domain.changes import Change
from tracker.extensions import db


@pytest.fixture
def account(alice):
    return lambda: read(alice.get("/account"))


def _address(page):
    return re.search(r'value="https?://[^/"]+(/calendar/[\w-]{43}\.ics)"', page.html)[1]


def _history(app):
    with app.app_context():
        return [
            tuple(row)
            for row in db.session.execute(
                select(Change.object_kind, Change.what, Change.by_name)
                .where(Change.field == "calendar")
                .order_by(Change.id)
            )
        ]


def test_it_is_made_and_its_address_is_shown_once(app, plan, client, alice, account):
    plan.commitment()
    answer = press(alice, account(), "Créer une adresse de calendrier")

    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "no-store"
    address = _address(read(answer))
    assert client.get(address).status_code == 200
    assert "/calendar/" not in account().html.replace("/account/calendar", "")
    assert "Elle n’est montrée qu’à sa création" in account().text
    assert _history(app) == [("person", "added", "Responsable, Verdun")]


def test_replacing_it_closes_the_one_before(app, client, alice, account):
    first = _address(read(press(alice, account(), "Créer une adresse de calendrier")))
    second = _address(read(press(alice, account(), "Remplacer l’adresse")))

    assert client.get(first).status_code == 404
    assert client.get(second).status_code == 200
    assert [what for _kind, what, _who in _history(app)] == ["added", "changed"]


def test_revoking_it_leaves_none(app, client, alice, account):
    address = _address(read(press(alice, account(), "Créer une adresse de calendrier")))

    answer = press(alice, account(), "Révoquer l’adresse")

    assert answer.status_code == 303
    page = account()
    assert "L’adresse du calendrier n’ouvre plus rien." in page.text
    assert "Créer une adresse de calendrier" in page.text
    assert client.get(address).status_code == 404
    assert [what for _kind, what, _who in _history(app)] == ["added", "removed"]


def test_revoking_none_changes_nothing(app, alice, press):
    assert press(alice, "/account/calendar/revoke").status_code == 303
    assert _history(app) == []


def test_the_bureau_is_told_that_it_is_the_whole_plan(as_person):
    assert "Tous les jalons du plan" in read(as_person("diane").get("/account")).text
    assert "Les jalons de vos unités" in read(as_person("alice").get("/account")).text


def test_nobody_makes_one_without_signing_in(app, plan, client, press):
    assert press(client, "/account/calendar").status_code == 303
    assert _history(app) == []
