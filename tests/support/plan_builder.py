"""A tiny plan for tests: two dossiers, three units, five people; and what may be added to it.

alice answers for Verdun (bob when she is away), charlie for the legal department; diane directs
the Bureau, emile coordinates it, fanny only reads. Days are business days from TODAY, a Monday.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import wraps

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from tests.support.databases import NOW
from tests.support.plan_ground import PEOPLE, in_days, lay_dossiers, lay_people
from tracker.domain.answers import Answer
from tracker.domain.asks import asks_of
from tracker.domain.commitments import Commitment
from tracker.domain.messages import MailLink, Message, MessageItem
from tracker.domain.milestones import Milestone
from tracker.domain.people import Person
from tracker.domain.questions import Question
from tracker.domain.raising import RaisingProposal
from tracker.domain.sessions import UserSession
from tracker.domain.slots import ReminderSlot
from tracker.domain.tokens import new_token, token_hash
from tracker.domain.updates import Update
from tracker.extensions import db


def _in_context(method: Callable) -> Callable:
    """Run in an application context of its own: none stays open while a client asks for pages."""

    @wraps(method)
    def within(self: "TinyPlan", *args: object, **kwargs: object) -> object:
        with self.app.app_context():
            return method(self, *args, **kwargs)

    return within


@dataclass
class TinyPlan:
    """What `lay_plan` laid, by name. Ids are plain numbers; what is read back is detached."""

    app: Flask
    people: dict[str, int] = field(default_factory=dict)
    units: dict[str, int] = field(default_factory=dict)
    dossiers: dict[str, int] = field(default_factory=dict)
    count: int = 0

    @_in_context
    def commitment(
        self,
        unit: str = "verdun",
        *,
        due: date | None = None,
        starts: date | None = None,
        lead: str = "legal",
        dossier: str = "D1",
        title: str | None = None,
        title_en: str = "",
    ) -> int:
        """A milestone of `dossier` on which `unit` has promised something; id of its commitment.

        `lead`: the unit that leads the milestone; `unit` itself for a commitment of lead.
        """
        session = db.session
        self.count += 1
        milestone = Milestone(
            plan_id=1,
            dossier_id=self.dossiers[dossier],
            code=f"{dossier}-{self.count:02}",
            kind="deliverable",
            title_fr=title or f"Jalon numéro {self.count}",
            title_en=title_en,
            starts_on=starts or in_days(-60),
            baseline_due=due or in_days(60),
            position=self.count,
        )
        leads = Commitment(
            unit_id=self.units[lead], role="lead", forecast_due=milestone.baseline_due
        )
        milestone.commitments.append(leads)
        if unit != lead:
            milestone.commitments.append(
                Commitment(unit_id=self.units[unit], role="contributor", forecast_due=None)
            )
        milestone.freeze_baseline("Directrice du Bureau", NOW - timedelta(days=90))
        session.add(milestone)
        session.commit()
        return next(c.id for c in milestone.commitments if c.unit_id == self.units[unit])

    @_in_context
    def contribution(self, commitment_id: int, unit: str) -> int:
        """One more contributor on the milestone of a commitment; id of the new commitment."""
        session = db.session
        milestone = session.get_one(Commitment, commitment_id).milestone
        added = Commitment(unit_id=self.units[unit], role="contributor", forecast_due=None)
        milestone.commitments.append(added)
        session.commit()
        return added.id

    @_in_context
    def lead_of(self, commitment_id: int) -> int:
        """Id of the lead's commitment on the milestone of a commitment."""
        others = db.session.get_one(Commitment, commitment_id).milestone.commitments
        return next(c.id for c in others if c.role == "lead")

    @_in_context
    def say(
        self,
        commitment_id: int,
        answer: str,
        by: str = "alice",
        *,
        at: datetime | None = None,
        owner: str | None = None,
        opened_at: datetime | None = None,
        **told: object,
    ) -> int:
        """An answer laid down as if it had been given at `at`; id of the update. `owner`: it came
        through the link of a mail to them."""
        session = db.session
        at = at or NOW - timedelta(days=7)
        commitment = session.get_one(Commitment, commitment_id)
        lead = next(c for c in commitment.milestone.commitments if c.role == "lead")
        update = commitment.record(
            Answer(answer, **told),
            nonce=new_token(),
            at=at,
            on=at.date(),
            author_id=self.people[by],
            author_name=PEOPLE[by][0],
            way="mail" if owner else "page",
            link_owner_id=self.people[owner] if owner else None,
            opened_at=opened_at,
            prior_due=commitment.forecast_due
            or lead.forecast_due
            or commitment.milestone.baseline_due,
        )
        session.flush()
        commitment.refold(asks_of(session, commitment_id))
        session.commit()
        return update.id

    @_in_context
    def ask(self, commitment_id: int, text: str, by: str = "diane") -> int:
        """A question of the director on a commitment; its id."""
        question = Question(
            commitment_id=commitment_id,
            asked_by_id=self.people[by],
            asked_at=NOW - timedelta(days=3),
            text=text,
        )
        db.session.add(question)
        db.session.commit()
        return question.id

    @_in_context
    def mail(self, *commitment_ids: int, to: str = "alice", at: datetime | None = None) -> str:
        """An accepted mail that asked for these commitments; the token of its link."""
        session = db.session
        at = at or NOW - timedelta(hours=1)
        nominal = at.date() - timedelta(days=at.weekday())
        weekly = (ReminderSlot.nominal_on == nominal, ReminderSlot.rule == "weekly")
        slot = session.scalar(select(ReminderSlot).where(*weekly))
        slot = slot or ReminderSlot(
            plan_id=1, nominal_on=nominal, due_at=at, outcome="planned", decided_at=at
        )
        session.add(slot)
        session.flush()
        token = new_token()
        message = Message(
            slot_id=slot.id,
            person_id=self.people[to],
            message_id=f"<{token_hash(token)[:20]}@exemple.test>",
            state="deposited",
            sent_at=at,
            created_at=at,
        )
        session.add(message)
        session.flush()
        for position, commitment_id in enumerate(commitment_ids):
            session.add(
                MessageItem(
                    message_id=message.id,
                    commitment_id=commitment_id,
                    asked=True,
                    why="to_confirm",
                    position=position,
                    asked_on=at.date(),
                )
            )
        session.add(
            MailLink(
                token_hash=token_hash(token),
                message_id=message.id,
                person_id=self.people[to],
                created_at=at,
                expires_at=at + timedelta(days=30),
            )
        )
        session.flush()
        for commitment_id in commitment_ids:
            session.get_one(Commitment, commitment_id).refold(asks_of(session, commitment_id))
        session.commit()
        return token

    @_in_context
    def announce(
        self,
        commitment_id: int,
        step: str = "head",
        *,
        raised_on: date | None = None,
        at: datetime | None = None,
        **more: object,
    ) -> int:
        """What an accepted mail told alice may be raised, from today on by default; its id."""
        self.mail(commitment_id, at=at)
        session = db.session
        commitment = session.get_one(Commitment, commitment_id)
        proposal = RaisingProposal(
            commitment_id=commitment_id,
            step=step,
            due=commitment.forecast_due or commitment.milestone.baseline_due,
            raised_on=raised_on or NOW.date(),
            announced_at=at or NOW - timedelta(hours=1),
            announced_by=session.scalar(select(Message.id).order_by(Message.id.desc()).limit(1)),
            words_fr=f"Les mots exacts ({step}).",
            words_en=f"The exact words ({step}).",
            **more,
        )
        session.add(proposal)
        session.commit()
        return proposal.id

    @_in_context
    def edit(self, kind: type, ident: int, **changes: object) -> None:
        """Change some columns of one row."""
        thing = db.session.get_one(kind, ident)
        for name, value in changes.items():
            setattr(thing, name, value)
        db.session.commit()

    @_in_context
    def answers(self, commitment_id: int) -> list[Update]:
        """Every answer given on a commitment, oldest first."""
        statement = select(Update).where(Update.commitment_id == commitment_id)
        return list(db.session.scalars(statement.order_by(Update.id)))

    @_in_context
    def standing_answer(self, commitment_id: int) -> Update | None:
        """The answer that stands."""
        live = db.session.get_one(Commitment, commitment_id).live_update_id
        return db.session.get(Update, live) if live else None

    @_in_context
    def link(self, token: str) -> MailLink:
        """The link of a token."""
        return db.session.scalars(
            select(MailLink).where(MailLink.token_hash == token_hash(token))
        ).one()


def lay_plan(app: Flask) -> TinyPlan:
    """An approved plan of two dossiers and no milestone yet."""
    plan = TinyPlan(app)
    with app.app_context():
        plan.people, plan.units = lay_people(db.session)
        plan.dossiers = lay_dossiers(db.session)
        db.session.commit()
    return plan


def sign_in(app: Flask, client: FlaskClient, person_id: int, base_url: str | None = None) -> None:
    """Sign `person_id` in on `client`, without the sign-in page, at the address `base_url`."""
    token = new_token()
    with app.app_context():
        db.session.add(
            UserSession(
                token_hash=token_hash(token),
                person_id=person_id,
                created_at=NOW - timedelta(hours=1),
                expires_at=NOW + timedelta(days=400),
            )
        )
        db.session.commit()
    with client.session_transaction(base_url=base_url) as cookie:
        cookie["_user_id"] = token
        cookie["_fresh"] = True


def sign_in_role(client: FlaskClient, role: str) -> None:
    """Sign the first person of that role in on `client`, of its own application."""
    app = client.application
    with app.app_context():
        person_id = db.session.scalar(select(Person.id).where(Person.role == role).limit(1))
    sign_in(app, client, person_id)
