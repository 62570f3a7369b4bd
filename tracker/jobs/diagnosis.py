"""What is wrong with a configuration, tried out and said in words."""

import smtplib
import ssl
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask_babel import force_locale
from sqlalchemy import Engine, select, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from tracker import clock
from tracker.config import ROOT, Config
from tracker.domain.plans import ActionPlan
from tracker.domain.search import out_of_step
from tracker.jobs import bounces
from tracker.mail.relay import relay
from tracker.queries import pulse
from tracker.queries.bureau import settings_in_force
from tracker.queries.closed import next_year_missing
from tracker.wording.alarms import alarm_words

GOOD, NOTE, WRONG = "bien", "à savoir", "à corriger"
SECRET_LENGTH = 32
_LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})
_EASY_SECRETS = ("secret", "change", "default", "password", "test", "dev", "exemple", "example")
_SHARED_FILE_SYSTEMS = frozenset({"nfs", "nfs4", "cifs", "smb3", "smbfs", "fuse.sshfs", "9p"})


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at: `level` is GOOD, NOTE or WRONG."""

    level: str
    sentence: str


def examine(settings: Config, engine: Engine) -> Iterator[Finding]:
    """Everything that was looked at, in order; nothing is changed."""
    public = urlsplit(settings.public_url).hostname not in _LOOPBACK
    yield from _address(settings, public)
    yield from _secret(settings, public)
    yield from _demonstration(settings, public)
    yield from _database(settings, engine)
    yield from _way_out(settings, public)
    yield from _way_back(settings)


def _address(settings: Config, public: bool) -> Iterator[Finding]:
    if public and not settings.https:
        yield Finding(
            WRONG,
            f"{settings.public_url} est publique sans https : les mots de passe y passeraient en "
            "clair. Écrire TRACKER_PUBLIC_URL=https://…",
        )
    else:
        yield Finding(GOOD, f"Les liens des courriels commencent par {settings.public_url}.")


def _secret(settings: Config, public: bool) -> Iterator[Finding]:
    secret = settings.secret_key
    easy = any(word in secret.lower() for word in _EASY_SECRETS)
    if len(secret) >= SECRET_LENGTH and not easy:
        yield Finding(GOOD, "La clé qui signe les témoins est assez longue.")
        return
    yield Finding(
        WRONG if public else NOTE,
        "TRACKER_SECRET_KEY est courte ou se devine. La retirer : une clé est alors faite et "
        "gardée dans le dossier d’instance.",
    )


def _demonstration(settings: Config, public: bool) -> Iterator[Finding]:
    if settings.demo and public:
        yield Finding(
            WRONG,
            "TRACKER_DEMO=1 avec une adresse publique : la démonstration se fait sur un seul "
            "ordinateur. Écrire TRACKER_DEMO=0.",
        )
    elif settings.demo:
        yield Finding(NOTE, "Démonstration : on y entre sans mot de passe, de cet ordinateur.")


def _database(settings: Config, engine: Engine) -> Iterator[Finding]:
    url = make_url(settings.database_url)
    shown = url.render_as_string(hide_password=True)
    if url.get_backend_name() == "sqlite":
        yield from _sqlite(Path(url.database or ""))
        if url.database and not Path(url.database).exists():
            yield Finding(
                WRONG, f"{url.database} n’existe pas encore. Lancer « flask db upgrade »."
            )
            return
    try:
        with engine.connect() as connection:
            connection.execute(text("SELECT 1"))
            current = MigrationContext.configure(connection).get_current_revision()
    except SQLAlchemyError as error:
        yield Finding(WRONG, f"La base {shown} ne répond pas : {_first_line(error)}")
        return
    yield Finding(GOOD, f"La base répond : {shown}.")
    yield from _migrations(settings, engine, current)


def _sqlite(path: Path) -> Iterator[Finding]:
    system = file_system_of(path)
    if system in _SHARED_FILE_SYSTEMS:
        yield Finding(
            WRONG,
            f"Le fichier SQLite {path} est sur un disque réseau ({system}), où plusieurs machines "
            "peuvent l’abîmer. Le mettre sur un disque local, ou passer à PostgreSQL.",
        )
    else:
        yield Finding(
            NOTE,
            "SQLite sert une seule machine. Pour plusieurs, TRACKER_DATABASE_URL=postgresql://…",
        )


def _migrations(settings: Config, engine: Engine, current: str | None) -> Iterator[Finding]:
    head = ScriptDirectory(str(ROOT / "migrations")).get_current_head()
    if current != head:
        yield Finding(
            WRONG,
            f"La base est à la version {current or 'vide'}, non {head}. Lancer "
            "« flask db upgrade ».",
        )
        return
    yield Finding(GOOD, f"La base est à la version {head}, la dernière.")
    yield _search(engine)
    with engine.connect() as connection:
        plan = connection.execute(
            select(ActionPlan.approved_at).where(ActionPlan.is_current)
        ).one_or_none()
    if plan is None:
        yield Finding(NOTE, "Aucun plan. Voir « flask plan load » ou « flask plan demo ».")
    elif plan.approved_at is None:
        yield Finding(NOTE, "Le plan est un projet : personne ne reçoit de courriel.")
    yield from _closures(settings, engine)
    yield from _clock(settings, engine)


def _closures(settings: Config, engine: Engine) -> Iterator[Finding]:
    with Session(engine) as session:
        zone = settings_in_force(session, settings).timezone
        year = next_year_missing(session, clock.today(zone))
    if year:
        yield Finding(
            NOTE,
            f"{year} n’a encore aucun jour fermé. Les accepter sur la page des jours fermés, "
            f"{settings.public_url}/reminders/closures?year={year}.",
        )


def _clock(settings: Config, engine: Engine) -> Iterator[Finding]:
    """Whether the clock looks, and what it met."""
    with Session(engine) as session, force_locale("fr"):
        zone = settings_in_force(session, settings).timezone
        plan = session.execute(
            select(ActionPlan.approved_at, ActionPlan.loaded_at, ActionPlan.closed_at).where(
                ActionPlan.is_current
            )
        ).one_or_none()
        in_force = plan is not None and plan.approved_at is not None and plan.closed_at is None
        since = max(plan.approved_at, plan.loaded_at) if in_force else None
        found = pulse.alarms(pulse.read_pulse(session), clock.now(), since)
        for words in (alarm_words(alarm, zone, "fr") for alarm in found):
            told = filter(None, (f"{words.headline}.", words.since, words.todo, words.said))
            yield Finding(WRONG, " ".join(told))
        if since is not None and not found:
            yield Finding(GOOD, "L’horloge des relances tourne.")


def _way_out(settings: Config, public: bool) -> Iterator[Finding]:
    if not settings.smtp_url:
        yield Finding(
            WRONG if public else NOTE,
            "TRACKER_SMTP_URL est vide : les courriels ne partent pas, ils sont déposés dans "
            f"{settings.mail_folder}.",
        )
        return
    if settings.mail_from.rstrip(">").endswith("exemple.test"):
        yield Finding(WRONG, "TRACKER_MAIL_FROM est l’adresse d’exemple : mettre celle du Bureau.")
    try:
        where = _greet(settings)
    except (OSError, smtplib.SMTPException, ValueError) as error:
        yield Finding(WRONG, f"Le serveur de courriel ne répond pas bien : {_first_line(error)}")
    else:
        yield Finding(GOOD, f"Le serveur de courriel répond : {where}.")


def _way_back(settings: Config) -> Iterator[Finding]:
    """Where mail that comes back is read."""
    folder = settings.bounce_maildir
    if folder is None:
        if settings.smtp_url:
            yield Finding(
                NOTE,
                "TRACKER_BOUNCE_MAILDIR est vide : personne n’apprend qu’un courriel est revenu.",
            )
        return
    wrong = bounces.trouble(folder)
    yield Finding(WRONG if wrong else GOOD, wrong or f"Les courriels revenus sont lus : {folder}.")


def _greet(settings: Config) -> str:
    """Say hello as the courier would, sign in if there is a password, send nothing."""
    server = relay(settings.smtp_url)
    context = ssl.create_default_context()
    patience = settings.smtp_timeout_seconds
    smtp: smtplib.SMTP
    if server.tls == "implicit":
        smtp = smtplib.SMTP_SSL(server.host, server.port, timeout=patience, context=context)
    else:
        smtp = smtplib.SMTP(server.host, server.port, timeout=patience)
    try:
        smtp.ehlo_or_helo_if_needed()
        if server.tls == "required":
            smtp.starttls(context=context)
            smtp.ehlo()
        if server.user:
            smtp.login(server.user, server.password)
    finally:
        smtp.close()
    return f"{server.host}:{server.port}"


def file_system_of(path: Path, mounts: Path = Path("/proc/mounts")) -> str:
    """The kind of file system that holds `path`; empty where the machine does not say."""
    try:
        lines = mounts.read_text().splitlines()
    except OSError:
        return ""
    found, kind = "", ""
    for line in lines:
        _device, point, system, *_rest = line.split()
        inside = path.resolve().is_relative_to(point.replace("\\040", " "))
        if inside and len(point) >= len(found):
            found, kind = point, system
    return kind


def _search(engine: Engine) -> Finding:
    """Triggers keep it in step: something else wrote where they were not."""
    with Session(engine) as session:
        wrong = out_of_step(session)
    if not wrong:
        return Finding(GOOD, "L’index de la recherche suit ce qui est écrit.")
    return Finding(
        WRONG,
        f"L’index de la recherche ne suit plus ce qui est écrit (écarts : {wrong}). Lancer "
        "« flask search rebuild ».",
    )


def _first_line(error: Exception) -> str:
    cause = getattr(error, "orig", None) or error
    return (str(cause).strip().splitlines() or [type(cause).__name__])[0]
