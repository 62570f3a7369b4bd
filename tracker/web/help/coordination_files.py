"""The help of the coordination: consultations, and the plan in a workbook."""

from flask_babel import gettext as _

from tracker.web.help.sections import Section


def consultations() -> Section:
    return Section(
        "consultations",
        _("Consulter avant d’approuver"),
        (
            _(
                "À la page du plan, « Consultations » : dossier par dossier, inscrivez qui a été "
                "consulté, quand, les unités invitées et ce qui a été entendu. Dites de chaque "
                "point s’il est retenu, en partie ou non, et pourquoi; nommez les jalons qui en "
                "tiennent compte."
            ),
            _(
                "Une consultation se clôt avec son résumé et ses points décidés. Ensuite, une "
                "touche écrit la suite donnée aux unités invitées, et la page s’imprime. Le plan "
                "ne s’approuve pas tant qu’un dossier attend."
            ),
        ),
    )


def workbook() -> Section:
    return Section(
        "classeur",
        _("Changer beaucoup de lignes : le classeur"),
        (
            _(
                "« Exporter en classeur », à la page du plan, donne tout le plan en .xlsx. "
                "Changez-y ce qui doit l’être, enregistrez, puis « Importer un fichier » : "
                "l’aperçu montre chaque changement, et rien n’est enregistré avant votre touche. "
                "Pour partir de rien, prenez le modèle vide."
            ),
        ),
        (
            (_("Motif"), _("Une date qui bouge en demande un, dans la cellule voisine.")),
            (
                _("À trancher"),
                _("Quelqu’un a changé la même chose depuis l’exportation : vous choisissez."),
            ),
            (
                _("De côté"),
                _("Une ligne à corriger n’est pas importée; elle vous revient avec la raison."),
            ),
            (
                _("Ligne absente"),
                _("Une ligne enlevée du classeur n’enlève rien du plan."),
            ),
            (
                _("Annuler tout l’import"),
                _("Tout revient comme avant, sauf ce que quelqu’un a touché depuis."),
            ),
        ),
    )
