"""One command or group of commands a file."""

from typing import Any

import click
from flask import current_app
from flask.cli import AppGroup
from sqlalchemy.exc import OperationalError, ProgrammingError

from tracker.config import Config
from tracker.extensions import db
from tracker.jobs.looking import looking
from tracker.queries.bureau import settings_in_force


class DataGroup(AppGroup):
    """Commands that need the database; where it does not answer they say so in a sentence."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except (OperationalError, ProgrammingError) as error:
            raise click.ClickException(
                "La base de données ne répond pas, ou n’est pas prête : « flask db upgrade » la "
                "prépare, « flask doctor » dit ce qui manque."
            ) from error


def settings_in_use() -> Config:
    """The settings of this process with the Bureau's own; leaves no transaction open."""
    with looking(db.session):
        return settings_in_force(db.session, current_app.config["TRACKER"])
