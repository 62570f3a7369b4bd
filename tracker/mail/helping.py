"""The pages of help that a mail leads to, by who reads it."""

from collections.abc import Iterable

from flask_babel import gettext as _

from tracker.mail.rendering import Way


def helping(public_url: str, roles: Iterable[str]) -> tuple[Way, ...]:
    """A link for each of these: responsable, direction, coordination."""
    labels = {
        "responsable": _("Comment répondre en deux minutes"),
        "direction": _("Lire le tableau en cinq minutes"),
        "coordination": _("La semaine de la coordination"),
    }
    return tuple(Way(labels[role], f"{public_url}/aide/{role}") for role in roles)
