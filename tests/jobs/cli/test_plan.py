"""`flask plan`: demo, load, approve."""

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result
from flask import Flask
from sqlalchemy import func, select

from tracker.domain.closures import Closure
from tracker.domain.milestones import Baseline, Milestone
from tracker.domain.plans import ActionPlan
from tracker.domain.units import Unit
from tracker.exchange import carried
from tracker.extensions import db

DATES = ("--start", "2015-07-03", "--end", "2017-06-30")
WAIVED = ("--waive", "Déjà consulté.")


@pytest.fixture
def run(app: Flask) -> Callable[..., Result]:
    """`run("plan", "demo")`: that command, on SQLite then on PostgreSQL."""

    def run(*arguments: object) -> Result:
        return app.test_cli_runner().invoke(args=[str(argument) for argument in arguments])

    return run


@pytest.fixture
def count(app: Flask) -> Callable[[type], int]:
    def count(noun: type) -> int:
        with app.app_context():
            return db.session.scalar(select(func.count()).select_from(noun))

    return count


def test_demo_loads_once(run, count, frozen):
    first = run("plan", "demo")
    assert first.exit_code == 0
    assert "(illustratif)" in first.output
    again = run("plan", "demo")
    assert again.exit_code == 1
    assert "déjà un plan" in again.output
    assert count(ActionPlan) == 1


def test_load_makes_a_draft_with_units_and_closures(run, count):
    done = run("plan", "load", carried.path_of("demo_milestones.csv"), "--title", "Essai", *DATES)
    assert done.exit_code == 0, done.output
    assert "Projet 1 chargé : 47 jalons" in done.output
    assert (count(Milestone), count(Unit), count(Baseline)) == (47, 31, 0)
    assert count(Closure) > 40


def test_load_keeps_nothing_of_a_bad_file(run, count, tmp_path: Path):
    text = carried.path_of("demo_milestones.csv").read_text(encoding="utf-8")
    bad = tmp_path / "mon-plan.csv"
    bad.write_text(text.replace("SMVT", "Westmount"), encoding="utf-8")
    refused = run("plan", "load", bad, "--title", "Essai", *DATES)
    assert refused.exit_code == 1
    assert "mon-plan.csv, ligne 4, colonne lead_unit : « Westmount »" in refused.output
    assert "is the name of no known unit" in refused.output
    assert "Rien n’est chargé" in refused.output
    assert (count(ActionPlan), count(Unit), count(Closure)) == (0, 0, 0)


@pytest.mark.parametrize(
    ("title", "start", "end"),
    [("Essai", "2017-06-30", "2015-07-03"), ("", "2015-07-03", "2017-06-30")],
)
def test_load_refuses_a_plan_that_cannot_be(run, count, title, start, end):
    path = carried.path_of("demo_milestones.csv")
    refused = run("plan", "load", path, "--title", title, "--start", start, "--end", end)
    assert refused.exit_code == 2
    assert count(ActionPlan) == 0


def test_approve_says_what_is_missing_then_freezes(run, count):
    run("plan", "load", carried.path_of("demo_milestones.csv"), "--title", "Essai", *DATES)
    done = run("plan", "approve", "--by", "Direction", "--on", "2015-07-03", "--yes", *WAIVED)
    assert done.exit_code == 0, done.output
    assert "à désigner (6) : D3, D4, D5, D6, D7, D8" in done.output
    assert "Unités sans répondant" in done.output
    assert "« Essai » est approuvé par Direction" in done.output
    assert count(Baseline) == 47


def test_approve_names_the_dossiers_nobody_was_consulted_on(run, count):
    run("plan", "load", carried.path_of("demo_milestones.csv"), "--title", "Essai", *DATES)
    refused = run("plan", "approve", "--by", "Direction", "--yes")
    assert refused.exit_code == 1
    assert "ni consultation close ni dispense écrite de la direction : D1, D2" in refused.output
    assert count(Baseline) == 0


def test_approve_stops_where_nobody_says_yes(run, count):
    run("plan", "load", carried.path_of("demo_milestones.csv"), "--title", "Essai", *DATES)
    stopped = run("plan", "approve", "--by", "Direction")
    assert stopped.exit_code == 1
    assert count(Baseline) == 0


def test_approve_takes_the_directors_name_where_there_is_one(run):
    run("plan", "load", carried.path_of("demo_milestones.csv"), "--title", "Essai", *DATES)
    assert "--by" in run("plan", "approve", "--yes").output
    run("people", "add", "--name", "Direction", "--email", "d@exemple.test", "--role", "director")
    assert "approuvé par Direction" in run("plan", "approve", "--yes", *WAIVED).output


def test_approve_asks_which_where_there_are_several(run):
    path = carried.path_of("demo_milestones.csv")
    for title in ("Premier", "Second"):
        run("plan", "load", path, "--title", title, *DATES)
    asked = run("plan", "approve", "--by", "Direction", "--yes")
    assert asked.exit_code == 1
    assert "« Premier »" in asked.output
    assert run("plan", "approve", "--plan", 2, "--by", "Direction", "--yes", *WAIVED).exit_code == 0


def test_approve_refuses_a_day_to_come(run):
    run("plan", "load", carried.path_of("demo_milestones.csv"), "--title", "Essai", *DATES)
    refused = run("plan", "approve", "--by", "Direction", "--on", "2999-01-01", "--yes")
    assert refused.exit_code == 2


def test_approve_says_so_where_there_is_no_draft(run):
    refused = run("plan", "approve", "--by", "Direction", "--yes")
    assert refused.exit_code == 1
    assert "Aucun projet de plan" in refused.output
