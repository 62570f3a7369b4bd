"""`flask plan`: the demonstration, a plan from a file, its approval."""

from datetime import date, datetime, time
from pathlib import Path

import click
from sqlalchemy import select

from tracker import clock
from tracker.domain import consulting
from tracker.domain.changes import Actor
from tracker.domain.people import Person
from tracker.domain.plans import ActionPlan
from tracker.exchange.approval import CannotApprove, Gap, approve, gaps
from tracker.exchange.closures import load_closures
from tracker.exchange.demo import AlreadyLoaded, load_demo
from tracker.exchange.drafts import lay_draft
from tracker.exchange.plan_file import PlanFileError, read_plan_file
from tracker.exchange.units import load_units
from tracker.extensions import db
from tracker.jobs.cli import DataGroup, settings_in_use
from tracker.jobs.cli.plan_files import export_command, import_command
from tracker.jobs.refold import refold_all

cli = DataGroup("plan", help="Charger un plan d’action, l’approuver, l’exporter.")
cli.add_command(export_command)
cli.add_command(import_command)

_DAY = click.DateTime(formats=["%Y-%m-%d"])
_GAPS = {
    "no_commitment": "Jalons sans aucune unité",
    "no_lead": "Jalons sans unité porteuse (rien n’y est demandé)",
    "no_dossier_lead": "Dossiers dont l’unité porteuse est à désigner",
    "no_contact": "Unités sans répondant à qui écrire",
    "outside": "Jalons dont les dates débordent celles du plan",
}


@cli.command("demo")
def demo_command() -> None:
    """Charger le plan de démonstration (illustratif) dans une base vide."""
    zone = settings_in_use().timezone
    try:
        plan = load_demo(db.session, clock.today(zone), clock.now(), zone)
    except AlreadyLoaded as refusal:
        raise click.ClickException(str(refusal)) from refusal
    click.echo(f"« {plan.title_fr} » est chargé, du {plan.starts_on} au {plan.ends_on}.")


@cli.command("load")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--title", required=True, help="Titre français du plan.")
@click.option("--title-en", default="", help="Titre anglais (le français sert s’il manque).")
@click.option("--start", "start", type=_DAY, required=True, help="Premier jour, AAAA-MM-JJ.")
@click.option("--end", "end", type=_DAY, required=True, help="Dernier jour, AAAA-MM-JJ.")
def load_command(file: Path, title: str, title_en: str, start: datetime, end: datetime) -> None:
    """Faire un projet de plan d’un fichier CSV des mêmes colonnes que la démonstration.

    Une ligne fautive est nommée avec sa colonne et la raison; rien n’est alors chargé. Le projet
    n’écrit à personne avant « flask plan approve ».
    """
    starts_on, ends_on = start.date(), end.date()
    if ends_on < starts_on:
        raise click.BadParameter("la fin du plan précède son début", param_hint="--end")
    if not title.strip() or max(len(title), len(title_en)) > 200:
        raise click.BadParameter("écrire un titre de 1 à 200 caractères", param_hint="--title")
    index = load_units(db.session)
    load_closures(db.session, range(starts_on.year, ends_on.year + 2))
    try:
        lines = read_plan_file(file, index)
    except PlanFileError as refused:
        db.session.rollback()
        for complaint in refused.complaints:
            click.echo(str(complaint), err=True)
        raise click.ClickException("Rien n’est chargé : corriger le fichier.") from refused
    plan = lay_draft(
        db.session,
        lines,
        index,
        title_fr=title.strip(),
        title_en=title_en.strip(),
        starts_on=starts_on,
        ends_on=ends_on,
        loaded_at=clock.now(),
    )
    number, count = plan.id, len(lines)
    db.session.commit()
    click.echo(f"Projet {number} chargé : {count} jalons. Personne ne reçoit encore de courriel.")
    click.echo(f"Ensuite : flask plan approve --plan {number}")


@cli.command("approve")
@click.option("--plan", "number", type=int, help="Numéro du projet (le seul, s’il n’y en a qu’un).")
@click.option("--by", help="Qui approuve (la direction du Bureau, si elle est seule inscrite).")
@click.option("--on", "on", type=_DAY, help="Jour de l’approbation, AAAA-MM-JJ (aujourd’hui).")
@click.option(
    "--yes", is_flag=True, help="Approuver sans demander, même s’il manque quelque chose."
)
@click.option(
    "--waive", default="", help="Raison écrite pour laquelle la direction se passe de consultation."
)
def approve_command(
    number: int | None, by: str | None, on: datetime | None, yes: bool, waive: str
) -> None:
    """Approuver un projet de plan : ses échéances de départ sont figées, il devient courant."""
    plan = _draft(number)
    by, at = by or _director(), _instant(on.date() if on else None)
    missing = gaps(db.session, plan)
    if missing:
        click.echo("À savoir avant d’approuver :")
        for gap in missing:
            click.echo(f"  {_in_words(gap)}")
    else:
        click.echo("Il ne manque rien.")
    if not yes:
        click.confirm(f"Approuver « {plan.title_fr} » et figer ses échéances?", abort=True)
    actor = Actor(None, by, clock.now(), "command")
    if waive.strip():
        _waive(plan, waive.strip()[:500], actor)
    try:
        approve(db.session, plan, by=by, at=at, actor=actor)
    except CannotApprove as refusal:
        db.session.rollback()
        raise click.ClickException(str(refusal)) from refusal
    title = plan.title_fr
    db.session.commit()
    click.echo(f"« {title} » est approuvé par {by}; c’est le plan courant.")


def _waive(plan: ActionPlan, reason: str, actor: Actor) -> None:
    """The director's waiver for every dossier that nobody was consulted on."""
    missing = set(consulting.unheard(db.session, plan.id))
    for dossier in plan.dossiers:
        if dossier.code in missing:
            consulting.waive(db.session, dossier, reason, actor)


@cli.command("refold")
def refold_command() -> None:
    """Recalculer l’état de chaque engagement à partir de ses réponses."""
    changed = refold_all(db.session)
    db.session.commit()
    if changed:
        click.echo(f"Engagements corrigés ({len(changed)}) : {', '.join(map(str, changed))}.")
    else:
        click.echo("Rien à corriger : chaque état est bien celui que disent les réponses.")


def _draft(number: int | None) -> ActionPlan:
    drafts = select(ActionPlan).where(ActionPlan.approved_at.is_(None))
    if number is not None:
        drafts = drafts.where(ActionPlan.id == number)
    found = db.session.scalars(drafts.order_by(ActionPlan.id)).all()
    if not found:
        raise click.ClickException("Aucun projet de plan à approuver. Voir « flask plan load ».")
    if len(found) > 1:
        listed = "; ".join(f"{plan.id} « {plan.title_fr} »" for plan in found)
        raise click.ClickException(f"Plusieurs projets : en choisir un par --plan. {listed}")
    return found[0]


def _director() -> str:
    names = db.session.scalars(
        select(Person.name).where(Person.role == "director", Person.active)
    ).all()
    if len(names) != 1:
        raise click.ClickException("Dire qui approuve : --by « Nom ».")
    return names[0]


def _instant(day: date | None) -> datetime:
    """Now for today; noon of an earlier day."""
    zone = settings_in_use().timezone
    today = clock.today(zone)
    if day is None or day == today:
        return clock.now()
    if day > today:
        raise click.BadParameter("ce jour n’est pas encore venu", param_hint="--on")
    return datetime.combine(day, time(12), zone)


def _in_words(gap: Gap) -> str:
    return f"{_GAPS[gap.code]} ({len(gap.concerns)}) : {', '.join(gap.concerns)}"
