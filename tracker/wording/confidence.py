"""Levels of confidence in words, each with its written definition. The definitions are a proposal
of this tool, and the pages say so."""

from flask_babel import gettext as _

from tracker.wording.states import N_

LEVELS = {
    "secured": N_("Objectifs sécurisés"),
    "achievable": N_("Objectifs atteignables"),
    "support_needed": N_("Appuis nécessaires"),
    "compromised": N_("Objectifs compromis"),
}
SHORT = {
    "secured": N_("Sécurisés"),
    "achievable": N_("Atteignables"),
    "support_needed": N_("Appuis"),
    "compromised": N_("Compromis"),
}
DEFINITIONS = {
    "secured": N_("Rien ne menace les dates; il reste à faire."),
    "achievable": N_("Des écarts, que l’unité corrige seule."),
    "support_needed": N_("Les dates tiennent si une aide nommée arrive."),
    "compromised": N_("Même avec de l’aide, il faut revoir l’objectif."),
}


def level(code: str) -> str:
    """« Objectifs atteignables », « Appuis nécessaires »."""
    return _(LEVELS[code])


def short(code: str) -> str:
    """« Atteignables », « Appuis »: beside a drawing."""
    return _(SHORT[code])


def definition(code: str) -> str:
    """What a level means, in a sentence."""
    return _(DEFINITIONS[code])
