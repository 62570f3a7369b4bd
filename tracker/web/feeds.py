"""The address of a calendar, made, replaced or revoked on the page of its owner."""

from flask import flash, g, redirect, render_template
from flask_babel import gettext as _

from tracker.domain import feeds
from tracker.domain.feeds import Owner
from tracker.extensions import db
from tracker.web import reading
from tracker.web.editing import actor


def make(owner: Owner, back: str) -> str:
    """Make the feed of `owner`; the page that shows its address, this once. `back`: where to go
    from it."""
    token = feeds.make(db.session, owner, actor())
    db.session.commit()
    reading.forget_view()
    g.secret_page = True
    address = f"{reading.settings().public_url}/calendar/{token}.ics"
    return render_template(
        "calendar/made.html",
        address=address,
        subscribe=f"webcal://{address.split('://', 1)[1]}",
        back=back,
        of_unit=owner.kind == "unit",
    )


def revoke(owner: Owner, back: str):
    """Close it; back to the page of its owner."""
    if feeds.revoke(db.session, owner, actor()):
        db.session.commit()
        flash(_("L’adresse du calendrier n’ouvre plus rien."))
    else:
        flash(_("Aucune adresse de calendrier n’était ouverte."))
    return redirect(back, 303)
