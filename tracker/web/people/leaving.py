"""Somebody leaves: what they hold, to whom each thing passes, then one press."""

from dataclasses import dataclass

from flask import abort, flash, g, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import current_user

from tracker.domain import accounts, departures
from tracker.domain.people import Person
from tracker.domain.units import spelling_key
from tracker.extensions import db
from tracker.queries import people as queries
from tracker.web import reading
from tracker.web.access import requires
from tracker.web.addresses import row_id
from tracker.web.editing import actor
from tracker.web.people.refusals import refusal
from tracker.web.people.room import bp
from tracker.wording import naming

_SETTLED = frozenset({"done", "withdrawn"})


@dataclass(frozen=True, slots=True)
class Passing:
    """A unit, what is open in it, and who answers first afterwards; "" where nobody does."""

    unit_id: int
    code: str
    name: naming.Name
    open: int
    follower: str


@bp.get("/people/<int:person_id>/leave")
@requires("people:manage")
def leave(person_id: int):
    """What will happen, before it does."""
    return _page(db.session.get(Person, person_id) or abort(404))


@bp.post("/people/<int:person_id>/leave")
@requires("people:manage")
def confirm_leave(person_id: int):
    """Everything passes on at once; refused for oneself and for the last who can sign in."""
    person = accounts.hold(db.session, person_id) or abort(404)
    why = accounts.why_kept(db.session, person, current_user.id, None)
    if why:
        return _page(person, why=refusal(why)), 422
    named = {}
    for held in departures.held_by(db.session, person_id):
        if typed := request.form.get(f"unit-{held.unit_id}"):
            chosen = db.session.get(Person, row_id(typed))
            if chosen is None or not chosen.active or chosen.id == person_id:
                return _page(person, why=_nobody_to_name()), 422
            named[held.unit_id] = chosen
    departures.depart(db.session, person, named, reading.today(), actor())
    name = person.name
    db.session.commit()
    flash(_("%(name)s n’est plus en fonction; ce qui était ouvert est transmis.", name=name))
    return redirect(url_for("people.page", person_id=person_id), 303)


def _nobody_to_name() -> str:
    return _("Une personne choisie n’est plus en fonction. Nommez-en une autre, ou laissez ainsi.")


def _page(person: Person, why: str = ""):
    view, session = reading.view(), db.session
    directory = view.directory
    passing = [
        Passing(
            held.unit_id,
            (unit := directory.units[held.unit_id]).code,
            naming.unit_name(unit, g.locale),
            sum(view.word(row) not in _SETTLED for row in view.by_unit.get(unit.id, ())),
            directory.people[held.next_id].name if held.next_id else "",
        )
        for held in departures.held_by(session, person.id)
    ]
    others = [one for one in directory.people.values() if one.active and one.id != person.id]
    return render_template(
        "people/leave.html",
        person=person,
        passing=passing,
        others=sorted(others, key=lambda one: spelling_key(one.name)),
        questions=_questions(view, person.id),
        stands_in=queries.standing_in(session, person.id, view.today),
        why=why,
        typed=request.form,
    )


def _questions(view, person_id: int) -> int:
    """Questions this person asked and nobody has answered yet."""
    on_commitments = sum(
        row.question_id is not None and row.question_by_id == person_id for row in view.commitments
    )
    return on_commitments + sum(one.asked_by_id == person_id for one in view.questions)
