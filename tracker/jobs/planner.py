"""Planning each slot that is due, in a transaction of its own."""

import logging
from collections.abc import Callable
from datetime import date, datetime
from typing import TypeVar

from sqlalchemy.orm import Session

from tracker import clock
from tracker.config import Config
from tracker.domain import revision
from tracker.exchange.briefs import is_owed, keep_brief
from tracker.jobs.due import JUDGES
from tracker.jobs.looking import looking
from tracker.mail.planner import Planned, plan_slot
from tracker.queries.plan_parts import read_base
from tracker.queries.plan_view import PlanView
from tracker.queries.revision import read_facts

T = TypeVar("T")
log = logging.getLogger(__name__)

#: Tries at writing while others change the plan; then it waits for the next look.
_TRIES = 5


def plan_due(
    session: Session, now_business: datetime, real_now: datetime, settings: Config
) -> list[Planned]:
    """Write down every slot that came due up to `now_business`, and commit each.

    Of several that are still in grace only the newest is planned: the older ones were missed.
    Nothing is due of a draft or closed plan, nor from before its approval or its loading here.
    Several processes may do this at once: each slot is planned by one of them. The brief of a week
    is kept with its slot, in one transaction, before any mail is composed; also when the relance
    was missed. A plan whose last relance has none gets it now.
    """
    planner = _Planner(session, now_business, real_now, settings)
    with looking(session):
        base = planner.look()
        found = [
            (rule, slot.nominal_on)
            for rule, judge in JUDGES.items()
            for slot, _outcome in judge(session, base, now_business, settings)
        ]
    planned = [done for rule, name in found if (done := planner.plan(rule, name)) is not None]
    if not planned and is_owed(base):
        planner.make_up()
    return planned


class _Planner:
    """Plans on one business day."""

    def __init__(
        self, session: Session, now_business: datetime, real_now: datetime, settings: Config
    ) -> None:
        self._session = session
        self._now = now_business
        self._real_now = real_now
        self._settings = settings
        self._today = clock.local_day(now_business, settings.timezone)

    def look(self) -> PlanView:
        """The plan without its parts."""
        return read_base(self._session, self._today)

    def plan(self, rule: str, name: date) -> Planned | None:
        """The slot `name`, with its messages and its brief; None: it is somebody else's."""
        return self._settled(lambda: self._write(rule, name))

    def make_up(self) -> None:
        """The brief that the last relance left without."""
        zone, at = self._settings.timezone, self._real_now
        self._settled(lambda: keep_brief(self._session, self.look(), zone, at))

    def _settled(self, write: Callable[[], T | None]) -> T | None:
        """Commit what `write` wrote, from a plan that nobody changed meanwhile: between two of its
        parts somebody could be left out. None: there was nothing to write."""
        session = self._session
        for _try in range(_TRIES):
            facts = read_facts(session)
            done = write()
            if done is not None and read_facts(session) == facts:
                revision.mark(session)
                session.commit()
                return done
            session.rollback()
            if done is None:
                return None
        log.warning("what is due waits: the plan changes all the time")
        return None

    def _write(self, rule: str, name: date) -> Planned | None:
        session, settings, base = self._session, self._settings, self.look()
        judged = JUDGES[rule](session, base, self._now, settings)
        pair = next((pair for pair in judged if pair[0].nominal_on == name), None)
        if pair is None:
            return None
        done = plan_slot(session, base, *pair, self._real_now, settings, rule)
        if done is not None and rule == "weekly" and done.outcome != "skipped":
            keep_brief(session, base, settings.timezone, self._real_now)
        return done
