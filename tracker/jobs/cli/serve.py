"""`flask serve`: the product, ready to use; what `make run` runs."""

import os
import sys
from dataclasses import replace

import click
from flask import current_app
from flask.cli import with_appcontext

from tracker.config import keep_served_at
from tracker.jobs import prepare, serve


@click.command("serve")
@with_appcontext
def cli() -> None:
    """Servir les pages sur 127.0.0.1 avec l’horloge des relances à côté.

    Migre la base de données, charge la démonstration si aucun plan n’y est. PORT change le port.
    """
    app = current_app._get_current_object()
    settings = app.config["TRACKER"]
    try:
        listening = serve.take_port(settings.port)
        view = prepare.prepare(app)
        if view.plan.illustrative and "TRACKER_DEMO" not in os.environ:
            settings = app.config["TRACKER"] = replace(settings, demo=True)
        keep_served_at(settings)
        demo = view.plan.illustrative and settings.demo
        serve.serve(app, listening, lambda: prepare.welcome(settings, view, demo))
    except serve.ServeError as error:
        click.echo(str(error), err=True)
        sys.exit(1)
