"""`flask search`: what can be found, made anew from what it is made of."""

import click

from tracker.domain.search import rebuild
from tracker.extensions import db
from tracker.jobs.cli import DataGroup

cli = DataGroup("search", help="L’index de la recherche.")


@cli.command("rebuild")
def make_anew() -> None:
    """Refaire l’index de la recherche, depuis ce qui est écrit."""
    count = rebuild(db.session)
    db.session.commit()
    click.echo(f"L’index de la recherche est refait : {count} entrées.")
