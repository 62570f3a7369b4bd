"""How an import stands, and who did it; why a file, or a line of it, is not taken: sentences that
say what to do."""

from collections.abc import Mapping
from datetime import datetime
from zoneinfo import ZoneInfo

from flask_babel import get_locale, gettext

from tracker.wording import answer_words, dates
from tracker.wording import workbook as wording
from tracker.wording.states import N_

STATES = {
    "waiting": N_("En attente"),
    "reading": N_("En lecture"),
    "ready": N_("À relire, puis à importer"),
    "refused": N_("Refusé"),
    "applying": N_("En cours d’import"),
    "applied": N_("Importé"),
    "undone": N_("Annulé"),
    "dropped": N_("Abandonné"),
    "lost": N_("Interrompu"),
}
_CHANGED = {
    "ready": N_("Ce qui change"),
    "applied": N_("Ce qui a changé"),
    "undone": N_("Ce qui avait changé"),
    "dropped": N_("Ce qui aurait changé"),
}
_ADDED = {
    "ready": N_("Ce qui s’ajoute"),
    "applied": N_("Ce qui s’est ajouté"),
    "undone": N_("Ce qui s’était ajouté"),
    "dropped": N_("Ce qui se serait ajouté"),
}
REFUSALS = {
    "empty": N_("Ce fichier est vide : choisissez-en un autre."),
    "too_big": N_("Ce fichier dépasse 10 Mo : partagez-le en plusieurs."),
    "pdf": N_("Ce fichier est un PDF : enregistrez le classeur en .xlsx ou en CSV."),
    "password": N_("Ce classeur demande un mot de passe : enregistrez-le sans mot de passe."),
    "old_excel": N_("Ce format n’est pas lu : enregistrez le classeur en .xlsx."),
    "open_document": N_("Ce classeur est en format OpenDocument : enregistrez-le en .xlsx."),
    "macros": N_("Ce classeur contient des macros : enregistrez-le en .xlsx, sans macros."),
    "broken": N_(
        "Ce classeur est abîmé : ouvrez-le dans votre tableur, enregistrez-le de nouveau en .xlsx."
    ),
    "bomb": N_(
        "Ce classeur est trop lourd une fois ouvert (100 Mo ou 200 parties au plus) : gardez-en "
        "les feuilles du plan seulement."
    ),
    "not_a_workbook": N_("Ce fichier n’est ni un classeur .xlsx ni un fichier CSV."),
    "formulas": N_(
        "Ce classeur contient des formules sans résultat : ouvrez-le dans votre tableur, puis "
        "enregistrez-le de nouveau."
    ),
    "too_many_lines": N_("Ce fichier dépasse 50 000 lignes : partagez-le en plusieurs."),
    "too_wide": N_("Ce classeur a plus de 200 colonnes : gardez celles du plan."),
    "two_sheets": N_(
        "Les feuilles « %(first)s » et « %(second)s » ont les mêmes titres de colonnes : gardez-en "
        "une."
    ),
    "no_table": N_(
        "Aucune feuille n’a les titres de colonnes d’un plan. Exportez le plan pour voir "
        "lesquels, puis reprenez-les."
    ),
    "csv": N_("La ligne %(line)s ne se lit pas comme du CSV : vérifiez ses guillemets."),
    "heading_twice": N_(
        "La colonne « %(heading)s » est deux fois dans la feuille « %(sheet)s » : gardez-en une."
    ),
    "other_plan": N_("Ce fichier vient d’un autre plan : importez-le sur la page de ce plan-là."),
    "closed": N_("Ce plan est clos : il se lit encore, mais ne change plus."),
}
TROUBLES = {
    "error_value": N_("La cellule contient l’erreur %(text)s : écrivez la valeur."),
    "unknown_unit": N_("« %(text)s » n’est le nom d’aucune unité connue."),
    "unknown_word": N_("« %(text)s » n’est pas connu. Écrivez l’un de ces mots : %(words)s."),
    "too_long": N_("Le texte dépasse %(limit)s caractères."),
    "not_a_date": N_("« %(text)s » n’est pas une date : écrivez 2016-04-25 ou 25 avril 2016."),
    "two_dates": N_(
        "« %(text)s » peut se lire de deux façons : écrivez 2016-06-03 ou 3 juin 2016."
    ),
    "year": N_("Vérifiez l’année : %(day)s."),
    "not_an_email": N_("« %(text)s » n’est pas une adresse complète sans accent."),
    "row_twice": N_(
        "Cette ligne a le repère de la ligne %(line)s : videz-le pour en faire une nouvelle."
    ),
    "row_gone": N_("Ce que cette ligne change n’est plus au plan : il en a été retiré depuis."),
    "empty": N_("La cellule est vide."),
    "code_letters": N_("Écrivez le code en lettres et en chiffres, sans espace."),
    "code_taken": N_("« %(code)s » est déjà pris dans ce plan."),
    "unknown_dossier": N_("Le dossier « %(code)s » n’est ni au plan ni dans ce fichier."),
    "unknown_milestone": N_("Le jalon « %(code)s » n’est ni au plan ni dans ce fichier."),
    "baseline_frozen": N_(
        "L’échéance de départ est figée : sa correction se demande sur la page du jalon."
    ),
    "due_before_start": N_("L’échéance précède le début."),
    "lead_stays": N_("Un jalon garde une unité porteuse : libérez-la sur la page du jalon."),
    "contributor_stays": N_(
        "Une unité ne s’enlève pas par un fichier : libérez-la sur la page du jalon (%(units)s)."
    ),
    "email_elsewhere": N_("L’adresse se change sur la page de la personne, qui la confirme."),
    "role_elsewhere": N_("Le rôle se change sur la page de la personne."),
    "place_stays": N_(
        "Un répondant ne s’enlève pas par un fichier : passez par la page de l’unité (%(units)s)."
    ),
    "units_elsewhere": N_("Les unités se changent sur leur page, pas par un fichier."),
    "key_fixed": N_(
        "Jalon, unité et part d’une ligne exportée ne changent pas ici : écrivez une autre ligne."
    ),
    "reason_missing": N_("Une date qui bouge demande un motif : écrivez-le à côté."),
    "other_needs_sentence": N_("Le motif « Autre » demande une phrase : écrivez-la à sa place."),
    "reason_alone": N_("Un motif est écrit, mais la date n’a pas bougé."),
    "sentence_alone": N_("Une précision accompagne une réponse ou une date qui bouge."),
    "draft_has_no_answer": N_("Rien ne se répond dans un projet : il attend son approbation."),
    "two_answers": N_("Changez la réponse ou la date, pas les deux."),
    "postponed_without_date": N_("« Reporté » demande une nouvelle échéance prévue."),
    "done_on_alone": N_("« Fait le » accompagne la réponse « Fait »."),
    "blocker_alone": N_("« Bloqué par » accompagne la réponse « Bloqué »."),
    "has_a_lead": N_("Ce jalon a déjà une unité porteuse : changez-la dans la feuille des jalons."),
    "answer_after": N_("L’unité s’ajoute d’abord; sa réponse viendra dans un autre import."),
    "blocker_is_oneself": N_("L’unité ne peut pas être bloquée par elle-même."),
}


def state(code: str) -> str:
    """How an import stands, in a word or two."""
    return gettext(STATES[code])


def changed(state: str) -> str:
    """Above the lines that change something: that will, that did, that had or would have."""
    return gettext(_CHANGED.get(state, _CHANGED["ready"]))


def added(state: str) -> str:
    """Above the lines that add something, likewise."""
    return gettext(_ADDED.get(state, _ADDED["ready"]))


def who(name: str | None, at: datetime | None, zone: ZoneInfo, locale: str) -> str:
    """« Coordination du Bureau, 25 avril 2016, 8 h 12 »; "" where nobody did."""
    return f"{name}, {dates.moment(at, zone, locale)}" if at else ""


def touched(name: str, at: datetime, zone: ZoneInfo, locale: str) -> str:
    """« modifié par Coordination du Bureau, le 25 avril 2016, 8 h 12 »."""
    return gettext(
        "modifié par %(name)s, le %(when)s", name=name, when=dates.moment(at, zone, locale)
    )


def answered(name: str, at: datetime, zone: ZoneInfo, locale: str) -> str:
    """The same of an answer: given, or withdrawn."""
    return gettext(
        "réponse changée par %(name)s, le %(when)s", name=name, when=dates.moment(at, zone, locale)
    )


def refusal(code: str, about: Mapping[str, str]) -> str:
    """Why a whole file is not read, in one sentence."""
    return gettext(REFUSALS[code], **about)


def trouble(code: str, about: Mapping[str, str]) -> str:
    """Why a line is set aside, in the reader's language."""
    if code not in TROUBLES:
        return answer_words.problem(code)
    named = dict(about)
    if "list" in named:
        locale = get_locale()
        words = wording.words(named.pop("list"), locale.language if locale else "fr")
        named["words"] = ", ".join(words.values())
    return gettext(TROUBLES[code], **named)
