"""One command or group of commands a file."""

from typing import Any

import click
from flask.cli import AppGroup
from sqlalchemy.exc import OperationalError, ProgrammingError


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
