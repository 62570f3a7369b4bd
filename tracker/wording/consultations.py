"""The words of consultations: who was heard, and what became of what they said."""

from flask_babel import gettext as _


def audience(code: str) -> str:
    """Who was heard."""
    return {
        "citizens": _("Citoyens"),
        "partners": _("Partenaires"),
        "business": _("Gens d’affaires"),
        "boroughs": _("Arrondissements"),
        "employees": _("Employés"),
    }[code]


def outcome(code: str | None) -> str:
    """What became of a point."""
    return {
        "retained": _("Retenu"),
        "partly": _("Retenu en partie"),
        "not_retained": _("Non retenu"),
        None: _("À décider"),
    }[code]


def span(start: str, end: str) -> str:
    """« du 2 mars 2026 au 20 mars 2026 », « le 2 mars 2026 » where it lasted a day."""
    if start == end:
        return _("le %(day)s", day=start)
    return _("du %(start)s au %(end)s", start=start, end=end)
