"""Leaving the demonstration: the people who played in it."""

from sqlalchemy import and_, or_, select, update
from sqlalchemy.orm import Session

from tracker.domain import contacts
from tracker.domain.confidence import Confidence
from tracker.domain.consultations import ConsultationWaiver
from tracker.domain.decisions import Decision
from tracker.domain.demonstration import PEOPLE, PLAYED
from tracker.domain.imports import ImportBatch
from tracker.domain.indicators import IndicatorDispute, IndicatorValue
from tracker.domain.insert_only import remove
from tracker.domain.milestones import BaselineProposal
from tracker.domain.people import Absence, Contact, Person
from tracker.domain.questions import BlockerReply, Question
from tracker.domain.readings import Reading
from tracker.domain.sessions import AddressChange, OneUseLink, UserSession
from tracker.domain.setup import MANAGERS
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


def remove_people(session: Session) -> None:
    """Remove who played; whom the history of a real plan names stays, inactive. The caller
    commits."""
    for table in (UserSession, OneUseLink, AddressChange, Contact, Absence):
        remove(session, table, table.person_id.in_(PEOPLE))
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
    remove(session, Person, and_(PLAYED, ~still_named))
