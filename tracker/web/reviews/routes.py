"""The room « reviews »: the list, one review before and after it is held, its calendar file."""

from collections.abc import Mapping, Sequence

from flask import Response, abort, g, render_template
from flask_login import current_user

from tracker.exchange.minutes_document import minutes_name, minutes_pdf
from tracker.exchange.pdf import PdfUnavailable
from tracker.exchange.review_event import file_name, review_bytes
from tracker.extensions import db
from tracker.queries.decisions import carried_into, decisions_of_review
from tracker.queries.minutes import MinutesPage, page_of
from tracker.queries.reviews import (
    ReviewRow,
    edition_of,
    minutes_text,
    reviews_of,
)
from tracker.web import reading
from tracker.web.access import requires
from tracker.web.decision_lines import lines
from tracker.web.histories import history_of
from tracker.web.invited import sees_all
from tracker.web.reviews import planning, running
from tracker.web.reviews.agendas import agenda_of
from tracker.web.reviews.loading import review_to_read
from tracker.web.reviews.planning import warning
from tracker.web.reviews.room import bp
from tracker.wording import plan as plan_words
from tracker.wording import reviews as words
from tracker.wording.agenda import told

__all__ = ["bp", "planning", "running"]  # Their routes are of this room too.


@bp.get("/reviews")
@requires("review:read")
def index():
    """The next one first, then those that were held, the latest first."""
    view = reading.view()
    plan = view.plan
    followed = plan is not None and plan.state != "draft"
    guest_id = None if sees_all() else current_user.id
    rows = reviews_of(db.session, plan.id, guest_id) if followed else []
    ahead = [row for row in rows if row.state in ("planned", "in_session")]
    return render_template(
        "reviews/index.html",
        followed=followed,
        ahead=sorted(ahead, key=lambda row: (row.state != "in_session", row.held_on, row.id)),
        past=[row for row in rows if row.state in ("ended", "cancelled")],
        words=_words(rows),
        today=view.today,
    )


@bp.get("/reviews/<int:review_id>")
@requires("review:read")
def page(review_id: int):
    """Before: when, who, what is on the agenda. After: the minutes, as they were frozen."""
    row, guests = review_to_read(review_id)
    if row.state == "ended":
        return _minutes(row)
    view = reading.view()
    agenda = [] if row.state == "cancelled" else told(view, agenda_of(view, row), g.locale)
    carried = carried_into(db.session, row.plan_id, row.begun_at)
    return render_template(
        "reviews/page.html",
        review=row,
        words=_words([row])[row.id],
        guests=guests,
        agenda=[one for one in agenda if not one.is_empty],
        quiet=[one for one in agenda if one.is_empty],
        carried=lines(view, carried, g.locale),
        warning=warning(row.held_on, view) if row.state == "planned" else "",
        history=history_of("review", [review_id]),
    )


@bp.get("/reviews/<int:review_id>/review.ics")
@requires("review:read")
def event(review_id: int):
    """The meeting for a calendar; cancelled, once it is."""
    row, _guests = review_to_read(review_id)
    body = review_bytes(
        row,
        edition_of(db.session, row),
        title=words.title(row, g.locale),
        zone=reading.settings().timezone,
        public_url=reading.settings().public_url,
    )
    response = Response(body, content_type="text/calendar; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{file_name(row)}"'
    response.headers["Cache-Control"] = "private, no-cache"
    return response


@bp.get("/reviews/<int:review_id>/minutes.pdf")
@requires("review:read")
def pdf(review_id: int):
    """The minutes on paper; where this machine makes no PDF, a page that says so."""
    row, _guests = review_to_read(review_id)
    if row.state != "ended":
        abort(404)
    plan = reading.view().plan
    try:
        title = plan_words.plan_title(plan, g.locale)
        made = minutes_pdf(minutes_of(row), g.locale, title, illustrative=plan.illustrative)
    except PdfUnavailable:
        return render_template("reviews/no_pdf.html", review=row), 503
    answer = Response(made, mimetype="application/pdf")
    name = minutes_name(row.number, g.locale)
    answer.headers["Content-Disposition"] = f'inline; filename="{name}"'
    return answer


def _minutes(row: ReviewRow) -> str:
    view = reading.view()
    since = decisions_of_review(db.session, row.id)
    return render_template(
        "reviews/minutes.html",
        review=row,
        minutes=minutes_of(row),
        since={one.id: one for one in lines(view, since, g.locale)},
        words=_words([row])[row.id],
    )


def minutes_of(row: ReviewRow) -> MinutesPage:
    """The frozen minutes in the reader's language."""
    return page_of(minutes_text(db.session, row.id) or "", g.locale)


def _words(rows: Sequence[ReviewRow]) -> Mapping[int, dict[str, str]]:
    """By review: its title, when, and how it stands."""
    return {
        row.id: {
            "title": words.title(row, g.locale),
            "when": words.when(row, g.locale),
            "state": words.state(row.state),
        }
        for row in rows
    }
