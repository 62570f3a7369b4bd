"""What keeps an answer from being recorded, as sentences that say what to do."""

from flask_babel import gettext


def N_(msgid: str) -> str:
    """Gettext's own name for « collect this text, translate it later »."""
    return msgid


PROBLEMS = {
    "answer_missing": N_("Choisissez une des quatre réponses."),
    "date_missing": N_("Indiquez la date."),
    "date_unreadable": N_("Écrivez la date comme ceci : 2016-06-03, ou 3 juin 2016."),
    "done_in_future": N_("Donnez une date d’aujourd’hui ou d’avant : c’est déjà fait."),
    "done_too_old": N_("Vérifiez l’année : cette date est trop ancienne."),
    "evidence_missing": N_("Écrivez une phrase, ou collez un lien qui le montre."),
    "lead_done_needs_sentence": N_(
        "Dites en une phrase ce qu’il advient des contributions encore attendues."
    ),
    "link_unknown": N_("Collez une adresse qui commence par https://."),
    "link_too_long": N_("Collez une adresse plus courte : 1 000 caractères au plus."),
    "on_track_after_due": N_(
        "L’échéance est passée : donnez la nouvelle date avec « Reporté », ou choisissez « Fait »."
    ),
    "second_on_track_needs_sentence": N_(
        "L’échéance approche et c’est la deuxième fois de suite : "
        "dites en une phrase où vous en êtes."
    ),
    "new_date_past": N_("Choisissez une date d’aujourd’hui ou d’après."),
    "new_date_same": N_("C’est déjà l’échéance prévue : choisissez une autre date."),
    "new_date_far": N_("Choisissez une date plus proche de la fin du plan."),
    "reason_missing": N_("Choisissez la raison du report."),
    "other_needs_sentence": N_("Vous avez choisi « Autre » : dites la raison en une phrase."),
    "blocker_missing": N_("Choisissez l’unité qui bloque, ou écrivez qui, hors de la Ville."),
    "blocker_twice": N_("Choisissez une unité ou écrivez qui, pas les deux."),
    "blocker_is_oneself": N_(
        "Choisissez une autre unité que la vôtre. Si la date doit bouger, prenez « Reporté »."
    ),
    "blocker_too_long": N_("Nommez ce qui bloque en 200 caractères au plus."),
    "sentence_missing": N_("Dites en une phrase ce qui bloque."),
    "reopening_needs_sentence": N_(
        "Cet engagement était donné comme fait : dites en une phrase pourquoi il reprend."
    ),
    "sentence_too_long": N_("Raccourcissez la phrase : 2 000 caractères au plus."),
    "name_too_long": N_("Écrivez un nom de 120 caractères au plus."),
}


def problem(code: str) -> str:
    """The sentence of a code, in the reader's language; KeyError if it is unknown."""
    return gettext(PROBLEMS[code])
