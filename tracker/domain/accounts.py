"""Who may sign in, and what must not be taken from the last who can. The caller commits."""

from datetime import datetime

from sqlalchemy import and_, or_, select, update
from sqlalchemy.orm import Session

from tracker.domain.changes import Actor, note
from tracker.domain.messages import MailLink
from tracker.domain.people import Person
from tracker.domain.sessions import AddressChange, OneUseLink, UserSession, end_links_of

#: Roles of which one person at least must be left who can sign in.
GUARDED = ("coordinator", "administrator")


def can_sign_in(person: Person) -> bool:
    """Active, with a password (a role of the demonstration needs none)."""
    return person.active and (person.password_hash is not None or person.is_persona)


def hold(session: Session, person_id: int) -> Person | None:
    """The person, held until the commit with all whose role is guarded.

    In one order for everybody: two who judge one another never wait for each other.
    """
    guarded = and_(Person.role.in_(GUARDED), Person.active)
    held = session.scalars(
        select(Person)
        .where(or_(Person.id == person_id, guarded))
        .order_by(Person.id)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).all()
    return next((one for one in held if one.id == person_id), None)


def why_kept(session: Session, person: Person, by_id: int | None, role: str | None) -> str | None:
    """Why `person` may not take `role`, or be deactivated when `role` is None; None when they may.

    `self`: nobody shuts themselves out. `coordinator`, `administrator`: the last who can sign in
    (or the last at all, where none can). `person` comes from `hold`, so that two who demote each
    other at once are judged one after the other.
    """
    if person.id == by_id and (role is None or (person.role in GUARDED and role not in GUARDED)):
        return "self"
    if person.role not in GUARDED or role == person.role or not person.active:
        return None
    holders = session.scalars(
        select(Person).where(Person.role == person.role, Person.active).order_by(Person.id)
    ).all()
    others = [one for one in holders if one.id != person.id]
    left = [one for one in others if can_sign_in(one)] if can_sign_in(person) else others
    return None if left else person.role


def find_person(session: Session, email: str) -> Person | None:
    """Whoever bears this address, active or not. `email` is as kept: see `normal_email`."""
    return session.scalar(select(Person).where(Person.email == email))


def end_sessions(session: Session, person_id: int, at: datetime, keep: str = "") -> int:
    """Every open session of a person ends, but the one whose token's hash is `keep`.

    Returns how many ended.
    """
    ended = session.execute(
        update(UserSession)
        .where(
            UserSession.person_id == person_id,
            UserSession.revoked_at.is_(None),
            UserSession.token_hash != keep,
        )
        .values(revoked_at=at),
        execution_options={"synchronize_session": False},
    )
    return ended.rowcount


def end_mail_links(session: Session, person_id: int, at: datetime) -> None:
    """The links of every mail already sent to a person open no answer page any more."""
    session.execute(
        update(MailLink)
        .where(MailLink.person_id == person_id, MailLink.revoked_at.is_(None))
        .values(revoked_at=at)
    )


def suspend(session: Session, person: Person, reason: str, actor: Actor) -> bool:
    """No mail leaves for this address any more. False where it was suspended already.

    `reason`: a code of domain/returns.py, or a sentence.
    """
    if person.suspended_at is not None:
        return False
    person.suspended_at, person.suspended_reason = actor.at, reason
    note(session, "person", person.id, actor, "added", field="suspension", after=reason)
    return True


def lift_suspension(session: Session, person: Person, actor: Actor) -> None:
    """« Adresse corrigée »: mail leaves again for this address. Nothing where none is held."""
    if person.suspended_at is None:
        return
    before = person.suspended_reason
    person.suspended_at = person.suspended_reason = None
    note(session, "person", person.id, actor, "removed", field="suspension", before=before)


def reactivate(session: Session, person: Person, actor: Actor) -> None:
    """Back in function; the units they answered for are named anew."""
    if not person.active:
        person.active = True
        note(session, "person", person.id, actor, "reactivated")


def needs_no_confirmation(person: Person) -> bool:
    """Whether a coordinator's correction of the address counts at once.

    True where the present address is suspended, or nobody ever signed in: waiting for anybody's
    consent would leave the person out of reach (docs/decisions/0007).
    """
    return person.suspended_at is not None or person.password_hash is None


def ask_address(session: Session, person: Person, email: str, actor: Actor) -> AddressChange:
    """A change of address to confirm from the new one; an earlier one that waits is replaced."""
    replace_address_changes(session, person.id, actor.at)
    change = AddressChange(
        person_id=person.id,
        old_email=person.email,
        new_email=email,
        asked_at=actor.at,
        asked_by=actor.name,
    )
    session.add(change)
    session.flush()
    note(session, "person", person.id, actor, "asked", field="email", after=email)
    return change


def replace_address_changes(session: Session, person_id: int, at: datetime) -> None:
    """No change of address of this person waits any more."""
    session.execute(
        update(AddressChange)
        .where(AddressChange.person_id == person_id, AddressChange.outcome.is_(None))
        .values(outcome="replaced", decided_at=at)
    )


def set_address(session: Session, person: Person, email: str, actor: Actor) -> None:
    """The address from now on. Links sent to the former one open nothing any more."""
    before, person.email = person.email, email
    note(session, "person", person.id, actor, "changed", field="email", before=before, after=email)
    lift_suspension(session, person, actor)
    end_links_of(session, person.id, actor.at)
    end_mail_links(session, person.id, actor.at)


def confirm_address(session: Session, change: AddressChange, person: Person, actor: Actor) -> None:
    """The person opened the mail that went to the new address."""
    change.outcome, change.decided_at = "confirmed", actor.at
    set_address(session, person, change.new_email, actor)


def refuse_address(session: Session, change: AddressChange, actor: Actor) -> None:
    """Whoever reads the old address says no: it stays, and the link of the new one is void."""
    change.outcome, change.decided_at = "refused", actor.at
    session.execute(
        update(OneUseLink)
        .where(OneUseLink.address_change_id == change.id, OneUseLink.used_at.is_(None))
        .values(used_at=actor.at)
    )
    note(
        session,
        "person",
        change.person_id,
        actor,
        "refused",
        field="email",
        before=change.old_email,
        after=change.new_email,
    )
