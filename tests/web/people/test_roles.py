"""Who may press what on people's pages: the coordination and the administration alone."""

import pytest
from sqlalchemy import func, select

from tracker.domain.changes import Change
from tracker.domain.people import Absence
from tracker.extensions import db

VERBS = ("mail", "return", "lift", "address", "absence", "edit", "leave")
REFUSED = ("alice", "bob", "diane", "fanny")


@pytest.fixture
def database(sqlite_database):
    """Access is judged before anything is asked of the database."""
    return sqlite_database


@pytest.mark.parametrize("who", REFUSED)
def test_nobody_else_changes_anybody(app, plan, as_person, press, who):
    client, bob = as_person(who), plan.people["bob"]
    paths = ["/people/new", *(f"/people/{bob}/{verb}" for verb in VERBS)]
    assert [press(client, path).status_code for path in paths] == [403] * len(paths)
    with app.app_context():
        assert db.session.scalar(select(func.count(Change.id))) == 0


def test_a_visitor_is_sent_to_the_sign_in_page(client, plan, press):
    for verb in VERBS:
        sent = press(client, f"/people/{plan.people['bob']}/{verb}")
        assert sent.status_code == 303
        assert sent.location.startswith("/sign-in")


def test_who_does_not_exist_is_not_found(emile, administration, press):
    for client in (emile, administration):
        answers = [press(client, f"/people/999999/{verb}").status_code for verb in VERBS]
        assert answers == [404] * len(VERBS)


def test_the_administration_does_what_the_coordination_does(plan, administration, press):
    bob = plan.people["bob"]
    assert press(administration, f"/people/{bob}/mail", kind="invitation").status_code == 303
    assert press(administration, f"/people/{bob}/leave").status_code == 303
    assert press(administration, f"/people/{bob}/return").status_code == 303


def test_an_absence_is_removed_at_its_own_persons_page_alone(app, plan, emile, alice, press):
    bob = plan.people["bob"]
    days = {"starts_on": "2026-04-25", "ends_on": "2026-05-02", "substitute": "0"}
    press(emile, f"/people/{bob}/absence", **days)
    with app.app_context():
        ident = db.session.scalar(select(Absence.id))
    path = f"/people/{bob}/absence/{ident}/remove"
    assert press(alice, path).status_code == 403
    assert press(emile, f"/people/{plan.people['alice']}/absence/{ident}/remove").status_code == 404
    assert press(emile, path).status_code == 303
