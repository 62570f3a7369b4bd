"""The help of the director: five minutes on Monday."""

from flask_babel import gettext as _

from tracker.web.help.direction_reviews import decisions, review
from tracker.web.help.sections import HelpPage, Section


def page() -> HelpPage:
    """« Cinq minutes le lundi »."""
    return HelpPage(
        "direction",
        _("Cinq minutes le lundi"),
        _(
            "Le point du lundi s’ouvre d’abord; son titre dit en une phrase ce qui vous attend et "
            "ce qui a glissé. Lisez le titre; ouvrez ce qui vous concerne; posez vos questions."
        ),
        (
            _brief(),
            _headline(),
            _awaits(),
            _map(),
            _words(),
            _honesty(),
            _measures(),
            _ask(),
            review(),
            decisions(),
            _search(),
            _decide(),
            _approve(),
        ),
    )


def _brief() -> Section:
    return Section(
        "point",
        _("Lire le point du lundi"),
        (
            _(
                "Cinq blocs, toujours dans le même ordre : ce qui a changé; ce qui a glissé, de "
                "combien et pourquoi; ce qui vous attend; qui se tait ou n’a pas été joint; ce que "
                "vous aviez demandé et ce qu’il en est advenu."
            ),
            _(
                "Le point reste tel qu’il était. Ouvrez celui d’une autre semaine, ou comparez-en "
                "deux : chacun est cité avec les noms et les mots de son jour."
            ),
            _(
                "Il tient sur deux pages. Dans « Mon compte », vous pouvez le faire joindre en PDF "
                "à votre courriel du lundi."
            ),
        ),
    )


def _headline() -> Section:
    return Section(
        "tableau",
        _("Lire le tableau"),
        (
            _(
                "Le titre est la conclusion. Dessous : ce qui a changé depuis la dernière relance, "
                "ce qui vous attend, ce qui est en retard ou bloqué, et qui se tait."
            ),
            _("Une semaine calme a l’air calme : il n’y a rien d’autre à chercher."),
        ),
        picture="board",
        shows=_("Le haut du tableau, un lundi matin."),
    )


def _awaits() -> Section:
    return Section(
        "attend",
        _("Ce qui vous attend"),
        (
            _(
                "Une aide demandée, un blocage qui relève de la Direction générale ou de vous, une "
                "échéance passée la fin du plan, une question sans réponse, une date de départ à "
                "corriger : chacun avec son âge."
            ),
        ),
    )


def _map() -> Section:
    return Section(
        "carte",
        _("La carte des unités"),
        (
            _(
                "Une ligne par unité, une colonne par dossier. Chaque case porte l’état le plus "
                "pressant; appuyez dessus pour lire les phrases qui sont derrière. L’ordre des "
                "lignes ne change jamais : l’œil apprend la place de chacune."
            ),
        ),
        picture="map",
        shows=_("La carte : des hachures pour le silence, un coin pour un report."),
    )


def _words() -> Section:
    return Section(
        "mots",
        _("Ce que disent les mots"),
        (),
        (
            (_("En retard"), _("La date annoncée est passée, sans nouvelle date.")),
            (_("Bloqué"), _("L’unité dit qui la bloque; le retard reste affiché.")),
            (
                _("Silence"),
                _("Un courriel qui demandait une réponse attend depuis dix jours ouvrables."),
            ),
            (
                _("À la date révisée"),
                _(
                    "Reporté, puis confirmé. Un engagement qui a glissé n’est plus jamais dit "
                    "« Dans les temps »; le glissement se compte depuis la date de départ."
                ),
            ),
            (
                _("Non joint"),
                _("Personne à qui écrire, ou l’adresse ne répond plus : au Bureau d’y voir."),
            ),
        ),
    )


def _measures() -> Section:
    return Section(
        "mesures",
        _("Est-ce que cela se voit?"),
        (
            _(
                "« Sondages » met les vagues côte à côte. Un écart n’y est dit que si la question "
                "et l’échelle sont les mêmes et que le nombre de réponses est connu : « Aucun "
                "changement significatif », ou « En hausse de 5 points, entre 2 et 8 ». Chaque "
                "chiffre porte sa provenance; la méthode est à une touche."
            ),
            _(
                "« Indicateurs » montre où en est chaque mesure, sur le chemin de sa cible. Un "
                "indicateur ne change jamais l’état d’un jalon. Quand les jalons d’un dossier sont "
                "faits pour moitié ou plus et que rien n’a bougé, le tableau le dit : « Jalons "
                "faits, indicateur immobile »."
            ),
            _("Une valeur vous semble fausse? « Contester » demande pourquoi, en une phrase."),
        ),
    )


def _honesty() -> Section:
    return Section(
        "franchise",
        _("Quand les mots et les faits se contredisent"),
        (
            _(
                "Chaque dossier et chaque jalon montrent côte à côte ce qui est déclaré, ce qui le "
                "montre et ce que disent les dates. Une contradiction est dite en mots; rien n’est "
                "corrigé à la place de l’unité."
            ),
            _(
                "« Ce qui manque », sous « Plan », les réunit avec ce qui n’a ni porteur, ni "
                "répondant, ni nouvelles. Chaque compte est un filtre; chaque ligne mène là où "
                "cela se règle."
            ),
        ),
    )


def _ask() -> Section:
    return Section(
        "question",
        _("Poser une question"),
        (
            _(
                "Depuis un jalon ou un dossier, « Poser une question » l’envoie à l’unité avec la "
                "prochaine relance, ou tout de suite. La réponse paraît à côté; jusque-là, son âge."
            ),
        ),
    )


def _search() -> Section:
    return Section(
        "chercher",
        _("Retrouver ce qui a été dit"),
        (
            _(
                "La touche « / » mène à la recherche : un code, un titre, une unité, une personne, "
                "un mot d’une phrase. Les accents ne comptent pas."
            ),
            _(
                "L’adresse d’une page filtrée ou d’une recherche se copie et s’envoie : votre "
                "collègue verra la même chose, selon son rôle."
            ),
        ),
    )


def _decide() -> Section:
    return Section(
        "depart",
        _("Corriger une date de départ"),
        (
            _(
                "Une correction est demandée avec sa raison; vous l’acceptez ou la refusez, en une "
                "phrase. La première date reste inscrite, et le glissement se compte toujours "
                "depuis elle."
            ),
        ),
    )


def _approve() -> Section:
    return Section(
        "approbation",
        _("Approuver le plan"),
        (
            _(
                "La page d’approbation montre d’abord ce qui manque. Approuver fige les dates de "
                "départ et met les relances en marche. Un projet de plan n’écrit à personne."
            ),
            _(
                "Chaque dossier doit avoir sa consultation close, avec son résumé. S’il n’en faut "
                "pas, « S’en passer, par écrit » vous demande pourquoi; votre nom et votre raison "
                "restent au dossier."
            ),
        ),
    )
