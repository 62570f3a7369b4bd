"""The room « milestones »: who promised what, and all that was said."""

from flask import g, render_template
from flask_login import current_user

from tracker.extensions import db
from tracker.queries.consultations import heard_on
from tracker.queries.happenings import read_happenings
from tracker.queries.history import read_history
from tracker.web import reading
from tracker.web.access import may, requires
from tracker.web.announced import SentenceForm, announced
from tracker.web.decision_lines import lines
from tracker.web.forecasts import plan_slips
from tracker.web.milestones import baseline, retire, shares, write
from tracker.web.milestones.folding import folded
from tracker.web.milestones.history import Teller
from tracker.web.milestones.loading import may_ask_correction, milestone_to_read
from tracker.web.milestones.presenter import milestone_page
from tracker.web.milestones.room import bp
from tracker.web.read_marks import mark_of
from tracker.wording import consultations

__all__ = ["baseline", "bp", "retire", "shares", "write"]


@bp.get("/milestones/<int:milestone_id>")
@requires("plan:read")
def page(milestone_id: int):
    """One milestone of the current plan; of another plan for who edits it; or 404."""
    view, milestone = milestone_to_read(milestone_id)
    history = read_history(db.session, milestone_id)
    happened = read_happenings(db.session, milestone_id, view)
    told = [
        one
        for row in view.by_milestone.get(milestone_id, ())
        if row.unit_id in current_user.unit_ids and (one := announced(view, row, g.locale))
    ]
    teller = Teller(view, g.locale, reading.settings().timezone)
    return render_template(
        "milestones/page.html",
        milestone=milestone_page(
            view, milestone, current_user.unit_ids, plan_slips(view), g.locale
        ),
        milestone_id=milestone_id,
        retired=teller.retired(history),
        announced=[(one, SentenceForm(data={"sentence": one.sentence})) for one in told],
        plan=view.plan,
        current=view is reading.view(),
        may_edit=may("plan:edit") and view.plan.state != "closed",
        may_correct=may_ask_correction(view, milestone),
        marks={
            row.id: mark_of(view, row)
            for row in view.by_milestone.get(milestone_id, ())
            if row.read_at is not None or may("answer:read")
        },
        decisions=lines(
            view, (one for one in view.decisions if one.milestone_id == milestone_id), g.locale
        ),
        heard=heard_on(db.session, milestone_id),
        heard_words=consultations,
        entries=folded(teller.entries(history, happened), g.locale),
    )
