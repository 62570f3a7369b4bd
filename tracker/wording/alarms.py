"""What stops the mail, in words: on the board, on the page of the reminders, by the doctor."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from flask_babel import gettext as _

from tracker.queries.pulse import Alarm
from tracker.wording import dates
from tracker.wording.states import N_

_HEADLINES = {
    "stopped": N_("L’horloge des relances est arrêtée"),
    "unreachable": N_("Le serveur de courriel ne répond pas"),
    "certificate": N_("Le certificat du serveur de courriel n’est pas valable"),
    "password": N_("Le serveur de courriel refuse le mot de passe"),
    "no_starttls": N_("Le serveur de courriel n’offre pas de liaison chiffrée"),
    "closed": N_("Le serveur de courriel est fermé pour le moment"),
    "sender_refused": N_("Le serveur de courriel refuse l’adresse d’expédition du Bureau"),
    "disk_full": N_("Le disque est plein : les courriels ne peuvent plus être déposés"),
    "folder": N_("Le dossier des courriels ne peut pas être écrit"),
}
_TODO = {
    "stopped": N_(
        "Relancez l’outil, ou « flask tick » là où l’horloge tourne à part. Ce qui est dû part dès "
        "qu’elle reprend."
    ),
    "unreachable": N_(
        "Vérifiez que le serveur est en marche, et son adresse dans TRACKER_SMTP_URL."
    ),
    "certificate": N_("Faites renouveler le certificat, ou corrigez l’adresse du serveur."),
    "password": N_("Corrigez le compte ou le mot de passe dans TRACKER_SMTP_URL."),
    "no_starttls": N_(
        "Faites activer STARTTLS sur le serveur, ou écrivez smtps:// dans l’adresse."
    ),
    "closed": N_("Rien à faire si cela ne dure pas : un nouvel essai se fait de lui-même."),
    "sender_refused": N_("Corrigez l’adresse d’expédition, ou faites-la accepter par le serveur."),
    "disk_full": N_("Faites de la place sur le disque."),
    "folder": N_("Vérifiez les droits du dossier des courriels."),
}


@dataclass(frozen=True, slots=True)
class AlarmWords:
    """An alarm in words; `said`: what the machine said, empty when it said nothing."""

    headline: str
    since: str
    todo: str
    said: str


def alarm_words(alarm: Alarm, zone: ZoneInfo, locale: str) -> AlarmWords:
    """What is wrong, since when, what to do. Needs an application context."""
    return AlarmWords(
        _(_HEADLINES[alarm.kind]), _since(alarm, zone, locale), _(_TODO[alarm.kind]), alarm.words
    )


def _since(alarm: Alarm, zone: ZoneInfo, locale: str) -> str:
    if alarm.kind == "stopped" and alarm.since is None:
        return _("Elle n’a encore jamais tourné. Aucun courriel ne part.")
    since = _moment(alarm.since, zone, locale)
    if alarm.kind == "stopped":
        return _("Dernier signe de vie : %(when)s. Aucun courriel ne part.", when=since)
    if alarm.until is None:
        return _("Depuis le %(when)s. Les courriels attendent; aucun n’est perdu.", when=since)
    return _(
        "Depuis le %(when)s. Les courriels attendent; aucun n’est perdu. Prochain essai : "
        "%(until)s.",
        when=since,
        until=_moment(alarm.until, zone, locale),
    )


def _moment(at: datetime, zone: ZoneInfo, locale: str) -> str:
    return dates.moment(at, zone, locale)
