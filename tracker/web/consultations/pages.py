"""The page of a consultation: what was heard and what became of it."""

from flask import g, render_template

from tracker.domain.consultations import Consultation
from tracker.domain.plans import Dossier
from tracker.extensions import db
from tracker.queries.consultations import read_invited, read_points
from tracker.web import reading
from tracker.web.access import may
from tracker.web.consultations.forms import PointForm
from tracker.web.consultations.loading import about, milestones_of
from tracker.web.histories import history_of
from tracker.wording import naming


def page_of(found: Consultation, form: PointForm | None = None, refusal: str = "") -> str:
    """As its reader may see it; `form`: a point refused; `refusal`: why it cannot be closed."""
    dossier = db.session.get_one(Dossier, found.dossier_id)
    above = about(dossier)
    edits = may("plan:edit") and above["plan"].closed_at is None
    writes = edits and found.closed_at is None
    units = reading.view().directory.units
    invited = [units[unit_id] for unit_id in read_invited(db.session, found.id)]
    if writes and form is None:
        form = PointForm(formdata=None, offered=milestones_of(found))
    return render_template(
        "consultations/page.html",
        **above,
        found=found,
        points=read_points(db.session, found.id),
        invited=[naming.unit_name(unit, g.locale) for unit in invited],
        edits=edits,
        writes=writes,
        form=form,
        refusal=refusal,
        history=history_of("consultation", [found.id]),
    )
