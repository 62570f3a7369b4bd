"""The help of the coordination: a week."""

from flask_babel import gettext as _

from tracker.web.help.coordination_files import consultations, workbook
from tracker.web.help.coordination_reviews import review
from tracker.web.help.sections import HelpPage, Section


def page() -> HelpPage:
    """« Une semaine à la coordination »."""
    return HelpPage(
        "coordination",
        _("Une semaine à la coordination"),
        _(
            "La relance part d’elle-même. Votre semaine sert à ce que chaque unité ait quelqu’un "
            "à qui écrire, et à ce que le plan dise vrai."
        ),
        (
            _before(),
            _monday(),
            _mend(),
            _raise(),
            _people(),
            _units(),
            _plan(),
            consultations(),
            workbook(),
            review(),
            _surveys(),
            _indicators(),
            _search(),
            _settings(),
            _start(),
        ),
    )


def _before() -> Section:
    return Section(
        "relances",
        _("Avant lundi : qui recevra quoi"),
        (
            _(
                "« Relances » montre la prochaine relance comme elle partira : chaque personne, ce "
                "qui lui est demandé, et qui n’est pas écrit, avec la raison. Ouvrez un courriel "
                "pour le lire d’avance."
            ),
        ),
        picture="reminders",
        shows=_("La prochaine relance, et les dernières."),
    )


def _monday() -> Section:
    return Section(
        "a-trancher",
        _("Le lundi : un courriel à trancher"),
        (
            _(
                "Parfois, la liaison se coupe au moment où le courriel est remis, et personne ne "
                "peut savoir s’il est arrivé. L’outil ne le renvoie pas de lui-même : demandez à "
                "la personne, puis choisissez « C’est arrivé » ou « Renvoyer »."
            ),
        ),
    )


def _mend() -> Section:
    return Section(
        "mettre-en-ordre",
        _("À mettre en ordre"),
        (
            _(
                "Une unité sans répondant, un dossier à désigner, une adresse suspendue : la liste "
                "est sur votre tableau et dans votre courriel tant que ce n’est pas réglé. Chaque "
                "ligne mène là où cela se règle."
            ),
            _(
                "Un courriel qui revient pour de bon suspend l’adresse : plus rien n’y part, et "
                "l’unité n’est pas dite en silence. À la page de la personne, corrigez l’adresse "
                "ou dites qu’elle est de nouveau bonne; le courriel peut alors être renvoyé."
            ),
            _(
                "Quand quelqu’un demande à ne plus recevoir de relances, rien n’est coupé : "
                "nommez une autre personne pour l’unité, ou dites à sa page que c’est réglé."
            ),
        ),
    )


def _raise() -> Section:
    return Section(
        "porter-a-l-attention",
        _("Ce qui reste sans réponse"),
        (
            _(
                "Le courriel d’une unité en retard lui annonce ce qui pourra être montré, à qui et "
                "quand : à la personne à sa tête, six jours ouvrables après l’échéance; à la "
                "direction du Bureau, après onze. Elle peut y joindre une phrase."
            ),
            _(
                "Rien ne part de soi-même : à la page « Porter à l’attention », lisez les mots "
                "annoncés, puis portez-les à l’attention ou laissez. Une réponse de l’unité, même "
                "retirée ensuite, y met fin."
            ),
        ),
    )


def _people() -> Section:
    return Section(
        "personnes",
        _("Inviter, remplacer, laisser partir"),
        (
            _(
                "« Personnes » : invitez par courriel; le lien sert une fois, pendant sept jours. "
                "Répondre pour une unité ne demande aucun rôle : il suffit d’en être une "
                "personne-ressource."
            ),
            _(
                "Quand quelqu’un quitte, sa page montre ce qu’il tenait et à qui cela passe; une "
                "touche transmet le tout. L’historique garde son nom."
            ),
        ),
        picture="people",
        shows=_("Les personnes, et ce pour quoi chacune répond."),
    )


def _units() -> Section:
    return Section(
        "unites",
        _("Unités : qui répond, nouveau nom, fusion"),
        (
            _(
                "L’ordre des répondants décide à qui l’on écrit : la première personne, sa "
                "remplaçante si elle est absente, puis les suivantes."
            ),
            _(
                "Une unité change de nom à partir d’une date, ou se fusionne avec une autre : les "
                "engagements ouverts suivent, le passé garde l’ancien nom."
            ),
        ),
    )


def _plan() -> Section:
    return Section(
        "plan",
        _("Changer le plan"),
        (
            _(
                "« Plan » : ajoutez, changez, déplacez. Retirer un jalon dit pourquoi; rien n’est "
                "effacé et tout peut être rétabli. « Tous les arrondissements » les ajoute d’un "
                "coup. Le titre français suffit; l’anglais manquant ou à revoir est signalé."
            ),
            _(
                "Une date de départ figée ne se change pas : demandez une correction, que la "
                "direction accepte."
            ),
        ),
        picture="plan",
        shows=_("Le plan, dossier par dossier."),
    )


def _surveys() -> Section:
    return Section(
        "sondages",
        _("Tenir les sondages"),
        (
            _(
                "Les résultats d’une vague se chargent d’un fichier CSV : exportez celui de la "
                "page « Sondages », ajoutez vos lignes, chargez-le. Un aperçu dit ce qui "
                "changerait avant que rien ne soit écrit. Ce que la firme ne donne pas reste vide."
            ),
            _(
                "« Modifier » dit quel dossier porte les vagues et quelle unité les mène. La "
                "prochaine vague y devient alors un jalon d’elle-même, et entre aux relances."
            ),
        ),
    )


def _indicators() -> Section:
    return Section(
        "indicateurs",
        _("Suivre un indicateur"),
        (
            _(
                "« Inscrire un indicateur » demande ce qui se compte, d’où l’on part, où l’on va, "
                "à quel rythme, et quelles unités donnent la valeur. À la fin de chaque période, "
                "l’unité a quelques jours; ensuite, la valeur en retard entre dans son courriel du "
                "lundi, et se donne par le lien."
            ),
            _(
                "Une correction dit pourquoi, et la première valeur reste. Une contestation se "
                "règle en une phrase, à la page de la valeur. Un plan copié reprend les liens "
                "entre indicateurs et dossiers."
            ),
        ),
    )


def _search() -> Section:
    return Section(
        "chercher",
        _("Retrouver une phrase, une personne, un jalon"),
        (
            _(
                "La touche « / » mène à la recherche. Elle regarde aussi dans les anciens noms "
                "d’unités et dans l’historique; ce qui a été retiré ne s’y trouve pas."
            ),
        ),
    )


def _settings() -> Section:
    return Section(
        "reglages",
        _("Le jour, l’heure, les congés"),
        (
            _(
                "« Réglages » des relances : le jour et l’heure, les jours fermés de l’année, les "
                "périodes calmes, les mots du Bureau au bas des courriels. Les cinq prochaines "
                "relances y sont montrées telles qu’elles tomberont."
            ),
        ),
    )


def _start() -> Section:
    return Section(
        "premiers-pas",
        _("Commencer pour vrai"),
        (
            _(
                "Le bandeau de la démonstration offre de la quitter. Ensuite : un plan fait à la "
                "main, copié ou chargé d’un fichier; des personnes invitées; l’approbation. "
                "Jusque-là, l’outil n’écrit à personne au sujet du plan."
            ),
        ),
    )
