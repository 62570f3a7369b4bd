"""What was changed by hand, in words: the lines of an « Historique »."""

from datetime import date

from flask_babel import gettext as _

from tracker.wording import dates


def what(code: str) -> str:
    """What was done, as a participle: « Titre français : changé »."""
    words = {
        "created": _("Créé"),
        "changed": _("Changé"),
        "withdrawn": _("Retiré, sans objet"),
        "restored": _("Rétabli"),
        "released": _("Libéré, sans objet"),
        "moved": _("Déplacé"),
        "reordered": _("Ordre changé"),
        "added": _("Ajouté"),
        "removed": _("Enlevé"),
        "renamed": _("Renommé"),
        "merged": _("Fusionné"),
        "invited": _("Invité"),
        "deactivated": _("N’est plus en fonction"),
        "reactivated": _("De nouveau en fonction"),
        "passed_on": _("Transmis"),
        "approved": _("Approuvé"),
        "copied": _("Copié"),
        "closed": _("Clos"),
        "loaded": _("Chargé d’un fichier"),
        "asked": _("Demandé"),
        "accepted": _("Accepté"),
        "refused": _("Refusé"),
        "answered": _("Répondu"),
        "taken_back": _("Demande retirée"),
        "settled": _("Réglé"),
        "raised": _("Porté à l’attention"),
        "let_be": _("Laissé"),
        "set_up": _("Mis en route"),
        "mail_tried": _("Courriel d’essai envoyé"),
        "given": _("Donné"),
        "corrected": _("Corrigé"),
        "disputed": _("Contesté"),
        "demonstration_left": _("Démonstration quittée"),
        "cancelled": _("Annulée"),
        "begun": _("Commencée"),
        "ended": _("Terminée"),
        "done": _("Menée à bien"),
        "dropped": _("Abandonnée"),
        "imported": _("Importé d’un fichier"),
        "import_undone": _("Import annulé"),
        "reopened": _("Rouvert"),
        "waived": _("Dispensé"),
    }
    return words.get(code, code)


def field(code: str) -> str:
    """The name of a field, as its form labels it."""
    words = {
        "title_fr": _("Titre"),
        "title_en": _("Titre anglais"),
        "name_fr": _("Nom"),
        "name_en": _("Nom anglais"),
        "short_fr": _("Nom court"),
        "short_en": _("Nom court anglais"),
        "code": _("Code"),
        "kind": _("Genre"),
        "position": _("Ordre"),
        "starts_on": _("Début"),
        "ends_on": _("Fin"),
        "baseline_due": _("Date de départ"),
        "lead": _("Unité porteuse"),
        "contributor": _("Contribution"),
        "unit": _("Unité"),
        "dossier": _("Dossier"),
        "bureau_role": _("Rôle du Bureau"),
        "approved_by": _("Qui approuve"),
        "name": _("Nom"),
        "short": _("Nom court"),
        "long_form": _("Nom complet"),
        "gloss_en": _("Explication en anglais"),
        "title": _("Fonction"),
        "email": _("Courriel"),
        "locale": _("Langue"),
        "role": _("Rôle"),
        "contact": _("Répondant"),
        "head": _("Direction de l’unité"),
        "absence": _("Absence"),
        "substitute": _("Remplacement"),
        "password": _("Mot de passe"),
        "brief_attached": _("Point du lundi joint en PDF"),
        "consultation": _("Consultation"),
        "audience": _("Qui est consulté"),
        "how": _("Comment"),
        "summary": _("Résumé"),
        "invited": _("Unités invitées"),
        "point": _("Point entendu"),
        "suspension": _("Adresse suspendue"),
        "opt_out": _("Ne plus recevoir de relances"),
        "alias": _("Autre graphie"),
        "valid_from": _("Nom en vigueur"),
        "weekday": _("Jour de la relance"),
        "hour": _("Heure de la relance"),
        "own_day": _("Rappels à leur propre jour"),
        "raising_head": _("Direction de l’unité"),
        "raising_director": _("Direction du Bureau"),
        "calendar": _("Adresse du calendrier"),
        "quiet": _("Période sans relance"),
        "closure": _("Jour fermé"),
        "city_name": _("Nom de la ville"),
        "timezone": _("Fuseau horaire"),
        "languages": _("Langues de la ville"),
        "sender_name": _("Nom de l’expéditeur"),
        "sender_address": _("Adresse de l’expéditeur"),
        "footer_fr": _("Mots du Bureau en français"),
        "footer_en": _("Mots du Bureau en anglais"),
        "held_on": _("Date de la revue"),
        "starts_at": _("Heure de la revue"),
        "minutes_long": _("Durée, en minutes"),
        "place": _("Lieu"),
        "guest": _("Personne invitée"),
        "owner": _("Qui la mène"),
        "due": _("Échéance"),
        "text": _("Texte"),
        "value": _("Valeur"),
        "measure_fr": _("Unité de mesure"),
        "measure_en": _("Unité de mesure en anglais"),
        "decimals": _("Décimales"),
        "direction": _("Ce qui est souhaité"),
        "baseline": _("Mesure de base"),
        "baseline_on": _("Date de la mesure de base"),
        "target": _("Cible"),
        "target_on": _("Date de la cible"),
        "steps": _("Étapes vers la cible"),
        "every_months": _("Périodicité"),
        "first_on": _("Fin de la première période"),
        "grace_days": _("Jours pour donner la valeur"),
        "source": _("Source"),
        "by_unit": _("Chaque unité donne sa propre valeur"),
        "units": _("Unités qui donnent la valeur"),
        "dossiers": _("Dossiers"),
        "results": _("Résultats"),
        "dossier_code": _("Dossier qui porte les vagues"),
        "unit_id": _("Unité porteuse"),
    }
    return words.get(code, code)


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
