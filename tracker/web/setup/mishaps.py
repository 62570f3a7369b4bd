"""What went wrong with a trial mail, in words, and what to do about it."""

import smtplib
import socket
import ssl
from dataclasses import dataclass
from typing import Protocol

from flask_babel import gettext as _

from tracker.mail.fates import Refused, Undecided


class _Door(Protocol):
    where: str
    kind: str


@dataclass(frozen=True, slots=True)
class Mishap:
    """What happened, what to do, and the other side's own words."""

    what: str
    todo: str
    words: str


def unusable(words: str) -> Mishap:
    """The address of the way out makes no sense."""
    return Mishap(
        _("L’adresse du serveur de courriel ne peut pas servir."),
        _("Corrigez TRACKER_SMTP_URL, puis redémarrez l’outil."),
        words,
    )


def mishap(trouble: Exception, door: _Door) -> Mishap:
    """`trouble`: NotAccepted or Undecided, raised from what the library met."""
    words = getattr(trouble, "words", str(trouble))
    cause = trouble.__cause__
    if isinstance(trouble, Undecided):
        what, todo = _undecided()
    elif door.kind == "maildir":
        what, todo = _folder(door.where)
    elif isinstance(cause, OSError):
        what, todo = _unreached(cause, door.where)
    elif isinstance(cause, Refused):
        what, todo = _sender()
    elif isinstance(trouble, Refused):
        what, todo = _recipient()
    else:
        what, todo = _later()
    return Mishap(what, todo, words)


def _unreached(cause: OSError, where: str) -> tuple[str, str]:
    """What kept the conversation from beginning: the name, the network, TLS, the password."""
    if isinstance(cause, socket.gaierror):
        return (
            _("Le serveur %(where)s est introuvable.", where=where),
            _("Vérifiez le nom du serveur dans TRACKER_SMTP_URL."),
        )
    if isinstance(cause, ssl.SSLError):
        return (
            _("La liaison chiffrée avec %(where)s a échoué.", where=where),
            _(
                "Vérifiez le nom du serveur, son certificat et le port : smtps:// pour le 465, "
                "smtp:// avec ?starttls=required pour le 587."
            ),
        )
    if isinstance(cause, smtplib.SMTPAuthenticationError):
        return (
            _("Le serveur refuse le nom d’utilisateur ou le mot de passe."),
            _("Vérifiez-les dans TRACKER_SMTP_URL, puis redémarrez l’outil."),
        )
    if isinstance(cause, smtplib.SMTPNotSupportedError):
        return (
            _("Le serveur n’offre pas ce que TRACKER_SMTP_URL lui demande."),
            _("Vérifiez le port, et si le serveur veut smtps:// ou ?starttls=required."),
        )
    if isinstance(cause, ConnectionRefusedError):
        return (
            _("Rien ne répond à %(where)s.", where=where),
            _("Vérifiez le port dans TRACKER_SMTP_URL, et que le serveur est en marche."),
        )
    return (
        _("Le serveur %(where)s n’a pas répondu comme prévu.", where=where),
        _("Vérifiez le nom, le port et le pare-feu, puis recommencez dans une minute."),
    )


def _undecided() -> tuple[str, str]:
    return (
        _("La liaison a été coupée au dernier moment : le courriel est peut-être arrivé."),
        _("Regardez votre boîte, puis recommencez."),
    )


def _folder(where: str) -> tuple[str, str]:
    return (
        _("Le courriel n’a pas pu être écrit dans %(where)s.", where=where),
        _("Vérifiez les droits de ce dossier et la place qui reste sur le disque."),
    )


def _sender() -> tuple[str, str]:
    return (
        _("Le serveur refuse l’adresse de l’expéditeur."),
        _("Choisissez une adresse que ce serveur accepte, ou demandez-lui de l’accepter."),
    )


def _recipient() -> tuple[str, str]:
    return (
        _("Le serveur refuse ce courriel pour cette adresse."),
        _("Vérifiez votre adresse; ses mots, ci-dessous, disent pourquoi."),
    )


def _later() -> tuple[str, str]:
    return (
        _("Le serveur demande d’attendre."),
        _("Recommencez dans quelques minutes; une relance, elle, recommence d’elle-même."),
    )
