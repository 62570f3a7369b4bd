"""Leaving the demonstration: what it is made of, and its end, in one transaction.

The demonstration is every illustrative plan with what hangs from it, and the people who play it:
its roles, and all whose address is of the domain that no real person can have.
"""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Select, and_, delete, func, or_, select, update
from sqlalchemy.orm import Session

from tracker.domain import contacts, revision
from tracker.domain.bureau import BureauSettings, QuietPeriod
from tracker.domain.changes import Actor, Change, note
from tracker.domain.closures import Closure
from tracker.domain.commitments import Commitment
from tracker.domain.insert_only import deletable
from tracker.domain.messages import MailLink, Message, MessageEvent, MessageItem
from tracker.domain.milestones import Baseline, BaselineProposal, Milestone
from tracker.domain.opt_outs import OptOut
from tracker.domain.people import Absence, Contact, Person
from tracker.domain.plans import ActionPlan, Dossier
from tracker.domain.questions import BlockerReply, Question
from tracker.domain.raising import RaisingProposal
from tracker.domain.sessions import AddressChange, OneUseLink, UserSession
from tracker.domain.setup import MANAGERS
from tracker.domain.slots import ReminderSlot, Skip
from tracker.domain.units import Unit, UnitAlias, UnitName
from tracker.domain.updates import Update

#: A reserved domain: mail to it reaches nobody, hence nobody real has an address there.
DOMAIN = "@exemple.test"

_PLANS = select(ActionPlan.id).where(ActionPlan.illustrative)
_DOSSIERS = select(Dossier.id).where(Dossier.plan_id.in_(_PLANS))
_MILESTONES = select(Milestone.id).where(Milestone.plan_id.in_(_PLANS))
_COMMITMENTS = select(Commitment.id).where(Commitment.milestone_id.in_(_MILESTONES))
_UPDATES = select(Update.id).where(Update.commitment_id.in_(_COMMITMENTS))
_QUESTIONS = select(Question.id).where(
    or_(Question.commitment_id.in_(_COMMITMENTS), Question.dossier_id.in_(_DOSSIERS))
)
_SLOTS = select(ReminderSlot.id).where(ReminderSlot.plan_id.in_(_PLANS))
_PLAYED = or_(Person.is_persona, Person.email.like(f"%{DOMAIN}"))
_PEOPLE = select(Person.id).where(_PLAYED)
_RAISINGS = select(RaisingProposal.id).where(RaisingProposal.commitment_id.in_(_COMMITMENTS))
_REPLIES = select(BlockerReply.id).where(BlockerReply.update_id.in_(_UPDATES))
#: Mail of its slots, to its people, and about its questions and replies. An account's mail to
#: somebody real stays.
_MESSAGES = select(Message.id).where(
    or_(
        Message.slot_id.in_(_SLOTS),
        Message.person_id.in_(_PEOPLE),
        and_(Message.kind == "question", Message.about_id.in_(_QUESTIONS)),
        and_(Message.kind == "relief", Message.about_id.in_(_REPLIES)),
        and_(Message.kind == "raised", Message.about_id.in_(_RAISINGS)),
    )
)
#: Columns in which the history of a real plan may still name one of its people.
_AUTHORS = (
    Update.author_id,
    Update.link_owner_id,
    Question.asked_by_id,
    Question.answered_by_id,
    BlockerReply.by_id,
    BaselineProposal.asked_by_id,
)


class CannotLeave(Exception):
    """Why the demonstration stays: `nobody` could sign in after it, or a mail is `leaving`."""


@dataclass(frozen=True, slots=True)
class Remains:
    """How many of each would be removed; `units` and `closures`, were they not kept.

    `units_needed`: a plan or somebody real stands on the units, so that they stay.
    """

    plans: int
    dossiers: int
    milestones: int
    answers: int
    people: int
    mails: int
    units: int
    closures: int
    units_needed: bool


def is_here(session: Session) -> bool:
    """Whether there is a demonstration to leave."""
    return session.scalar(_PLANS.limit(1)) is not None


def is_played(session: Session, person_id: int) -> bool:
    """Whether that person ends with the demonstration."""
    return session.scalar(_PEOPLE.where(Person.id == person_id)) is not None


def remains(session: Session) -> Remains:
    """What leaving would remove. One statement."""
    row = session.execute(
        select(
            _count(_PLANS),
            _count(_DOSSIERS),
            _count(_MILESTONES),
            _count(_UPDATES),
            _count(_PEOPLE),
            _count(_MESSAGES),
            _count(select(Unit.id)),
            _count(select(Closure.id)),
            _count(_standing_on_units()),
        )
    ).one()
    return Remains(*row[:-1], units_needed=bool(row[-1]))


def who_can_sign_in(session: Session) -> int | None:
    """Id of a real person who coordinates or administers and has a password; None without."""
    return session.scalar(
        select(Person.id)
        .where(
            ~_PLAYED,
            Person.active,
            Person.role.in_(MANAGERS),
            Person.password_hash.is_not(None),
        )
        .order_by(Person.id)
        .limit(1)
    )


def leave(session: Session, actor: Actor, *, keep_units: bool, keep_closures: bool) -> None:
    """Remove the demonstration. The caller commits; until then nothing is gone.

    Raises CannotLeave("nobody") when no real person could sign in to manage what is left, and
    CannotLeave("leaving") while one of its mails is being handed over.
    """
    if who_can_sign_in(session) is None:
        raise CannotLeave("nobody")
    if session.scalar(_being_sent(actor.at).limit(1)) is not None:
        raise CannotLeave("leaving")
    keep_units = keep_units or remains(session).units_needed
    with deletable(session):
        _remove_history(session)
        _remove_mail(session)
        _remove_plan(session)
        _remove_people(session)
        if not keep_units:
            _remove_units(session)
    if not keep_closures:
        session.execute(delete(Closure))
        session.execute(delete(QuietPeriod))
    _remember(session, actor)
    revision.mark(session)


def _remember(session: Session, actor: Actor) -> None:
    """The row that says « set up once »: the demonstration never comes back by itself."""
    if session.get(BureauSettings, 1) is None:
        session.add(BureauSettings(id=1, set_up_at=actor.at, set_up_by=actor.name))
    note(session, "settings", 1, actor, "demonstration_left")


def _remove_history(session: Session) -> None:
    """The lines written by its people, on whatever; and those of its own objects."""
    objects = {
        "plan": _PLANS,
        "dossier": _DOSSIERS,
        "milestone": _MILESTONES,
        "commitment": _COMMITMENTS,
        "question": _QUESTIONS,
        "person": _PEOPLE,
    }
    about = [
        and_(Change.object_kind == kind, Change.object_id.in_(ids)) for kind, ids in objects.items()
    ]
    _delete(session, Change, or_(Change.by_id.in_(_PEOPLE), *about))


def _remove_mail(session: Session) -> None:
    # A message is found by what was raised: that goes after it, save for who announced it.
    session.execute(
        update(RaisingProposal)
        .where(RaisingProposal.commitment_id.in_(_COMMITMENTS))
        .values(announced_by=None),
        execution_options={"synchronize_session": False},
    )
    for table in (MailLink, MessageItem, MessageEvent, OptOut):
        _delete(session, table, table.message_id.in_(_MESSAGES))
    _delete(session, MessageItem, MessageItem.commitment_id.in_(_COMMITMENTS))
    _delete(session, MailLink, MailLink.person_id.in_(_PEOPLE))
    _delete(session, OptOut, OptOut.person_id.in_(_PEOPLE))
    _delete(session, Message, Message.id.in_(_MESSAGES))
    _delete(session, Skip, or_(Skip.slot_id.in_(_SLOTS), Skip.person_id.in_(_PEOPLE)))
    _delete(session, ReminderSlot, ReminderSlot.id.in_(_SLOTS))


def _remove_plan(session: Session) -> None:
    _delete(session, Question, Question.id.in_(_QUESTIONS))
    _delete(session, RaisingProposal, RaisingProposal.commitment_id.in_(_COMMITMENTS))
    _delete(session, BlockerReply, BlockerReply.update_id.in_(_UPDATES))
    # A commitment and its live answer point at one another.
    session.execute(
        update(Commitment)
        .where(Commitment.milestone_id.in_(_MILESTONES))
        .values(live_update_id=None, answer=None, answered_on=None),
        execution_options={"synchronize_session": False},
    )
    _delete(session, Update, Update.commitment_id.in_(_COMMITMENTS))
    _delete(session, Commitment, Commitment.milestone_id.in_(_MILESTONES))
    for table in (Baseline, BaselineProposal):
        _delete(session, table, table.milestone_id.in_(_MILESTONES))
    _delete(session, Milestone, Milestone.plan_id.in_(_PLANS))
    _delete(session, Dossier, Dossier.plan_id.in_(_PLANS))
    _delete(session, ActionPlan, ActionPlan.illustrative)


def _remove_people(session: Session) -> None:
    for table in (UserSession, OneUseLink, AddressChange, Contact, Absence):
        _delete(session, table, table.person_id.in_(_PEOPLE))
    contacts.close_gaps(session)
    session.execute(
        update(Absence).where(Absence.substitute_id.in_(_PEOPLE)).values(substitute_id=None),
        execution_options={"synchronize_session": False},
    )
    still_named = or_(*(Person.id.in_(select(column)) for column in _AUTHORS))
    session.execute(
        update(Person)
        .where(_PLAYED, still_named)
        .values(active=False, is_persona=False, persona_position=None, password_hash=None),
        execution_options={"synchronize_session": False},
    )
    _delete(session, Person, and_(_PLAYED, ~still_named))


def _remove_units(session: Session) -> None:
    _delete(session, Change, Change.object_kind == "unit")
    for table in (UnitName, UnitAlias, Unit):
        session.execute(delete(table), execution_options={"synchronize_session": False})


def _standing_on_units() -> Select:
    """Ids of dossiers and contacts that are real: units under them stay."""
    dossiers = select(Dossier.id).where(Dossier.id.not_in(_DOSSIERS))
    contacts = select(Contact.id).where(Contact.person_id.not_in(_PEOPLE))
    return dossiers.union_all(contacts)


def _being_sent(now: datetime) -> Select:
    return select(Message.id).where(
        Message.id.in_(_MESSAGES), Message.state == "sending", Message.lease_until > now
    )


def _count(ids: Select) -> ColumnElement[int]:
    return select(func.count()).select_from(ids.subquery()).scalar_subquery()


def _delete(session: Session, table: type, where: ColumnElement[bool]) -> None:
    session.execute(delete(table).where(where), execution_options={"synchronize_session": False})
