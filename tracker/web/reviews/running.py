"""A review run from one page: dossier by dossier, what is written down, what is decided."""

from flask import abort, flash, g, redirect, render_template, request, session, url_for
from flask_babel import gettext as _
from sqlalchemy.exc import IntegrityError

from tracker import clock
from tracker.domain import deciding, reviewing
from tracker.domain.deciding import About
from tracker.domain.reviewing import NoteChanged, OtherInSession, ReviewNotOpen
from tracker.extensions import db
from tracker.queries.agenda import director_of
from tracker.queries.decisions import carried_into, decisions_of_review
from tracker.queries.plan_rows import DossierRow
from tracker.queries.plan_view import PlanView
from tracker.queries.reviews import ReviewRow, guests_of, notes_of, read_review
from tracker.web import htmx, reading
from tracker.web.access import requires
from tracker.web.addresses import safe_next
from tracker.web.decision_form import DecisionForm, subject_of
from tracker.web.decision_lines import DecisionLine, lines
from tracker.web.editing import actor
from tracker.web.reviews import inviting
from tracker.web.reviews.agendas import agenda_of
from tracker.web.reviews.forms import NoteForm
from tracker.web.reviews.loading import held, review_to_run
from tracker.web.reviews.room import bp
from tracker.web.reviews.steps import FIRST, LAST, walk
from tracker.wording import dates, naming
from tracker.wording.agenda import told
from tracker.wording.minutes import Held, frozen
from tracker.wording.naming import Name
from tracker.wording.reviews import length

_KEYS_OFF = "keys_off"


@bp.post("/reviews/<int:review_id>/begin")
@requires("review:run")
def begin(review_id: int):
    """Put it in session; one review of a plan is at a time."""
    review = held(review_id)
    try:
        reviewing.begin(db.session, review, actor())
        db.session.commit()
    except ReviewNotOpen:
        db.session.rollback()
        if review.state != "in_session":
            abort(409, _("Cette revue est terminée ou annulée : elle ne commence plus."))
    except OtherInSession:
        abort(409, _("Une autre revue est en cours : terminez-la d’abord."))
    return redirect(url_for("reviews.run", review_id=review_id), 303)


@bp.get("/reviews/<int:review_id>/run")
@requires("review:run")
def run(review_id: int):
    """One step of it; a review that is not in session leads to its page."""
    row = review_to_run(review_id)
    if row.state != "in_session":
        return redirect(url_for("reviews.page", review_id=review_id), 303)
    return _page(row)


@bp.post("/reviews/<int:review_id>/notes")
@requires("review:run")
def write(review_id: int):
    """Keep what is written down: 409 where somebody else wrote it meanwhile."""
    review, dossier = held(review_id), _dossier()
    form = NoteForm()
    if not form.validate():
        return _note(review_id, form), 422
    seen, at = form.version.data or "", dossier.id if dossier else None
    try:
        reviewing.write_note(
            db.session, review, actor(), at, form.text.data, int(seen) if seen.isdigit() else 0
        )
        db.session.commit()
    except (NoteChanged, IntegrityError):
        db.session.rollback()
        return _note(review_id, form, theirs=True), 409
    except ReviewNotOpen:
        abort(409, _("Cette revue n’est plus en cours : ses notes ne se changent plus."))
    if htmx.asked():
        return _note(review_id)
    return redirect(_here(review_id) + "#notes", 303)


@bp.post("/reviews/<int:review_id>/decisions")
@requires("review:run")
def decide(review_id: int):
    """Write a decision down: 422 without what, who or by when."""
    review, dossier, view = held(review_id), _dossier(), reading.view()
    if review.state != "in_session":
        abort(409, _("Cette revue n’est pas en cours : notez la décision parmi les décisions."))
    form = DecisionForm(view, dossier_id=dossier.id if dossier else None)
    if not form.validate():
        return _decisions(review_id, form), 422
    subject = subject_of(view, form.milestone_id, director_of(view))
    deciding.decide(
        db.session,
        actor(),
        review.plan_id,
        form.text.data,
        form.chosen_owner,
        form.due.day,
        on=view.today,
        waited_since=subject.waited_since,
        about=About(review_id, dossier.id if dossier else subject.dossier_id, form.milestone_id),
    )
    db.session.commit()
    reading.forget_view()
    if htmx.asked():
        return _decisions(review_id)
    return redirect(_here(review_id) + "#decisions", 303)


@bp.post("/reviews/<int:review_id>/end")
@requires("review:run")
def end(review_id: int):
    """End it: its minutes are frozen, and mailed to those invited."""
    review = held(review_id)
    if review.state == "ended":
        return redirect(url_for("reviews.page", review_id=review_id), 303)
    if review.state != "in_session":
        abort(409, _("Cette revue n’est pas en cours."))
    by, view = actor(), reading.view()
    row = read_review(db.session, review_id)
    agenda = agenda_of(view, row)
    guests = guests_of(db.session, review_id)
    leaves = Held(
        row,
        guests,
        notes_of(db.session, review_id),
        carried_into(db.session, row.plan_id, row.begun_at),
        decisions_of_review(db.session, review_id),
        by.at,
        reading.settings().timezone,
    )
    reviewing.end(db.session, review, by, frozen(view, leaves, agenda))
    inviting.tell("minutes", review_id, [one.id for one in guests])
    db.session.commit()
    flash(_("La revue est terminée; son compte rendu part dans la minute."))
    return redirect(url_for("reviews.page", review_id=review_id), 303)


@bp.post("/reviews/keys")
@requires("review:run")
def keys():
    """Turn the keys of the page on or off, for this browser."""
    session[_KEYS_OFF] = not session.get(_KEYS_OFF, False)
    return redirect(safe_next(request.form.get("next")), 303)


def _dossier() -> DossierRow | None:
    """The dossier that the address names, None for none; 404 where there is no such one."""
    code = request.args.get("dossier", FIRST)
    if code in (FIRST, LAST):
        return None
    found = (row for row in reading.view().dossiers if row.code == code)
    return next(found, None) or abort(404)


def _here(review_id: int) -> str:
    return url_for("reviews.run", review_id=review_id, dossier=request.args.get("dossier") or None)


def _page(row: ReviewRow, **forms) -> str:
    """The whole page, or one of its two forms for htmx (`only`)."""
    view, now = reading.view(), clock.now()
    review_id = row.id
    dossier, key = _dossier(), request.args.get("dossier", FIRST)
    notes = notes_of(db.session, review_id)
    taken = decisions_of_review(db.session, review_id)
    carried = carried_into(db.session, row.plan_id, row.begun_at)
    agenda = told(view, agenda_of(view, row), g.locale)
    noted = {at for at, note in notes.items() if note.text} | {one.dossier_id for one in taken}
    steps = walk(review_id, agenda, sum(one.is_open for one in carried), noted, key)
    note = notes.get(dossier.id if dossier else None)
    form = forms.get("note_form") or NoteForm(
        formdata=None, text=note.text if note else "", version=str(note.version if note else 0)
    )
    if forms.get("theirs") and note:
        form.version.data = str(note.version)
    zone = reading.settings().timezone
    began = row.begun_at.astimezone(zone)
    here = [one for one in taken if one.dossier_id == (dossier.id if dossier else None)]
    return render_template(
        forms.get("template", "reviews/run.html"),
        review=row,
        steps=steps,
        dossier=next((one for one in agenda if dossier and one.dossier_id == dossier.id), None),
        lead=_lead(view, dossier),
        carried=lines(view, carried, g.locale),
        attached=_attached(view, g.locale),
        note=note,
        note_form=form,
        theirs=forms.get("theirs", False),
        written=note and dates.time_of_day(note.written_at.astimezone(zone).time(), g.locale),
        decisions=lines(view, here, g.locale),
        taken=lines(view, taken, g.locale),
        decision_form=forms.get("decision_form")
        or DecisionForm(view, formdata=None, dossier_id=dossier.id if dossier else None),
        began=began,
        ends=row.ends_at,
        clock_time=lambda at: dates.time_of_day(at, g.locale),
        length_of=length,
        elapsed=int((now - row.begun_at).total_seconds() // 60),
        over=(now - row.begun_at).total_seconds() > row.minutes_long * 60,
        keys=not session.get(_KEYS_OFF, False),
        here=_here(review_id),
        last=key == LAST,
        first=key == FIRST,
        today=view.today,
    )


def _lead(view: PlanView, dossier: DossierRow | None) -> Name | None:
    unit = view.directory.units.get(dossier.lead_unit_id or 0) if dossier else None
    return naming.unit_name(unit, g.locale) if unit else None


def _attached(view: PlanView, locale: str) -> dict[int, list[DecisionLine]]:
    """Open decisions by the milestone that they are about."""
    found: dict[int, list[DecisionLine]] = {}
    for one in view.decisions:
        if one.milestone_id is not None:
            found.setdefault(one.milestone_id, []).extend(lines(view, [one], locale))
    return found


def _note(review_id: int, form: NoteForm | None = None, theirs: bool = False) -> str:
    template = "reviews/_note.html" if htmx.asked() else "reviews/run.html"
    return _page(review_to_run(review_id), template=template, note_form=form, theirs=theirs)


def _decisions(review_id: int, form: DecisionForm | None = None) -> str:
    template = "reviews/_decisions.html" if htmx.asked() else "reviews/run.html"
    return _page(review_to_run(review_id), template=template, decision_form=form)
