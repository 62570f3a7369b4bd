"""/address/<token>: the person confirms a new address; whoever reads the old one may refuse."""

from flask import g, render_template
from flask_babel import gettext as _

from tracker import clock
from tracker.domain import accounts
from tracker.domain.changes import Actor
from tracker.extensions import db
from tracker.web.access import requires
from tracker.web.sign_in.links import address_link, outcome
from tracker.web.sign_in.room import bp


@bp.get("/address/<token>")
@requires("public")
def address(token: str):
    """What the link of the new address does; opening it changes nothing."""
    return _told(*address_link(token, "address"))


@bp.post("/address/<token>")
@requires("public")
def confirm_address(token: str):
    """Set the address, unless the link or the address served meanwhile."""
    link, change, person = address_link(token, "address", lock=True)
    if outcome(link, change, person) != "open":
        return _told(link, change, person)
    taken = accounts.find_person(db.session, change.new_email)
    if taken is not None and taken.id != person.id:
        return _told(link, change, person, taken=True), 409
    actor = Actor(person.id, person.name, clock.now(), "mail")
    accounts.confirm_address(db.session, change, person, actor)
    db.session.commit()
    return _told(link, change, person)


@bp.get("/address/<token>/refuse")
@requires("public")
def refusal(token: str):
    """What the link of the old address does; opening it changes nothing."""
    return _told(*address_link(token, "address_refusal"), refusing=True)


@bp.post("/address/<token>/refuse")
@requires("public")
def refuse_address(token: str):
    """The old address stays."""
    link, change, person = address_link(token, "address_refusal", lock=True)
    if outcome(link, change, person) == "open":
        who = _("Le lecteur de %(email)s", email=change.old_email)
        accounts.refuse_address(db.session, change, Actor(None, who, clock.now(), "mail"))
        db.session.commit()
    return _told(link, change, person, refusing=True)


def _told(link, change, person, refusing: bool = False, taken: bool = False):
    g.secret_page = True
    return render_template(
        "sign_in/address.html",
        change=change,
        name=person.name,
        outcome=outcome(link, change, person),
        refusing=refusing,
        taken=taken,
    )
