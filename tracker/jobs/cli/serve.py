"""`flask serve`: the product, ready to use; what `make run` runs."""

import os
import sys

import click
from flask import current_app
from flask.cli import with_appcontext

from tracker.jobs import prepare, serve


@click.command("serve")
@with_appcontext
def cli() -> None:
    """Servir les pages sur 127.0.0.1 avec l’horloge des relances à côté.

    Migre la base de données, charge la démonstration si aucun plan n’y est. PORT change le port.
    """
    settings = current_app.config["TRACKER"]
    try:
        listening = serve.take_port(settings.port)
        view = prepare.prepare(current_app._get_current_object())
        if view.plan.illustrative:
            os.environ.setdefault("TRACKER_DEMO", "1")
        demo = view.plan.illustrative and os.environ["TRACKER_DEMO"] != "0"
        serve.serve(listening, lambda: prepare.welcome(settings, view, demo))
    except serve.ServeError as error:
        click.echo(str(error), err=True)
        sys.exit(1)
