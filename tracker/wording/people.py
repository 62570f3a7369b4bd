"""Words for people: roles explained, languages, how somebody stands."""

from flask_babel import gettext as _

from tracker.domain.people import LOCALES, ROLES
from tracker.wording import returns


def role(code: str) -> str:
    """The name of a role of the site."""
    return {
        "director": _("Direction du Bureau"),
        "coordinator": _("Coordination du Bureau"),
        "administrator": _("Administration de l’outil"),
        "reader": _("Lecture"),
        "none": _("Aucun rôle"),
    }[code]


def role_explained(code: str) -> str:
    """What the role lets one do, in a sentence."""
    return {
        "director": _(
            "Voit tout, approuve le plan, pose des questions, tranche les corrections de dates."
        ),
        "coordinator": _(
            "Tient le plan, les personnes et les unités à jour; voit les relances et y veille."
        ),
        "administrator": _(
            "Tient les personnes, les unités et les réglages à jour, comme la coordination; "
            "n’approuve pas le plan."
        ),
        "reader": _("Voit le tableau et les dossiers; ne change rien."),
        "none": _("Répond pour ses unités, si elle en a : répondre ne demande aucun rôle."),
    }[code]


def language(code: str) -> str:
    """A language, in itself."""
    return {"fr": "Français", "en": "English"}[code]


def value(field: str, text: str) -> str | None:
    """A value of a person's history in words; None where it reads as it stands."""
    if field == "brief_attached":
        return _("oui") if text else _("non")
    if field == "role" and text in ROLES:
        return role(text)
    if field == "locale" and text in LOCALES:
        return language(text)
    if field == "suspension" and text:
        return returns.why(text)
    return None
