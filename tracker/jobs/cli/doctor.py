"""`flask doctor`: what is wrong with this installation, in words."""

import click
from flask import current_app
from flask.cli import with_appcontext

from tracker.extensions import db
from tracker.jobs.diagnosis import WRONG, examine


@click.command("doctor")
@with_appcontext
def cli() -> None:
    """Dire ce qui ne va pas dans les réglages. Sort avec 1 s’il y a quelque chose à corriger."""
    wrong = 0
    for finding in examine(current_app.config["TRACKER"], db.engine):
        wrong += finding.level == WRONG
        click.echo(f"{finding.level.capitalize()} : {finding.sentence}")
    if wrong:
        raise click.ClickException(
            "Une chose est à corriger." if wrong == 1 else f"{wrong} choses sont à corriger."
        )
    click.echo("Rien à corriger.")
