"""Links of the account's mails: a password to choose, an address to confirm or to refuse."""

from flask import abort
from flask_babel import gettext as _
from sqlalchemy import select

from tracker import clock
from tracker.domain.people import Person
from tracker.domain.sessions import PASSWORD_PURPOSES, AddressChange, OneUseLink
from tracker.domain.tokens import token_hash
from tracker.extensions import db


def password_link(token: str) -> tuple[OneUseLink, Person]:
    """The link of this token and its person, while it may serve; else 404 with a sentence."""
    found = db.session.execute(
        select(OneUseLink, Person)
        .join(Person, Person.id == OneUseLink.person_id)
        .where(
            OneUseLink.token_hash == token_hash(token),
            OneUseLink.purpose.in_(PASSWORD_PURPOSES),
            OneUseLink.used_at.is_(None),
            OneUseLink.expires_at > clock.now(),
            Person.active,
        )
    ).one_or_none()
    if found is None:
        abort(
            404, _("Ce lien a déjà servi, ou n’est plus valable. Demandez-en un autre au Bureau.")
        )
    return found[0], found[1]


def address_link(
    token: str, purpose: str, lock: bool = False
) -> tuple[OneUseLink, AddressChange, Person]:
    """The link, its change of address and whose it is; 404 with a sentence for no such link.

    The link is found again after it served, so that a reload still says what became of it.
    """
    found = db.session.execute(
        select(OneUseLink, AddressChange)
        .join(AddressChange, AddressChange.id == OneUseLink.address_change_id)
        .where(OneUseLink.token_hash == token_hash(token), OneUseLink.purpose == purpose)
    ).one_or_none()
    if found is None:
        abort(404, _("Ce lien n’est pas connu. Écrivez à la coordination du Bureau."))
    link, change = found
    person = db.session.get_one(
        Person, change.person_id, with_for_update=lock, populate_existing=lock
    )
    if lock:
        db.session.refresh(change)
        db.session.refresh(link)
    return link, change, person


def outcome(link: OneUseLink, change: AddressChange, person: Person) -> str:
    """What may still be done: `open`, or why nothing may: its outcome, `expired` or `left`."""
    if change.outcome:
        return change.outcome
    if not person.active:
        return "left"
    return "open" if link.used_at is None and link.expires_at > clock.now() else "expired"
