"""A trial mail, sent at once: what arrived, or what the other side answered."""

from dataclasses import dataclass, replace
from datetime import datetime
from email import message_from_bytes, policy
from pathlib import Path

from flask import render_template
from flask_babel import gettext as _

from tracker.config import Config
from tracker.mail.fates import NotAccepted, Undecided
from tracker.mail.mime import as_bytes
from tracker.mail.outbox import new_message_id
from tracker.mail.relay import relay
from tracker.mail.way_out import WayOut, sender_address, way_out
from tracker.web.setup.mishaps import Mishap, mishap, unusable

#: Seconds for one step: somebody waits before the page.
PATIENCE = 8


@dataclass(frozen=True, slots=True)
class Door:
    """The way out in force, without its password. `kind`: smtp, maildir or broken."""

    kind: str
    where: str
    tls: str = ""
    user: str = ""


@dataclass(frozen=True, slots=True)
class Letter:
    """A message read back from the folder."""

    subject: str
    sender: str
    to: str
    text: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """How the trial ended: a letter, the server's reply, or a mishap."""

    to: str
    reply: str = ""
    letter: Letter | None = None
    mishap: Mishap | None = None


def door(settings: Config) -> Door:
    """The way out that the settings name."""
    if not settings.smtp_url:
        return Door("maildir", str(settings.mail_folder))
    try:
        server = relay(settings.smtp_url)
    except ValueError as error:
        return Door("broken", str(error))
    return Door("smtp", f"{server.host}:{server.port}", server.tls, server.user)


def attempt(settings: Config, name: str, address: str, at: datetime) -> Outcome:
    """Send a trial mail to `address`; nothing is kept of it. No transaction may be open."""
    try:
        way = way_out(settings)
    except ValueError as error:
        return Outcome(address, mishap=unusable(str(error)))
    if way.kind == "smtp":
        way = way_out(_impatient(settings))
    try:
        return _sent(settings, way, name, address, at)
    except (NotAccepted, Undecided) as trouble:
        return Outcome(address, mishap=mishap(trouble, door(settings)))
    finally:
        way.close()


def _sent(settings: Config, way: WayOut, name: str, address: str, at: datetime) -> Outcome:
    message_id = new_message_id(settings)
    content = _content(settings, name, address, message_id, at)
    way.offer(sender_address(settings), address)
    reply = way.hand_over(content, message_id)
    if way.kind == "maildir":
        return Outcome(address, letter=_read_back(Path(reply)))
    return Outcome(address, reply=reply)


def _content(settings: Config, name: str, address: str, message_id: str, at: datetime) -> bytes:
    paragraphs = [
        _("Bonjour,"),
        _("%(name)s a demandé ce courriel d’essai sur une page de Suivi.", name=name),
        _("Si vous le lisez, les relances du plan peuvent vous atteindre. Il n’y a rien à faire."),
    ]
    return as_bytes(
        subject=_("Courriel d’essai de Suivi"),
        text="\n\n".join([*paragraphs, settings.public_url]) + "\n",
        html=render_template(
            "setup/trial_mail.html", paragraphs=paragraphs, address=settings.public_url
        ),
        sender=settings.mail_from,
        to_name=name,
        to_address=address,
        message_id=message_id,
        at=at,
    )


def _read_back(path: Path) -> Letter:
    message = message_from_bytes(path.read_bytes(), policy=policy.default)
    text = message.get_body(("plain",))
    return Letter(
        str(message["Subject"]),
        str(message["From"]),
        str(message["To"]),
        text.get_content() if text else "",
    )


def _impatient(settings: Config) -> Config:
    return replace(settings, smtp_timeout_seconds=min(PATIENCE, settings.smtp_timeout_seconds))
