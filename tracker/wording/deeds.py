"""What was done to something, as a participle that agrees with it: « Créée », « changées »."""

from enum import Enum

from flask_babel import gettext

from tracker.wording.states import N_


class Gender(Enum):
    """Of a French noun, with its number: participles agree with it."""

    M = "masculine"
    F = "feminine"
    MP = "masculine plural"
    FP = "feminine plural"


#: Of what is done to nouns of either gender: masculine, feminine.
_SINGULAR = {
    "created": (N_("Créé"), N_("Créée")),
    "changed": (N_("Changé"), N_("Changée")),
    "withdrawn": (N_("Retiré, sans objet"), N_("Retirée, sans objet")),
    "restored": (N_("Rétabli"), N_("Rétablie")),
    "released": (N_("Libéré, sans objet"), N_("Libérée, sans objet")),
    "moved": (N_("Déplacé"), N_("Déplacée")),
    "added": (N_("Ajouté"), N_("Ajoutée")),
    "removed": (N_("Enlevé"), N_("Enlevée")),
    "renamed": (N_("Renommé"), N_("Renommée")),
    "merged": (N_("Fusionné"), N_("Fusionnée")),
    "closed": (N_("Clos"), N_("Close")),
    "reopened": (N_("Rouvert"), N_("Rouverte")),
    "asked": (N_("Demandé"), N_("Demandée")),
    "accepted": (N_("Accepté"), N_("Acceptée")),
    "refused": (N_("Refusé"), N_("Refusée")),
    "settled": (N_("Réglé"), N_("Réglée")),
    "given": (N_("Donné"), N_("Donnée")),
    "corrected": (N_("Corrigé"), N_("Corrigée")),
    "disputed": (N_("Contesté"), N_("Contestée")),
}
_PLURAL = {
    "changed": (N_("Changés"), N_("Changées")),
    "given": (N_("Donnés"), N_("Données")),
}
#: Of what is done to one kind of thing only, or says itself what was done.
_AS_IT_IS = {
    "reordered": N_("Ordre changé"),
    "invited": N_("Invitation envoyée"),
    "deactivated": N_("N’est plus en fonction"),
    "reactivated": N_("De nouveau en fonction"),
    "passed_on": N_("Transmis"),
    "approved": N_("Approuvé"),
    "copied": N_("Copié"),
    "loaded": N_("Chargé d’un fichier"),
    "answered": N_("Répondu"),
    "taken_back": N_("Demande retirée"),
    "raised": N_("Porté à l’attention"),
    "let_be": N_("Laissé"),
    "set_up": N_("Mis en route"),
    "mail_tried": N_("Courriel d’essai envoyé"),
    "demonstration_left": N_("Démonstration quittée"),
    "cancelled": N_("Annulée"),
    "begun": N_("Commencée"),
    "ended": N_("Terminée"),
    "done": N_("Menée à bien"),
    "dropped": N_("Abandonnée"),
    "imported": N_("Importé d’un fichier"),
    "import_undone": N_("Import annulé"),
    "waived": N_("Dispense écrite"),
}
#: A person is no « créé » nor « créée », a question is not « demandée ».
_OF_ITS_OWN = {
    ("person", "created"): N_("Inscription faite"),
    ("question", "asked"): N_("Posée"),
}


def what(code: str, noun: str, gender: Gender) -> str:
    """What was done to `noun`, a field or a kind of object of that gender: « Titre : changé »."""
    own = _OF_ITS_OWN.get((noun, code)) or _AS_IT_IS.get(code)
    if own:
        return gettext(own)
    forms = _SINGULAR.get(code)
    if gender in {Gender.MP, Gender.FP}:
        forms = _PLURAL.get(code, forms)
    return gettext(forms[gender in {Gender.F, Gender.FP}]) if forms else code
