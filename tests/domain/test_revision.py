"""The revision: bumped by what pages show, and by nothing else."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import update

from tracker.domain import revision
from tracker.domain.people import Person
from tracker.domain.sessions import SignInFailure
from tracker.extensions import db
from tracker.queries.revision import read_revision


@pytest.fixture
def session(app):
    with app.app_context():
        db.session.add(Person(id=1, name="Responsable, Verdun", email="verdun@exemple.test"))
        db.session.commit()
        yield db.session


def number(session):
    found = read_revision(session)[0]
    session.rollback()
    return found


def test_a_change_that_pages_show_bumps_it_once(session):
    before = number(session)
    session.get_one(Person, 1).name = "Responsable, LaSalle"
    session.flush()
    session.get_one(Person, 1).title = "Chargée de dossier"
    session.commit()
    assert number(session) == before + 1


def test_a_failed_sign_in_does_not(session):
    before = number(session)
    session.add(SignInFailure(account="a", address="b", at=datetime(2026, 4, 20, tzinfo=UTC)))
    session.commit()
    assert number(session) == before


def test_what_is_rolled_back_does_not(session):
    before = number(session)
    session.get_one(Person, 1).name = "Responsable, LaSalle"
    session.flush()
    session.rollback()
    session.commit()
    assert number(session) == before


def test_a_statement_says_so_itself(session):
    before = number(session)
    session.execute(update(Person).values(name="Responsable, LaSalle"))
    revision.mark(session)
    session.commit()
    assert number(session) == before + 1
