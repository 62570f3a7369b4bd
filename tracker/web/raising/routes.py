"""The room « raising »: what was announced is raised, or let be; the unit adds its sentence."""

from flask import Blueprint, abort, flash, g, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import current_user

from tracker import clock
from tracker.domain import raising
from tracker.domain.people import Person
from tracker.domain.raising import RaisingProposal
from tracker.extensions import db
from tracker.mail import outbox
from tracker.mail.announcing import head_of, to_whom
from tracker.queries import raisings
from tracker.queries.plan_rows import RaisingRow
from tracker.web import reading
from tracker.web.access import requires
from tracker.web.announced import SentenceForm, save
from tracker.web.answering import locked
from tracker.web.editing import actor
from tracker.web.may_answer import commitment_to_update
from tracker.web.raising.presenter import proposals

bp = Blueprint("raising", __name__)


@bp.get("/reminders/raising")
@requires("reminders:decide")
def page():
    """What may be raised today, in its exact words; and what was announced for later."""
    today, later = proposals(reading.view(), g.locale)
    return render_template("raising/page.html", today=today, later=later)


@bp.post("/reminders/raising/<int:proposal_id>/release")
@requires("reminders:decide")
def release(proposal_id: int):
    """Raise it: a mail to the head of the unit, or a line of the director's list."""
    proposal, one = _held(proposal_id)
    view = reading.view()
    row = view.by_id[one.commitment_id]
    head = head_of(view, row.unit_id)
    if one.step == "head" and head is None:
        abort(409, _("Cette unité n’a personne à sa tête à qui écrire : nommez d’abord quelqu’un."))
    raising.decide(db.session, proposal, "released", actor())
    if one.step == "head":
        person = db.session.get_one(Person, head.id)
        settings = reading.settings()
        outbox.post(db.session, settings, "raised", person, clock.now(), about_id=one.id)
    db.session.commit()
    flash(
        _(
            "%(code)s est porté à l’attention de %(who)s.",
            code=view.milestone_of(row).code,
            who=to_whom(view, row.unit_id, one.step, g.locale),
        )
    )
    return redirect(url_for("raising.page"), 303)


@bp.post("/reminders/raising/<int:proposal_id>/let-be")
@requires("reminders:decide")
def let_be(proposal_id: int):
    """Leave it: nobody is shown anything."""
    proposal, one = _held(proposal_id)
    raising.decide(db.session, proposal, "withdrawn", actor())
    code = reading.view().milestone_of(reading.view().by_id[one.commitment_id]).code
    db.session.commit()
    flash(_("%(code)s : laissé. Rien n’est montré à personne.", code=code))
    return redirect(url_for("raising.page"), 303)


@bp.post("/commitments/<int:commitment_id>/sentence")
@requires("commitment:update")
def sentence(commitment_id: int):
    """The sentence that a unit adds to what was announced, from the milestone's page."""
    row = commitment_to_update(commitment_id)
    form = SentenceForm(request.form)
    if not form.validate():
        abort(422, " ".join(form.sentence.errors))
    if not save(db.session, reading.view(), row.id, form.sentence.data, current_user.name):
        abort(409, _("Ce n’est plus à porter à l’attention de personne : rien n’a été ajouté."))
    db.session.commit()
    flash(_("Votre phrase sera lue avec ces mots.") if form.sentence.data else _("Phrase retirée."))
    return redirect(url_for("milestones.page", milestone_id=row.milestone_id), 303)


def _held(proposal_id: int) -> tuple[RaisingProposal, RaisingRow]:
    """The proposal while nobody answers nor decides; 409 where somebody did meanwhile."""
    known = db.session.get(RaisingProposal, proposal_id) or abort(404)
    locked(db.session, known.commitment_id)
    proposal = raising.held(db.session, proposal_id) or abort(404)
    reading.forget_view()
    waiting = raisings.to_decide(reading.view())
    one = next((one for one in waiting if one.id == proposal_id), None)
    if one is None:
        abort(409, _("Une réponse est venue, ou quelqu’un a déjà décidé : rien n’a changé."))
    return proposal, one
