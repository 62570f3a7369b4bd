"""`flask surveys`: the surveys of the press release, with what was published of them."""

import click

from tracker import clock
from tracker.domain.changes import Actor
from tracker.exchange.surveys import SurveysLoaded, load_surveys
from tracker.exchange.units import load_units
from tracker.extensions import db
from tracker.jobs.cli import DataGroup

cli = DataGroup("surveys", help="Charger les sondages de satisfaction.")


@cli.command("load")
def load_command() -> None:
    """Charger les trois sondages du communiqué et les chiffres publiés, avec leur provenance.

    Ce que les sources ne donnent pas reste vide. La vague suivante entre d’elle-même au plan en
    vigueur, si l’un de ses dossiers porte le code T4.
    """
    load_units(db.session)
    try:
        count = load_surveys(db.session, Actor(None, "flask surveys load", clock.now(), "command"))
    except SurveysLoaded as refusal:
        db.session.rollback()
        raise click.ClickException(str(refusal)) from refusal
    db.session.commit()
    click.echo(f"Trois sondages et {count} chiffres publiés sont chargés : /surveys les montre.")
