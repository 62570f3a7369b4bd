"""Role x route: who may open what, with other units' objects and absent ones."""

import re

import pytest
from sqlalchemy import func, select

from tests.support.databases import NOW
from tests.support.links import link_of
from tests.support.plan_builder import sign_in
from tracker.domain import feeds
from tracker.domain.briefs import Brief
from tracker.domain.changes import Actor
from tracker.domain.closures import Closure
from tracker.domain.commitments import Commitment
from tracker.domain.consultations import Consultation
from tracker.domain.decisions import Decision
from tracker.domain.messages import Message
from tracker.domain.milestones import Milestone
from tracker.domain.people import Contact, Person
from tracker.domain.plans import ActionPlan, Dossier
from tracker.domain.reviews import Review
from tracker.domain.slots import ReminderSlot
from tracker.domain.units import Unit
from tracker.extensions import db
from tracker.web.access import PERMISSIONS

OWN, OTHER = "REM20", "REM12"
ROLES = ("nobody", "reader", "lead", "director", "coordinator", "administrator")
ABSENT = 999_999

#: What each role gets: opens (200), goes elsewhere (303), may not (403), sees nothing there (404).
SEEN_BY_ALL_SIGNED_IN = dict.fromkeys(ROLES, 200) | {"nobody": 303}
BUREAU_ONLY = SEEN_BY_ALL_SIGNED_IN | {"reader": 403, "lead": 403}
READ_BY_BUREAU = SEEN_BY_ALL_SIGNED_IN | {"lead": 403}
DECIDED_BY_COORDINATION = BUREAU_ONLY | {"director": 403}
RUN_BY_BUREAU = BUREAU_ONLY | {"administrator": 403}


@pytest.fixture
def known(demo_app):
    """Ids of the demonstration that stand in addresses."""
    with demo_app.app_context():
        session = db.session
        session.add(Person(name="Administration", email="admin@exemple.test", role="administrator"))
        session.flush()

        def commitment(code):
            return session.scalar(
                select(Commitment.id)
                .join(Unit, Unit.id == Commitment.unit_id)
                .join(Milestone, Milestone.id == Commitment.milestone_id)
                .where(Unit.code == code, Milestone.code == "D8-03")
            )

        def person(**where):
            return session.scalar(select(Person.id).filter_by(**where).order_by(Person.id))

        lead = session.scalar(
            select(Contact.person_id)
            .join(Unit, Unit.id == Contact.unit_id)
            .where(Unit.code == OWN, Contact.rank == 0)
        )
        found = {
            "commitment_id": commitment(OWN),
            "other_commitment": commitment(OTHER),
            "milestone_id": session.scalar(select(Milestone.id).where(Milestone.code == "D8-03")),
            "plan_id": session.scalar(select(ActionPlan.id)),
            "dossier_id": session.scalar(select(Dossier.id).where(Dossier.code == "D8")),
            "slot": session.scalar(
                select(ReminderSlot.nominal_on).order_by(ReminderSlot.nominal_on.desc())
            ),
            "message": session.scalar(
                select(Message.id).where(Message.person_id == lead).order_by(Message.id)
            ),
            "lead": lead,
            "consultation": session.scalar(select(Consultation.id).limit(1)),
            "closure": session.scalar(select(Closure.id).limit(1)),
            "review": session.scalar(select(Review.id).where(Review.begun_at.is_(None))),
            "decision": session.scalar(select(Decision.id).where(Decision.outcome.is_(None))),
            "brief_before": 1,
            "brief": session.scalar(select(func.max(Brief.number))),
            "reader": person(role="reader"),
            "director": person(role="director"),
            "coordinator": person(role="coordinator"),
            "administrator": person(role="administrator"),
            "answer": link_of(session, session.get_one(Person, lead).name),
            "feed": feeds.make(session, feeds.Owner("person", lead), Actor(None, "Bureau", NOW)),
        }
        session.commit()
        return found


@pytest.fixture
def get(demo_app, known):
    def open_page(path, role):
        client = demo_app.test_client()
        if role != "nobody":
            sign_in(demo_app, client, known[role])
        return client.get(path)

    return open_page


@pytest.fixture
def post(demo_app, known):
    def send(path, role, **data):
        client = demo_app.test_client()
        if role != "nobody":
            sign_in(demo_app, client, known[role])
        page = client.get("/sign-in").text
        token = re.search(r'name="csrf_token" value="([^"]+)"', page)[1]
        return client.post(path, data={"csrf_token": token} | data)

    return send


PAGES = {
    "/": SEEN_BY_ALL_SIGNED_IN | {"lead": 303},
    "/map": SEEN_BY_ALL_SIGNED_IN | {"lead": 403},
    "/timeline": SEEN_BY_ALL_SIGNED_IN | {"lead": 403},
    "/portrait": SEEN_BY_ALL_SIGNED_IN | {"lead": 403},
    "/mine": SEEN_BY_ALL_SIGNED_IN,
    "/dossiers": SEEN_BY_ALL_SIGNED_IN,
    "/search": SEEN_BY_ALL_SIGNED_IN,
    "/dossiers/D8": SEEN_BY_ALL_SIGNED_IN,
    "/quality": BUREAU_ONLY,
    "/dossiers/D1/confidence": SEEN_BY_ALL_SIGNED_IN,
    "/dossiers/D1/confidence/assessed": BUREAU_ONLY | {"administrator": 403},
    # The Bureau carries it, for which the coordination answers.
    "/dossiers/D1/confidence/declared": dict.fromkeys(ROLES, 403)
    | {"nobody": 303, "coordinator": 200},
    "/milestones/{milestone_id}": SEEN_BY_ALL_SIGNED_IN,
    "/milestones/{milestone_id}/edit": DECIDED_BY_COORDINATION,
    "/milestones/{milestone_id}/shares": DECIDED_BY_COORDINATION,
    "/milestones/{milestone_id}/shares/{commitment_id}/release": DECIDED_BY_COORDINATION,
    "/milestones/{milestone_id}/withdraw": DECIDED_BY_COORDINATION,
    # Its lead is another unit's: a stranger sees nothing; the director reads what she decides.
    "/milestones/{milestone_id}/baseline": BUREAU_ONLY | {"lead": 404},
    "/plan/{plan_id}/milestones/new": DECIDED_BY_COORDINATION,
    "/surveys": SEEN_BY_ALL_SIGNED_IN,
    "/indicators": SEEN_BY_ALL_SIGNED_IN,
    "/indicators/1": SEEN_BY_ALL_SIGNED_IN,
    "/surveys.csv": SEEN_BY_ALL_SIGNED_IN,
    "/surveys/file": DECIDED_BY_COORDINATION,
    "/surveys/collective/edit": DECIDED_BY_COORDINATION,
    "/indicators.csv": SEEN_BY_ALL_SIGNED_IN,
    "/indicators/file": DECIDED_BY_COORDINATION,
    "/indicators/new": DECIDED_BY_COORDINATION,
    "/indicators/1/edit": DECIDED_BY_COORDINATION,
    "/units": SEEN_BY_ALL_SIGNED_IN,
    f"/units/{OWN}": SEEN_BY_ALL_SIGNED_IN,
    f"/units/{OTHER}": SEEN_BY_ALL_SIGNED_IN,
    "/units/new": DECIDED_BY_COORDINATION,
    f"/units/{OWN}/contacts": DECIDED_BY_COORDINATION,
    f"/units/{OWN}/edit": DECIDED_BY_COORDINATION,
    f"/units/{OWN}/rename": DECIDED_BY_COORDINATION,
    f"/units/{OWN}/merge": DECIDED_BY_COORDINATION,
    "/commitments/{commitment_id}/update?a=done": {
        "nobody": 303,
        "reader": 403,
        "lead": 200,
        "director": 403,
        "coordinator": 200,
        "administrator": 200,
    },
    "/commitments/{other_commitment}/update?a=done": {
        "nobody": 303,
        "reader": 403,
        "lead": 404,
        "director": 403,
        "coordinator": 200,
        "administrator": 200,
    },
    "/plan": SEEN_BY_ALL_SIGNED_IN,
    "/plan/{plan_id}": SEEN_BY_ALL_SIGNED_IN,
    "/plan/new": DECIDED_BY_COORDINATION,
    "/plan/export.xlsx": BUREAU_ONLY,
    "/plan/{plan_id}/export.xlsx": BUREAU_ONLY,
    "/plan/{plan_id}/export.csv": BUREAU_ONLY,
    "/plan/{plan_id}/model.xlsx": DECIDED_BY_COORDINATION,
    "/plan/{plan_id}/import": DECIDED_BY_COORDINATION,
    "/plan/{plan_id}/consultations": SEEN_BY_ALL_SIGNED_IN,
    "/plan/{plan_id}/consultations/new?dossier={dossier_id}": DECIDED_BY_COORDINATION,
    "/plan/{plan_id}/dossiers/{dossier_id}/waiver": dict.fromkeys(ROLES, 403)
    | {"nobody": 303, "director": 200},
    "/consultations/{consultation}": SEEN_BY_ALL_SIGNED_IN,
    "/plan/{plan_id}/edit": DECIDED_BY_COORDINATION,
    "/plan/{plan_id}/dossiers/new": DECIDED_BY_COORDINATION,
    "/plan/{plan_id}/dossiers/{dossier_id}/edit": DECIDED_BY_COORDINATION,
    "/plan/{plan_id}/approval": BUREAU_ONLY | {"administrator": 403},
    "/people": DECIDED_BY_COORDINATION,
    "/people/new": DECIDED_BY_COORDINATION,
    "/people/{lead}": DECIDED_BY_COORDINATION,
    "/people/{lead}/edit": DECIDED_BY_COORDINATION,
    "/people/{lead}/leave": DECIDED_BY_COORDINATION,
    "/people/{lead}/address": DECIDED_BY_COORDINATION,
    "/people/{lead}/absence": DECIDED_BY_COORDINATION,
    "/account": SEEN_BY_ALL_SIGNED_IN,
    "/account/address": SEEN_BY_ALL_SIGNED_IN,
    "/account/password": SEEN_BY_ALL_SIGNED_IN,
    "/account/absence": SEEN_BY_ALL_SIGNED_IN,
    "/setup": dict.fromkeys(ROLES, 404),
    "/setup/mail": DECIDED_BY_COORDINATION,
    "/setup/next": DECIDED_BY_COORDINATION,
    "/demonstration/leave": DECIDED_BY_COORDINATION,
    "/settings": DECIDED_BY_COORDINATION,
    "/sign-in/forgotten": dict.fromkeys(ROLES, 200),
    "/briefs": READ_BY_BUREAU,
    "/briefs/{brief}": READ_BY_BUREAU,
    "/briefs/{brief}/brief.pdf": READ_BY_BUREAU,
    "/briefs/compare": READ_BY_BUREAU | dict.fromkeys(READ_BY_BUREAU, 303) | {"lead": 403},
    "/briefs/{brief_before}/compare/{brief}": READ_BY_BUREAU,
    "/reminders": BUREAU_ONLY,
    "/reminders/{slot}": BUREAU_ONLY,
    "/reminders/ledger": BUREAU_ONLY,
    "/reminders/ledger.csv": BUREAU_ONLY,
    "/reminders/settings": BUREAU_ONLY,
    "/reminders/raising": DECIDED_BY_COORDINATION,
    "/reminders/closures": BUREAU_ONLY,
    "/reminders/closures/{closure}": DECIDED_BY_COORDINATION,
    "/reminders/preview/{lead}": BUREAU_ONLY,
    "/outbox/{message}": SEEN_BY_ALL_SIGNED_IN | {"reader": 404},
    "/reviews": SEEN_BY_ALL_SIGNED_IN,
    "/reviews/new": RUN_BY_BUREAU,
    # The lead of Le Sud-Ouest is invited; the reader is not.
    "/reviews/{review}": SEEN_BY_ALL_SIGNED_IN | {"reader": 404},
    "/reviews/{review}/minutes.pdf": dict.fromkeys(ROLES, 404) | {"nobody": 303},
    "/reviews/{review}/review.ics": SEEN_BY_ALL_SIGNED_IN | {"reader": 404},
    "/reviews/{review}/edit": RUN_BY_BUREAU,
    "/reviews/{review}/cancel": RUN_BY_BUREAU,
    "/reviews/{review}/run": RUN_BY_BUREAU | {"director": 303, "coordinator": 303},
    "/decisions": SEEN_BY_ALL_SIGNED_IN,
    "/decisions/new": RUN_BY_BUREAU,
    "/decisions/{decision}": SEEN_BY_ALL_SIGNED_IN | {"reader": 404},
    "/decisions/{decision}/edit": RUN_BY_BUREAU,
    "/sign-in": dict.fromkeys(ROLES, 200),
    "/aide": dict.fromkeys(ROLES, 200),
    "/aide/responsable": dict.fromkeys(ROLES, 200),
    "/aide/direction": dict.fromkeys(ROLES, 200),
    "/aide/coordination": dict.fromkeys(ROLES, 200),
    "/healthz": dict.fromkeys(ROLES, 200),
    "/readyz": dict.fromkeys(ROLES, 200),
    "{answer}": dict.fromkeys(ROLES, 200),
    "/calendar/{feed}.ics": dict.fromkeys(ROLES, 200),
}


@pytest.mark.parametrize("path", PAGES)
def test_each_role_gets_what_it_may(get, known, path):
    got = {role: get(path.format(**known), role).status_code for role in ROLES}
    assert got == PAGES[path]


ABSENT_PAGES = (
    "/dossiers/D99",
    "/aide/personne",
    f"/milestones/{ABSENT}",
    f"/milestones/{ABSENT}/baseline",
    f"/plan/{ABSENT}",
    "/units/REM99",
    f"/commitments/{ABSENT}/update?a=done",
    f"/outbox/{ABSENT}",
    "/nulle-part",
)


@pytest.mark.parametrize("path", ABSENT_PAGES)
def test_what_does_not_exist_is_not_found_in_words(get, path):
    for role in ("lead", "coordinator"):
        page = get(path, role)
        assert page.status_code == 404
        assert "Aller à la première page" in page.text


def test_an_answer_to_anothers_commitment_is_refused_and_changes_nothing(post, known, demo_app):
    path = f"/commitments/{known['other_commitment']}/update"
    for role, status in (("lead", 404), ("reader", 403), ("director", 403), ("nobody", 303)):
        with demo_app.app_context():
            before = db.session.get_one(Commitment, known["other_commitment"]).live_update_id
        given = post(path, role, a="on_track", nonce=f"n-{role}", seen="0")
        assert given.status_code == status, role
        with demo_app.app_context():
            after = db.session.get_one(Commitment, known["other_commitment"]).live_update_id
        assert after == before


def test_every_route_declares_a_permission_that_exists(demo_app):
    for rule in demo_app.url_map.iter_rules():
        if rule.endpoint != "static":
            assert demo_app.view_functions[rule.endpoint].permission in PERMISSIONS, rule


def test_every_page_that_is_shown_is_walked_here(demo_app):
    """A new GET route must say here who may open it."""
    walked = {_shape(path.split("?")[0]) for path in PAGES}
    elsewhere = {
        "/password/*",
        "/address/*",
        "/address/*/refuse",
        "/static/*",
        "/answer/*/*/saved",
        "/answer/*/not-mine",
        "/answer/*/unsubscribe",
        "/answer/*/question/*",
        "/answer/*/value/*/*/*",
        "/indicators/*/values/*/*",
        "/indicators/values/*/dispute",
        "/outbox/*/html",
        "/reminders/preview/*/html",
        "/commitments/*/consequence",
        "/commitments/*/reply",
        "/questions/new",
        "/questions/*",
        "/imports/*",
        "/consultations/*/edit",
        "/consultations/*/points/*",
        "/imports/*/failed.xlsx",
    }
    shown = {
        re.sub(r"<[^>]+>", "*", rule.rule)
        for rule in demo_app.url_map.iter_rules()
        if "GET" in rule.methods
    }
    assert shown - walked - elsewhere == set()


def _shape(path):
    path = path.replace("/indicators/1", "/indicators/*").replace("/collective/", "/*/")
    path = path.replace("{answer}", "/answer/*/*")
    path = re.sub(r"\{\w+\}", "*", path)
    return re.sub(r"/(D\d|REM\d\d|responsable|direction|coordination)(?=/|$)", "/*", path)
