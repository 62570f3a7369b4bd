"""What the units of a lead have promised, on one page, each answerable in place."""

from flask import Blueprint, g, render_template

from tracker.web import measured, reading
from tracker.web.access import requires
from tracker.web.decision_lines import lines, owned_by
from tracker.web.kept_page import NONCE, kept_page
from tracker.web.levels import carried
from tracker.web.mine.around import around
from tracker.web.owed import current_reader, withdraw_until
from tracker.web.owing import coming_slot, owing

bp = Blueprint("mine", __name__)


@bp.get("/mine")
@requires("mine:read")
def page():
    """One's commitments, most urgent first; an empty page for who answers for no unit."""
    seen, reader = reading.view(), current_reader()
    slot = coming_slot(seen, reader)
    decided = lines(seen, owned_by(seen, reader.person_id, reader.unit_ids), g.locale)

    def render() -> str:
        if not reader.unit_ids:
            return render_template("mine/no_unit.html", decisions=decided)
        return render_template(
            "mine/page.html",
            owing=owing(seen, reader),
            around=around(seen, reader),
            decisions=decided,
            carried=carried(seen, reader.unit_ids, g.locale),
            nonce=NONCE,
            values=measured.owed_by(seen, reader.unit_ids),
        )

    moments = (slot.due_at if slot else None, withdraw_until(seen, reader))
    return kept_page(("mine", *moments), render)
