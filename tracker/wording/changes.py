"""What was changed by hand, in words: the lines of an « Historique »."""

from datetime import date

from flask_babel import gettext as _

from tracker.wording import dates, deeds
from tracker.wording.deeds import Gender
from tracker.wording.states import N_

M, F, MP, FP = Gender


#: The fields as their forms label them, with the gender of the French noun.
_FIELDS = {
    "title_fr": (N_("Titre"), M),
    "title_en": (N_("Titre anglais"), M),
    "name_fr": (N_("Nom"), M),
    "name_en": (N_("Nom anglais"), M),
    "short_fr": (N_("Nom court"), M),
    "short_en": (N_("Nom court anglais"), M),
    "code": (N_("Code"), M),
    "kind": (N_("Genre"), M),
    "position": (N_("Ordre"), M),
    "starts_on": (N_("Début"), M),
    "ends_on": (N_("Fin"), F),
    "baseline_due": (N_("Date de départ"), F),
    "lead": (N_("Unité porteuse"), F),
    "contributor": (N_("Contribution"), F),
    "unit": (N_("Unité"), F),
    "dossier": (N_("Dossier"), M),
    "bureau_role": (N_("Rôle du Bureau"), M),
    "approved_by": (N_("Qui approuve"), M),
    "name": (N_("Nom"), M),
    "short": (N_("Nom court"), M),
    "long_form": (N_("Nom complet"), M),
    "gloss_en": (N_("Explication en anglais"), F),
    "title": (N_("Fonction"), F),
    "email": (N_("Courriel"), M),
    "locale": (N_("Langue"), F),
    "role": (N_("Rôle"), M),
    "contact": (N_("Répondant"), M),
    "head": (N_("Direction de l’unité"), F),
    "absence": (N_("Absence"), F),
    "substitute": (N_("Remplacement"), M),
    "password": (N_("Mot de passe"), M),
    "brief_attached": (N_("Point du lundi joint en PDF"), M),
    "consultation": (N_("Consultation"), F),
    "audience": (N_("Qui est consulté"), M),
    "how": (N_("Comment"), M),
    "summary": (N_("Résumé"), M),
    "invited": (N_("Unités invitées"), FP),
    "point": (N_("Point entendu"), M),
    "suspension": (N_("Adresse suspendue"), F),
    "opt_out": (N_("Ne plus recevoir de relances"), M),
    "alias": (N_("Autre graphie"), F),
    "valid_from": (N_("Nom en vigueur"), M),
    "weekday": (N_("Jour de la relance"), M),
    "hour": (N_("Heure de la relance"), F),
    "own_day": (N_("Rappels à leur propre jour"), MP),
    "raising_head": (N_("Direction de l’unité"), F),
    "raising_director": (N_("Direction du Bureau"), F),
    "calendar": (N_("Adresse du calendrier"), F),
    "quiet": (N_("Période sans relance"), F),
    "closure": (N_("Jour fermé"), M),
    "city_name": (N_("Nom de la ville"), M),
    "timezone": (N_("Fuseau horaire"), M),
    "languages": (N_("Langues de la ville"), FP),
    "sender_name": (N_("Nom de l’expéditeur"), M),
    "sender_address": (N_("Adresse de l’expéditeur"), F),
    "footer_fr": (N_("Mots du Bureau en français"), MP),
    "footer_en": (N_("Mots du Bureau en anglais"), MP),
    "held_on": (N_("Date de la revue"), F),
    "starts_at": (N_("Heure de la revue"), F),
    "minutes_long": (N_("Durée, en minutes"), F),
    "place": (N_("Lieu"), M),
    "guest": (N_("Personne invitée"), F),
    "owner": (N_("Qui la mène"), M),
    "due": (N_("Échéance"), F),
    "text": (N_("Texte"), M),
    "value": (N_("Valeur"), F),
    "measure_fr": (N_("Unité de mesure"), F),
    "measure_en": (N_("Unité de mesure en anglais"), F),
    "decimals": (N_("Décimales"), FP),
    "direction": (N_("Ce qui est souhaité"), M),
    "baseline": (N_("Mesure de base"), F),
    "baseline_on": (N_("Date de la mesure de base"), F),
    "target": (N_("Cible"), F),
    "target_on": (N_("Date de la cible"), F),
    "steps": (N_("Étapes vers la cible"), FP),
    "every_months": (N_("Périodicité"), F),
    "first_on": (N_("Fin de la première période"), F),
    "grace_days": (N_("Jours pour donner la valeur"), MP),
    "source": (N_("Source"), F),
    "by_unit": (N_("Chaque unité donne sa propre valeur"), M),
    "units": (N_("Unités qui donnent la valeur"), FP),
    "dossiers": (N_("Dossiers"), MP),
    "results": (N_("Résultats"), MP),
    "dossier_code": (N_("Dossier qui porte les vagues"), M),
    "unit_id": (N_("Unité porteuse"), F),
}
#: What has a history of its own.
_KINDS = {
    "plan": M,
    "dossier": M,
    "milestone": M,
    "commitment": M,
    "unit": F,
    "person": F,
    "question": F,
    "review": F,
    "decision": F,
    "survey": M,
    "indicator": M,
    "consultation": F,
    "settings": MP,
}


def what(code: str, noun: str) -> str:
    """What was done to `noun`, a field or a kind of object, as a participle: « changée »."""
    known = noun in _FIELDS or noun in _KINDS
    return deeds.what(code, noun, gender(noun) if known else M)


def gender(noun: str) -> Gender:
    """Of a field or a kind of object, in French. Raises KeyError."""
    return _FIELDS[noun][1] if noun in _FIELDS else _KINDS[noun]


def field(code: str) -> str:
    """The name of a field, as its form labels it."""
    return _(_FIELDS[code][0]) if code in _FIELDS else code


def value(text: str, locale: str) -> str:
    """A value as a reader writes it: a day or two in full, « rien » where there was nothing."""
    if not text:
        return _("rien")
    first, dash, last = text.partition(" – ")
    try:
        if dash:
            days = [dates.long_date(date.fromisoformat(day), locale) for day in (first, last)]
            return _("du %(first)s au %(last)s", first=days[0], last=days[1])
        return dates.long_date(date.fromisoformat(text), locale)
    except ValueError:
        return text


def way(code: str) -> str:
    """By what way it came."""
    words = {
        "page": _("sur la page"),
        "mail": _("par le lien du courriel"),
        "command": _("en ligne de commande"),
        "file": _("par un fichier"),
        "demonstration": _("démonstration"),
    }
    return words.get(code, code)
