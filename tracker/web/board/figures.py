"""The four figures: a number, what it counts, one line to compare it with where that is known."""

from dataclasses import dataclass
from datetime import date

from flask_babel import gettext as _
from flask_babel import ngettext

from tracker.queries.attention import Need
from tracker.queries.plan_rows import CommitmentRow
from tracker.queries.week_before import Then
from tracker.wording import counts, dates, numbers
from tracker.wording.telling import Telling, waits_since


@dataclass(frozen=True, slots=True)
class Figure:
    """`href` leads to the list it counts; `act`: it awaits the reader."""

    n: int
    label: str
    note: str
    href: str
    act: bool = False


def figures(
    telling: Telling,
    needs: list[Need],
    questions: int,
    changes: list[CommitmentRow],
    late: int,
    silent: int,
    since: date,
    then: Then | None,
) -> tuple[Figure, ...]:
    """`questions`: how many on dossiers nobody answered. `then`: the counts on `since`, or None
    where they cannot be known."""
    waiting = len(needs) + questions
    label = (
        ngettext("Vous attend", "Vous attendent", waiting)
        if telling.hers
        else ngettext("Attend la direction", "Attendent la direction", waiting)
    )
    return (
        Figure(waiting, label, _waiting(telling, needs), "#awaits", telling.hers),
        Figure(
            len(changes),
            ngettext("A changé", "Ont changé", len(changes)),
            _changes(telling, changes, since),
            "#changed",
        ),
        Figure(
            late,
            ngettext("En retard ou bloqué", "En retard ou bloqués", late),
            _then(telling, then.late_or_blocked if then else None, since),
            "#overdue",
        ),
        Figure(
            silent,
            _("En silence"),
            _then(telling, then.silent if then else None, since),
            "#silence",
        ),
    )


def _waiting(telling: Telling, needs: list[Need]) -> str:
    ages = [telling.age(since) for since in map(waits_since, needs) if since is not None]
    if not ages or not max(ages):
        return ""
    longest = numbers.business_days(max(ages), telling.locale)
    if not min(ages):
        return _("depuis %(days)s au plus", days=longest)
    if min(ages) == max(ages):
        return _("depuis %(days)s", days=longest)
    return _("depuis %(least)s à %(days)s", least=min(ages), days=longest)


def _changes(telling: Telling, changes: list[CommitmentRow], since: date) -> str:
    if not changes:
        return _("depuis le %(day)s", day=dates.short_weekday_date(since, telling.locale))
    return ", ".join(counts.answers(row.answer for row in changes if row.answer)[:2])


def _then(telling: Telling, count: int | None, since: date) -> str:
    if count is None:
        return ""
    return _("%(n)s le %(day)s", n=count, day=dates.short_weekday_date(since, telling.locale))
