"""What the demonstration is made of: statements that give the ids of its rows.

It is every illustrative plan with what hangs from it, and the people who play it: its roles, and
all whose address is of the domain that no real person can have.
"""

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session

from tracker.domain.commitments import Commitment
from tracker.domain.consultations import Consultation
from tracker.domain.decisions import Decision
from tracker.domain.imports import ImportBatch
from tracker.domain.indicators import Indicator, IndicatorValue
from tracker.domain.messages import Message
from tracker.domain.milestones import Milestone
from tracker.domain.people import Person
from tracker.domain.plans import ActionPlan, Dossier
from tracker.domain.questions import BlockerReply, Question
from tracker.domain.raising import RaisingProposal
from tracker.domain.reviews import Review
from tracker.domain.slots import ReminderSlot
from tracker.domain.surveys import PublishedFigure, Survey
from tracker.domain.updates import Update

#: A reserved domain: mail to it reaches nobody, hence nobody real has an address there.
DOMAIN = "@exemple.test"

PLANS = select(ActionPlan.id).where(ActionPlan.illustrative)
DOSSIERS = select(Dossier.id).where(Dossier.plan_id.in_(PLANS))
MILESTONES = select(Milestone.id).where(Milestone.plan_id.in_(PLANS))
COMMITMENTS = select(Commitment.id).where(Commitment.milestone_id.in_(MILESTONES))
UPDATES = select(Update.id).where(Update.commitment_id.in_(COMMITMENTS))
QUESTIONS = select(Question.id).where(
    or_(Question.commitment_id.in_(COMMITMENTS), Question.dossier_id.in_(DOSSIERS))
)
SLOTS = select(ReminderSlot.id).where(ReminderSlot.plan_id.in_(PLANS))
PLAYED = or_(Person.is_persona, Person.email.like(f"%{DOMAIN}"))
PEOPLE = select(Person.id).where(PLAYED)
REVIEWS = select(Review.id).where(Review.plan_id.in_(PLANS))
DECISIONS = select(Decision.id).where(Decision.plan_id.in_(PLANS))
SURVEYS = select(Survey.id).where(Survey.with_demonstration)
PUBLISHED = select(PublishedFigure.id).where(PublishedFigure.with_demonstration)
INDICATORS = select(Indicator.id).where(Indicator.illustrative)
VALUES = select(IndicatorValue.id).where(IndicatorValue.indicator_id.in_(INDICATORS))
CONSULTATIONS = select(Consultation.id).where(Consultation.dossier_id.in_(DOSSIERS))
IMPORTS = select(ImportBatch.id).where(ImportBatch.plan_id.in_(PLANS))
RAISINGS = select(RaisingProposal.id).where(RaisingProposal.commitment_id.in_(COMMITMENTS))
REPLIES = select(BlockerReply.id).where(BlockerReply.update_id.in_(UPDATES))
#: Mail of its slots, to its people, and about its questions, replies and reviews. An account's
#: mail to somebody real stays.
MESSAGES = select(Message.id).where(
    or_(
        Message.slot_id.in_(SLOTS),
        Message.person_id.in_(PEOPLE),
        and_(Message.kind == "question", Message.about_id.in_(QUESTIONS)),
        and_(Message.kind == "relief", Message.about_id.in_(REPLIES)),
        and_(Message.kind == "raised", Message.about_id.in_(RAISINGS)),
        and_(Message.kind.in_(("review", "minutes")), Message.about_id.in_(REVIEWS)),
        and_(Message.kind == "consulted", Message.about_id.in_(CONSULTATIONS)),
    )
)


def is_here(session: Session) -> bool:
    """Whether there is a demonstration to leave."""
    return session.scalar(PLANS.limit(1)) is not None


def is_played(session: Session, person_id: int) -> bool:
    """Whether that person ends with the demonstration."""
    return session.scalar(PEOPLE.where(Person.id == person_id)) is not None
