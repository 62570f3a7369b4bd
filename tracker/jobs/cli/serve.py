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

    Migre la base de données. Une base vide reçoit la démonstration, sauf avec TRACKER_DEMO=0 :
    un code fait alors la première coordination. PORT change le port.
    """
    app = current_app._get_current_object()
    settings = app.config["TRACKER"]
    told = bool(os.environ.get("TRACKER_DEMO"))
    try:
        listening = serve.take_port(settings.port)
        ready = prepare.prepare(app, with_demo=settings.demo or not told)
        if ready.illustrative and not told:
            settings = app.config["TRACKER"] = replace(settings, demo=True)
        keep_served_at(settings)
        serve.serve(app, listening, lambda: prepare.welcome(settings, ready))
    except serve.ServeError as error:
        click.echo(str(error), err=True)
        sys.exit(1)
