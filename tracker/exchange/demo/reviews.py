"""Two reviews that were held, one that is planned, what was decided, and answers read back."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from flask import has_app_context
from sqlalchemy.orm import Session

from tracker.domain import deciding, reviewing
from tracker.domain.changes import Actor
from tracker.domain.deciding import About, Owner
from tracker.domain.decisions import Decision
from tracker.domain.people import Person
from tracker.domain.plans import ActionPlan
from tracker.domain.readings import mark_read
from tracker.domain.reviews import Review
from tracker.exchange.demo.people import Cast
from tracker.exchange.units import UnitIndex
from tracker.queries.agenda import DossierAgenda, Point, agenda, director_of
from tracker.queries.decisions import carried_into, decisions_of_review
from tracker.queries.plan_reading import read_plan_view
from tracker.queries.plan_view import PlanView
from tracker.queries.reviews import guests_of, notes_of, read_review
from tracker.wording.minutes import Held, frozen

PLACE = "Salle du Bureau"
STARTS, LONG = time(14), 60
#: Weeks before the present in which the two reviews were held, on a Thursday.
HELD = (6, 3)
#: Words that the director sent back, for the answers that she read last.
WORDS = ("Merci, c’est clair.", "", "Prévenez-moi si la date bouge encore.", "")


@dataclass(frozen=True, slots=True)
class Taken:
    """A decision: the unit that carries it out, or "" for the director herself; by when and, once
    closed, how: in days from the review."""

    dossier: str
    text: str
    unit: str
    due: int
    closed: int | None = None
    outcome: str = "done"
    words: str = ""


DECIDED = (
    (
        Taken("D1", "Tester la norme de délai dans deux arrondissements de plus.", "STI", 21, 14),
        Taken("D4", "Présenter le bilan de l’hiver aux arrondissements.", "SCOM", 25),
        Taken(
            "D6",
            "Demander un second devis pour l’affichage des travaux.",
            "SCOM",
            14,
            9,
            "dropped",
            "Le premier fournisseur a tenu son prix.",
        ),
    ),
    (
        Taken("D3", "Parler à la Direction générale du centre de services unifié.", "", 28),
        Taken("D5", "Réserver deux semaines d’essais avec des citoyens.", "STI", 35),
        Taken("D8", "Envoyer les projets de règlements aux arrondissements.", "SPO", 14, 12),
    ),
)
NOTES = (
    {
        "D1": "Les comptoirs sont prêts; il manque l’accord sur le délai.\nOn y revient en revue.",
        "D4": "Le bilan est écrit, il reste à le présenter.",
    },
    {
        "D3": "Deux modèles sont sur la table. La décision appartient à la Direction générale.",
        "D5": "La version bêta avance; les essais doivent être réservés tôt.",
    },
)


def write_reviews(
    session: Session,
    plan: ActionPlan,
    index: UnitIndex,
    cast: Cast,
    today: date,
    now: datetime,
    zone: ZoneInfo,
) -> None:
    """Lay them down through the rules themselves, as of their days. The caller commits.

    Nothing outside an application context: the minutes need words.
    """
    if not has_app_context():
        return
    session.flush()
    view = read_plan_view(session, today)
    monday = today - timedelta(days=today.weekday())
    for weeks, decided, notes in zip(HELD, DECIDED, NOTES, strict=True):
        day = view.calendar.next_open(monday - timedelta(weeks=weeks) + timedelta(days=3))
        _hold(session, _Scene(plan, index, cast, day, today, zone), decided, notes)
    day = view.calendar.next_open(monday + timedelta(days=3 if today.weekday() < 3 else 10))
    _plan(session, _Scene(plan, index, cast, day, today, zone), now)
    _read_answers(session, view, cast, now)


@dataclass(frozen=True, slots=True)
class _Scene:
    plan: ActionPlan
    index: UnitIndex
    cast: Cast
    day: date
    today: date
    zone: ZoneInfo

    def at(self, wall: time, days: int = 0) -> datetime:
        local = datetime.combine(self.day + timedelta(days=days), wall, self.zone)
        return local.astimezone(UTC)

    def actor(self, person: Person, wall: time, days: int = 0) -> Actor:
        return Actor(person.id, person.name, self.at(wall, days), "demonstration")

    def owner(self, unit: str) -> Owner:
        if not unit:
            return Owner(self.cast.director.name, person_id=self.cast.director.id)
        found = self.index.by_code(unit)
        return Owner(found.code, unit_id=found.id)


def _plan(session: Session, scene: _Scene, at: datetime) -> Review:
    cast = scene.cast
    leads = [cast.principal(unit) for unit in ("SCOM", "STI", "REM20")]
    guests = [cast.director, cast.coordinator, *leads]
    made = Actor(cast.coordinator.id, cast.coordinator.name, at, "demonstration")
    return reviewing.plan_review(
        session,
        made,
        scene.plan.id,
        held_on=scene.day,
        starts_at=STARTS,
        minutes_long=LONG,
        place=PLACE,
        guests={person.id: person.name for person in guests},
    )


def _hold(session: Session, scene: _Scene, decided: Sequence[Taken], notes: dict[str, str]) -> None:
    chair = scene.cast.coordinator
    review = _plan(session, scene, scene.at(time(10), days=-14))
    begins = scene.actor(chair, time(14, 2))
    reviewing.begin(session, review, begins)
    view = read_plan_view(session, scene.day)
    dossiers = {row.code: row.id for row in view.dossiers}
    points = _as_it_stood(view, scene.day)
    for code, text in notes.items():
        writes = scene.actor(chair, time(14, 20))
        reviewing.write_note(session, review, writes, dossiers[code], text, 0)
    made = [(one, _decide(session, scene, review, one, dossiers[one.dossier])) for one in decided]
    ends = scene.actor(chair, time(15, 4))
    row = read_review(session, review.id)
    held = Held(
        row,
        guests_of(session, review.id),
        notes_of(session, review.id),
        carried_into(session, scene.plan.id, row.begun_at),
        decisions_of_review(session, review.id),
        ends.at,
        scene.zone,
    )
    reviewing.end(session, review, ends, frozen(view, held, points))
    session.flush()
    for one, decision in made:
        closes = one.closed is not None and scene.day + timedelta(days=one.closed) < scene.today
        if closes:
            by = scene.actor(scene.cast.principal(one.unit), time(11, 30), days=one.closed)
            on = scene.day + timedelta(days=one.closed)
            deciding.close(session, decision, by, one.outcome, one.words, on)


def _decide(
    session: Session, scene: _Scene, review: Review, one: Taken, dossier_id: int
) -> Decision:
    return deciding.decide(
        session,
        scene.actor(scene.cast.director, time(14, 30)),
        scene.plan.id,
        one.text,
        scene.owner(one.unit),
        scene.day + timedelta(days=one.due),
        on=scene.day,
        waited_since=scene.day - timedelta(days=3 + one.due % 5),
        about=About(review.id, dossier_id),
    )


def _as_it_stood(view: PlanView, day: date) -> list[DossierAgenda]:
    """The agenda of a past day, less what was said since: of that, too little is known."""

    def known(point: Point) -> bool:
        rows = (*(need.row for need in point.needs), *point.blocked, *point.late)
        said = [row.said_on for row in rows if row.said_on is not None]
        return bool(rows) and not point.contradictions and max(said, default=day) < day

    found = agenda(view, (), director_of(view))
    return [replace(one, points=tuple(filter(known, one.points))) for one in found]


def _read_answers(session: Session, view: PlanView, cast: Cast, now: datetime) -> None:
    """The director has read the latest answers but the very last ones, some with a word."""
    answered = [row for row in view.commitments if row.said_at is not None and row.said_at < now]
    latest = sorted(answered, key=lambda row: (row.said_at, row.id), reverse=True)
    director = cast.director
    for row, words in zip(latest[3:], WORDS, strict=False):
        at = min(row.said_at + timedelta(hours=20), now - timedelta(hours=1))
        actor = Actor(director.id, director.name, max(at, row.said_at), "demonstration")
        mark_read(session, row.live_update_id, actor, words)
