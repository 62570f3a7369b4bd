"""What was announced, as the coordination reads it before it decides."""

from dataclasses import dataclass
from datetime import date, datetime

from flask import url_for
from flask_babel import gettext as _

from tracker.domain.standing import due
from tracker.mail.announcing import head_of, to_whom
from tracker.queries import raisings
from tracker.queries.plan_rows import RaisingRow
from tracker.queries.plan_view import PlanView
from tracker.wording import naming, numbers
from tracker.wording.naming import Name
from tracker.wording.raisings import since_then


@dataclass(frozen=True, slots=True)
class Proposal:
    """`who`: whose attention, inside a sentence; `told`: who was told; `since`: what the words
    could not know; `mend`: where a head is
    named, when the unit has none that can be written to."""

    id: int
    milestone_id: int
    code: str
    title: Name
    unit: Name
    unit_code: str
    late: str
    due: date
    who: str
    day: date
    told: str
    told_at: datetime
    words: str
    since: str
    sentence: str
    sentence_by: str
    sentence_at: datetime | None
    mend: str


def proposals(view: PlanView, locale: str) -> tuple[list[Proposal], list[Proposal]]:
    """What may be decided today, and what was announced for a later day."""
    today = raisings.to_decide(view)
    later = [one for one in raisings.waiting(view) if one.raised_on > view.today]
    return [_proposal(view, one, locale) for one in today], [
        _proposal(view, one, locale) for one in later
    ]


def _proposal(view: PlanView, one: RaisingRow, locale: str) -> Proposal:
    row = view.by_id[one.commitment_id]
    milestone, unit = view.milestone_of(row), view.directory.units[row.unit_id]
    days = view.days_late(row)
    late = _("en retard de %(days)s", days=numbers.business_days(days, locale)) if days else ""
    told = view.directory.people.get(one.told_id or 0)
    headless = one.step == "head" and head_of(view, unit.id) is None
    return Proposal(
        id=one.id,
        milestone_id=milestone.id,
        code=milestone.code,
        title=naming.milestone_title(milestone, locale),
        unit=naming.unit_name(unit, locale),
        unit_code=unit.code,
        late=late,
        due=due(row),
        who=to_whom(view, unit.id, one.step, locale),
        day=one.raised_on,
        told=told.name if told else "",
        told_at=one.announced_at,
        words=one.words(locale),
        since=since_then(view, one, locale),
        sentence=one.sentence,
        sentence_by=one.sentence_by or "",
        sentence_at=one.sentence_at,
        mend=url_for("units.contacts_page", code=unit.code) if headless else "",
    )
