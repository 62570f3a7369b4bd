"""`flask reminders`: what would leave, and what became of what left."""

import json
from datetime import datetime

import click
from flask_babel import force_locale

from tracker import clock
from tracker.config import Config
from tracker.domain.slots import Slot
from tracker.exchange.briefs import brief_for
from tracker.extensions import db
from tracker.jobs.cli import DataGroup, settings_in_use
from tracker.jobs.due import judged_slots
from tracker.jobs.ledger_rows import ledger_rows
from tracker.jobs.looking import looking
from tracker.mail import reasons
from tracker.mail.announcing import announcements
from tracker.mail.compose import Letter, compose
from tracker.mail.digests import Digest, digest_for
from tracker.mail.weeks import Week, week_of
from tracker.queries.bureau import read_bureau
from tracker.queries.plan_reading import read_plan_view
from tracker.queries.plan_view import PlanView
from tracker.wording.states import skip_reason

cli = DataGroup("reminders", help="Voir ce qui part, et ce qui est parti.")


@cli.command("preview")
@click.option("--at", metavar="ISO", help="Instant à considérer, par exemple 2026-05-04T09:00.")
@click.option(
    "--person", metavar="COURRIEL", help="Montrer le texte du courriel de cette personne."
)
def preview(at: str | None, person: str | None) -> None:
    """Essai à blanc : qui reçoit un courriel, qui n’en reçoit pas, et pourquoi."""
    settings = settings_in_use()
    instant = _instant(at, settings) if at else clock.now()
    with looking(db.session), force_locale("fr"):
        view, slot = _view_and_slot(instant, settings)
        if person:
            click.echo(_letter_to(view, slot, person, settings))
        else:
            _tell(view, week_of(view), slot, settings)


@cli.command("ledger")
@click.option("--format", "shape", type=click.Choice(["text", "json"]), default="text")
def show_ledger(shape: str) -> None:
    """Le registre : chaque message, et chaque personne à qui rien n’a été envoyé."""
    with looking(db.session):
        rows = ledger_rows(db.session)
    if shape == "json":
        click.echo(json.dumps(rows, ensure_ascii=False, indent=2))
        return
    if not rows:
        click.echo("Le registre est vide : aucune relance n’est encore partie.")
    for row in rows:
        told = (row["slot"], row["state"], row["recipient"], row["sent_at"], row["reason"])
        click.echo("  ".join(part for part in told if part))


def _tell(view: PlanView, week: Week, slot: Slot, settings: Config) -> None:
    when = reasons.spoken(slot.due_at.astimezone(settings.timezone), "fr")
    people, units = view.directory.people, view.directory.units
    click.echo(f"Relance du {when}. Partent : {len(week.digests)}. Sautés : {len(week.skips)}.")
    click.echo("\nPartent")
    for digest in week.digests:
        person = people[digest.person_id]
        subject = _compose(view, digest, slot, settings).subject
        click.echo(f"  {person.name} <{person.email}> ({person.locale}) : {subject}")
    click.echo("\nNe partent pas")
    for skip in week.skips:
        if skip.person_id is not None:
            who = f"{people[skip.person_id].name} <{people[skip.person_id].email}>"
        else:
            who = units[skip.unit_id].name
        click.echo(f"  {who} : {skip_reason(skip.reason)}")


def _letter_to(view: PlanView, slot: Slot, address: str, settings: Config) -> str:
    people = view.directory.people.values()
    found = next((person for person in people if person.email == address.strip().lower()), None)
    if found is None:
        raise click.ClickException(f"Personne n’a l’adresse {address}.")
    digest = digest_for(view, found.id)
    if digest is None:
        skip = next((skip for skip in week_of(view).skips if skip.person_id == found.id), None)
        why = skip_reason(skip.reason if skip else "nothing_to_ask")
        raise click.ClickException(f"Aucun courriel pour {found.name} : {why}.")
    letter = _compose(view, digest, slot, settings)
    return f"{letter.subject}\n\n{letter.text}"


def _compose(view: PlanView, digest: Digest, slot: Slot, settings: Config) -> Letter:
    next_slot = _next(view, slot.due_at, settings)
    return compose(
        view,
        digest,
        locale=view.directory.people[digest.person_id].locale,
        answer_base=f"{settings.public_url}/answer/…",
        public_url=settings.public_url,
        next_slot=next_slot,
        zone=settings.timezone,
        footer=read_bureau(db.session).footer(view.directory.people[digest.person_id].locale),
        announced=announcements(view, digest, next_slot.day),
        brief=brief_for(db.session, view, settings.timezone) if digest.is_director else None,
    )


def _view_and_slot(instant: datetime, settings: Config) -> tuple[PlanView, Slot]:
    """The plan and the slot that a tick at `instant` would send; failing one, the next slot and
    the plan on its day."""
    view = read_plan_view(db.session, clock.local_day(instant, settings.timezone))
    if view.plan is None or view.plan.state != "approved":
        raise click.ClickException("Aucun plan approuvé : personne n’est relancé.")
    slot = _owed(view, instant, settings)
    if slot is not None:
        return view, slot
    slot = _next(view, instant, settings)
    return read_plan_view(db.session, slot.day), slot


def _owed(view: PlanView, instant: datetime, settings: Config) -> Slot | None:
    """The slot that a tick at `instant` would plan: due, not written down, not too old."""
    judged = judged_slots(db.session, view, instant, settings)
    return next((slot for slot, outcome in judged if outcome == "planned"), None)


def _next(view: PlanView, after: datetime, settings: Config) -> Slot:
    return view.schedule(settings.timezone).after(after)


def _instant(written: str, settings: Config) -> datetime:
    try:
        read = datetime.fromisoformat(written)
    except ValueError as error:
        raise click.ClickException(f"« {written} » n’est pas un instant ISO 8601.") from error
    return read if read.tzinfo else read.replace(tzinfo=settings.timezone)
