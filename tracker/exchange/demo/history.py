"""The demonstration's story, told in memory, then written down: answers, mails, a question."""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session, contains_eager, selectinload

from tracker.domain.calendar import BusinessCalendar
from tracker.domain.closures import Closure
from tracker.domain.commitments import Commitment
from tracker.domain.milestones import Milestone
from tracker.domain.people import Person
from tracker.domain.plans import ActionPlan
from tracker.domain.questions import Question
from tracker.exchange.demo.fates import Fates
from tracker.exchange.demo.people import Cast
from tracker.exchange.demo.relances import write_slots
from tracker.exchange.demo.story import Story
from tracker.exchange.demo.threads import Said, Thread
from tracker.exchange.demo.words import Words
from tracker.exchange.units import UnitIndex

QUESTION = (
    "Qu’est-ce qui manque encore à vos équipes pour tenir la date, et qui peut vous l’apporter?"
)


def write_history(
    session: Session,
    plan: ActionPlan,
    index: UnitIndex,
    cast: Cast,
    today: date,
    now: datetime,
    zone: ZoneInfo,
) -> None:
    """Lay believable answers, past mails and an open question behind the plan.

    The caller commits.
    """
    calendar = BusinessCalendar(session.scalars(select(Closure.day)))
    commitments = _commitments(session, plan)
    threads = make_threads(plan, commitments, index)
    words = Words()
    unit_ids = {unit.code: unit.id for unit in index.units}
    Fates(list(threads.values()), today, calendar, words, unit_ids).assign()
    asked_at = _instant(calendar.add(today, -2), time(15, 12), zone)
    story = Story(list(threads.values()), now, zone, calendar, words, cast.reachable, asked_at)
    story.live(plan.starts_on)
    with session.no_autoflush:
        for commitment in commitments:
            for said in threads[commitment.id].said:
                _record(commitment, said, cast.author(threads[commitment.id].unit, said.on))
    session.flush()
    _ask_question(session, commitments, threads, cast)
    asks = write_slots(session, plan, story.kept, threads, cast)
    for commitment in commitments:
        commitment.refold(asks.get(commitment.id, ()))
    session.flush()


def make_threads(
    plan: ActionPlan, commitments: list[Commitment], index: UnitIndex
) -> dict[int, Thread]:
    """A thread for each commitment id, contributors bound to their lead's."""
    units = {unit.id: unit for unit in index.units}
    threads: dict[int, Thread] = {}
    leads: dict[int, Thread] = {}
    for commitment in commitments:
        unit, milestone = units[commitment.unit_id], commitment.milestone
        thread = Thread(
            milestone=milestone.code,
            kind=milestone.kind,
            unit=unit.code,
            unit_id=unit.id,
            borough=unit.kind == "borough",
            starts_on=milestone.starts_on,
            baseline=milestone.baseline_due,
            plan_ends_on=plan.ends_on,
            lead=leads.get(milestone.id),
        )
        if commitment.role == "lead":
            leads[milestone.id] = thread
        else:
            leads[milestone.id].others.append(thread)
        threads[commitment.id] = thread
    return threads


def _commitments(session: Session, plan: ActionPlan) -> list[Commitment]:
    """Every commitment of the plan, each milestone's lead first."""
    return list(
        session.scalars(
            select(Commitment)
            .join(Commitment.milestone)
            .options(contains_eager(Commitment.milestone), selectinload(Commitment.updates))
            .where(Milestone.plan_id == plan.id)
            .order_by(Milestone.position, Commitment.role.desc(), Commitment.id)
        )
    )


def _record(commitment: Commitment, said: Said, author: Person) -> None:
    commitment.record(
        said.given,
        nonce=f"demonstration-{commitment.id}-{said.id}",
        at=said.at,
        on=said.on,
        author_id=author.id,
        author_name=author.name,
        way="demonstration",
        prior_due=said.prior_due,
    )


def _ask_question(session, commitments, threads, cast: Cast) -> None:
    for commitment in commitments:
        asked_at = threads[commitment.id].question_at
        if asked_at is not None:
            session.add(
                Question(
                    commitment_id=commitment.id,
                    asked_by_id=cast.director.id,
                    asked_at=asked_at,
                    text=QUESTION,
                )
            )


def _instant(day: date, wall: time, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, wall, zone).astimezone(UTC)
