"""The demonstration, laid down in a database."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import func, select

from tests.support.databases import NOW, TODAY
from tracker.domain.asks import asks_of
from tracker.domain.commitments import Commitment
from tracker.domain.messages import Message, MessageEvent, MessageItem
from tracker.domain.milestones import Baseline, Milestone
from tracker.domain.people import Person
from tracker.domain.plans import ActionPlan
from tracker.domain.updates import Update
from tracker.exchange.demo import AlreadyLoaded, load_demo
from tracker.exchange.demo.moving import move_to
from tracker.extensions import db
from tracker.queries.attention import changed_since, last_slot_before, needs_director, silent
from tracker.queries.plan_reading import read_plan_view


@pytest.fixture
def view(demo_app):
    """The demonstration's plan on the day it was laid; on SQLite, then on PostgreSQL."""
    with demo_app.app_context():
        yield read_plan_view(db.session, TODAY)


@pytest.fixture
def sqlite_view(open_app, sqlite_demo_database):
    with open_app(sqlite_demo_database).app_context():
        yield read_plan_view(db.session, TODAY)


@pytest.mark.parametrize(
    ("today", "there"),
    [
        (date(2026, 4, 20), date(2016, 4, 25)),
        (date(2026, 4, 26), date(2016, 5, 1)),
        (date(2016, 4, 25), date(2016, 4, 25)),
        (date(2027, 1, 1), date(2016, 12, 30)),
        (date(2027, 1, 4), date(2016, 1, 4)),
    ],
)
def test_today_falls_in_its_own_calendar_week_of_2016(today, there):
    assert move_to(today).date(there) == today


def test_the_years_in_titles_move_along():
    move = move_to(date(2026, 4, 20))
    assert move.text("Bilan de l’hiver 2015-2016") == "Bilan de l’hiver 2025-2026"
    assert move.text("Vague 2 : collecte (automne 2016)") == "Vague 2 : collecte (automne 2026)"
    assert move.text("100 fiches, 19 arrondissements, 311") == "100 fiches, 19 arrondissements, 311"


def test_the_plan_is_approved_current_and_says_it_is_illustrative(view):
    plan = db.session.get(ActionPlan, view.plan.id)
    assert plan.title_fr == "Plan d’action 2025-2027 (illustratif)"
    assert plan.title_en == "Action plan 2025-2027 (illustrative)"
    assert (plan.state, plan.is_current, plan.illustrative) == ("approved", True, True)
    assert (plan.starts_on, plan.ends_on) == (date(2025, 6, 27), date(2027, 6, 25))
    assert plan.approved_by.endswith("(illustratif)")
    assert plan.approved_at < NOW
    assert plan.loaded_at == NOW


def test_every_milestone_has_its_first_baseline(view):
    session = db.session
    assert session.scalar(select(func.count()).select_from(Milestone)) == 47
    assert session.scalar(select(func.count()).select_from(Baseline)) == 47
    assert view.plan.state == "approved"


def test_six_dossiers_have_no_lead_unit(view):
    bureau = view.directory.unit_by_code("BASC").id
    leads = {dossier.code: dossier.lead_unit_id for dossier in view.dossiers}
    assert {code for code, lead in leads.items() if lead is None} == {
        "D3",
        "D4",
        "D5",
        "D6",
        "D7",
        "D8",
    }
    assert {lead for lead in leads.values() if lead} == {bureau}
    assert [dossier.short_fr for dossier in view.dossiers][:3] == ["Permis", "Lien 1re–2e", "311"]


def test_nineteen_boroughs_contribute_where_all_are_concerned(view):
    boroughs = {unit.id for unit in view.directory.units.values() if unit.kind == "borough"}
    count = {
        milestone.code: sum(row.unit_id in boroughs for row in view.contributors(milestone.id))
        for milestone in view.milestones.values()
    }
    assert {code for code, many in count.items() if many == 19} == {
        "D2-05",
        "D4-01",
        "D7-04",
        "D8-03",
    }
    assert (count["D2-04"], count["D1-05"]) == (6, 0)


def test_nobody_of_the_demonstration_is_real(sqlite_view):
    people = sqlite_view.directory.people.values()
    assert {person.email.partition("@")[2] for person in people} == {"exemple.test"}
    assert {person.locale for person in people} == {"fr", "en"}
    personas = db.session.scalars(
        select(Person).where(Person.is_persona).order_by(Person.persona_position)
    ).all()
    assert [(person.name, person.role) for person in personas] == [
        ("Directrice du Bureau", "director"),
        ("Coordination du Bureau", "coordinator"),
        ("Responsable, Le Sud-Ouest", "none"),
        ("Responsable, Verdun", "none"),
        ("Lecture seule", "reader"),
    ]


def test_one_left_one_bounces_and_one_is_away_with_a_substitute(sqlite_view):
    directory = sqlite_view.directory

    def written_to(code: str) -> str | None:
        person_id = directory.recipient_of(directory.unit_by_code(code).id)
        return directory.people[person_id].name if person_id else None

    assert written_to("SAJ") is None
    assert written_to("REM16") is None
    assert written_to("REM19") == "Substitut, Ville-Marie"
    assert written_to("REM12") == "Responsable, Verdun"


def test_every_state_that_matters_is_there(view):
    words = set(view.words.values())
    assert words >= {"blocked", "late", "silent", "revised", "on_track", "upcoming", "done"}
    assert len(silent(view)) >= 3
    assert len(changed_since(view, last_slot_before(view))) >= 5
    director = next(one for one in view.directory.people.values() if one.role == "director")
    why = {code for need in needs_director(view, director.id) for code in need.why}
    assert {"blocked_here", "help_wanted", "question_open"} <= why


def test_le_sud_ouest_has_something_to_answer_and_verdun_nothing(view):
    def asked(code: str) -> list:
        return [
            row for row in view.by_unit[view.directory.unit_by_code(code).id] if view.asked(row)
        ]

    assert len(asked("REM20")) in {2, 3}
    assert any(row.question_open for row in asked("REM20"))
    assert asked("REM12") == []


def test_what_is_cached_is_what_the_rows_fold_to(view):
    """The asks are those of real message rows, the state that of real answers."""
    kept = ("live_update_id", "answer", "answered_on", "done_on", "forecast_due")
    kept += ("postponements", "streak", "help_wanted", "asked_since", "asked_last")
    for row in view.commitments:
        commitment = db.session.get(Commitment, row.id)
        before = [getattr(commitment, name) for name in kept]
        commitment.refold(asks_of(db.session, row.id))
        assert [getattr(commitment, name) for name in kept] == before
    db.session.rollback()


def test_answers_say_by_what_way_they_came(sqlite_view):
    ways = db.session.scalars(select(Update.way).distinct()).all()
    assert ways == ["demonstration"]
    assert db.session.scalar(select(func.max(Update.said_at))) < NOW
    assert sqlite_view.plan is not None


def test_past_mails_are_deposited_and_say_that_they_are_illustrative(sqlite_view):
    assert sqlite_view.plan.last_slot_on == date(2026, 4, 13)
    messages = db.session.scalars(select(Message)).all()
    assert {message.state for message in messages} == {"deposited"}
    assert all("illustratif" in message.body_text for message in messages)
    details = db.session.scalars(select(MessageEvent.detail).distinct()).all()
    assert details == ["illustratif"]
    assert db.session.scalar(select(func.count()).select_from(MessageItem)) > 50


def test_a_database_with_a_plan_is_left_alone(sqlite_view):
    before = sqlite_view.revision
    with pytest.raises(AlreadyLoaded):
        load_demo(db.session, TODAY, NOW)
    db.session.rollback()
    assert read_plan_view(db.session, TODAY).revision == before


@pytest.mark.parametrize("today", [date(2026, 7, 26), date(2026, 12, 31)])
def test_it_can_be_laid_on_any_day(session, today):
    now = datetime(today.year, today.month, today.day, 16, tzinfo=ZoneInfo("America/Toronto"))
    load_demo(session, today, now)
    words = set(read_plan_view(session, today).words.values())
    assert words >= {"blocked", "late", "silent", "revised", "done"}
