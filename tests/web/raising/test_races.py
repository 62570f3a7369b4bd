"""Two people decide at the same instant, or the unit answers while a coordinator decides."""

import re
import threading

import pytest
from sqlalchemy import select

from tests.support.databases import NOW
from tests.support.plan_builder import in_days
from tracker.domain.messages import Message
from tracker.domain.people import Contact, Person
from tracker.domain.raising import RaisingProposal
from tracker.extensions import db
from tracker.jobs.tick import run_once

pytestmark = pytest.mark.slow
SECONDS = 20


@pytest.fixture
def late(app, plan):
    """A commitment of Verdun, announced; bob is at the head of Verdun."""
    held = plan.commitment(lead="verdun", due=in_days(-10))
    plan.announce(held)
    with app.app_context():
        contact = db.session.scalar(select(Contact).where(Contact.person_id == plan.people["bob"]))
        contact.is_head = True
        db.session.get_one(Person, plan.people["diane"]).role = "coordinator"
        db.session.commit()
    return held


def token_of(client):
    return re.search(r'name="csrf_token" value="([^"]+)"', client.get("/sign-in").text)[1]


def at_once(*posts):
    """Send these (client, path, fields) together; their statuses, in the same order."""
    start = threading.Barrier(len(posts))
    given = [0] * len(posts)
    ready = [
        (client, path, {"csrf_token": token_of(client)} | data) for client, path, data in posts
    ]

    def send(place):
        client, path, data = ready[place]
        start.wait(SECONDS)
        given[place] = client.post(path, data=data).status_code

    threads = [threading.Thread(target=send, args=(place,)) for place in range(len(posts))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(SECONDS)
    return given


def raised(app):
    with app.app_context():
        return list(db.session.scalars(select(Message.state).where(Message.kind == "raised")))


def test_two_coordinators_at_once_raise_it_once(app, late, as_person):
    path = "/reminders/raising/1/release"
    given = at_once((as_person("emile"), path, {}), (as_person("diane"), path, {}))
    assert sorted(given) == [303, 409]
    assert raised(app) == ["planned"]


@pytest.mark.parametrize("turn", range(3))
def test_an_answer_at_the_same_instant_is_never_raised(app, plan, late, as_person, turn):
    answer = {
        "a": "postponed",
        "nonce": f"n-{turn}",
        "version": "0",
        "new_due": in_days(30).isoformat(),
        "reason": "winter",
        "help": "0",
    }
    both = [
        (as_person("emile"), "/reminders/raising/1/release", {}),
        (as_person("alice"), f"/commitments/{late}/update", answer),
    ]
    given = at_once(*(both if turn % 2 else reversed(both)))
    assert given.count(303) >= 1
    assert plan.standing_answer(late).answer == "postponed"
    run_once(app, NOW)
    assert "deposited" not in raised(app)
    with app.app_context():
        assert db.session.scalar(select(RaisingProposal.outcome)) in {None, "released"}
