"""Days away: what keeps one from being noted, and what is told about it. The caller commits."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from tracker.domain.changes import Actor, note
from tracker.domain.people import Absence, Person


@dataclass(frozen=True, slots=True)
class Judged:
    """`wrong`: codes that refuse it; `told`: what is said and lets it be, with the days."""

    wrong: tuple[str, ...] = ()
    away: tuple[date, date] | None = None
    overlaps: tuple[date, date] | None = None


def judge(
    session: Session, person_id: int, starts: date, ends: date, substitute_id: int | None
) -> Judged:
    """Whether `person_id` may be away from `starts` to `ends`, both included.

    Wrong: `ends_before`, `substitute_self`, `substitute_left` and `substitute_away` (then `away`
    holds the days on which the substitute is away too). An overlap with another absence of the
    same person is allowed: the one that begins last names the substitute.
    """
    if ends < starts:
        return Judged(("ends_before",))
    if substitute_id == person_id:
        return Judged(("substitute_self",))
    meeting = session.scalars(
        select(Absence)
        .where(
            or_(Absence.person_id == person_id, Absence.person_id == substitute_id),
            Absence.starts_on <= ends,
            Absence.ends_on >= starts,
        )
        .order_by(Absence.starts_on)
    ).all()
    own = next((one for one in meeting if one.person_id == person_id), None)
    other = next((one for one in meeting if one.person_id != person_id), None)
    overlaps = (own.starts_on, own.ends_on) if own else None
    if substitute_id is not None:
        substitute = session.get(Person, substitute_id)
        if substitute is None or not substitute.active:
            return Judged(("substitute_left",), overlaps=overlaps)
        if other is not None:
            return Judged(("substitute_away",), (other.starts_on, other.ends_on), overlaps)
    return Judged(overlaps=overlaps)


def add_absence(
    session: Session,
    person: Person,
    days: tuple[date, date],
    substitute: Person | None,
    actor: Actor,
) -> Absence:
    """Note that `person` is away on `days`, first and last included."""
    absence = Absence(
        person_id=person.id,
        starts_on=days[0],
        ends_on=days[1],
        substitute_id=substitute.id if substitute else None,
    )
    session.add(absence)
    session.flush()
    note(session, "person", person.id, actor, "added", field="absence", after=_days(absence))
    if substitute:
        note(
            session, "person", person.id, actor, "added", field="substitute", after=substitute.name
        )
    return absence


def remove_absence(session: Session, absence: Absence, actor: Actor) -> None:
    """The person is not away after all."""
    note(
        session,
        "person",
        absence.person_id,
        actor,
        "removed",
        field="absence",
        before=_days(absence),
    )
    session.delete(absence)


def _days(absence: Absence) -> str:
    return f"{absence.starts_on.isoformat()} – {absence.ends_on.isoformat()}"
