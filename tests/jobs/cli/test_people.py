"""`flask people`: add, link, list."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from click.testing import Result
from flask import Flask
from sqlalchemy import select

from tests.support.databases import NOW
from tracker.domain.people import Person
from tracker.domain.sessions import OneUseLink
from tracker.domain.tokens import token_hash
from tracker.extensions import db

LINK = re.compile(r"http://127\.0\.0\.1:8000/password/(\S+)")


@pytest.fixture
def run(open_app, sqlite_database: str, frozen: object) -> Callable[..., Result]:
    app: Flask = open_app(sqlite_database)

    def run(*arguments: str) -> Result:
        return app.test_cli_runner().invoke(args=["people", *arguments])

    run.app = app
    return run


def test_add_prints_a_link_that_sets_a_password_within_seven_days(run):
    done = run("add", "--name", "Responsable", "--email", "Verdun@Exemple.test", "--unit", "Verdun")
    assert done.exit_code == 0, done.output
    (token,) = LINK.findall(done.output)
    with run.app.app_context():
        link = db.session.scalars(select(OneUseLink)).one()
        person = db.session.get(Person, link.person_id)
        assert link.token_hash == token_hash(token)
        assert timedelta(days=6) < link.expires_at - NOW <= timedelta(days=7, minutes=5)
        assert (person.email, person.role, person.locale) == ("verdun@exemple.test", "none", "fr")
        assert [contact.rank for contact in person.contacts] == [0]


def test_the_link_opens_the_page_that_sets_a_password(run):
    done = run("add", "--name", "Responsable", "--email", "a@exemple.test")
    (token,) = LINK.findall(done.output)
    assert run.app.test_client().get(f"/password/{token}").status_code == 200


def test_the_second_contact_of_a_unit_comes_after_the_first(run):
    run("add", "--name", "Une", "--email", "a@exemple.test", "--unit", "REM12")
    run("add", "--name", "Deux", "--email", "b@exemple.test", "--unit", "REM12", "--unit", "SCA")
    listed = run("list").output
    assert re.search(r"Une +a@exemple\.test .* REM12 ", listed)
    assert "REM12 (2e), SCA" in listed or "SCA, REM12 (2e)" in listed


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("--name", "X", "--email", "a@exemple.test"), 1, "est déjà inscrit"),
        (("--name", "X", "--email", "pas une adresse"), 2, "n’est pas une adresse"),
        (("--name", " ", "--email", "b@exemple.test"), 2, "écrire un nom"),
        (("--name", "X", "--email", "b@exemple.test", "--unit", "Laval"), 2, "aucune unité"),
        (("--name", "X", "--email", "b@exemple.test", "--role", "roi"), 2, "roi"),
    ],
)
def test_add_refuses_in_words(run, arguments, code, said):
    run("add", "--name", "Une", "--email", "a@exemple.test")
    refused = run("add", *arguments)
    assert refused.exit_code == code
    assert said in refused.output
    with run.app.app_context():
        assert len(db.session.scalars(select(Person)).all()) == 1


def test_link_prints_a_new_one_for_somebody_known(run):
    run("add", "--name", "Une", "--email", "a@exemple.test")
    assert LINK.search(run("link", "--email", "A@exemple.test").output)
    assert run("link", "--email", "b@exemple.test").exit_code == 1


def test_list_says_how_each_person_stands(run):
    assert "Personne n’est inscrit" in run("list").output
    run("add", "--name", "Une", "--email", "a@exemple.test", "--role", "director")
    with run.app.app_context():
        person = db.session.scalars(select(Person)).one()
        person.suspended_at, person.suspended_reason = NOW, "boîte inconnue"
        db.session.commit()
    listed = run("list").output
    assert "director" in listed
    assert "adresse suspendue : boîte inconnue" in listed
