"""The mail to those who were consulted: what was heard, and what became of each point."""

from flask_babel import gettext as _

from tracker.domain.consultations import Consultation
from tracker.domain.plans import Dossier
from tracker.mail.case import Case, Made, Moot, Notice
from tracker.mail.rendering import Way
from tracker.queries.consultations import read_points
from tracker.wording import consultations as words


def consulted(case: Case) -> Made:
    """What was retained, partly, or not and why; then the page where it all stands."""
    found = case.session.get(Consultation, case.message.about_id or 0)
    if found is None or found.closed_at is None:
        raise Moot("closed")
    dossier = case.session.get_one(Dossier, found.dossier_id)
    english = case.person.locale == "en" and dossier.name_en
    name = dossier.name_en if english else dossier.name_fr
    told = [
        _line(point.text, words.outcome(point.outcome), point.because, point.milestones)
        for point in read_points(case.session, found.id)
    ]
    notice = Notice(
        subject=_(
            "Suite donnée à la consultation : %(code)s, %(name)s", code=dossier.code, name=name
        ),
        headline=_("Ce que le Bureau a retenu de la consultation"),
        before=(found.summary, *told),
        button=Way(_("Voir la consultation"), case.url(f"consultations/{found.id}")),
        eyebrow=f"{dossier.code} {name}",
        why=_("Vous recevez ce courriel parce que votre unité a été invitée à cette consultation."),
    )
    return Made(notice)


def _line(text: str, outcome: str, because: str, milestones) -> str:
    said = _("« %(text)s » : %(outcome)s.", text=text, outcome=outcome.lower())
    if because:
        said += " " + _("Parce que : %(because)s", because=because)
    if milestones:
        codes = ", ".join(code for _id, code in milestones)
        said += " " + _("Jalons : %(codes)s.", codes=codes)
    return said
