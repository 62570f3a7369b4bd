"""Why somebody may not be deactivated or given another role, in words."""

from flask_babel import gettext as _


def refusal(why: str) -> str:
    """The sentence of a code of `accounts.why_kept`."""
    return {
        "self": _(
            "Vous perdriez l’accès à cette page. Demandez à une autre personne de la coordination."
        ),
        "coordinator": _(
            "C’est la dernière personne de la coordination qui peut entrer. "
            "Nommez-en d’abord une autre."
        ),
        "administrator": _(
            "C’est la dernière personne de l’administration qui peut entrer. "
            "Nommez-en d’abord une autre."
        ),
    }[why]
