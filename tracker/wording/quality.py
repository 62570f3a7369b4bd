"""« Ce qui manque au plan » in words: what lacks, told beside what it lacks to."""

from flask_babel import gettext as _
from flask_babel import ngettext

from tracker.queries.plan_view import PlanView
from tracker.queries.quality import Lack
from tracker.wording import contradictions
from tracker.wording.states import N_

WHATS = {
    "no_lead": N_("Sans unité porteuse"),
    "no_contact": N_("Sans répondant"),
    "no_commitment": N_("Sans engagement"),
    "translation": N_("Traduction à faire ou à revoir"),
    "silent": N_("Sans un mot depuis 30 jours"),
    "contradiction": N_("Mots et faits qui se contredisent"),
}


def what(code: str) -> str:
    """A filter's name, of what lacks or of a sort of contradiction."""
    return _(WHATS[code]) if code in WHATS else contradictions.sort(code)


def told(view: PlanView, one: Lack, locale: str) -> str:
    """What lacks, as a sentence beside the name of what it lacks to."""
    if one.case is not None:
        return contradictions.told(view, one.case, locale)
    return _SAID[one.what](view, one)


def _no_lead(_view: PlanView, one: Lack) -> str:
    if one.sort == "dossier":
        return _("Dossier sans unité porteuse : personne ne répond de l’ensemble.")
    return _("Jalon sans unité porteuse : rien n’est demandé à ceux qui contribuent.")


def _no_contact(_view: PlanView, _one: Lack) -> str:
    return _("Personne ne reçoit les courriels de l’unité.")


def _no_commitment(_view: PlanView, _one: Lack) -> str:
    return _("Aucune unité n’est engagée : rien n’est demandé.")


def _translation(_view: PlanView, one: Lack) -> str:
    if one.sort == "missing":
        return _("Le titre n’a pas d’anglais : le français en tient lieu.")
    return _("Le titre français a changé depuis la traduction.")


def _silent(view: PlanView, one: Lack) -> str:
    if view.by_id[one.commitment_id or 0].answer is None:
        return ngettext(
            "Aucune réponse encore, en cours depuis %(num)s jour.",
            "Aucune réponse encore, en cours depuis %(num)s jours.",
            one.days,
        )
    return ngettext(
        "Dernière réponse il y a %(num)s jour.", "Dernière réponse il y a %(num)s jours.", one.days
    )


_SAID = {
    "no_lead": _no_lead,
    "no_contact": _no_contact,
    "no_commitment": _no_commitment,
    "translation": _translation,
    "silent": _silent,
}
