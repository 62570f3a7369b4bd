"""`flask plan export`: the plan as a workbook or a table, from the terminal."""

from pathlib import Path

import click
from flask.cli import with_appcontext
from sqlalchemy import func, select

from tracker import clock
from tracker.domain.commitments import Commitment
from tracker.domain.milestones import Milestone
from tracker.domain.people import LOCALES, Person
from tracker.domain.plans import ActionPlan, Dossier
from tracker.domain.units import Unit
from tracker.exchange.workbook import export
from tracker.exchange.workbook.columns import BY_KEY, COMMITMENTS
from tracker.exchange.workbook.writing import Order, write_workbook
from tracker.extensions import db
from tracker.jobs.cli import settings_in_use
from tracker.jobs.looking import looking
from tracker.queries.plan_view import read_revision


@click.command("export")
@click.argument("file", type=click.Path(dir_okay=False, writable=True, path_type=Path))
@click.option("--plan", "number", type=int, help="Numéro du plan (le plan courant).")
@click.option(
    "--sheet",
    type=click.Choice(list(BY_KEY)),
    default=COMMITMENTS.key,
    show_default=True,
    help="Feuille d’un fichier CSV.",
)
@click.option("--lang", type=click.Choice(LOCALES), default="fr", show_default=True)
@with_appcontext
def export_command(file: Path, number: int | None, sheet: str, lang: str) -> None:
    """Exporter un plan dans un classeur .xlsx, ou une de ses feuilles dans un fichier .csv.

    Le classeur revient par la page du plan : seules les cellules changées comptent.
    """
    kind = file.suffix.lower()
    if kind not in {".xlsx", ".csv"}:
        raise click.BadParameter("finir le nom du fichier par .xlsx ou .csv", param_hint="FILE")
    today = clock.today(settings_in_use().timezone)
    with looking(db.session):
        plan = _plan(number)
        revision, _at = read_revision(db.session)
        key = export.known_key(db.session, plan.id, revision)
        order = Order(plan.id, plan.state, key or export.new_key(), lang, today)
        if kind == ".csv":
            content, packer = export.export_csv(db.session, BY_KEY[sheet], order)
            file.write_bytes(content)
        else:
            with (
                file.open("wb") as out,
                click.progressbar(length=_lines(plan.id), label="Exportation") as bar,
            ):
                packer = write_workbook(db.session, out, order, lambda n: bar.update(n - bar.pos))
    if key is None:
        by = "flask plan export"
        export.remember(db.session, order, packer, revision=revision, at=clock.now(), by=by)
        db.session.commit()
    click.echo(f"{file} : {packer.lines} lignes.")


def _plan(number: int | None) -> ActionPlan:
    wanted = ActionPlan.is_current if number is None else ActionPlan.id == number
    plan = db.session.scalar(select(ActionPlan).where(wanted))
    if plan is None:
        raise click.ClickException("Aucun plan à exporter. Voir « flask plan load ».")
    return plan


def _lines(plan_id: int) -> int:
    """About how many lines the workbook will hold."""
    milestones = select(Milestone.id).where(Milestone.plan_id == plan_id)
    counts = (
        select(func.count()).select_from(Dossier).where(Dossier.plan_id == plan_id),
        select(func.count()).select_from(milestones.subquery()),
        select(func.count(Commitment.id)).where(Commitment.milestone_id.in_(milestones)),
        select(func.count(Person.id)).where(Person.active),
        select(func.count(Unit.id)),
    )
    return sum(db.session.scalar(count) or 0 for count in counts)
