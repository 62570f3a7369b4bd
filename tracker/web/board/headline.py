"""The board's conclusion in one sentence: what awaits the director, and what slipped."""

from flask_babel import gettext as _

from tracker.queries.plan_rows import CommitmentRow
from tracker.queries.plan_view import PlanView
from tracker.wording.headline import awaits, slipped


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
    return f"{awaits(waiting, locale, hers)} {slipped(view, changes, locale)}"
