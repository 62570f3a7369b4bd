"""Why a mail came back, why an address is suspended: codes of the domain in words."""

from flask_babel import gettext as _


def why(reason: str | None) -> str:
    """« boîte inconnue »: a code of domain/returns.py in words; a sentence stays as it is."""
    words = {
        "mailbox_unknown": _("boîte inconnue"),
        "mailbox_closed": _("boîte fermée"),
        "mailbox_full": _("boîte pleine"),
        "mailbox_moved": _("boîte déplacée"),
        "domain_unknown": _("domaine inconnu"),
        "too_large": _("courriel trop lourd"),
        "not_accepted": _("refusé par le serveur du destinataire"),
        "gave_up": _("jamais remis, après plusieurs essais"),
        "returned": _("le courriel est revenu"),
    }
    return words.get(reason or "", reason or "")
