"""The room « calendar »: private feeds, which calendars come to read by their token."""

from flask import Blueprint, Response, abort, g, request
from flask_babel import gettext as _

from tracker.domain.tokens import token_hash
from tracker.exchange.calendar_feed import calendar_bytes
from tracker.extensions import db
from tracker.queries import feeds
from tracker.web import locale, reading
from tracker.web.access import requires
from tracker.web.calendar.contents import Contents, of_person, of_unit

bp = Blueprint("calendar", __name__)


@bp.get("/calendar/<token>.ics")
@requires("link")
def feed(token: str):
    """The milestones of the person or the unit whose feed it is; 404 once it is revoked, its
    person has left or its unit is no more."""
    found = feeds.feed_behind(db.session, token_hash(token)) or abort(404)
    seen = reading.view()
    contents = _contents(found.owner.kind, found.owner.id) or abort(404)
    locale.use(contents.locale)
    plan = seen.plan
    followed = plan is not None and plan.state != "draft"
    body = calendar_bytes(
        seen,
        contents.rows if followed else (),
        feeds.versions(db.session, plan.id) if followed else {},
        title=_("Suivi : %(what)s", what=contents.title()),
        locale=g.locale,
        public_url=reading.settings().public_url,
    )
    return _answer(body)


def _contents(kind: str, id_: int) -> Contents | None:
    seen = reading.view()
    if kind == "person":
        return of_person(seen, id_)
    return of_unit(seen, id_, reading.bureau().default_locale)


def _answer(body: bytes) -> Response:
    """As a calendar; 304 to who has it already."""
    response = Response(body, content_type="text/calendar; charset=utf-8")
    response.add_etag()
    response.headers["Cache-Control"] = "private, no-cache"
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    return response.make_conditional(request)
