"""`flask plan`: the demonstration, a plan from a file, its approval."""

import click
from flask import current_app
from flask.cli import AppGroup

from tracker import clock
from tracker.exchange.demo import AlreadyLoaded, load_demo
from tracker.extensions import db

cli = AppGroup("plan", help="Charger un plan d’action, puis l’approuver.")


@cli.command("demo")
def demo() -> None:
    """Charger le plan de démonstration (illustratif) dans une base vide."""
    today = clock.today(current_app.config["TRACKER"].timezone)
    try:
        plan = load_demo(db.session, today, clock.now())
    except AlreadyLoaded as refusal:
        raise click.ClickException(str(refusal)) from refusal
    click.echo(f"« {plan.title_fr} » est chargé, du {plan.starts_on} au {plan.ends_on}.")
