"""The help of the coordination: reviews and their decisions."""

from flask_babel import gettext as _

from tracker.web.help.sections import Section


def review() -> Section:
    return Section(
        "revues",
        _("Préparer une revue, suivre ses décisions"),
        (
            _(
                "« Revues » : une date, une durée, les personnes. L’ordre du jour suit le plan "
                "jusqu’au début de la revue. Pendant qu’on parle, notez les décisions; deux "
                "personnes peuvent écrire le compte rendu, rien ne s’écrase."
            ),
            _(
                "Chaque décision a une personne ou une unité qui la mène, et une date. Entre deux "
                "revues, « Décisions » dit lesquelles sont en retard; vous pouvez en noter une, la "
                "corriger ou la clore."
            ),
        ),
    )
