"""`flask tick`: the reminder clock."""

import logging
from datetime import datetime

import click
from flask import current_app
from flask.cli import with_appcontext

from tracker.jobs import scheduler
from tracker.jobs.cli import settings_in_use
from tracker.jobs.stop import Stop
from tracker.jobs.tick import Report, run_once
from tracker.mail.way_out import way_out


class LocalInstant(click.ParamType):
    """2026-04-20T09:00, on the Bureau's wall clock unless an offset is written."""

    name = "instant"

    def convert(self, value, param, ctx):
        if isinstance(value, datetime):
            return value
        try:
            at = datetime.fromisoformat(value)
        except ValueError:
            self.fail(
                f"{value!r} n’est pas une date et une heure comme 2026-04-20T09:00", param, ctx
            )
        zone = settings_in_use().timezone
        return at if at.tzinfo is not None else at.replace(tzinfo=zone)


@click.command("tick")
@click.option("--at", metavar="DATE-HEURE", help="Faire comme si nous étions à cet instant.")
@click.option("--once", is_flag=True, help="Regarder une fois, puis finir.")
@with_appcontext
def cli(at: str | None, once: bool) -> None:
    """Préparer les relances dues et remettre leurs courriels.

    Sans --once ni --at, recommence à intervalles réguliers jusqu’à ce qu’on l’arrête. --at ne
    déplace que la date des relances; les reprises et les délais suivent l’heure vraie.
    """
    logging.basicConfig(format="%(name)s: %(message)s")
    app = current_app._get_current_object()
    instant = LocalInstant().convert(at, None, None) if at else None
    try:
        way_out(app.config["TRACKER"])
    except ValueError as error:
        raise click.ClickException(str(error)) from error
    stop = Stop().on_signals()
    if once or instant is not None:
        ended = scheduler.run_in_time(lambda: _tell(run_once(app, instant, stop)), stop)
    else:
        ended = scheduler.run_until_stopped(app, stop, _tell)
    if not ended:
        scheduler.leave_at_once()


def _tell(report: Report) -> None:
    click.echo(report.sentence)
