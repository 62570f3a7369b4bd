"""Everybody's mails of a slot, from the plan in parts: who gets one and in which order, then each.

Two readings of each part, so that no more than one is ever held.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy.orm import Session

from tracker.mail.digests import Digest, digest_for, own_day_for, something_to_mend
from tracker.mail.weeks import Skipped, Week, of_own_day, pressing, week_of
from tracker.queries.directory_statements import BUREAU
from tracker.queries.plan_parts import (
    AT_ONCE,
    Wanted,
    people_in_parts,
    read_part,
    unreached_in_parts,
)
from tracker.queries.plan_view import PlanView


@dataclass(frozen=True, slots=True)
class Turn:
    """`people`: who gets a mail, in the order in which they leave. `mends`: whether the
    coordination has something to mend. `on`: the day of the ladder; None: it is a week."""

    people: Sequence[int]
    skips: Sequence[Skipped]
    mends: bool
    on: date | None


@dataclass(slots=True)
class _Judging:
    on: date | None
    order: list[tuple] = field(default_factory=list)
    nobody: dict[int, tuple[int, Skipped]] = field(default_factory=dict)
    unwritten: list[Skipped] = field(default_factory=list)
    mends: bool = False

    def part(self, view: PlanView, people: Sequence[int]) -> None:
        """Judge the mails of `people`, and the units of the part that have nobody."""
        self.mends = self.mends or something_to_mend(view)
        week = self._week(view, people)
        self.order += [pressing(view, digest) for digest in week.digests]
        for skipped in week.skips:
            if skipped.unit_id is None:
                self.unwritten.append(skipped)
            else:
                position = view.directory.units[skipped.unit_id].position
                self.nobody[skipped.unit_id] = (position, skipped)

    def _week(self, view: PlanView, people: Sequence[int]) -> Week:
        if self.on is not None:
            return of_own_day(view, self.on, people)
        return week_of(view, people, self.mends)


def judged(session: Session, base: PlanView, on: date | None = None) -> Turn:
    """Who gets a mail of the week of the base's day, or a reminder of the day `on`.

    `base`: of a plan that is there. A few statements for each part.
    """
    judging = _Judging(on)
    for people in people_in_parts(session, base.today):
        judging.part(read_part(session, base, Wanted(people=people)), people)
    for milestones in unreached_in_parts(session, base.plan.id):
        judging.part(read_part(session, base, Wanted(milestones=milestones)), ())
    # Last: it takes all the parts to know whether the coordination has something to mend.
    bureau = [one.id for one in base.directory.people.values() if one.role in BUREAU]
    judging.part(read_part(session, base, Wanted(people=bureau)), bureau)
    nobody = sorted(judging.nobody.values(), key=lambda one: one[0])
    unwritten = sorted(judging.unwritten, key=lambda one: one.person_id)
    return Turn(
        # The person is what mails are put in order by last.
        [key[-1] for key in sorted(judging.order)],
        [*unwritten, *(skipped for _position, skipped in nobody)],
        judging.mends,
        on,
    )


def mails(
    session: Session, base: PlanView, turn: Turn, people: Sequence[int]
) -> Iterator[tuple[PlanView, list[Digest]]]:
    """The mails of `people` in their order, a part of the plan at a time, each with that part."""
    for start in range(0, len(people), AT_ONCE):
        some = people[start : start + AT_ONCE]
        view = read_part(session, base, Wanted(people=some))
        found = (_mail(view, one, turn) for one in some)
        yield view, [digest for digest in found if digest is not None]


def _mail(view: PlanView, person_id: int, turn: Turn) -> Digest | None:
    if turn.on is not None:
        return own_day_for(view, person_id, turn.on)
    return digest_for(view, person_id, turn.mends)
