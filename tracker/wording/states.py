"""The product's words for the codes of the domain, in the language of the reader.

Each function takes a code and gives a word as str; an unknown code raises KeyError.
They need an application context; outside a request, `flask_babel.force_locale` sets the language.
"""

from collections.abc import Mapping
from functools import lru_cache

from flask_babel import force_locale, get_locale, gettext, ngettext

from tracker.wording import numbers


def N_(msgid: str) -> str:
    """Gettext's own name for « collect this text, translate it later »."""
    return msgid


STANDINGS = {
    "proposed": N_("Proposé"),
    "no_lead": N_("Sans porteur"),
    "withdrawn": N_("Retiré"),
    "done": N_("Fait"),
    "blocked": N_("Bloqué"),
    "late": N_("En retard"),
    "upcoming": N_("À venir"),
    "due_soon": N_("Échéance proche"),
    "to_confirm": N_("À confirmer"),
    "on_track": N_("Dans les temps"),
    "revised": N_("À la date révisée"),
    "silent": N_("Silence"),
}
ANSWERS = {
    "done": N_("Fait"),
    "on_track": N_("Dans les temps"),
    "postponed": N_("Reporté"),
    "blocked": N_("Bloqué"),
}
REASONS = {
    "supplier": N_("Fournisseur"),
    "decision": N_("Décision attendue"),
    "staffing": N_("Effectifs"),
    "dependency": N_("Dépend d’une autre unité"),
    "winter": N_("Opérations d’hiver"),
    "other": N_("Autre"),
}
KINDS = {
    "consultation": N_("Consultation"),
    "deliverable": N_("Livrable"),
    "milestone": N_("Jalon"),
    "decision": N_("Décision"),
    "wave": N_("Vague"),
}
BUREAU_ROLES = {
    "lead": N_("Porteur"),
    "collaborator": N_("Collaborateur engagé"),
    "targeted": N_("Intervention ciblée"),
    "mandate": N_("Instruments du mandat"),
}
MESSAGE_STATES = {
    "planned": N_("Prévu"),
    "sending": N_("En cours d’envoi"),
    "sent": N_("Envoyé"),
    "deposited": N_("Déposé"),
    "deferred": N_("Remis à plus tard"),
    "refused": N_("Refusé"),
    "unknown": N_("À vérifier"),
    "cancelled": N_("Annulé"),
    "missed": N_("Manqué"),
    "bounced": N_("Revenu"),
}
MESSAGE_KINDS = {
    "weekly": N_("Relance"),
    "duty": N_("Rappel entre deux relances"),
    "invitation": N_("Invitation"),
    "password": N_("Nouveau mot de passe"),
    "address": N_("Confirmation d’adresse"),
    "address_notice": N_("Avis de changement d’adresse"),
    "question": N_("Question posée"),
    "relief": N_("Réponse de l’unité qui bloque"),
    "raised": N_("Porté à l’attention de la direction"),
    "review": N_("Invitation à une revue"),
    "minutes": N_("Compte rendu de revue"),
    "consulted": N_("Suite donnée à une consultation"),
    "test": N_("Courriel d’essai"),
}
SKIP_REASONS = {
    "nothing_to_ask": N_("Rien à demander"),
    "no_contact": N_("Sans répondant"),
    "suspended": N_("Adresse suspendue"),
    "answered": N_("A déjà répondu"),
    "left": N_("N’est plus en fonction"),
    "away": N_("En absence"),
    "replaced": N_("Quelqu’un d’autre répond désormais"),
    "interrupted": N_("Envoi interrompu"),
    "superseded": N_("Remplacé par la relance suivante"),
    "too_late": N_("Resté trop longtemps en attente"),
    "newer": N_("Remplacé par un envoi plus récent"),
    "closed": N_("N’attend plus de réponse"),
    "decided": N_("Changement d’adresse déjà décidé"),
    "has_password": N_("A déjà choisi son mot de passe"),
    "enough_today": N_("A déjà reçu une relance ce jour-là"),
    "enough_this_week": N_("A déjà reçu, ou recevra, deux relances cette semaine-là"),
    "by_hand": N_("Annulé par la coordination"),
    "expired": N_("Resté trop longtemps en attente : le lien ne vaudrait plus"),
}


def standing(code: str) -> str:
    """« En retard », « À venir »: the one word of a commitment's tag."""
    return _word(STANDINGS, code)


def answer(code: str) -> str:
    """« Fait », « Dans les temps », « Reporté », « Bloqué »."""
    return _word(ANSWERS, code)


def reason(code: str) -> str:
    """Why a date moved: « Fournisseur », « Opérations d’hiver »."""
    return _word(REASONS, code)


def kind(code: str) -> str:
    """What a milestone is: « Livrable », « Vague »."""
    return _word(KINDS, code)


def bureau_role(code: str) -> str:
    """What the Bureau does in a dossier: « Porteur », « Intervention ciblée »."""
    return _word(BUREAU_ROLES, code)


def message_state(code: str) -> str:
    """Where a message stands: « Prévu », « Déposé », « À vérifier »."""
    return _word(MESSAGE_STATES, code)


def message_kind(code: str) -> str:
    """What a message is: « Relance », « Invitation », « Question posée »."""
    return _word(MESSAGE_KINDS, code)


def skip_reason(code: str) -> str:
    """Why nobody was written to: « Sans répondant », « Rien à demander »."""
    return _word(SKIP_REASONS, code)


@lru_cache(4096)
def slippage(count: int, days: int, locale: str) -> str:
    """« 2e report, +34 jours ouvrables »: `count` postponements, `days` business days late.

    Negative `days` are earlier than the first baseline; no move at all gives an empty string.
    """
    with force_locale(locale):
        if get_locale() is None:
            raise RuntimeError("slippage() needs an application context")
        if count and days > 0:
            return gettext(
                "%(nth)s report, +%(days)s",
                nth=numbers.ordinal(count, locale),
                days=numbers.business_days(days, locale),
            )
        postponed = ngettext("%(num)s report", "%(num)s reports", count) if count else ""
        return ", ".join(part for part in (postponed, _distance(count, days, locale)) if part)


def _distance(count: int, days: int, locale: str) -> str:
    if days > 0:
        return "+" + numbers.business_days(days, locale)
    if days < 0:
        return gettext("devancé de %(days)s", days=numbers.business_days(-days, locale))
    return gettext("revenu à la date de départ") if count else ""


def _word(words: Mapping[str, str], code: str) -> str:
    msgid, locale = words[code], get_locale()
    return msgid if locale is None else _translated(msgid, locale.language)


@lru_cache(1024)
def _translated(msgid: str, _language: str) -> str:
    return gettext(msgid)
