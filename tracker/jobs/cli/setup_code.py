"""`flask setup-code`: the code that makes the first coordinator."""

import click
from flask import current_app
from flask.cli import with_appcontext

from tracker import clock
from tracker.domain import setup
from tracker.extensions import db


@click.command("setup-code")
@with_appcontext
def cli() -> None:
    """Imprimer un nouveau code de mise en route, valable une fois, 24 heures; il est le seul.

    Refusé dès que quelqu’un coordonne : son mot de passe se rétablit par « flask people link ».
    """
    if not setup.is_open(db.session):
        raise click.ClickException(
            "Une coordination est déjà inscrite : il n’y a plus de code. Pour un nouveau mot de "
            "passe : flask people link --email ADRESSE"
        )
    code = setup.new_code(db.session, clock.now())
    db.session.commit()
    click.echo(f"Code de mise en route, valable une fois, 24 heures : {code}")
    click.echo(f"À écrire sur la page {current_app.config['TRACKER'].public_url}/setup")
