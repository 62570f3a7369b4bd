"""A new address for somebody: at once where nobody could confirm it, else by mail to both."""

from flask import flash
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from tracker.domain import accounts
from tracker.domain.changes import Actor, note
from tracker.domain.people import Person
from tracker.extensions import db
from tracker.mail import outbox
from tracker.queries.people import read_accounts
from tracker.web import reading
from tracker.web.editing import EditForm
from tracker.web.fields import EmailField, Given, field_errors


class AddressForm(EditForm):
    """A new address."""

    email = EmailField(
        _l("Nouvelle adresse"), validators=[Given(_l("Écrivez la nouvelle adresse."))]
    )


def change_address(form, person: Person, actor: Actor, by_coordination: bool) -> bool:
    """Whether `form.email` becomes, or may become, the address of `person`. The caller commits.

    The person is locked. Where the answer is no, the field says why.
    """
    email = form.email.data
    known = accounts.find_person(db.session, email)
    if known is not None:
        field_errors(
            form.email,
            _("C’est déjà l’adresse en vigueur.")
            if known is person
            else _("Cette adresse est déjà celle de %(name)s.", name=known.name),
        )
        return False
    if by_coordination and accounts.needs_no_confirmation(person):
        _at_once(person, email, actor)
        return True
    old = person.email
    change = accounts.ask_address(db.session, person, email, actor)
    for kind, to in (("address", email), ("address_notice", old)):
        outbox.post(
            db.session,
            reading.settings(),
            kind,
            person,
            actor.at,
            about_id=change.id,
            to_address=to,
        )
    flash(
        _(
            "Un courriel part à %(new)s : l’adresse change dès qu’on y confirme. "
            "%(old)s en est avertie.",
            new=email,
            old=old,
        )
    )
    return True


def _at_once(person: Person, email: str, actor: Actor) -> None:
    accounts.replace_address_changes(db.session, person.id, actor.at)
    accounts.set_address(db.session, person, email, actor)
    account = read_accounts(db.session, person.id)[person.id]
    if account.invited_at and not account.can_enter and person.active:
        # The link that went to the former address is void: another leaves for the new one.
        outbox.post(db.session, reading.settings(), "invitation", person, actor.at)
        note(db.session, "person", person.id, actor, "invited", after=email)
    flash(_("L’adresse est changée; les courriels partent désormais à %(email)s.", email=email))
