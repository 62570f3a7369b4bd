"""`flask search rebuild`, and the doctor who says when it is needed."""

import pytest
from sqlalchemy import text

from tracker.extensions import db


@pytest.fixture
def run(demo_app):
    return lambda *words: demo_app.test_cli_runner().invoke(args=words)


def test_the_doctor_says_when_the_search_is_out_of_step_and_the_command_mends_it(demo_app, run):
    assert "L’index de la recherche suit ce qui est écrit." in run("doctor").output
    with demo_app.app_context():
        db.session.execute(text("DELETE FROM search_entry WHERE kind = 'milestone'"))
        db.session.commit()
    said = run("doctor")
    assert said.exit_code == 1
    assert "Lancer « flask search rebuild »." in said.output
    assert run("search", "rebuild").output.startswith("L’index de la recherche est refait : ")
    assert "L’index de la recherche suit ce qui est écrit." in run("doctor").output
