"""What became of what was heard, mailed to those who were invited."""

from flask import abort, flash, redirect, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy import select

from tracker.domain.messages import Message
from tracker.domain.people import Person
from tracker.extensions import db
from tracker.mail import outbox
from tracker.queries.consultations import read_invited
from tracker.web import reading
from tracker.web.access import requires
from tracker.web.consultations.loading import found_one
from tracker.web.consultations.room import bp
from tracker.web.editing import actor


@bp.post("/consultations/<int:consultation_id>/mail")
@requires("plan:edit")
def mail(consultation_id: int):
    """Tell those who were invited what became of what they said: once each."""
    found = found_one(consultation_id, lock=True)
    if found.closed_at is None:
        abort(409, _("Fermez d’abord la consultation : la suite donnée n’est pas encore écrite."))
    told_before = set(
        db.session.scalars(
            select(Message.person_id).where(
                Message.kind == "consulted", Message.about_id == consultation_id
            )
        )
    )
    directory = reading.view().directory
    people = {directory.recipient_of(unit) for unit in read_invited(db.session, consultation_id)}
    people -= {None} | told_before
    by, count = actor(), len(people)
    for person_id in sorted(people):
        person = db.session.get_one(Person, person_id)
        outbox.post(
            db.session, reading.settings(), "consulted", person, by.at, about_id=consultation_id
        )
    db.session.commit()
    flash(
        ngettext(
            "%(num)s courriel part dans la minute.",
            "%(num)s courriels partent dans la minute.",
            count,
        )
        if count
        else _(
            "Personne de plus à prévenir : chaque unité invitée l’a été, ou n’a pas de répondant."
        )
    )
    return redirect(url_for("consultations.page", consultation_id=consultation_id), 303)
