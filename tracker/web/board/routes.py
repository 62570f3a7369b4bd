"""The room « board »: the plan at a glance, for the director first."""

from collections.abc import Sequence

from flask import g, redirect, render_template, request, url_for
from flask_login import current_user
from markupsafe import Markup

from tracker.extensions import db
from tracker.queries.week_before import read_then
from tracker.web import brief_first, htmx, measured, reading
from tracker.web.access import may, requires
from tracker.web.alarms import mail_alarms
from tracker.web.board import filters, past
from tracker.web.board.behind import behind
from tracker.web.board.blueprint import bp
from tracker.web.board.heat_map import heat_map
from tracker.web.board.words import Reader, Words, reader_of
from tracker.web.burn_up import burn_up
from tracker.web.kept_page import kept_page
from tracker.web.to_mend import mend_lines
from tracker.wording.alarms import AlarmWords

__all__ = ["bp", "past"]


@bp.get("/")
@requires("board:read", otherwise="mine.page")
def page():
    """The words, then the map; htmx asks for the map alone. Both are kept while nothing moves.

    On the day of a brief a director reads that first.
    """
    view = reading.view()
    if view.plan is None:
        return render_template("board/empty.html")
    if brief_first.comes_first(view):
        return redirect(brief_first.address(view), 303)
    wanted = filters.read(request.args, view)
    units = reading.kept(("board.map", wanted), lambda: _map(wanted))
    if htmx.asked():
        return units
    reader = reader_of(view, current_user.id, current_user.role)
    mends = may("units:manage")
    alarms = mail_alarms()
    if alarms:
        return _page(reader, units, mends, alarms)
    return kept_page(("board", reader, mends), lambda: _page(reader, units, mends))


def _page(reader: Reader, units: str, mends: bool, alarms: Sequence[AlarmWords] = ()) -> str:
    view = reading.view()
    words = Words(view, reader, g.locale, lambda day: read_then(db.session, view, day))
    return render_template(
        "board/page.html",
        head=reading.kept(("board.head", reader), lambda: _head(words)),
        # What she may mark as read holds forms, which are of one session.
        lists=Markup(_lists(words))
        if may("answer:read")
        else reading.kept(("board.lists", reader), lambda: _lists(words)),
        units=units,
        to_mend=mend_lines(view) if mends else None,
        alarms=alarms,
    )


def _map(wanted: filters.Filters) -> str:
    view = reading.view()
    return render_template(
        "board/_map.html",
        map=heat_map(view, wanted, g.locale),
        behind=behind(view, wanted, g.locale),
        wanted=wanted,
        base=url_for("board.page"),
        prefix=wanted.prefix(url_for("board.page")),
    )


def _head(words: Words) -> str:
    return render_template("board/_head.html", words=words, burn=burn_up(words.view))


def _lists(words: Words) -> str:
    return render_template("board/_lists.html", words=words, unmoved=measured.unmoved(words.view))
