"""What every part of one mail is written from: the plan, the language, where its links lead."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TypeVar
from zoneinfo import ZoneInfo

from flask_babel import gettext as _
from flask_babel import ngettext

from tracker import clock
from tracker.domain.raising import Announcement
from tracker.mail.digests import Digest
from tracker.queries.plan_view import CommitmentRow, PlanView
from tracker.wording import dates, numbers, plan

T = TypeVar("T")
K = TypeVar("K")
#: Names of units told one by one before « et 3 autres ».
NAMED = 3


@dataclass(frozen=True)
class Occasion:
    """One person's mail of one slot; `answer_base` and `public_url` carry no final slash.

    `announced`: what it tells will be raised, by commitment.
    """

    view: PlanView
    digest: Digest
    locale: str
    answer_base: str
    public_url: str
    zone: ZoneInfo
    announced: Mapping[int, Announcement] = field(default_factory=dict)

    def day(self, day: date) -> str:
        return dates.short_date(day, self.locale, self.view.today)

    def local_day(self, at: datetime) -> str:
        return self.day(clock.local_day(at, self.zone))

    def business_days(self, count: int) -> str:
        return numbers.business_days(count, self.locale)

    def since(self, day: date) -> int:
        """Business days from `day` to the mail's."""
        return max(0, self.view.calendar.between(day, self.view.today))

    def title(self, row: CommitmentRow) -> str:
        return plan.title(self.view.milestone_of(row), self.locale)

    def code(self, row: CommitmentRow) -> str:
        return self.view.milestone_of(row).code

    def slip(self, row: CommitmentRow) -> str:
        return plan.slip(self.view, row, self.locale)

    def milestone_url(self, row: CommitmentRow) -> str:
        return f"{self.public_url}/milestones/{row.milestone_id}"

    def unit_name(self, unit_id: int) -> str:
        return self.view.directory.units[unit_id].name

    def listing(self, names: Sequence[str]) -> str:
        """« Anjou, LaSalle et 3 autres »."""
        if len(names) <= NAMED + 1:
            return numbers.listing(list(names), self.locale)
        left = len(names) - NAMED
        others = ngettext("%(num)s autre", "%(num)s autres", left)
        return _("%(names)s et %(others)s", names=", ".join(names[:NAMED]), others=others)


def grouped(things: Sequence[T], key: Callable[[T], K]) -> dict[K, list[T]]:
    """`things` by `key`, in the order in which each key first comes."""
    groups: dict[K, list[T]] = {}
    for thing in things:
        groups.setdefault(key(thing), []).append(thing)
    return groups
