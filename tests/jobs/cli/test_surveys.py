"""`flask surveys load`: the three surveys in a real city's database, once."""

from sqlalchemy import func, select

from tracker.domain.surveys import PublishedFigure, Survey
from tracker.extensions import db


def counts(app):
    with app.app_context():
        tables = (Survey, PublishedFigure)
        return [db.session.scalar(select(func.count()).select_from(table)) for table in tables]


def test_three_surveys_and_every_published_figure_are_loaded_once(app, frozen):
    run = app.test_cli_runner()
    done = run.invoke(args=["surveys", "load"])
    assert done.exit_code == 0, done.output
    assert "Trois sondages et 21 chiffres publiés sont chargés" in done.output
    assert counts(app) == [3, 21]

    again = run.invoke(args=["surveys", "load"])
    assert again.exit_code == 1
    assert "déjà inscrits" in again.output
    assert counts(app) == [3, 21]


def test_they_stay_when_the_demonstration_is_left(app, frozen):
    app.test_cli_runner().invoke(args=["surveys", "load"])
    with app.app_context():
        assert not any(db.session.scalars(select(Survey.with_demonstration)))
