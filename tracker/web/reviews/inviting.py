"""Who may be invited to a review, who is proposed, and the mails that tell them."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from sqlalchemy import select

from tracker.domain.people import Person
from tracker.extensions import db
from tracker.mail import meetings
from tracker.queries.directory import PersonRow
from tracker.queries.plan_view import PlanView
from tracker.web import reading
from tracker.web.editing import actor
from tracker.web.reviews.forms import ReviewForm

_BUREAU = {"director": 0, "coordinator": 1, "administrator": 2}


@dataclass(frozen=True, slots=True)
class Guests:
    """Boxes of the form: those proposed first, then everybody else."""

    proposed: tuple
    others: tuple


def proposed(view: PlanView) -> list[int]:
    """The director, the coordinators, and for each unit that leads a dossier its head, or who is
    written to where nobody is named at its head."""
    directory = view.directory
    found = [one.id for one in _people(view) if one.role in {"director", "coordinator"}]
    for dossier in view.dossiers:
        unit_id = directory.living(dossier.lead_unit_id)
        if unit_id is None:
            continue
        head = directory.heads.get(unit_id) or directory.recipient_of(unit_id)
        if head is not None and directory.people[head].active and head not in found:
            found.append(head)
    return found


def offer(form: ReviewForm, view: PlanView, first: Collection[int]) -> Guests:
    """Give the form its boxes; those of `first`, or chosen, stand first."""
    form.guests.choices = [(one.id, _named(one)) for one in _people(view)]
    shown = {*first, *(form.guests.data or ())}
    boxes = list(form.guests)
    return Guests(
        tuple(box for box in boxes if int(box.data) in shown),
        tuple(box for box in boxes if int(box.data) not in shown),
    )


def names(view: PlanView, ids: Iterable[int]) -> dict[int, str]:
    """Names by person, as the history keeps them."""
    people = view.directory.people
    return {one: people[one].name for one in ids if one in people}


def tell(kind: str, review_id: int, person_ids: Collection[int]) -> None:
    """Queue the mail of a review (`review`, `minutes`) to these people. The route commits."""
    if not person_ids:
        return
    people = db.session.scalars(select(Person).where(Person.id.in_(person_ids), Person.active))
    meetings.post_all(db.session, reading.settings(), kind, review_id, people.all(), actor().at)


def _people(view: PlanView) -> list[PersonRow]:
    people = [one for one in view.directory.people.values() if one.active]
    return sorted(people, key=lambda one: (_BUREAU.get(one.role, 3), one.name.casefold(), one.id))


def _named(one: PersonRow) -> str:
    return f"{one.name}, {one.title}" if one.title and one.title != one.name else one.name
