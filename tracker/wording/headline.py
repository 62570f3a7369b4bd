"""The week in two sentences: what awaits the director, and what slipped most."""

from flask_babel import gettext as _
from flask_babel import ngettext

from tracker.queries import attention
from tracker.queries.plan_rows import CommitmentRow
from tracker.queries.plan_view import PlanView
from tracker.wording import numbers, plan
from tracker.wording.spelled import capitalised, spelled


def of_direction(view: PlanView, locale: str) -> str:
    """What the brief of the view's day would conclude, told to the director. No statement."""
    waiting = len(attention.needs_of_direction(view))
    waiting += len(attention.questions_of_direction(view))
    changes = attention.changed_since(view, attention.last_slot_before(view))
    return f"{awaits(waiting, locale, hers=True)} {slipped(view, changes, locale)}"


def awaits(count: int, locale: str, hers: bool) -> str:
    """« Trois demandes vous attendent. »; of the direction, to who is not the director."""
    if not count:
        return _("Rien ne vous attend.") if hers else _("Rien n’attend la direction.")
    word = capitalised(spelled(count, locale, feminine=True))
    if hers:
        return ngettext(
            "%(word)s demande vous attend.", "%(word)s demandes vous attendent.", count, word=word
        )
    return ngettext(
        "%(word)s demande attend la direction.",
        "%(word)s demandes attendent la direction.",
        count,
        word=word,
    )


def slipped(view: PlanView, changes: list[CommitmentRow], locale: str) -> str:
    """« Permis de rénovation a glissé de 34 jours ouvrables. »; of `changes`, the answers of the
    week, the one that moved furthest."""
    row = attention.worst_slip(view, changes)
    if row is None:
        return _("Rien n’a glissé cette semaine.")
    return _(
        "%(dossier)s a glissé de %(days)s.",
        dossier=plan.dossier_name(view.dossier_by_id[row.dossier_id], locale),
        days=numbers.business_days(view.slippage(row), locale),
    )
