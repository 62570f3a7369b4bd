"""Every setting of the tracker: its variable, its default, its check.

Settings come from the environment. `docs/settings.md` is generated from `SETTINGS`.
"""

import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

ROOT = Path(__file__).resolve().parent.parent


_DEFAULT_PORT = 8000
_SERVED_AT = "served_at"


class SettingError(ValueError):
    """A setting whose value cannot be used; the message says which and why."""


@dataclass(frozen=True)
class Setting:
    """One variable: how it is read, what it defaults to, what it is for."""

    variable: str
    default: str
    purpose: str
    read: Callable[[str], object]


def _text(value: str) -> str:
    return value.strip()


def _flag(value: str) -> bool:
    lowered = value.strip().lower()
    if lowered in {"1", "true", "yes", "oui"}:
        return True
    if lowered in {"", "0", "false", "no", "non"}:
        return False
    raise ValueError("write 1 or 0")


def _seconds(value: str) -> int:
    seconds = int(value)
    if seconds <= 0:
        raise ValueError("write a number of seconds above 0")
    return seconds


def _count(value: str) -> int:
    count = int(value)
    if count < 0:
        raise ValueError("write 0 or more")
    return count


def _zone(value: str) -> ZoneInfo:
    try:
        return ZoneInfo(value.strip())
    except (ZoneInfoNotFoundError, ValueError) as error:
        raise ValueError(
            "write a zone of the IANA database, for instance America/Toronto"
        ) from error


def _public_url(value: str) -> str:
    parts = urlsplit(value.strip())
    if value.strip() and (parts.scheme not in {"http", "https"} or not parts.hostname):
        raise ValueError("write an address that starts with http:// or https://")
    return value.strip().rstrip("/")


def _smtp_url(value: str) -> str:
    parts = urlsplit(value.strip())
    if value.strip() and (parts.scheme not in {"smtp", "smtps"} or not parts.hostname):
        raise ValueError("write smtp://user:password@host:587?starttls=required")
    return value.strip()


def _mail_from(value: str) -> str:
    if "@" not in value or any(character in value for character in "\r\n"):
        raise ValueError("write an address, for instance Suivi <suivi@ville.example>")
    return value.strip()


def _folder(value: str) -> Path | None:
    return Path(value.strip()) if value.strip() else None


def _database_url(value: str) -> str:
    url = value.strip()
    if url and urlsplit(url).scheme.split("+")[0] not in {"sqlite", "postgresql"}:
        raise ValueError("write sqlite:////path/to/file.sqlite or postgresql://user@host/name")
    return url.replace("postgresql://", "postgresql+psycopg://", 1)


SETTINGS = (
    Setting(
        "TRACKER_INSTANCE",
        "instance",
        "Folder of the embedded database, the mail folder and the kept secret.",
        _text,
    ),
    Setting(
        "TRACKER_DATABASE_URL",
        "",
        "Database: empty means the embedded SQLite file `suivi.sqlite` of the instance folder; "
        "`postgresql://…` for growth and for several hosts.",
        _database_url,
    ),
    Setting(
        "TRACKER_SECRET_KEY",
        "",
        "Key that signs cookies. Made once and kept in the instance folder when absent.",
        _text,
    ),
    Setting(
        "TRACKER_PUBLIC_URL",
        "",
        "Address at which people reach the tracker; every link in a mail starts with it. "
        "Default: where `make run` serves.",
        _public_url,
    ),
    Setting(
        "TRACKER_SMTP_URL",
        "",
        "Way out of the mail, `smtp://user:password@host:587?starttls=required` "
        "(or `smtps://`). Empty: mail is put in the Maildir `mail` of the instance folder.",
        _smtp_url,
    ),
    Setting(
        "TRACKER_MAIL_FROM",
        "Suivi <suivi@exemple.test>",
        "Sender of every mail. A sender chosen on the pages wins.",
        _mail_from,
    ),
    Setting(
        "TRACKER_BOUNCE_MAILDIR",
        "",
        "Maildir of the mail that comes back, read at each tick. The mail server must deliver "
        "there `suivi+…@…`, the sender of TRACKER_MAIL_FROM with anything after a plus sign. "
        "Empty: mail that comes back is not read.",
        _folder,
    ),
    Setting(
        "TRACKER_TIMEZONE",
        "America/Toronto",
        "Zone of the Bureau: its days and its Monday mornings. A zone chosen on the pages wins.",
        _zone,
    ),
    Setting(
        "TRACKER_DEMO",
        "0",
        "1 lets the demonstration's roles be entered without a password, from this computer only. "
        "Written 0, `make run` does not load the demonstration into an empty database.",
        _flag,
    ),
    Setting(
        "TRACKER_SMTP_TIMEOUT_SECONDS",
        "20",
        "Patience for one SMTP step; three times as much for the reply to the whole message.",
        _seconds,
    ),
    Setting(
        "TRACKER_LEASE_SECONDS",
        "240",
        "How long one process may hold a message. Must exceed the whole SMTP conversation, "
        "ten times the patience for one step.",
        _seconds,
    ),
    Setting(
        "TRACKER_TICK_SECONDS",
        "30",
        "How often the clock looks whether something is due.",
        _seconds,
    ),
    Setting(
        "TRACKER_PROXIES",
        "0",
        "Number of trusted reverse proxies that set X-Forwarded-* headers.",
        _count,
    ),
    Setting("PORT", "8000", "Port on which `make run` serves.", _seconds),
)

#: How many times the timeout the reply after the final dot may take: relays read the text then.
LAST_REPLY = 3
#: How many times the timeout one SMTP conversation may take: seven steps and the last reply.
SMTP_STEPS = 7 + LAST_REPLY


@dataclass(frozen=True)
class Config:
    """The settings of one process, read and checked."""

    instance: Path
    database_url: str
    secret_key: str
    public_url: str
    smtp_url: str
    mail_from: str
    bounce_maildir: Path | None
    timezone: ZoneInfo
    demo: bool
    smtp_timeout_seconds: int
    lease_seconds: int
    tick_seconds: int
    proxies: int
    port: int

    @property
    def mail_folder(self) -> Path:
        """Maildir that receives the mail while no SMTP server is named."""
        return self.instance / "mail"

    @property
    def https(self) -> bool:
        return self.public_url.startswith("https://")


def read(environment: Mapping[str, str]) -> Config:
    """Read every setting from `environment`; make and keep what is made once.

    Raises SettingError naming the variable whose value cannot be used.
    """
    values: dict[str, object] = {}
    for setting in SETTINGS:
        raw = environment.get(setting.variable) or setting.default
        try:
            values[_attribute(setting.variable)] = setting.read(raw)
        except ValueError as error:
            raise SettingError(f"{setting.variable}: {error} (not {raw!r})") from error
    instance = ROOT / str(values["instance"])
    values["instance"] = instance
    if values["bounce_maildir"] is not None:
        values["bounce_maildir"] = ROOT / str(values["bounce_maildir"])
    values["database_url"] = values["database_url"] or f"sqlite:///{instance / 'suivi.sqlite'}"
    values["public_url"] = values["public_url"] or _served_at(instance, environment)
    values["secret_key"] = values["secret_key"] or _kept_secret(instance)
    config = Config(**values)  # type: ignore[arg-type]  # checked by the loop above
    if config.bounce_maildir == config.mail_folder:
        raise SettingError("TRACKER_BOUNCE_MAILDIR: write another folder than that of sent mail")
    if config.smtp_url and config.lease_seconds <= SMTP_STEPS * config.smtp_timeout_seconds:
        raise SettingError(
            "TRACKER_LEASE_SECONDS: must exceed "
            f"{SMTP_STEPS} x TRACKER_SMTP_TIMEOUT_SECONDS "
            f"({SMTP_STEPS * config.smtp_timeout_seconds} s)"
        )
    return config


def _attribute(variable: str) -> str:
    return variable.removeprefix("TRACKER_").lower()


def keep_served_at(config: Config) -> None:
    """Keep where the tracker is served, for the commands that are run beside it."""
    (config.instance / _SERVED_AT).write_text(f"http://127.0.0.1:{config.port}\n")


def _served_at(instance: Path, environment: Mapping[str, str]) -> str:
    """Where `flask serve` last served from this folder, unless PORT says otherwise."""
    kept = instance / _SERVED_AT
    if environment.get("PORT") or not kept.exists():
        return f"http://127.0.0.1:{environment.get('PORT') or _DEFAULT_PORT}"
    return kept.read_text().strip()


def _kept_secret(instance: Path) -> str:
    path = instance / "secret_key"
    if path.exists():
        return path.read_text().strip()
    instance.mkdir(parents=True, exist_ok=True)
    try:
        with path.open("x") as file:
            path.chmod(0o600)
            file.write(secrets.token_hex(32))
    except FileExistsError:
        pass  # a sibling process made it first
    return path.read_text().strip()
