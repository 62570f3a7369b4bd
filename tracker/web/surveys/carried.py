"""The surveys of the press release, laid with one press where there is none."""

from flask import flash, redirect, url_for
from flask_babel import gettext as _
from sqlalchemy.exc import IntegrityError

from tracker.exchange.surveys import SurveysLoaded, load_surveys
from tracker.extensions import db
from tracker.web.access import requires
from tracker.web.editing import actor
from tracker.web.surveys.room import bp


@bp.post("/surveys/carried")
@requires("survey:keep")
def lay():
    """Lay the three surveys and what was published of them; pressed twice, they are laid once."""
    try:
        load_surveys(db.session, actor())
        db.session.commit()
    except (SurveysLoaded, IntegrityError):
        db.session.rollback()
        flash(_("Des sondages sont déjà inscrits : rien n’a changé."))
    else:
        flash(_("Les trois sondages sont inscrits, avec la provenance de chaque chiffre."))
    return redirect(url_for("surveys.page"), 303)
