"""`flask plan export` and `import`: the plan as a workbook or a table, from the terminal."""

from collections.abc import Callable
from pathlib import Path

import click
from flask.cli import with_appcontext
from flask_babel import force_locale
from sqlalchemy import func, select

from tracker import clock
from tracker.domain.changes import Actor
from tracker.domain.commitments import Commitment
from tracker.domain.milestones import Milestone
from tracker.domain.people import LOCALES, Person
from tracker.domain.plans import ActionPlan, Dossier
from tracker.domain.units import Unit
from tracker.exchange.workbook import batches, export
from tracker.exchange.workbook.columns import BY_KEY, COMMITMENTS
from tracker.exchange.workbook.findings import Findings
from tracker.exchange.workbook.gate import LARGEST, Refused
from tracker.exchange.workbook.writing import Order, write_workbook
from tracker.extensions import db
from tracker.jobs.cli import settings_in_use
from tracker.jobs.looking import looking
from tracker.queries.revision import read_revision
from tracker.wording import imports


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


@click.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--plan", "number", type=int, help="Numéro du plan (le plan courant).")
@click.option(
    "--conflicts",
    type=click.Choice(("keep", "take")),
    help="Garder ce qui est au plan, ou prendre le fichier, là où quelqu’un a changé les deux.",
)
@click.option("--yes", is_flag=True, help="Importer sans demander.")
@with_appcontext
def import_command(file: Path, number: int | None, conflicts: str | None, yes: bool) -> None:
    """Importer un classeur ou un fichier CSV : l’aperçu d’abord, puis tout d’un seul geste.

    L’import paraît aussi sur la page du plan, où il peut être annulé.
    """
    zone = settings_in_use().timezone
    actor = Actor(None, file.name[:160], clock.now(), "file")
    if file.stat().st_size > LARGEST:
        raise click.ClickException(_refusal("too_big", {}))
    batch = batches.receive(db.session, _plan(number), file.name, file.read_bytes(), actor)
    batch_id = batch.id
    batches.claim(db.session, batch_id, actor.at)
    db.session.commit()
    with looking(db.session), click.progressbar(length=1, label="Lecture") as bar:
        found, revision = batches.judge(
            db.session, batch_id, clock.today(zone), actor.at, None, _follows(bar)
        )
    batches.settle(db.session, batch_id, found, revision)
    db.session.commit()
    if isinstance(found, Refused):
        raise click.ClickException(_refusal(found.code, found.about))
    _tell(found)
    if not found.changes:
        return
    if found.conflicts and conflicts is None:
        raise click.ClickException(
            "Dire ce qui vaut pour les conflits : --conflicts keep, ou --conflicts take. "
            f"Ou trancher ligne par ligne sur la page /imports/{batch_id}."
        )
    if not yes:
        click.confirm("Importer?", abort=True)
    over = set(range(len(found.changes))) if conflicts == "take" else set()
    with click.progressbar(length=len(found.changes), label="Import") as bar:
        try:
            applied = batches.apply_batch(
                db.session,
                batch_id,
                seen=found.digest(),
                over=over,
                actor=actor,
                today=clock.today(zone),
                tell=_follows(bar),
            )
        except (batches.NotReady, batches.Outdated) as error:
            db.session.rollback()
            raise click.ClickException(
                "Le plan a changé pendant la lecture; rien n’est importé. Recommencer."
            ) from error
    db.session.commit()
    click.echo(f"Lignes importées : {applied.lines}. Pour l’annuler : /imports/{batch_id}")


def _follows(bar) -> Callable[[int, int], None]:
    """Moves a bar to so many of so many."""

    def tell(done: int, total: int) -> None:
        bar.length = max(total, 1)
        bar.update(done - bar.pos)

    return tell


def _tell(found: Findings) -> None:
    added = sum(change.ident is None for change in found.changes)
    click.echo(
        f"Lignes lues : {found.lines}. Changements : {len(found.changes) - added}. "
        f"Ajouts : {added}. Conflits : {len(found.conflicts)}. De côté : {len(found.set_aside)}."
    )
    with force_locale("fr"):
        for one in found.troubles:
            place = f"{one.name}, ligne {one.line}"
            column = f", colonne {one.heading}" if one.heading else ""
            said = imports.trouble(one.code, one.about)
            click.echo(f"  {place}{column} : {said}", err=True)


def _refusal(code: str, about: dict[str, str]) -> str:
    with force_locale("fr"):
        return imports.refusal(code, about)


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
