"""Leaving the demonstration: its end, in one transaction."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Select, and_, delete, func, or_, select, update
from sqlalchemy.orm import Session

from tracker.domain import contacts, revision
from tracker.domain.briefs import Brief
from tracker.domain.bureau import BureauSettings, QuietPeriod
from tracker.domain.changes import Actor, Change, note
from tracker.domain.closures import Closure
from tracker.domain.commitments import Commitment
from tracker.domain.confidence import Confidence
from tracker.domain.consultations import (
    Consultation,
    ConsultationPoint,
    ConsultationTrace,
    ConsultationUnit,
    ConsultationWaiver,
)
from tracker.domain.decisions import Decision
from tracker.domain.demonstration import (
    COMMITMENTS,
    CONSULTATIONS,
    DECISIONS,
    DOSSIERS,
    IMPORTS,
    INDICATORS,
    MESSAGES,
    MILESTONES,
    PEOPLE,
    PLANS,
    PLAYED,
    QUESTIONS,
    REVIEWS,
    SLOTS,
    SURVEYS,
    UPDATES,
)
from tracker.domain.exports import WorkbookExport
from tracker.domain.imports import ImportBatch, ImportStep
from tracker.domain.indicators import IndicatorDispute, IndicatorValue
from tracker.domain.insert_only import deletable
from tracker.domain.leaving_measures import measures_on_units, remove_measures
from tracker.domain.messages import MailLink, Message, MessageEvent, MessageItem
from tracker.domain.milestones import Baseline, BaselineProposal, Milestone
from tracker.domain.opt_outs import OptOut
from tracker.domain.people import Absence, Contact, Person
from tracker.domain.plans import ActionPlan, Dossier
from tracker.domain.questions import BlockerReply, Question
from tracker.domain.raising import RaisingProposal
from tracker.domain.readings import Reading
from tracker.domain.reviews import Review, ReviewGuest, ReviewMinutes, ReviewNote
from tracker.domain.sessions import AddressChange, OneUseLink, UserSession
from tracker.domain.setup import MANAGERS
from tracker.domain.slots import ReminderSlot, Skip
from tracker.domain.units import Unit, UnitAlias, UnitName
from tracker.domain.updates import Update

#: Columns in which the history of a real plan may still name one of its people.
_AUTHORS = (
    Update.author_id,
    Update.link_owner_id,
    Question.asked_by_id,
    Question.answered_by_id,
    BlockerReply.by_id,
    BaselineProposal.asked_by_id,
    Confidence.by_id,
    Decision.owner_id,
    Decision.taken_by_id,
    Reading.by_id,
    IndicatorValue.by_id,
    IndicatorDispute.raised_by_id,
    ImportBatch.by_id,
    ConsultationWaiver.given_by_id,
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


def remains(session: Session) -> Remains:
    """What leaving would remove. One statement."""
    row = session.execute(
        select(
            _count(PLANS),
            _count(DOSSIERS),
            _count(MILESTONES),
            _count(UPDATES),
            _count(PEOPLE),
            _count(MESSAGES),
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
            ~PLAYED,
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
        _remove_reviews(session)
        remove_measures(session)
        _remove_consultations(session)
        _remove_files(session)
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
        "plan": PLANS,
        "dossier": DOSSIERS,
        "milestone": MILESTONES,
        "commitment": COMMITMENTS,
        "question": QUESTIONS,
        "review": REVIEWS,
        "decision": DECISIONS,
        "survey": SURVEYS,
        "indicator": INDICATORS,
        "consultation": CONSULTATIONS,
        "person": PEOPLE,
    }
    about = [
        and_(Change.object_kind == kind, Change.object_id.in_(ids)) for kind, ids in objects.items()
    ]
    _delete(session, Change, or_(Change.by_id.in_(PEOPLE), *about))


def _remove_mail(session: Session) -> None:
    # A message is found by what was raised: that goes after it, save for who announced it.
    session.execute(
        update(RaisingProposal)
        .where(RaisingProposal.commitment_id.in_(COMMITMENTS))
        .values(announced_by=None),
        execution_options={"synchronize_session": False},
    )
    for table in (MailLink, MessageItem, MessageEvent, OptOut):
        _delete(session, table, table.message_id.in_(MESSAGES))
    _delete(session, MessageItem, MessageItem.commitment_id.in_(COMMITMENTS))
    _delete(session, MailLink, MailLink.person_id.in_(PEOPLE))
    _delete(session, OptOut, OptOut.person_id.in_(PEOPLE))
    _delete(session, Message, Message.id.in_(MESSAGES))
    _delete(session, Skip, or_(Skip.slot_id.in_(SLOTS), Skip.person_id.in_(PEOPLE)))
    _delete(session, ReminderSlot, ReminderSlot.id.in_(SLOTS))


def _remove_reviews(session: Session) -> None:
    _delete(session, Brief, Brief.plan_id.in_(PLANS))
    _delete(session, Reading, Reading.update_id.in_(UPDATES))
    _delete(session, Confidence, Confidence.dossier_id.in_(DOSSIERS))
    _delete(session, Decision, Decision.plan_id.in_(PLANS))
    for table in (ReviewMinutes, ReviewNote, ReviewGuest):
        _delete(session, table, table.review_id.in_(REVIEWS))
    _delete(session, Review, Review.plan_id.in_(PLANS))
    # Who played is invited nowhere any more.
    _delete(session, ReviewGuest, ReviewGuest.person_id.in_(PEOPLE))


def _remove_consultations(session: Session) -> None:
    points = select(ConsultationPoint.id).where(
        ConsultationPoint.consultation_id.in_(CONSULTATIONS)
    )
    _delete(session, ConsultationTrace, ConsultationTrace.point_id.in_(points))
    for table in (ConsultationPoint, ConsultationUnit):
        _delete(session, table, table.consultation_id.in_(CONSULTATIONS))
    for table in (Consultation, ConsultationWaiver):
        _delete(session, table, table.dossier_id.in_(DOSSIERS))


def _remove_files(session: Session) -> None:
    _delete(session, ImportStep, ImportStep.batch_id.in_(IMPORTS))
    for table in (ImportBatch, WorkbookExport):
        _delete(session, table, table.plan_id.in_(PLANS))


def _remove_plan(session: Session) -> None:
    _delete(session, Question, Question.id.in_(QUESTIONS))
    _delete(session, RaisingProposal, RaisingProposal.commitment_id.in_(COMMITMENTS))
    _delete(session, BlockerReply, BlockerReply.update_id.in_(UPDATES))
    # A commitment and its live answer point at one another.
    session.execute(
        update(Commitment)
        .where(Commitment.milestone_id.in_(MILESTONES))
        .values(live_update_id=None, answer=None, answered_on=None),
        execution_options={"synchronize_session": False},
    )
    _delete(session, Update, Update.commitment_id.in_(COMMITMENTS))
    _delete(session, Commitment, Commitment.milestone_id.in_(MILESTONES))
    for table in (Baseline, BaselineProposal):
        _delete(session, table, table.milestone_id.in_(MILESTONES))
    _delete(session, Milestone, Milestone.plan_id.in_(PLANS))
    _delete(session, Dossier, Dossier.plan_id.in_(PLANS))
    _delete(session, ActionPlan, ActionPlan.illustrative)


def _remove_people(session: Session) -> None:
    for table in (UserSession, OneUseLink, AddressChange, Contact, Absence):
        _delete(session, table, table.person_id.in_(PEOPLE))
    contacts.close_gaps(session)
    session.execute(
        update(Absence).where(Absence.substitute_id.in_(PEOPLE)).values(substitute_id=None),
        execution_options={"synchronize_session": False},
    )
    still_named = or_(*(Person.id.in_(select(column)) for column in _AUTHORS))
    session.execute(
        update(Person)
        .where(PLAYED, still_named)
        .values(active=False, is_persona=False, persona_position=None, password_hash=None),
        execution_options={"synchronize_session": False},
    )
    _delete(session, Person, and_(PLAYED, ~still_named))


def _remove_units(session: Session) -> None:
    _delete(session, Change, Change.object_kind == "unit")
    for table in (UnitName, UnitAlias, Unit):
        session.execute(delete(table), execution_options={"synchronize_session": False})


def _standing_on_units() -> Select:
    """Ids of what is real and stands on units: dossiers, contacts, measures. They keep them."""
    dossiers = select(Dossier.id).where(Dossier.id.not_in(DOSSIERS))
    contacts = select(Contact.id).where(Contact.person_id.not_in(PEOPLE))
    return dossiers.union_all(contacts, *measures_on_units())


def _being_sent(now: datetime) -> Select:
    return select(Message.id).where(
        Message.id.in_(MESSAGES), Message.state == "sending", Message.lease_until > now
    )


def _count(ids: Select) -> ColumnElement[int]:
    return select(func.count()).select_from(ids.subquery()).scalar_subquery()


def _delete(session: Session, table: type, where: ColumnElement[bool]) -> None:
    session.execute(delete(table).where(where), execution_options={"synchronize_session": False})
