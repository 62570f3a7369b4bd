"""People who said that a mail was not for them: another contact may have to be named."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from tracker import clock
from tracker.extensions import db
from tracker.queries import watched
from tracker.queries.plan_view import PlanView

#: A link is good for thirty days: what was said of an older one is over.
RECENT = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Misdirected:
    """Who said so, when, and a unit they are written to for."""

    name: str
    said_at: datetime
    unit_code: str


def misdirected(view: PlanView) -> list[Misdirected]:
    """Those who said so lately and are still written to, latest first."""
    found = []
    for row in watched.misdirected(db.session, clock.now() - RECENT):
        units = view.directory.units_of(row.person_id)
        if units:
            found.append(Misdirected(row.name, row.said_at, units[0].code))
    return found
