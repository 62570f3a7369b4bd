"""What became of the reminders, in words: states, answers, and what happened to a message."""

from datetime import timedelta

from flask_babel import gettext as _
from flask_babel import ngettext

from tracker.wording import states

_MINUTE, _HOUR, _DAY = 60, 3600, 86400


def state(code: str) -> str:
    """A state of the ledger: that of a message, or skipped, answered, unanswered."""
    words = {
        "skipped": _("Sans courriel"),
        "answered": _("Répondu"),
        "unanswered": _("Sans réponse"),
    }
    return words.get(code) or states.message_state(code)


def why(reason: str) -> str:
    """A reason: codes of the domain in words, sentences as they are."""
    return states.skip_reason(reason) if reason in states.SKIP_REASONS else reason


def answered(way: str, after: timedelta) -> str:
    """« Depuis le courriel, après 3 h »; "On the page, after 2 days"."""
    span = elapsed(after)
    if way == "mail":
        return _("Depuis le courriel, après %(span)s", span=span)
    if way == "page":
        return _("Sur la page, après %(span)s", span=span)
    return _("Après %(span)s", span=span)


def elapsed(span: timedelta) -> str:
    """« 20 min », « 3 h », « 2 jours »: the largest unit that fits, hours up to two days."""
    seconds = max(0, int(span.total_seconds()))
    if seconds < _HOUR:
        return _("%(num)s min", num=seconds // _MINUTE)
    if seconds < 2 * _DAY:
        return _("%(num)s h", num=seconds // _HOUR)
    return ngettext("%(num)s jour", "%(num)s jours", seconds // _DAY)


def event(code: str) -> str:
    """What happened to a message; a code that is not known here stands as it is."""
    words = {
        "planned": _("Prévu"),
        "claimed": _("Pris en main pour l’envoi"),
        "data_started": _("L’envoi commence"),
        "sent": _("Envoyé : le serveur l’a accepté"),
        "deposited": _("Déposé dans le dossier du courriel"),
        "deferred": _("Remis à plus tard"),
        "refused": _("Refusé"),
        "unknown": _("À vérifier : personne ne sait s’il est arrivé"),
        "released": _("Remis en attente : il n’était pas parti"),
        "cancelled": _("Annulé"),
        "cancelled_by_hand": _("Annulé à la main"),
        "requeued": _("À renvoyer"),
        "settled": _("Noté comme arrivé"),
        "found": _("Retrouvé : il était arrivé"),
        "missed": _("Manqué : trop tard pour l’envoyer"),
        "expired": _("Plus aucun essai : le délai est passé"),
        "bounced": _("Revenu : l’adresse ne l’a pas reçu"),
        "delayed": _("Retardé : le serveur du destinataire ne l’a pas encore pris"),
    }
    return words.get(code, code)


def event_detail(code: str, detail: str) -> str:
    """What is told beside an event: who decided, what the server said, why."""
    if not detail:
        return ""
    if code in {"requeued", "settled", "cancelled_by_hand"}:
        return _("par %(who)s", who=detail)
    if code == "data_started":
        return {"smtp": _("par le serveur de courriel"), "maildir": _("dans un dossier")}.get(
            detail, detail
        )
    return event(detail) if detail == "found" else why(detail)
