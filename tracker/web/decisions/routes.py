"""The room « decisions »: what was decided, who carries it out, what became of it."""

from statistics import median

from flask import Blueprint, abort, flash, g, redirect, render_template, request, url_for
from flask_babel import gettext as _

from tracker.domain import deciding
from tracker.domain.deciding import About, DecisionClosed
from tracker.extensions import db
from tracker.queries.agenda import director_of
from tracker.queries.decisions import DecisionRow, all_decisions, read_decision
from tracker.queries.reviews import read_review
from tracker.web import reading
from tracker.web.access import may, requires
from tracker.web.addresses import row_id, safe_next
from tracker.web.decision_form import CloseForm, DecisionForm, owner_of, subject_of, value_of
from tracker.web.decision_lines import line, lines
from tracker.web.decisions import listing
from tracker.web.decisions.loading import (
    decision_to_read,
    held,
    may_close,
    owns,
    plan_in_force,
)
from tracker.web.editing import actor, meanwhile, open_form
from tracker.web.histories import history_of, told
from tracker.web.invited import sees_all
from tracker.wording import dates, numbers, reviews

bp = Blueprint("decisions", __name__)


@bp.get("/decisions")
@requires("review:read")
def index():
    """Open ones first; one's own alone for who is not of the Bureau."""
    plan, view = plan_in_force(), reading.view()
    rows = all_decisions(db.session, plan.id)
    mine = {row.id for row in rows if owns(row)}
    if not sees_all():
        rows = [row for row in rows if row.id in mine]
    show = request.args.get("show", "open")
    show = show if show in listing.FILTERS else "open"
    waiting = listing.queue(view, g.locale) if sees_all() else []
    ages = [one.age for one in waiting]
    return render_template(
        "decisions/index.html",
        headline=listing.headline(view, rows, g.locale),
        lines=lines(view, listing.chosen(view, rows, show, mine), g.locale),
        show=show,
        known=bool(rows),
        median=_days(listing.median_days(view, rows)),
        count=len(rows),
        waiting=waiting,
        waiting_median=_days(median(ages) if ages else None),
        bureau=sees_all(),
    )


@bp.get("/decisions/new")
@requires("review:run")
def new():
    """One taken between two reviews; ?milestone= or ?dossier= say what it is about."""
    plan_in_force()
    view = reading.view()
    milestone = view.milestones.get(row_id(request.args.get("milestone")))
    form = DecisionForm(view, formdata=None, milestone=str(milestone.id) if milestone else "")
    return _new(form)


@bp.post("/decisions/new")
@requires("review:run")
def create():
    """Write it down: 422 without what, who or by when."""
    plan, view = plan_in_force(), reading.view()
    form = DecisionForm(view)
    if not form.validate():
        return _new(form), 422
    subject = subject_of(view, form.milestone_id, director_of(view))
    decision = deciding.decide(
        db.session,
        actor(),
        plan.id,
        form.text.data,
        form.chosen_owner,
        form.due.day,
        on=view.today,
        waited_since=subject.waited_since,
        about=About(None, subject.dossier_id, form.milestone_id),
    )
    decision_id, number = decision.id, decision.number
    db.session.commit()
    flash(
        _(
            "Décision nº %(number)s notée : elle part avec la prochaine relance de qui la mène.",
            number=number,
        )
    )
    return redirect(url_for("decisions.page", decision_id=decision_id), 303)


@bp.get("/decisions/<int:decision_id>")
@requires("review:read")
def page(decision_id: int):
    """What, who, by when; how long it was awaited; what became of it."""
    row = decision_to_read(decision_id)
    return _page(row, open_form(CloseForm(formdata=None), "decision", decision_id))


@bp.post("/decisions/<int:decision_id>/close")
@requires("decision:close")
def close(decision_id: int):
    """Carried out, or given up with its reason; by its owner or by who runs reviews."""
    row, decision = decision_to_read(decision_id), held(decision_id)
    if not (owns(row) or may("review:run")):
        abort(403)
    form = CloseForm()
    as_read = request.form.get("version") == str(decision.version)
    if news := [] if as_read else meanwhile(form, "decision", decision_id):
        return _page(read_decision(db.session, decision_id), form, told(news)), 409
    if not form.validate():
        return _page(row, form), 422
    try:
        outcome, words = form.outcome.data, form.words.data
        deciding.close(db.session, decision, actor(), outcome, words, reading.today())
    except DecisionClosed:
        abort(409, _("Cette décision est déjà close."))
    number = decision.number
    db.session.commit()
    flash(
        _("Décision nº %(number)s : menée à bien.", number=number)
        if outcome == "done"
        else _("Décision nº %(number)s : abandonnée.", number=number)
    )
    back = request.form.get("back")
    return redirect(safe_next(back) if back else _home(row), 303)


@bp.get("/decisions/<int:decision_id>/edit")
@requires("review:run")
def edit(decision_id: int):
    """Its words, its owner, its date."""
    row = decision_to_read(decision_id)
    if not row.is_open:
        abort(409, _("Cette décision est close : elle ne se change plus."))
    view = reading.view()
    form = DecisionForm(
        view, formdata=None, text=row.text, owner=value_of(row), due=row.due.isoformat()
    )
    return _edit(open_form(form, "decision", decision_id), row)


@bp.post("/decisions/<int:decision_id>/edit")
@requires("review:run")
def save(decision_id: int):
    """Keep what was corrected; whoever owns it now is told by the next mail."""
    row, decision = decision_to_read(decision_id), held(decision_id)
    view = reading.view()
    form = DecisionForm(view)
    if news := meanwhile(form, "decision", decision_id):
        return _edit(form, row, told(news)), 409
    if not form.validate():
        return _edit(form, row), 422
    before = owner_of(view, value_of(row))
    try:
        changed = deciding.correct(
            db.session,
            decision,
            actor(),
            text=form.text.data,
            due=form.due.day,
            owner=form.chosen_owner,
            owner_before=before.name if before else row.owner or "",
        )
    except DecisionClosed:
        abort(409, _("Cette décision est close : elle ne se change plus."))
    db.session.commit()
    flash(_("C’est enregistré.") if changed else _("Rien n’a changé."))
    return redirect(url_for("decisions.page", decision_id=decision_id), 303)


def _home(row: DecisionRow) -> str:
    if owns(row) and not may("review:run"):
        return url_for("mine.page")
    return url_for("decisions.page", decision_id=row.id)


def _new(form: DecisionForm) -> str:
    return render_template("decisions/new.html", form=form)


def _edit(form: DecisionForm, row: DecisionRow, news=()) -> str:
    shown = line(reading.view(), row, g.locale)
    return render_template("decisions/edit.html", form=form, decision=shown, news=news)


def _page(row: DecisionRow, form: CloseForm, news=()) -> str:
    view = reading.view()
    review = read_review(db.session, row.review_id) if row.review_id else None
    milestone = view.milestones.get(row.milestone_id or 0)
    dossier = view.dossier_by_id.get(row.dossier_id or 0)
    return render_template(
        "decisions/page.html",
        decision=line(view, row, g.locale),
        row=row,
        taken=dates.long_date(row.taken_on, g.locale),
        review=review,
        review_title=reviews.title(review, g.locale) if review else "",
        milestone=milestone,
        dossier=dossier,
        form=form,
        news=news,
        closes=may_close(row) or (bool(news) and owns(row)),
        corrects=row.is_open and may("review:run"),
        history=history_of("decision", [row.id]),
        back=request.values.get("back", ""),
    )


def _days(days: float | None) -> str:
    """« 4 jours ouvrables », « 4,5 jours ouvrables »; empty where there are none."""
    if days is None:
        return ""
    if days == int(days):
        return numbers.business_days(int(days), g.locale)
    return _("%(n)s jours ouvrables", n=numbers.number(days, g.locale))
