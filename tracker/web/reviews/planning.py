"""A review planned, moved, cancelled; and the one after it prepared."""

from datetime import date

from flask import abort, flash, g, redirect, render_template, request, url_for
from flask_babel import gettext as _

from tracker.domain import reviewing
from tracker.domain.reviews import Review
from tracker.extensions import db
from tracker.queries.plan_view import PlanView
from tracker.queries.reviews import guests_of, read_review
from tracker.web import reading
from tracker.web.access import requires
from tracker.web.addresses import row_id
from tracker.web.editing import actor, meanwhile, open_form
from tracker.web.histories import told
from tracker.web.reviews import inviting
from tracker.web.reviews.forms import CancelForm, ReviewForm
from tracker.web.reviews.loading import held, plan_in_force
from tracker.web.reviews.room import bp
from tracker.wording import dates


@bp.get("/reviews/new")
@requires("review:run")
def new():
    """Who is proposed, and after a review (?after=) the same guests three weeks on."""
    plan_in_force()
    view = reading.view()
    before = read_review(db.session, row_id(request.args.get("after")))
    if before is None or before.plan_id != view.plan.id:
        form = ReviewForm(formdata=None, guests=inviting.proposed(view))
        return _new(form, view)
    day = reviewing.next_day(max(before.held_on, view.today - reviewing.APART), view.calendar)
    people = view.directory.people
    invited = [one.id for one in guests_of(db.session, before.id) if people[one.id].active]
    form = ReviewForm(
        formdata=None,
        held_on=day.isoformat(),
        starts_at=f"{before.starts_at:%H:%M}",
        minutes_long=str(before.minutes_long),
        place=before.place,
        guests=invited,
    )
    return _new(form, view)


@bp.post("/reviews/new")
@requires("review:run")
def create():
    """Plan it; everybody invited gets a mail."""
    plan, view = plan_in_force(), reading.view()
    form = ReviewForm()
    inviting.offer(form, view, ())
    if not form.validate() or not _warned(form, view):
        return _new(form, view), 422
    review = reviewing.plan_review(
        db.session,
        actor(),
        plan.id,
        guests=inviting.names(view, form.guests.data),
        **_values(form),
    )
    inviting.tell("review", review.id, form.guests.data)
    review_id, day = review.id, review.held_on
    db.session.commit()
    flash(
        _(
            "La revue est prévue le %(day)s; les invitations partent dans la minute.",
            day=dates.weekday_date(day, g.locale),
        )
    )
    return redirect(url_for("reviews.page", review_id=review_id), 303)


@bp.get("/reviews/<int:review_id>/edit")
@requires("review:run")
def edit(review_id: int):
    """When, how long, where, who."""
    review = _planned(db.session.get(Review, review_id))
    form = ReviewForm(
        formdata=None,
        held_on=review.held_on.isoformat(),
        starts_at=f"{review.starts_at:%H:%M}",
        minutes_long=str(review.minutes_long),
        place=review.place,
        guests=[one.id for one in guests_of(db.session, review_id)],
        warned=review.held_on.isoformat(),
    )
    return _edit(open_form(form, "review", review_id), review)


@bp.post("/reviews/<int:review_id>/edit")
@requires("review:run")
def save(review_id: int):
    """Keep what was changed, and tell it to those invited, and to those who no longer are."""
    review, view = held(review_id), reading.view()
    form = ReviewForm()
    inviting.offer(form, view, ())
    if review.state != "planned":
        abort(409, _("Cette revue a commencé, ou elle est annulée : elle ne se change plus."))
    if news := meanwhile(form, "review", review_id):
        return _edit(form, review, told(news)), 409
    if not form.validate() or not _warned(form, view):
        return _edit(form, review), 422
    by = actor()
    before = {one.id: one.name for one in guests_of(db.session, review_id)}
    changed = reviewing.change_review(db.session, review, by, _values(form))
    wanted = inviting.names(view, form.guests.data)
    added, gone = reviewing.invite(db.session, review_id, by, wanted, before)
    inviting.tell("review", review_id, {*wanted, *gone} if changed else {*added, *gone})
    db.session.commit()
    flash(
        _("C’est enregistré; les personnes concernées sont prévenues dans la minute.")
        if changed or added or gone
        else _("Rien n’a changé.")
    )
    return redirect(url_for("reviews.page", review_id=review_id), 303)


@bp.get("/reviews/<int:review_id>/cancel")
@requires("review:run")
def cancel_page(review_id: int):
    """Why it is not held."""
    review = _planned(db.session.get(Review, review_id))
    return _cancel(open_form(CancelForm(formdata=None), "review", review_id), review)


@bp.post("/reviews/<int:review_id>/cancel")
@requires("review:run")
def cancel(review_id: int):
    """Cancel it with its reason, and tell those invited."""
    review = held(review_id)
    if review.state != "planned":
        abort(409, _("Cette revue a commencé, ou elle est déjà annulée."))
    form = CancelForm()
    if news := meanwhile(form, "review", review_id):
        return _cancel(form, review, told(news)), 409
    if not form.validate():
        return _cancel(form, review), 422
    reviewing.cancel_review(db.session, review, actor(), form.reason.data)
    inviting.tell("review", review_id, [one.id for one in guests_of(db.session, review_id)])
    db.session.commit()
    flash(_("La revue est annulée; les personnes invitées sont prévenues dans la minute."))
    return redirect(url_for("reviews.page", review_id=review_id), 303)


def _values(form: ReviewForm) -> dict[str, object]:
    return {
        "held_on": form.day,
        "starts_at": form.wall,
        "minutes_long": form.minutes,
        "place": form.place.data,
    }


def _warned(form: ReviewForm, view: PlanView) -> bool:
    """Whether nothing is odd about the day, or its warning was read: sent once more, it passes."""
    if not warning(form.day, view) or form.warned.data == form.day.isoformat():
        return True
    form.warned.data = form.day.isoformat()
    return False


def warning(day: date | None, view: PlanView) -> str:
    """What is odd about a day, in a sentence; empty for most days."""
    if day is None:
        return ""
    said = dates.weekday_date(day, g.locale)
    if day < view.today:
        return _("%(day)s est passé.", day=said[:1].upper() + said[1:])
    if not view.calendar.is_open(day):
        return _("%(day)s est un jour fermé.", day=said[:1].upper() + said[1:])
    return ""


def _planned(review: Review | None) -> Review:
    if review is None or review.plan_id != plan_in_force().id:
        abort(404)
    if review.state != "planned":
        abort(409, _("Cette revue a commencé, ou elle est annulée : elle ne se change plus."))
    return review


def _new(form: ReviewForm, view: PlanView) -> str:
    first = inviting.proposed(view)
    return render_template("reviews/new.html", **_shown(form, view, first))


def _edit(form: ReviewForm, review: Review, news=()) -> str:
    view = reading.view()
    shown = _shown(form, view, inviting.proposed(view))
    return render_template("reviews/edit.html", review=review, news=news, **shown)


def _shown(form: ReviewForm, view: PlanView, first: list[int]) -> dict:
    right = not form.errors
    return {
        "form": form,
        "guests": inviting.offer(form, view, first),
        "warning": warning(form.day, view) if right and form.warned.data else "",
    }


def _cancel(form: CancelForm, review: Review, news=()) -> str:
    return render_template("reviews/cancel.html", form=form, review=review, news=news)
