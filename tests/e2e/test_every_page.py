"""Every page, light and dark, on a desk and on a phone: axe finds nothing, nothing overflows,
the console stays empty (the `page` fixture sees to that), nothing comes from elsewhere."""

import pytest
from sqlalchemy import select

from tests.support.browser import axe
from tests.support.links import link_of
from tracker.domain.messages import Message
from tracker.domain.milestones import Milestone
from tracker.domain.people import Person
from tracker.domain.slots import ReminderSlot
from tracker.extensions import db

LEAD = "Responsable, Le Sud-Ouest"
DESK, PHONE = {"width": 1440, "height": 900}, {"width": 390, "height": 844}
LOOKS = [
    pytest.param("fr", "light", DESK, id="fr-light-desk"),
    pytest.param("fr", "dark", PHONE, id="fr-dark-phone"),
    pytest.param("en", "dark", DESK, id="en-dark-desk"),
    pytest.param("en", "light", PHONE, id="en-light-phone"),
]
BY_ROLE = {
    None: ["/sign-in", "{answer}", "{answer}?a=postponed", "{answer}?a=blocked"],
    "Directrice": [
        "/",
        "/?cell={cell}",
        "/dossiers",
        "/dossiers/D1",
        "/dossiers/D8",
        "/milestones/{milestone}",
        "/units",
        "/units/REM20",
        "/mine",
    ],
    LEAD: ["/mine", "/mine?open={milestone}", "/units/REM20"],
    "Responsable, Verdun": ["/mine"],
    "Coordination": [
        "/reminders",
        "/reminders/{slot}",
        "/reminders/preview/{lead}",
        "/outbox/{message}",
    ],
}


@pytest.fixture
def known(live_server):
    """What stands in the addresses."""
    with live_server.app.app_context():
        lead = db.session.scalar(select(Person.id).where(Person.name == LEAD))
        found = {
            "milestone": db.session.scalar(select(Milestone.id).where(Milestone.code == "D8-03")),
            "slot": db.session.scalar(
                select(ReminderSlot.nominal_on).order_by(ReminderSlot.nominal_on.desc())
            ),
            "lead": lead,
            "message": db.session.scalar(select(Message.id).where(Message.person_id == lead)),
            "answer": link_of(db.session, LEAD),
            "cell": "REM20-D8",
        }
        db.session.commit()
    return found


@pytest.mark.parametrize(("locale", "scheme", "viewport"), LOOKS)
def test_every_page_can_be_read_by_everybody(
    new_context, live_server, known, locale, scheme, viewport
):
    wrong = []
    for role, paths in BY_ROLE.items():
        page = new_context(locale=f"{locale}-CA", color_scheme=scheme, viewport=viewport).new_page()
        if role:
            page.goto(f"{live_server.url}/sign-in")
            page.locator(".personas button").filter(has_text=role).first.click()
            if page.locator("html").get_attribute("lang") != f"{locale}-CA":
                page.get_by_role("button", name="English" if locale == "en" else "Français").click()
        for path in paths:
            address = path.format(**known)
            answer = page.goto(live_server.url + address)
            if answer.status != 200:
                wrong.append(f"{address}: {answer.status}")
                continue
            wrong += [f"{address}: {line}" for line in axe(page)]
            wide = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
            if wide > 0:
                wrong.append(f"{address}: {wide} px wider than the window")
    assert wrong == []
