"""GET /calendar/….ics: read back by two parsers that know nothing of one another."""

import random
from datetime import date, timedelta

import pytest
import vobject
from icalendar import Calendar
from sqlalchemy import func, select

from tests.support.databases import NOW
from tests.support.plan_builder import in_days
from tests.support.statements import counted
from tracker.domain import feeds
from tracker.domain.changes import Actor
from tracker.domain.commitments import Commitment
from tracker.domain.feeds import CalendarFeed, Owner
from tracker.domain.milestones import Milestone
from tracker.domain.people import Person
from tracker.domain.plans import ActionPlan
from tracker.domain.tokens import token_hash
from tracker.domain.units import Unit
from tracker.domain.updates import Update
from tracker.extensions import db

BUREAU = Actor(None, "Coordination du Bureau", NOW)


@pytest.fixture
def make(app, plan):
    """`make("alice")`, `make("verdun")`: a feed of that person or unit; its token."""

    def new(name):
        owner = (
            Owner("person", plan.people[name])
            if name in plan.people
            else Owner("unit", plan.units[name])
        )
        with app.app_context():
            token = feeds.make(db.session, owner, BUREAU)
            db.session.commit()
        return token

    return new


@pytest.fixture
def fetch(client):
    """`fetch(token)`: the answer, to somebody who is signed in nowhere."""
    return lambda token, **headers: client.get(f"/calendar/{token}.ics", headers=headers)


def _plain(text):
    """With no-break spaces made plain."""
    return str(text).replace("\N{NO-BREAK SPACE}", " ")


def _name(answer):
    """What the calendar is called."""
    return _plain(Calendar.from_ical(answer.data)["x-wr-calname"].to_ical().decode())


def _events(answer):
    """By summary, the events as `icalendar` reads them; `vobject` must read the same."""
    assert answer.status_code == 200
    read = {str(event["summary"]): event for event in Calendar.from_ical(answer.data).events}
    other = vobject.readOne(answer.data.decode())
    seen = {event.summary.value: event for event in getattr(other, "vevent_list", [])}
    assert seen.keys() == read.keys()
    for summary, event in read.items():
        twin = seen[summary]
        assert twin.uid.value == event["uid"]
        assert twin.dtstart.value == event["dtstart"].dt
        assert twin.dtend.value == event["dtend"].dt
        assert int(twin.sequence.value) == event["sequence"]
        assert twin.dtstamp.value == event["dtstamp"].dt
        assert twin.description.value == str(event["description"])
        assert twin.status.value == event["status"]
    return {_plain(summary): event for summary, event in read.items()}


def _only(answer):
    (event,) = _events(answer).values()
    return event


def test_a_milestone_is_an_event_of_a_whole_day_on_its_forecast_date(plan, make, fetch):
    commitment = plan.commitment(due=date(2026, 6, 3), title="Liste unique; d’abord, ensuite")
    plan.say(commitment, "postponed", new_due=date(2026, 7, 6), reason="supplier")

    event = _only(fetch(make("alice")))

    assert event["summary"] == "D1-01 · Liste unique; d’abord, ensuite · Verdun"
    assert event["dtstart"].dt == date(2026, 7, 6)
    assert event["dtend"].dt == date(2026, 7, 7)
    assert event["uid"] == f"commitment-{commitment}@127.0.0.1"
    assert event["url"].endswith("/milestones/1")
    assert event["transp"] == "TRANSPARENT"
    assert event["status"] == "CONFIRMED"
    told = _plain(event["description"])
    assert told.splitlines() == [
        "Permis",
        "Date de départ : 3 juin 2026",
        "Date prévue : 6 juillet 2026",
        "Écart : 1er report, +23 jours ouvrables",
    ]


def test_the_whole_file_is_a_calendar_without_alarm_nor_names(plan, make, fetch):
    plan.commitment(title="Un titre assez long pour que sa ligne doive être repliée " * 3)
    answer = fetch(make("verdun"))

    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert answer.headers["Cache-Control"] == "private, no-cache"
    calendar = Calendar.from_ical(answer.data)
    assert calendar["version"] == "2.0"
    assert _name(answer) == "Suivi : Verdun"
    text = answer.data.decode()
    assert "VALARM" not in text
    assert "METHOD" not in text
    assert "Responsable" not in text
    lines = answer.data.split(b"\r\n")
    assert all(len(line) <= 75 for line in lines)
    assert any(line.startswith(b" ") for line in lines)
    assert b"\n" not in answer.data.replace(b"\r\n", b"")


def test_one_that_is_done_says_so_and_one_that_is_withdrawn_is_cancelled(plan, make, fetch):
    done, gone, freed = (plan.commitment(title=title) for title in ("Fini", "Parti", "Libéré"))
    plan.say(done, "done", done_on=in_days(-8), sentence="Déposé.")
    whole = {"withdrawn_at": NOW, "withdrawn_by": "Bureau", "withdrawn_reason": "Sans objet"}
    plan.edit(Milestone, 2, **whole)
    plan.edit(
        Commitment, freed, released_at=NOW, released_by="Bureau", released_reason="Sans objet"
    )

    events = _events(fetch(make("verdun")))

    assert {summary.split(" · ")[1]: event["status"] for summary, event in events.items()} == {
        "Fini": "CONFIRMED",
        "Parti": "CANCELLED",
        "Libéré": "CANCELLED",
    }
    assert "Fait : D1-01 · Fini · Verdun" in events
    assert "Retiré : D1-02 · Parti · Verdun" in events
    assert gone


def test_a_date_that_moved_raises_the_sequence_and_keeps_the_uid(plan, make, fetch):
    commitment, token = plan.commitment(), make("verdun")
    before = _only(fetch(token))
    plan.say(commitment, "postponed", new_due=in_days(90), reason="staffing", at=NOW)

    after = _only(fetch(token))

    assert after["uid"] == before["uid"]
    assert after["sequence"] > before["sequence"]
    assert after["dtstart"].dt == in_days(90)
    assert after["last-modified"].dt == NOW.replace(microsecond=0)


def test_a_contributor_follows_the_date_of_the_lead_and_so_does_the_sequence(plan, make, fetch):
    commitment, token = plan.commitment("verdun", lead="legal"), make("verdun")
    before = _only(fetch(token))
    plan.say(plan.lead_of(commitment), "postponed", "charlie", new_due=in_days(90), reason="winter")

    after = _only(fetch(token))

    assert after["dtstart"].dt == in_days(90)
    assert after["sequence"] > before["sequence"]


def test_the_sequence_never_falls_whatever_is_answered_and_taken_back(app, plan, make, fetch):
    chance, moment = random.Random(4), NOW
    commitment, token = plan.commitment(), make("verdun")
    seen = [_only(fetch(token))]
    for _step in range(24):
        moment += timedelta(hours=25)
        live = plan.standing_answer(commitment)
        act = chance.choice(("postponed", "on_track", "withdraw"))
        if act == "withdraw" and live is None:
            continue
        if act == "withdraw":
            _withdraw(app, commitment, live.id, moment)
        elif act == "postponed":
            due = in_days(chance.randrange(40, 200))
            plan.say(commitment, act, new_due=due, reason="winter", at=moment)
        else:
            plan.say(commitment, act, at=moment)
        event = _only(fetch(token))
        before = seen[-1]
        assert event["sequence"] >= before["sequence"]
        assert event["dtstamp"].dt >= before["dtstamp"].dt
        if event["dtstart"].dt != before["dtstart"].dt:
            assert event["sequence"] > before["sequence"]
        seen.append(event)
    assert len({event["dtstart"].dt for event in seen}) > 5
    assert len({event["uid"] for event in seen}) == 1


def _withdraw(app, commitment_id, update_id, at):
    with app.app_context():
        said = db.session.get_one(Update, update_id)
        said.withdrawn_at, said.withdrawn_by = at, "Responsable, Verdun"
        db.session.flush()
        db.session.get_one(Commitment, commitment_id).refold()
        db.session.commit()


def test_each_feed_shows_what_its_owner_promised(plan, make, fetch):
    plan.commitment("verdun", lead="verdun", title="À Verdun")
    plan.commitment("legal", title="Aux affaires juridiques")

    mine, theirs = _events(fetch(make("alice"))), _events(fetch(make("legal")))

    assert [summary.split(" · ")[1] for summary in mine] == ["À Verdun"]
    assert [summary.split(" · ")[1] for summary in theirs] == ["Aux affaires juridiques"]


def test_somebody_of_the_bureau_sees_each_milestone_once(plan, make, fetch):
    plan.commitment("verdun", lead="legal")
    plan.commitment("verdun", lead="verdun")

    answer = fetch(make("diane"))

    assert len(_events(answer)) == 2
    assert _name(answer) == "Suivi : tout le plan"


def test_it_speaks_the_language_of_its_person(app, plan, make, fetch):
    commitment = plan.commitment(title="Liste unique", title_en="Single list")
    plan.say(commitment, "done", done_on=in_days(-8), sentence="Déposé.")
    token = make("alice")
    assert "Fait : D1-01 · Liste unique · Verdun" in _events(fetch(token))

    plan.edit(Person, plan.people["alice"], locale="en")
    answer = fetch(token)

    event = _events(answer)["Done: D1-01 · Single list · Verdun"]
    assert "Starting date: " in event["description"]
    assert _name(answer) == "Suivi: your milestones"


def test_a_draft_shows_nothing_yet(plan, make, fetch):
    plan.commitment()
    plan.edit(ActionPlan, 1, approved_at=None, approved_by=None)

    assert _events(fetch(make("verdun"))) == {}


def test_nothing_new_is_answered_in_a_word(plan, make, fetch):
    commitment, token = plan.commitment(), make("verdun")
    tag = fetch(token).headers["ETag"]

    again = fetch(token, **{"If-None-Match": tag})
    assert (again.status_code, again.data) == (304, b"")

    plan.say(commitment, "postponed", new_due=in_days(90), reason="winter")
    assert fetch(token, **{"If-None-Match": tag}).status_code == 200


def test_one_that_is_revoked_or_replaced_is_not_found(app, plan, make, fetch):
    plan.commitment()
    first = make("verdun")
    second = make("verdun")
    assert fetch(first).status_code == 404
    assert fetch(second).status_code == 200

    with app.app_context():
        assert feeds.revoke(db.session, Owner("unit", plan.units["verdun"]), BUREAU)
        db.session.commit()

    assert fetch(second).status_code == 404
    assert fetch("x" * 43).status_code == 404


def test_that_of_somebody_who_left_is_not_found(plan, make, fetch):
    token = make("alice")
    plan.edit(Person, plan.people["alice"], active=False)

    assert fetch(token).status_code == 404


def test_that_of_a_unit_that_was_merged_is_not_found(plan, make, fetch):
    token = make("anjou")
    plan.edit(Unit, plan.units["anjou"], successor_id=plan.units["verdun"], merged_on=in_days(0))

    assert fetch(token).status_code == 404


def test_only_the_hash_of_a_token_is_kept(app, make):
    token = make("alice")

    with app.app_context():
        (feed,) = db.session.scalars(select(CalendarFeed))
        assert feed.token_hash == token_hash(token)
        assert len(token) >= 43


def test_reading_writes_nothing_and_asks_as_much_for_many_as_for_few(app, plan, make, fetch):
    plan.commitment()
    token = make("verdun")
    with counted(app) as few:
        fetch(token)
    for _n in range(12):
        plan.commitment()
    with counted(app) as many:
        assert len(_events(fetch(token))) == 13

    assert len(many) == len(few)
    with app.app_context():
        assert db.session.scalar(select(func.count(CalendarFeed.id))) == 1
