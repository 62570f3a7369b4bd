"""`flask setup-code`, and what `make run` does with an empty database."""

import re

import pytest

from tracker import clock
from tracker.domain import setup
from tracker.domain.people import Person
from tracker.domain.units import Unit
from tracker.extensions import db
from tracker.jobs import prepare

CODE = re.compile(r"[A-Z]{4}(?:-[A-Z]{4}){3}")


def serves(app, code):
    with app.app_context():
        return setup.code_serves(db.session, code, clock.now())


def test_each_code_ends_the_former(app, frozen):
    run = app.test_cli_runner()
    first, second = (CODE.search(run.invoke(args=["setup-code"]).output)[0] for _ in range(2))
    assert not serves(app, first)
    assert serves(app, second.lower().replace("-", " "))


def test_it_is_refused_once_somebody_coordinates(app, frozen):
    with app.app_context():
        db.session.add(Person(name="C", email="c@ville.example", role="coordinator"))
        db.session.commit()
    refused = app.test_cli_runner().invoke(args=["setup-code"])
    assert refused.exit_code == 1
    assert "flask people link" in refused.output


def test_without_the_demonstration_a_code_is_printed(app, frozen):
    with app.app_context():
        ready = prepare.prepare(app, with_demo=False)
        told = prepare.welcome(app.config["TRACKER"], ready)
    assert ready.view.plan is None
    assert "/setup" in told
    assert serves(app, CODE.search(told)[0])
    assert "flask tick" not in told


@pytest.mark.parametrize("thing", ["unit", "person"])
def test_the_demonstration_comes_only_into_a_database_that_holds_nothing(app, frozen, thing):
    with app.app_context():
        db.session.add(
            Unit(code="U1", kind="borough", gloss_en="", position=1)
            if thing == "unit"
            else Person(name="C", email="c@ville.example")
        )
        db.session.commit()
        assert prepare.prepare(app).view.plan is None
