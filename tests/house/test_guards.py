"""What the database itself refuses, on both: constraints, and the triggers Alembic cannot see."""

from datetime import date

import pytest
from sqlalchemy import delete, update
from sqlalchemy.exc import DatabaseError

from tests.support.guarded_rows import (
    DAY,
    IN_SESSION,
    NOW,
    brief,
    change,
    code,
    decision,
    lead,
    level,
    message,
    minutes,
    proposal,
    question,
    reply,
    review,
    said,
    told,
)
from tracker.domain.briefs import Brief, BriefItem
from tracker.domain.bureau import BureauSettings, QuietPeriod
from tracker.domain.changes import Change
from tracker.domain.commitments import Commitment
from tracker.domain.confidence import Confidence
from tracker.domain.messages import MessageEvent
from tracker.domain.milestones import Baseline, Milestone
from tracker.domain.people import Absence, Contact, Person
from tracker.domain.plans import ActionPlan, Dossier
from tracker.domain.questions import BlockerReply, Question
from tracker.domain.readings import Reading
from tracker.domain.reviews import ReviewMinutes
from tracker.domain.sessions import AddressChange, OneUseLink
from tracker.domain.slots import ReminderSlot
from tracker.domain.units import Unit, UnitName
from tracker.domain.updates import Update
from tracker.extensions import db


@pytest.fixture
def session(app):
    """A plan of one milestone with its baseline, a lead, an answer, and a message."""
    with app.app_context():
        session = db.session
        for number in (1, 2):
            session.add(Unit(id=number, code=f"U{number}", kind="borough", gloss_en="", position=1))
            session.add(Person(id=number, name="Responsable", email=f"p{number}@exemple.test"))
        session.add(
            ActionPlan(
                id=1, title_fr="Plan", starts_on=DAY, ends_on=DAY, is_current=True, loaded_at=NOW
            )
        )
        session.flush()
        session.add(
            Dossier(id=1, plan_id=1, code="D1", name_fr="Permis", bureau_role="lead", position=1)
        )
        session.flush()
        session.add(
            Milestone(
                id=1,
                plan_id=1,
                dossier_id=1,
                code="D1-01",
                kind="decision",
                title_fr="Décision",
                starts_on=DAY,
                baseline_due=DAY,
                position=1,
            )
        )
        session.flush()
        session.add(Baseline(milestone_id=1, seq=0, due=DAY, frozen_at=NOW, by="Directrice"))
        session.add(lead(id=1, unit_id=1))
        session.add(
            ReminderSlot(id=1, plan_id=1, nominal_on=DAY, outcome="planned", decided_at=NOW)
        )
        session.flush()
        session.add(said(id=1))
        session.add(message(id=1, person_id=1))
        session.flush()
        session.add(MessageEvent(id=1, message_id=1, at=NOW, what="planned"))
        session.add(change())
        session.add(reply(kind="lifted"))
        session.add(proposal(id=1))
        session.add_all(
            (brief(id=1), told(), level(id=1), review(id=1, **IN_SESSION), decision(id=1))
        )
        session.flush()
        session.add_all((minutes(), Reading(update_id=1, by_name="Directrice", at=NOW)))
        session.commit()
        yield session
        session.rollback()


INSERT_ONLY = {
    "a baseline is not changed": update(Baseline).values(due=date(2026, 5, 1)),
    "a baseline is not deleted": delete(Baseline),
    "an answer's sentence is not changed": update(Update).values(sentence="Autre chose."),
    "an answer's date is not changed": update(Update).values(said_on=date(2026, 4, 1)),
    "an answer is not deleted": delete(Update),
    "an event is not changed": update(MessageEvent).values(what="sent"),
    "an event is not deleted": delete(MessageEvent),
    "a line of the history is not changed": update(Change).values(after="Autre chose"),
    "a line of the history is not deleted": delete(Change),
    "a blocker’s reply is not changed": update(BlockerReply).values(sentence="Autre chose."),
    "a blocker’s reply is not deleted": delete(BlockerReply),
    "a brief is not changed": update(Brief).values(content="{}"),
    "a brief is not deleted": delete(Brief),
    "what a brief tells is not changed": update(BriefItem).values(content="{}"),
    "what a brief tells is not deleted": delete(BriefItem),
    "a level of confidence is not changed": update(Confidence).values(level="compromised"),
    "a level of confidence is not deleted": delete(Confidence),
    "minutes are not changed": update(ReviewMinutes).values(content="{}"),
    "minutes are not deleted": delete(ReviewMinutes),
    "a word back is not changed": update(Reading).values(words="Autre chose."),
    "what was read stays read": delete(Reading),
}


@pytest.mark.parametrize("statement", INSERT_ONLY.values(), ids=INSERT_ONLY.keys())
def test_what_was_written_stays(session, statement):
    with pytest.raises(DatabaseError, match="is insert only"):
        session.execute(statement)


def test_a_code_of_nobody_sets_the_tool_up_and_a_link_of_somebody_invites(session):
    session.add(code(purpose="setup"))
    session.add(OneUseLink(token_hash="y", expires_at=NOW, purpose="invitation", person_id=1))
    session.flush()


def test_withdrawing_an_answer_is_the_one_change_it_takes(session):
    session.execute(update(Update).values(withdrawn_at=NOW, withdrawn_by="Responsable"))
    session.commit()
    assert session.get_one(Update, 1).withdrawn_by == "Responsable"


REFUSED = {
    "two current plans": lambda: ActionPlan(
        title_fr="Autre", starts_on=DAY, ends_on=DAY, is_current=True, loaded_at=NOW
    ),
    "a plan that ends before it starts": lambda: ActionPlan(
        title_fr="Autre", starts_on=DAY, ends_on=date(2026, 4, 19), loaded_at=NOW
    ),
    "an approval without a name": lambda: ActionPlan(
        title_fr="Autre", starts_on=DAY, ends_on=DAY, loaded_at=NOW, approved_at=NOW
    ),
    "two files of one code": lambda: Dossier(
        plan_id=1, code="D1", name_fr="Permis", bureau_role="lead", position=2
    ),
    "a role of the Bureau nobody knows": lambda: Dossier(
        plan_id=1, code="D9", name_fr="Permis", bureau_role="chef", position=2
    ),
    "two leads on one milestone": lambda: lead(unit_id=2),
    "one unit twice on one milestone": lambda: Commitment(
        milestone_id=1, unit_id=1, role="contributor"
    ),
    "a lead without forecast": lambda: Commitment(milestone_id=1, unit_id=2, role="lead"),
    "a release without its reason": lambda: Commitment(
        milestone_id=1, unit_id=2, role="contributor", released_at=NOW, released_by="X"
    ),
    "a second first baseline": lambda: Baseline(
        milestone_id=1, seq=0, due=DAY, frozen_at=NOW, by="X"
    ),
    "a corrected baseline without reason": lambda: Baseline(
        milestone_id=1, seq=1, due=DAY, frozen_at=NOW, by="X"
    ),
    "the same answer twice": lambda: said(id=2, nonce="n1"),
    "done without evidence": lambda: said(id=2, answer="done", done_on=DAY),
    "done without a date": lambda: said(id=2, answer="done", sentence="Fait."),
    "postponed without a date": lambda: said(id=2, answer="postponed", reason="winter"),
    "postponed without a reason": lambda: said(id=2, answer="postponed", new_due=DAY),
    "blocked by nobody": lambda: said(id=2, answer="blocked"),
    "blocked by two": lambda: said(
        id=2, answer="blocked", blocker_unit_id=2, blocker_words="Hydro-Québec"
    ),
    "half a withdrawal": lambda: said(id=2, withdrawn_at=NOW),
    "one person twice in a slot": lambda: message(id=2, person_id=1),
    "a Message-ID twice": lambda: message(id=2, person_id=2, message_id="<1@exemple.test>"),
    "sending without a lease": lambda: message(id=2, person_id=2, state="sending"),
    "a lease without sending": lambda: message(id=2, person_id=2, lease_until=NOW),
    "sent without when": lambda: message(id=2, person_id=2, state="sent"),
    "data started on a planned message": lambda: message(
        id=2, person_id=2, data_started_at=NOW, body_text="x", body_html="x"
    ),
    "a slot twice": lambda: ReminderSlot(
        plan_id=1, nominal_on=DAY, outcome="planned", decided_at=NOW
    ),
    "an address in capitals": lambda: Person(name="X", email="P9@exemple.test"),
    "one address twice": lambda: Person(name="X", email="p1@exemple.test"),
    "a suspension without reason": lambda: Person(
        name="X", email="p9@exemple.test", suspended_at=NOW
    ),
    "an absence that ends before it starts": lambda: Absence(
        person_id=1, starts_on=DAY, ends_on=date(2026, 4, 19)
    ),
    "one's own substitute": lambda: Absence(
        person_id=1, substitute_id=1, starts_on=DAY, ends_on=DAY
    ),
    "a unit that succeeds itself": lambda: Unit(
        id=9, code="U9", kind="borough", gloss_en="", position=9, successor_id=9
    ),
    "a question on two things": lambda: Question(
        commitment_id=1, dossier_id=1, asked_by_id=1, asked_at=NOW, text="Quand?"
    ),
    "a merger without its day": lambda: Unit(
        id=9, code="U9", kind="borough", gloss_en="", position=9, successor_id=1
    ),
    "a line of the history of something unknown": lambda: change(object_kind="chose"),
    "a line of the history that came nobody knows how": lambda: change(way="rumeur"),
    "two open corrections of one baseline": lambda: proposal(id=2),
    "half a decision on a baseline": lambda: proposal(id=2, outcome="accepted"),
    "a promise without its day": lambda: reply(kind="promised"),
    "a day promised by what is lifted": lambda: reply(kind="lifted", promised_on=DAY),
    "an answer in words without its author": lambda: question(answered_at=NOW),
    "half a withdrawal of a question": lambda: question(withdrawn_at=NOW),
    "a mail of a kind nobody knows": lambda: message(
        id=2, person_id=2, slot_id=None, kind="publicité"
    ),
    "an invitation in a slot": lambda: message(id=2, person_id=2, kind="invitation"),
    "a set-up code of somebody": lambda: code(purpose="setup", person_id=1),
    "a password link of nobody": lambda: code(purpose="password"),
    "a link that serves for anything": lambda: code(purpose="autre", person_id=1),
    "a change of address decided nobody knows when": lambda: AddressChange(
        person_id=1,
        old_email="p1@exemple.test",
        new_email="q1@exemple.test",
        asked_at=NOW,
        asked_by="Coordination",
        outcome="confirmed",
    ),
    "settings twice": lambda: BureauSettings(id=2, set_up_at=NOW, set_up_by="Coordination"),
    "a quiet period that ends before it starts": lambda: QuietPeriod(
        starts_on=DAY, ends_on=date(2026, 4, 19), name="Fêtes"
    ),
    "two briefs of one Monday": lambda: brief(number=2),
    "two briefs of one number": lambda: brief(day=date(2026, 4, 27)),
    "a brief tells something in an unknown part": lambda: told(part="other"),
    "a brief tells nothing": lambda: told(content=""),
    "a brief of the day it looks back to": lambda: brief(number=2, since=DAY),
    "a level without a sentence": lambda: level(sentence=""),
    "a level nobody knows": lambda: level(level="bon"),
    "a level declared by no unit": lambda: level(unit_id=None),
    "two reviews in session": lambda: review(number=2, **IN_SESSION),
    "two reviews of one number": lambda: review(),
    "a review that ended before it began": lambda: review(number=2, ended_at=NOW, ended_by="X"),
    "a review cancelled without a reason": lambda: review(
        number=2, cancelled_at=NOW, cancelled_by="X"
    ),
    "a review of no length": lambda: review(number=2, minutes_long=0),
    "minutes twice": lambda: minutes(),
    "a decision of nobody": lambda: decision(number=2, owner_id=None),
    "a decision of two": lambda: decision(number=2, owner_unit_id=1),
    "a decision that says nothing": lambda: decision(number=2, text=""),
    "a decision awaited after it was taken": lambda: decision(
        number=2, waited_since=date(2026, 4, 21)
    ),
    "a decision given up without a reason": lambda: decision(
        number=2, outcome="dropped", closed_on=DAY, closed_at=NOW, closed_by="X"
    ),
    "half an end of a decision": lambda: decision(number=2, outcome="done"),
    "a question on nothing": lambda: Question(asked_by_id=1, asked_at=NOW, text="Quand?"),
}


@pytest.mark.parametrize("row", REFUSED.values(), ids=REFUSED.keys())
def test_the_database_refuses(session, row):
    session.add(row())
    with pytest.raises(DatabaseError):
        session.flush()


PAIRS = {
    "two principals of a unit": lambda: [
        Contact(unit_id=1, person_id=1, rank=0),
        Contact(unit_id=1, person_id=2, rank=0),
    ],
    "one person twice in a unit": lambda: [
        Contact(unit_id=1, person_id=1, rank=0),
        Contact(unit_id=1, person_id=1, rank=1),
    ],
    "two names from one day": lambda: [
        UnitName(unit_id=1, name="A", short="A", long_form="A", valid_from=DAY),
        UnitName(unit_id=1, name="B", short="B", long_form="B", valid_from=DAY),
    ],
}


@pytest.mark.parametrize("rows", PAIRS.values(), ids=PAIRS.keys())
def test_the_database_refuses_the_second(session, rows):
    first, second = rows()
    session.add(first)
    session.commit()
    session.add(second)
    with pytest.raises(DatabaseError):
        session.flush()


def test_a_page_that_is_only_shown_cannot_write(app, session):
    from tracker.db import read_only

    session.rollback()
    token = read_only.set(True)
    try:
        session.add(Person(name="X", email="p9@exemple.test"))
        with pytest.raises(DatabaseError):
            session.flush()
    finally:
        session.rollback()
        read_only.reset(token)
