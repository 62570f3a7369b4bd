"""Leaving the demonstration: its end, in one transaction."""

from datetime import datetime

from sqlalchemy import Select, and_, delete, or_, select, update
from sqlalchemy.orm import Session

from tracker.domain import revision
from tracker.domain.briefs import Brief, BriefItem
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
    QUESTIONS,
    REVIEWS,
    SLOTS,
    SURVEYS,
    UPDATES,
)
from tracker.domain.exports import WorkbookExport
from tracker.domain.imports import ImportBatch, ImportStep
from tracker.domain.insert_only import deletable, remove
from tracker.domain.leaving_measures import remove_measures
from tracker.domain.leaving_people import remove_people, who_can_sign_in
from tracker.domain.messages import MailLink, Message, MessageEvent, MessageItem
from tracker.domain.milestones import Baseline, BaselineProposal, Milestone
from tracker.domain.opt_outs import OptOut
from tracker.domain.plans import ActionPlan, Dossier
from tracker.domain.questions import BlockerReply, Question
from tracker.domain.raising import RaisingProposal
from tracker.domain.readings import Reading
from tracker.domain.remains import remains
from tracker.domain.reviews import Review, ReviewGuest, ReviewMinutes, ReviewNote
from tracker.domain.slots import ReminderSlot, Skip
from tracker.domain.units import Unit, UnitAlias, UnitName
from tracker.domain.updates import Update


class CannotLeave(Exception):
    """Why the demonstration stays: `nobody` could sign in after it, or a mail is `leaving`."""


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
        remove_people(session)
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
    remove(session, Change, or_(Change.by_id.in_(PEOPLE), *about))


def _remove_mail(session: Session) -> None:
    # A message is found by what was raised: that goes after it, save for who announced it.
    session.execute(
        update(RaisingProposal)
        .where(RaisingProposal.commitment_id.in_(COMMITMENTS))
        .values(announced_by=None),
        execution_options={"synchronize_session": False},
    )
    for table in (MailLink, MessageItem, MessageEvent, OptOut):
        remove(session, table, table.message_id.in_(MESSAGES))
    remove(session, MessageItem, MessageItem.commitment_id.in_(COMMITMENTS))
    remove(session, MailLink, MailLink.person_id.in_(PEOPLE))
    remove(session, OptOut, OptOut.person_id.in_(PEOPLE))
    remove(session, Message, Message.id.in_(MESSAGES))
    remove(session, Skip, or_(Skip.slot_id.in_(SLOTS), Skip.person_id.in_(PEOPLE)))
    remove(session, ReminderSlot, ReminderSlot.id.in_(SLOTS))


def _remove_reviews(session: Session) -> None:
    briefs = select(Brief.id).where(Brief.plan_id.in_(PLANS))
    remove(session, BriefItem, BriefItem.brief_id.in_(briefs))
    remove(session, Brief, Brief.plan_id.in_(PLANS))
    remove(session, Reading, Reading.update_id.in_(UPDATES))
    remove(session, Confidence, Confidence.dossier_id.in_(DOSSIERS))
    remove(session, Decision, Decision.plan_id.in_(PLANS))
    for table in (ReviewMinutes, ReviewNote, ReviewGuest):
        remove(session, table, table.review_id.in_(REVIEWS))
    remove(session, Review, Review.plan_id.in_(PLANS))
    # Who played is invited nowhere any more.
    remove(session, ReviewGuest, ReviewGuest.person_id.in_(PEOPLE))


def _remove_consultations(session: Session) -> None:
    points = select(ConsultationPoint.id).where(
        ConsultationPoint.consultation_id.in_(CONSULTATIONS)
    )
    remove(session, ConsultationTrace, ConsultationTrace.point_id.in_(points))
    for table in (ConsultationPoint, ConsultationUnit):
        remove(session, table, table.consultation_id.in_(CONSULTATIONS))
    for table in (Consultation, ConsultationWaiver):
        remove(session, table, table.dossier_id.in_(DOSSIERS))


def _remove_files(session: Session) -> None:
    remove(session, ImportStep, ImportStep.batch_id.in_(IMPORTS))
    for table in (ImportBatch, WorkbookExport):
        remove(session, table, table.plan_id.in_(PLANS))


def _remove_plan(session: Session) -> None:
    remove(session, Question, Question.id.in_(QUESTIONS))
    remove(session, RaisingProposal, RaisingProposal.commitment_id.in_(COMMITMENTS))
    remove(session, BlockerReply, BlockerReply.update_id.in_(UPDATES))
    # A commitment and its live answer point at one another.
    session.execute(
        update(Commitment)
        .where(Commitment.milestone_id.in_(MILESTONES))
        .values(live_update_id=None, answer=None, answered_on=None),
        execution_options={"synchronize_session": False},
    )
    remove(session, Update, Update.commitment_id.in_(COMMITMENTS))
    remove(session, Commitment, Commitment.milestone_id.in_(MILESTONES))
    for table in (Baseline, BaselineProposal):
        remove(session, table, table.milestone_id.in_(MILESTONES))
    remove(session, Milestone, Milestone.plan_id.in_(PLANS))
    remove(session, Dossier, Dossier.plan_id.in_(PLANS))
    remove(session, ActionPlan, ActionPlan.illustrative)


def _remove_units(session: Session) -> None:
    remove(session, Change, Change.object_kind == "unit")
    for table in (UnitName, UnitAlias, Unit):
        session.execute(delete(table), execution_options={"synchronize_session": False})


def _being_sent(now: datetime) -> Select:
    return select(Message.id).where(
        Message.id.in_(MESSAGES), Message.state == "sending", Message.lease_until > now
    )
