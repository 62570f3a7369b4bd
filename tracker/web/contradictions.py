"""Where what was said and the dates do not agree, in words that only state facts."""

from dataclasses import dataclass

from flask_babel import gettext as _
from flask_babel import ngettext

from tracker.queries.milestone_facts import awaited_after_done, on_track_but_past
from tracker.queries.plan_rows import MilestoneRow
from tracker.queries.plan_view import PlanView
from tracker.wording import numbers


@dataclass(frozen=True, slots=True)
class Contradiction:
    """What is said of the milestone `code`, against what the dates or the others say."""

    milestone_id: int
    code: str
    text: str


def contradictions(view: PlanView, milestone: MilestoneRow, locale: str) -> list[Contradiction]:
    """Those of one milestone; usually none."""
    found = []
    past = on_track_but_past(view, milestone)
    if past is not None:
        days = numbers.business_days(view.days_late(past), locale)
        text = _("« Dans les temps », mais la date prévue est passée depuis %(days)s.", days=days)
        found.append(text)
    awaited = awaited_after_done(view, milestone)
    if awaited:
        found.append(
            ngettext(
                "Fait, %(num)s contribution attendue.",
                "Fait, %(num)s contributions attendues.",
                awaited,
            )
        )
    return [Contradiction(milestone.id, milestone.code, text) for text in found]
