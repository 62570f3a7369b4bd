"""`flask people`: who may sign in, and who answers for which unit."""

from datetime import timedelta
from pathlib import Path

import click
from flask import current_app
from flask_babel import force_locale
from sqlalchemy import func, select
from sqlalchemy.orm import selectinload

from tracker import clock
from tracker.domain.changes import Actor, note
from tracker.domain.people import (
    EMAIL,
    EMAIL_LIMIT,
    LOCALES,
    ROLES,
    Contact,
    Person,
    normal_email,
)
from tracker.domain.sessions import OneUseLink, end_links_of
from tracker.domain.tokens import new_token, token_hash
from tracker.domain.units import Unit
from tracker.exchange.people_file import PeopleFileError, load_people, read_people_file
from tracker.exchange.units import load_units
from tracker.extensions import db
from tracker.jobs.cli import DataGroup, settings_in_use
from tracker.mail import outbox
from tracker.wording import returns

cli = DataGroup("people", help="Inscrire des personnes et dire pour quelle unité elles répondent.")

LINK_DAYS = 7


@cli.command("add")
@click.option("--name", required=True, help="Nom tel qu’il paraît dans les pages et les courriels.")
@click.option("--email", required=True, help="Adresse de travail.")
@click.option("--title", default="", help="Fonction.")
@click.option(
    "--role",
    type=click.Choice(ROLES),
    default="none",
    show_default=True,
    help="Rôle dans l’outil. Répondre pour une unité n’en demande aucun.",
)
@click.option("--locale", type=click.Choice(LOCALES), default="fr", show_default=True)
@click.option(
    "--unit", "units", multiple=True, help="Code ou nom d’une unité dont elle répond; répétable."
)
def add(name: str, email: str, title: str, role: str, locale: str, units: tuple[str, ...]) -> None:
    """Inscrire une personne et imprimer le lien, valable une fois, qui fixe son mot de passe."""
    name, email = name.strip(), normal_email(email)
    if not name or len(name) > 120:
        raise click.BadParameter("écrire un nom de 1 à 120 caractères", param_hint="--name")
    if not EMAIL.fullmatch(email) or len(email) > EMAIL_LIMIT:
        raise click.BadParameter(f"« {email} » n’est pas une adresse", param_hint="--email")
    if db.session.scalar(select(Person.id).where(Person.email == email)) is not None:
        raise click.ClickException(
            f"{email} est déjà inscrit. Pour un nouveau lien : flask people link --email {email}"
        )
    person = Person(name=name, email=email, title=title.strip(), role=role, locale=locale)
    db.session.add(person)
    for unit in [_unit(text) for text in units]:
        person.contacts.append(Contact(unit_id=unit.id, rank=_next_rank(unit)))
    db.session.flush()
    link = _new_link(person)
    db.session.commit()
    click.echo(f"{name} est inscrit.")
    _tell(link)


@cli.command("link")
@click.option("--email", required=True, help="Adresse d’une personne déjà inscrite.")
def link_command(email: str) -> None:
    """Imprimer un nouveau lien, valable une fois, qui fixe le mot de passe; il est le seul."""
    person = db.session.scalar(
        select(Person).where(Person.email == email.strip().lower()).with_for_update()
    )
    if person is None:
        raise click.ClickException(f"Personne n’est inscrit sous {email}.")
    if not person.active:
        raise click.ClickException(f"{person.name} n’est plus en fonction : aucun lien.")
    link = _new_link(person)
    db.session.commit()
    _tell(link)


@cli.command("load")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--invite", is_flag=True, help="Envoyer à chaque nouvelle personne une invitation.")
def load_command(file: Path, invite: bool) -> None:
    """Inscrire les personnes d’un fichier CSV.

    Colonnes : nom, courriel, fonction, langue, rôle, unités (ou name, email, title, locale, role,
    units); les deux premières suffisent. Une ligne fautive est nommée avec sa colonne et la
    raison; personne n’est alors inscrit. Qui est déjà inscrit sous son adresse reste tel quel.
    """
    settings = settings_in_use()
    try:
        lines = read_people_file(file, load_units(db.session))
    except PeopleFileError as refused:
        db.session.rollback()
        for complaint in refused.complaints:
            click.echo(str(complaint), err=True)
        raise click.ClickException("Personne n’est inscrit : corriger le fichier.") from refused
    actor = Actor(None, file.name[:160], clock.now(), "file")
    made = load_people(db.session, lines, actor)
    for person in made if invite else ():
        outbox.post(db.session, settings, "invitation", person, actor.at)
        note(db.session, "person", person.id, actor, "invited", after=person.email)
    count, known = len(made), len(lines) - len(made)
    db.session.commit()
    click.echo(f"Personnes inscrites : {count}. Déjà inscrites, laissées telles quelles : {known}.")
    if invite and made:
        click.echo(f"Invitations à partir dans la minute : {count}.")


@cli.command("list")
def list_command() -> None:
    """Lister les personnes : adresse, rôle, langue, unités, état."""
    codes = {row.id: row.code for row in db.session.execute(select(Unit.id, Unit.code))}
    people = db.session.scalars(
        select(Person).options(selectinload(Person.contacts)).order_by(Person.name)
    ).all()
    if not people:
        click.echo("Personne n’est inscrit. Voir « flask people add --help ».")
        return
    rows = [("nom", "adresse", "rôle", "langue", "unités", "état")]
    rows += [_row(person, codes) for person in people]
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    for row in rows:
        cells = (cell.ljust(width) for cell, width in zip(row, widths, strict=True))
        click.echo("  ".join(cells).rstrip())


def _row(person: Person, codes: dict[int, str]) -> tuple[str, ...]:
    units = ", ".join(
        f"{codes[contact.unit_id]}{'' if contact.rank == 0 else f' ({contact.rank + 1}e)'}"
        for contact in sorted(person.contacts, key=lambda contact: contact.rank)
    )
    role = "-" if person.role == "none" else person.role
    return person.name, person.email, role, person.locale, units or "-", _state(person)


def _state(person: Person) -> str:
    if not person.active:
        return "n’est plus en fonction"
    if person.suspended_reason:
        with force_locale("fr"):
            return f"adresse suspendue : {returns.why(person.suspended_reason)}"
    return "en fonction" if person.password_hash else "en fonction, sans mot de passe"


def _unit(text: str) -> Unit:
    unit = load_units(db.session).find_unit(text)
    if unit is None:
        raise click.BadParameter(
            f"« {text} » n’est le nom d’aucune unité connue", param_hint="--unit"
        )
    return unit


def _next_rank(unit: Unit) -> int:
    """0, the principal, for the first contact of the unit; then the next free rank."""
    last = db.session.scalar(select(func.max(Contact.rank)).where(Contact.unit_id == unit.id))
    return 0 if last is None else last + 1


def _new_link(person: Person) -> str:
    token, now = new_token(), clock.now()
    end_links_of(db.session, person.id, now)
    db.session.add(
        OneUseLink(
            token_hash=token_hash(token),
            person_id=person.id,
            purpose="password",
            expires_at=now + timedelta(days=LINK_DAYS),
        )
    )
    return f"{current_app.config['TRACKER'].public_url}/password/{token}"


def _tell(link: str) -> None:
    click.echo(f"Lien pour fixer le mot de passe, valable une fois, {LINK_DAYS} jours :")
    click.echo(link)
