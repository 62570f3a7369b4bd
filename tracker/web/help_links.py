"""Where the help stands that is about a page: its role's page, at the right place."""

#: Room -> page of the help and place on it.
_OF_ROOM = {
    "mine": ("responsable", "reponses"),
    "commitments": ("responsable", "reponses"),
    "answers": ("responsable", "reponses"),
    "account": ("responsable", "absence"),
    "questions": ("responsable", "question"),
    "blockers": ("responsable", "bloque"),
    "board": ("direction", "tableau"),
    "briefs": ("direction", "point"),
    "timeline": ("direction", "mots"),
    "portrait": ("direction", "mots"),
    "quality": ("direction", "franchise"),
    "confidence": ("direction", "franchise"),
    "reviews": ("direction", "revue"),
    "decisions": ("direction", "decisions"),
    "search": ("direction", "chercher"),
    "dossiers": ("direction", "mots"),
    "milestones": ("direction", "mots"),
    "units": ("direction", "carte"),
    "surveys": ("direction", "mesures"),
    "indicators": ("direction", "mesures"),
    "consultations": ("direction", "approbation"),
    "workbook": ("coordination", "classeur"),
    "reminders": ("coordination", "relances"),
    "schedule": ("coordination", "reglages"),
    "people": ("coordination", "personnes"),
    "plan": ("coordination", "plan"),
    "setup": ("coordination", "premiers-pas"),
}
#: What the coordination does there, where the others only look.
_OF_COORDINATION = {
    "units": "unites",
    "milestones": "plan",
    "dossiers": "plan",
    "consultations": "consultations",
    "reviews": "revues",
    "decisions": "revues",
    "search": "chercher",
    "surveys": "sondages",
    "indicators": "indicateurs",
}
#: What somebody without a role there does: their own part of it.
_OF_LEADS = {"reviews": "decision", "decisions": "decision"}


def help_for(room: str | None, role: str) -> str:
    """Path of the help that is about a page of `room`, for somebody of that site role."""
    if role in {"coordinator", "administrator"} and room in _OF_COORDINATION:
        return f"/aide/coordination#{_OF_COORDINATION[room]}"
    if role == "none" and room in _OF_LEADS:
        return f"/aide/responsable#{_OF_LEADS[room]}"
    slug, anchor = _OF_ROOM.get(room or "", ("", ""))
    return f"/aide/{slug}#{anchor}" if slug else "/aide"
