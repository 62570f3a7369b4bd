"""Rows that the database takes as they are: a guard is tried by changing one field of one."""

from datetime import UTC, date, datetime, time

from tracker.domain.briefs import Brief, BriefItem
from tracker.domain.changes import Change
from tracker.domain.commitments import Commitment
from tracker.domain.confidence import Confidence
from tracker.domain.decisions import Decision
from tracker.domain.messages import Message
from tracker.domain.milestones import BaselineProposal
from tracker.domain.questions import BlockerReply, Question
from tracker.domain.reviews import Review, ReviewMinutes
from tracker.domain.sessions import OneUseLink
from tracker.domain.updates import Update

NOW = datetime(2026, 4, 20, 13, tzinfo=UTC)
DAY = date(2026, 4, 20)


def lead(**fields):
    return Commitment(milestone_id=1, role="lead", forecast_due=DAY, **fields)


def said(**fields):
    usual = {
        "commitment_id": 1,
        "nonce": f"n{fields.get('id')}",
        "answer": "on_track",
        "said_at": NOW,
        "said_on": DAY,
        "author_name": "Responsable",
        "way": "page",
        "prior_due": DAY,
    }
    return Update(**(usual | fields))


def message(**fields):
    usual = {"slot_id": 1, "message_id": f"<{fields.get('id')}@exemple.test>", "created_at": NOW}
    return Message(**(usual | fields))


def change(**fields):
    usual = {"object_kind": "unit", "object_id": 1, "way": "page", "what": "renamed"}
    return Change(at=NOW, by_name="Coordination", **(usual | fields))


def reply(**fields):
    return BlockerReply(update_id=1, by_name="Responsable", at=NOW, **fields)


def proposal(**fields):
    usual = {"milestone_id": 1, "due": DAY, "reason": "Le règlement a changé."}
    return BaselineProposal(asked_by="Coordination", asked_at=NOW, **(usual | fields))


def question(**fields):
    return Question(commitment_id=1, asked_by_id=1, asked_at=NOW, text="Quand?", **fields)


def brief(**fields):
    usual = {"plan_id": 1, "number": 1, "day": DAY, "since": date(2026, 4, 13), "content": "{}"}
    usual |= {"headline_fr": "Rien.", "headline_en": "Nothing."}
    return Brief(made_at=NOW, **(usual | fields))


def told(**fields):
    usual = {"brief_id": 1, "part": "silent", "rank": "1", "line": "a", "content": "{}"}
    return BriefItem(**(usual | fields))


def level(**fields):
    usual = {"dossier_id": 1, "source": "declared", "level": "secured", "unit_id": 1}
    usual |= {"sentence": "Tout est prêt.", "given_on": DAY}
    return Confidence(given_at=NOW, by_name="Responsable", **(usual | fields))


IN_SESSION = {"begun_at": NOW, "begun_by": "Directrice"}


def review(**fields):
    usual = {"plan_id": 1, "number": 1, "held_on": DAY, "starts_at": time(14)}
    return Review(made_at=NOW, made_by="Coordination", **(usual | fields))


def minutes(**fields):
    return ReviewMinutes(review_id=1, made_at=NOW, content="{}", **fields)


def decision(**fields):
    usual = {"plan_id": 1, "number": 1, "text": "Trancher.", "owner_id": 1, "due": DAY}
    usual |= {"waited_since": DAY, "taken_on": DAY}
    return Decision(taken_at=NOW, tell_since=NOW, taken_by="Directrice", **(usual | fields))


def code(**fields):
    return OneUseLink(token_hash="x", expires_at=NOW, **fields)
