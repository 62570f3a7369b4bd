"""`flask people load`: who is inscribed, who is invited, and nobody where a line is wrong."""

import pytest
from sqlalchemy import select

from tracker.domain.messages import Message
from tracker.domain.people import Person
from tracker.extensions import db

GOOD = "nom;courriel;unités\nUne;une@exemple.test;Verdun\nDeux;deux@exemple.test;\n"


@pytest.fixture
def load(open_app, sqlite_database, tmp_path, frozen):
    """`load(text, "--invite")`: the command on a file of that text."""
    app = open_app(sqlite_database)

    def run(text, *options):
        file = tmp_path / "gens.csv"
        file.write_text(text, encoding="utf-8")
        return app.test_cli_runner().invoke(args=["people", "load", str(file), *options])

    run.app = app
    return run


def rows(load, column):
    with load.app.app_context():
        return db.session.scalars(select(column).order_by(column)).all()


def test_people_are_inscribed_and_nobody_is_written_to(load):
    done = load(GOOD)
    assert done.exit_code == 0, done.output
    assert "Personnes inscrites : 2. Déjà inscrites, laissées telles quelles : 0." in done.output
    assert rows(load, Person.email) == ["deux@exemple.test", "une@exemple.test"]
    assert rows(load, Message.kind) == []


def test_an_invitation_goes_to_who_is_new_alone(load):
    load(GOOD)
    done = load(GOOD + "Trois;trois@exemple.test;SCA\n", "--invite")
    assert "Personnes inscrites : 1. Déjà inscrites, laissées telles quelles : 2." in done.output
    assert rows(load, Message.to_address) == ["trois@exemple.test"]
    assert rows(load, Message.kind) == ["invitation"]


def test_one_wrong_line_and_nobody_is_inscribed(load):
    done = load(GOOD + "Trois;trois@exemple.test;Laval\n", "--invite")
    assert done.exit_code == 1
    assert "gens.csv, ligne 4, colonne unités : « Laval »" in done.output
    assert "Personne n’est inscrit" in done.output
    assert rows(load, Person.id) == []
