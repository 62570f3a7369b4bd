"""The help of the director: reviews and decisions."""

from flask_babel import gettext as _

from tracker.web.help.sections import Section


def review() -> Section:
    return Section(
        "revue",
        _("Tenir une revue"),
        (
            _(
                "Prévoyez une date et des personnes : l’ordre du jour se fait de lui-même, et "
                "commence par les décisions qui restent ouvertes. Chaque personne invitée reçoit "
                "un courriel, avec l’événement pour son calendrier."
            ),
            _(
                "La revue se mène d’une seule page, dossier par dossier; la touche n passe au "
                "suivant. Notez ce qui est décidé, qui le mène et d’ici quand. À la fin, le compte "
                "rendu est figé et part à toutes les personnes invitées."
            ),
        ),
    )


def decisions() -> Section:
    return Section(
        "decisions",
        _("Suivre une décision"),
        (
            _(
                "Une décision paraît sur la page de qui la mène et dans son prochain courriel. "
                "Elle revient en tête de chaque revue, et à votre point du lundi, jusqu’à ce "
                "qu’elle soit close."
            ),
            _(
                "« Décisions », sous « Revues », montre celles qui restent à mener, et le temps "
                "qu’il a fallu pour décider, y compris ce qui attend encore une décision de vous."
            ),
        ),
    )
