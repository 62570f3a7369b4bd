"""The board's conclusion in one sentence: what awaits the director, and what slipped."""

from flask_babel import gettext as _
from flask_babel import ngettext

from tracker.queries.attention import worst_slip
from tracker.queries.plan_rows import CommitmentRow
from tracker.queries.plan_view import PlanView
from tracker.wording import numbers, plan
from tracker.wording.spelled import capitalised, spelled


def headline(
    view: PlanView, waiting: int, changes: list[CommitmentRow], locale: str, hers: bool
) -> str:
    """`waiting`: requests to the director; `changes`: the commitments answered this week."""
    if view.plan is None:
        return _("Aucun plan n’est chargé.")
    if view.plan.state == "draft":
        return _("Le plan est un projet : rien n’est encore demandé.")
    if view.plan.state == "closed":
        return _("Le plan est clos : plus rien n’est demandé.")
    return f"{_awaits(waiting, locale, hers)} {_slipped(view, changes, locale)}"


def _awaits(count: int, locale: str, hers: bool) -> str:
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


def _slipped(view: PlanView, changes: list[CommitmentRow], locale: str) -> str:
    row = worst_slip(view, changes)
    if row is None:
        return _("Rien n’a glissé cette semaine.")
    return _(
        "%(dossier)s a glissé de %(days)s.",
        dossier=plan.dossier_name(view.dossier_by_id[row.dossier_id], locale),
        days=numbers.business_days(view.slippage(row), locale),
    )
