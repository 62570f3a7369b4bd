"""The help of who answers for a unit: two minutes, from Monday's mail."""

from flask_babel import gettext as _

from tracker.web.help.sections import HelpPage, Section


def page() -> HelpPage:
    """« Répondre en deux minutes »."""
    return HelpPage(
        "responsable",
        _("Répondre en deux minutes"),
        _(
            "Vous répondez pour un arrondissement ou un service. Le courriel du lundi vous dit ce "
            "qui est attendu; vous répondez par un lien, sans mot de passe."
        ),
        (
            _mail(),
            _answers(),
            _link(),
            _correct(),
            _blocked(),
            _question(),
            _value(),
            _unanswered(),
            _decision(),
            _away(),
            _not_you(),
        ),
    )


def _mail() -> Section:
    return Section(
        "courriel",
        _("Le courriel du lundi"),
        (
            _(
                "Il part de lui-même, d’ordinaire le lundi matin. Il ne part que si quelque chose "
                "vous est demandé : une semaine sans courriel est une semaine sans rien à faire."
            ),
            _(
                "En haut, ce qui attend votre réponse, le plus pressant d’abord, avec la date "
                "promise au départ et votre dernière phrase. En dessous, ce qui vient bientôt."
            ),
        ),
        picture="mail",
        shows=_("Le courriel : un engagement, ses dates, et les quatre réponses."),
    )


def _answers() -> Section:
    return Section(
        "reponses",
        _("Les quatre réponses"),
        (
            _(
                "Choisissez celle qui est vraie aujourd’hui. Une phrase claire vaut mieux qu’un "
                "bilan."
            ),
        ),
        (
            (_("Fait"), _("La date, et une phrase ou un lien qui le montre.")),
            (
                _("Dans les temps"),
                _("Rien à écrire. Tout près de l’échéance, la deuxième fois demande une phrase."),
            ),
            (
                _("Reporté"),
                _(
                    "La nouvelle date et la raison. La date de départ reste affichée à côté : un "
                    "report annoncé tôt aide tout le monde."
                ),
            ),
            (
                _("Bloqué"),
                _("Qui vous bloque, en une phrase. Cette unité le voit sur sa propre page."),
            ),
        ),
        picture="answer",
        shows=_("La page ouverte par le lien du courriel."),
    )


def _link() -> Section:
    return Section(
        "lien",
        _("Pourquoi aucun mot de passe"),
        (
            _(
                "Le lien du courriel ne sert qu’à répondre à ce qui vous est demandé, pendant "
                "trente jours. L’ouvrir n’enregistre rien : votre réponse part quand vous appuyez "
                "sur « Envoyer ma réponse »."
            ),
            _(
                "Quelqu’un d’autre peut répondre par votre lien, en donnant son nom. L’historique "
                "garde ce nom, et votre page vous le montre."
            ),
        ),
    )


def _correct() -> Section:
    return Section(
        "corriger",
        _("Corriger, retirer"),
        (
            _(
                "Répondre de nouveau corrige votre réponse. Pendant 24 heures, ou jusqu’à la "
                "réponse suivante, vous pouvez aussi la retirer : celle d’avant tient de nouveau."
            ),
            _(
                "Si quelqu’un a répondu pendant que vous écriviez, les deux versions paraissent "
                "côte à côte et votre texte est intact."
            ),
        ),
    )


def _blocked() -> Section:
    return Section(
        "bloque",
        _("Quand une autre unité attend après vous"),
        (
            _(
                "Votre page le dit sous « On attend après vous ». Répondez « C’est levé » ou "
                "« Réponse le… » : l’unité bloquée est prévenue aussitôt. C’est elle qui dira si "
                "le blocage a pris fin."
            ),
        ),
        picture="mine",
        shows=_("« Mes engagements » : ce qui presse d’abord, et qui attend après vous."),
    )


def _question() -> Section:
    return Section(
        "question",
        _("Quand le Bureau vous pose une question"),
        (
            _(
                "Elle vient en tête de votre page et du courriel. Une phrase suffit. Elle reste "
                "ouverte, avec son âge, jusqu’à votre réponse."
            ),
        ),
    )


def _value() -> Section:
    return Section(
        "valeur",
        _("Quand une valeur d’indicateur est due"),
        (
            _(
                "Si votre unité mesure un indicateur, la valeur en retard est demandée dans le "
                "courriel, avec son propre lien, et sur « Mes engagements ». Écrivez le nombre "
                "comme d’habitude : 12 %, 1 234,5. Un mot à sa place n’est pas gardé."
            ),
            _(
                "Une erreur? Donnez la valeur de nouveau et dites pourquoi elle change : la "
                "première reste dans l’historique."
            ),
        ),
    )


def _decision() -> Section:
    return Section(
        "decision",
        _("Une décision qui vous revient"),
        (
            _(
                "Après une revue, une décision peut être confiée à vous ou à votre unité : elle "
                "est dans votre courriel et sur votre page, avec sa date. Ouvrez-la pour dire "
                "qu’elle est menée à bien, ou qu’elle est abandonnée et pourquoi."
            ),
        ),
    )


def _unanswered() -> Section:
    return Section(
        "sans-reponse",
        _("Quand une échéance passe sans réponse"),
        (
            _(
                "Votre courriel vous dit d’avance ce qui pourra être montré, à qui et quand, dans "
                "les mots mêmes qui seront lus. La coordination décide chaque fois; rien ne part "
                "de soi-même."
            ),
            _(
                "Une réponse y met fin, quelle qu’elle soit. Vous pouvez aussi joindre une phrase, "
                "à la page ouverte par le lien du courriel ou à celle du jalon."
            ),
        ),
    )


def _away() -> Section:
    return Section(
        "absence",
        _("Vous partez en congé"),
        (
            _(
                "Inscrivez vos dates et la personne qui répond à votre place sous votre nom, en "
                "haut de la page. Le courriel lui est adressé pendant votre absence, et vous "
                "revient ensuite."
            ),
        ),
    )


def _not_you() -> Section:
    return Section(
        "pas-moi",
        _("Ce n’est plus vous"),
        (
            _(
                "Au bas de la page de réponse, « Ce n’est pas pour moi » prévient la coordination "
                "du Bureau, qui inscrit une autre personne. Ce que vous avez répondu reste à "
                "votre nom."
            ),
        ),
    )
