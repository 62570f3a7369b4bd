"""Mails to a unit between two slots: a question asked at once, and what its blocker replied."""

from flask_babel import gettext as _

from tracker.domain.questions import BlockerReply, Question
from tracker.domain.updates import Update
from tracker.mail.case import Case, Made, Moot, Notice
from tracker.mail.digests import Item
from tracker.mail.lead import asked_on, asked_on_dossier, line_of
from tracker.mail.lead_part import Group, LeadPart
from tracker.mail.replies import reply_words
from tracker.queries.plan_view import CommitmentRow
from tracker.wording.spelled import capitalised

_CLOSED = frozenset({"proposed", "no_lead", "withdrawn"})


def question(case: Case) -> Made:
    """A question: on a commitment, with its four answers; on a dossier, answered in words."""
    found = case.session.get(Question, case.message.about_id or 0)
    if found is None or not found.is_open:
        raise Moot("closed")
    if found.dossier_id is not None:
        return _on_dossier(case, found)
    row = _row(case, found.commitment_id)
    open_here = next((one for one in case.view.questions_on(row.id) if one.id == found.id), None)
    if open_here is None:
        raise Moot("closed")
    occasion = case.occasion(row.unit_id)
    asked = asked_on(occasion, row, open_here)
    notice = _asking(
        subject=_("Une question sur %(code)s : %(title)s", code=asked.about, title=asked.title),
        eyebrow=occasion.unit_name(row.unit_id),
        part=LeadPart((asked,), (), ()),
    )
    return Made(notice, case.link(), (Item(row.id, True, "question"),))


def relief(case: Case) -> Made:
    """The unit that blocks has replied: its words, and the four answers."""
    reply = case.session.get(BlockerReply, case.message.about_id or 0)
    update = case.session.get(Update, reply.update_id) if reply else None
    if update is None:
        raise Moot("closed")
    row = _row(case, update.commitment_id)
    if row.live_update_id != update.id:
        raise Moot("answered")
    occasion = case.occasion(row.unit_id)
    said = reply_words(occasion, row)
    notice = Notice(
        subject=_("%(code)s : %(said)s", code=occasion.code(row), said=said),
        headline=said,
        before=(
            _(
                "Vous attendiez après cette unité. L’engagement reste bloqué jusqu’à votre "
                "prochaine réponse : dites où il en est."
            ),
        ),
        lead=LeadPart((), (Group(_("À vous de répondre"), (line_of(occasion, row),)),), ()),
        eyebrow=occasion.unit_name(row.unit_id),
        why=_("Vous recevez ce courriel parce que vous répondez de cet engagement."),
    )
    return Made(notice, case.link(), (Item(row.id, False, "relief"),))


def _on_dossier(case: Case, found: Question) -> Made:
    row = next((row for row in case.view.questions if row.id == found.id), None)
    dossier = case.view.dossier_by_id.get(found.dossier_id or 0)
    if row is None or dossier is None or dossier.lead_unit_id is None:
        raise Moot("closed")
    _still_theirs(case, dossier.lead_unit_id)
    occasion = case.occasion(dossier.lead_unit_id)
    asked = asked_on_dossier(occasion, row)
    notice = _asking(
        subject=_("Une question sur le dossier %(name)s", name=asked.title),
        eyebrow=occasion.unit_name(dossier.lead_unit_id),
        part=LeadPart((asked,), (), ()),
    )
    return Made(notice, case.link())


def _asking(subject: str, eyebrow: str, part: LeadPart) -> Notice:
    return Notice(
        subject=subject,
        headline=_("Une question attend votre réponse"),
        before=(_("Deux minutes devraient suffire. Rien n’est enregistré avant votre envoi."),),
        lead=part,
        eyebrow=capitalised(eyebrow),
        why=_("Vous recevez ce courriel parce que vous répondez pour l’unité à qui on demande."),
    )


def _row(case: Case, commitment_id: int | None) -> CommitmentRow:
    row = case.view.by_id.get(commitment_id or 0)
    if row is None or case.view.standing(row) in _CLOSED:
        raise Moot("closed")
    _still_theirs(case, row.unit_id)
    return row


def _still_theirs(case: Case, unit_id: int) -> None:
    """Whoever answers for the unit today is written to, and nobody else."""
    heir_id = case.view.directory.recipient_of(unit_id)
    if heir_id != case.person.id:
        raise Moot("replaced", heir_id)
