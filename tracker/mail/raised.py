"""The mail by which something is raised with the head of a unit: the words that were announced."""

from flask_babel import gettext as _

from tracker.mail.brief import quoted
from tracker.mail.case import Case, Made, Moot, Notice
from tracker.mail.rendering import Way
from tracker.queries import raisings
from tracker.wording import dates
from tracker.wording.raisings import since_then
from tracker.wording.spelled import capitalised
from tracker.wording.units import of_unit


def raised(case: Case) -> Made:
    """The exact words, what the unit added, the milestone's page; nothing is answered from here."""
    view, locale = case.view, case.person.locale
    one = next((row for row in view.raisings if row.id == case.message.about_id), None)
    if one is None or (one.step, one.outcome) != ("head", "released"):
        raise Moot("closed")
    if not raisings.stands(view, one):
        raise Moot("answered")
    row = view.by_id[one.commitment_id]
    head_id = view.directory.heads.get(row.unit_id)
    if head_id != case.person.id:
        raise Moot("replaced", head_id)
    if case.person.suspended:
        raise Moot("suspended")
    occasion = case.occasion(row.unit_id)
    notice = Notice(
        subject=_(
            "Porté à votre attention : %(code)s, %(title)s",
            code=occasion.code(row),
            title=occasion.title(row),
        ),
        headline=_("Un jalon est porté à votre attention"),
        before=(
            _(
                "La coordination du Bureau vous le transmet dans les mots annoncés à votre unité "
                "le %(day)s :",
                day=occasion.local_day(one.announced_at),
            ),
            " ".join(filter(None, [quoted(one.words(locale)), since_then(view, one, locale)])),
            *_added(one, occasion),
        ),
        button=Way(_("Voir le jalon"), occasion.milestone_url(row)),
        after=(
            _(
                "Rien n’est à répondre ici : les personnes qui répondent pour votre unité disent "
                "où en est ce jalon, et leur réponse y met fin."
            ),
        ),
        eyebrow=capitalised(occasion.unit_name(row.unit_id)),
        why=_(
            "Vous recevez ce courriel parce que vous êtes à la tête %(of_unit)s.",
            of_unit=of_unit(view.directory.units[row.unit_id], locale),
        ),
    )
    return Made(notice)


def _added(one, occasion) -> list[str]:
    if not one.sentence or one.sentence_at is None:
        return []
    who = _(
        "%(who)s a ajouté, le %(day)s :",
        who=one.sentence_by,
        day=dates.short_date(
            one.sentence_at.astimezone(occasion.zone).date(), occasion.locale, occasion.view.today
        ),
    )
    return [f"{who} {quoted(one.sentence)}"]
