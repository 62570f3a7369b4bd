"""Leaving the demonstration: nothing of it remains, and what is insert only stays so."""

from datetime import timedelta

import pytest
from sqlalchemy import delete, func, select
from sqlalchemy.exc import DatabaseError

from tests.support import pages
from tests.support.databases import NOW, TODAY
from tests.support.everything import LEAD, announce_some
from tests.support.indicator_builder import MARCH, lay_indicator
from tests.support.links import link_of
from tests.support.plan_builder import sign_in
from tracker.db import Base
from tracker.domain import opt_outs, setup
from tracker.domain.changes import Change
from tracker.domain.indicators import Indicator, IndicatorValue
from tracker.domain.messages import MailLink, Message
from tracker.domain.people import Person
from tracker.domain.plans import ActionPlan, Dossier
from tracker.domain.search import SearchEntry, out_of_step
from tracker.domain.units import Unit
from tracker.extensions import db

BUTTON = "Retirer la démonstration"
TYPED = {
    "name": "Coordination",
    "email": "coordination@ville.example",
    "password": "cinq rivages sans boussole",
    "again": "cinq rivages sans boussole",
}
#: What is left when units and closures are kept.
LEFT = {"bureau_settings", "change", "person", "revision", "search_entry", "user_session"}
UNITS = {"unit", "unit_name", "unit_alias"}


@pytest.fixture
def coordinator(demo_app):
    """A browser of the demonstration's coordinator."""
    with demo_app.app_context():
        person = db.session.scalar(
            select(Person.id).where(Person.is_persona, Person.role == "coordinator")
        )
    client = demo_app.test_client()
    sign_in(demo_app, client, person)
    return client


def send(client, dropped=(), **typed):
    fields = pages.read(client.get("/demonstration/leave")).form(BUTTON).fields | TYPED | typed
    return client.post(
        "/demonstration/leave", data={k: v for k, v in fields.items() if k not in dropped}
    )


def filled(app):
    """Tables that hold something."""
    with app.app_context():
        return {
            table.name
            for table in Base.metadata.sorted_tables
            if db.session.scalar(select(func.count()).select_from(table))
        }


def kinds_found(app):
    """Of what is left, what a search can find; its words are those of what is there."""
    with app.app_context():
        assert out_of_step(db.session) == 0
        return set(db.session.scalars(select(SearchEntry.kind)))


def test_the_page_says_in_figures_what_goes(demo_app, coordinator):
    page = pages.read(coordinator.get("/demonstration/leave"))
    assert "1 plan, " in page.text
    assert "personnes inventées" in page.text
    assert (
        "3 sondages, 21 chiffres publiés (la page « Sondages » les inscrit de nouveau d’une touche)"
    ) in page.text
    with demo_app.app_context():
        values = db.session.scalar(select(func.count()).select_from(IndicatorValue))
    assert f"5 indicateurs illustratifs, {values} valeurs" in page.text
    assert "que vous avez inscrit" not in page.text


def test_an_indicator_of_ones_own_stays_with_its_values_and_says_so(demo_app, coordinator):
    with demo_app.app_context():
        unit = db.session.scalar(select(Unit.id).where(Unit.code == "REM20"))
        dossier = db.session.scalar(select(Dossier.id).where(Dossier.code == "D1"))
        own = lay_indicator(
            db.session, [unit], [dossier], code="I9", position=9, values=[(unit, MARCH, 12.5)]
        )
        db.session.commit()
    page = pages.read(coordinator.get("/demonstration/leave"))
    assert (
        "L’indicateur que vous avez inscrit reste, avec ses valeurs; il ne tient plus aux "
        "dossiers retirés."
    ) in page.text
    send(coordinator)
    with demo_app.app_context():
        assert db.session.scalars(select(Indicator.id)).all() == [own]
        assert db.session.scalars(select(IndicatorValue.value)).all() == [12.5]
    kept = {"indicator", "indicator_unit", "indicator_value"}
    assert filled(demo_app) == LEFT | UNITS | {"closure"} | kept


def test_the_surveys_come_back_with_one_press(demo_app, coordinator):
    send(coordinator)
    assert "survey" not in filled(demo_app)
    page = pages.read(coordinator.get("/surveys"))
    pages.press(coordinator, page, "Inscrire les trois sondages")
    assert {"survey", "survey_figure", "published_figure"} <= filled(demo_app)


def test_nothing_of_it_remains_but_units_and_closures(demo_app, coordinator):
    with demo_app.app_context():
        announce_some(db.session)
        db.session.commit()
    answer = send(coordinator)
    assert answer.location == "/setup/next"
    assert filled(demo_app) == LEFT | UNITS | {"closure"}
    assert kinds_found(demo_app) == {"unit", "person"}
    with demo_app.app_context():
        assert db.session.scalars(select(Person.email)).all() == ["coordination@ville.example"]
        assert db.session.scalars(select(Change.what)).all() == ["demonstration_left"]
        assert not setup.is_blank(db.session)
    assert "Aucun plan n’est chargé." in pages.read(coordinator.get("/")).text
    assert coordinator.get("/demonstration/leave").status_code == 404
    with demo_app.app_context(), pytest.raises(DatabaseError, match="is insert only"):
        db.session.execute(delete(Change))


def test_who_asked_for_no_more_reminders_goes_too(demo_app, coordinator):
    with demo_app.app_context():
        link_of(db.session, LEAD)
        opt_outs.ask(db.session, db.session.scalars(select(MailLink)).one(), "page", NOW)
        db.session.commit()
    send(coordinator)
    assert "opt_out" not in filled(demo_app)


def test_units_and_closures_go_too_when_asked(demo_app, coordinator):
    send(coordinator, dropped=("keep_units", "keep_closures"))
    assert filled(demo_app) == LEFT


def test_without_a_coordinator_who_can_sign_in_nothing_goes(demo_app, coordinator):
    before = filled(demo_app)
    page = pages.read(send(coordinator, password="court", again="court"))
    assert page.status == 422
    assert filled(demo_app) == before


def test_the_roles_cannot_be_entered_any_more(demo_app, coordinator):
    send(coordinator)
    client = demo_app.test_client()
    page = pages.read(client.get("/sign-in"))
    assert "Entrer dans la démonstration" not in page.text
    token = page.form("Entrer").fields["csrf_token"]
    entered = client.post("/sign-in/role", data={"csrf_token": token, "person": "1"})
    assert entered.status_code == 404


def test_a_coordinator_who_can_sign_in_already_is_asked_nothing(demo_app, coordinator):
    """A draft of her own stays, and the units under it; the role that pressed ends."""
    with demo_app.app_context():
        db.session.add(
            Person(
                name="Coordination",
                email="coordination@ville.example",
                role="coordinator",
                password_hash="kept",
            )
        )
        plan = ActionPlan(title_fr="Projet", starts_on=TODAY, ends_on=TODAY, loaded_at=NOW)
        plan.dossiers.append(Dossier(code="D1", name_fr="Permis", bureau_role="lead", position=1))
        db.session.add(plan)
        db.session.commit()
    page = pages.read(coordinator.get("/demonstration/leave"))
    assert "quelque chose de réel s’y appuie" in page.text
    assert "password" not in page.form(BUTTON).fields
    send(coordinator, dropped=("keep_closures",))
    assert filled(demo_app) == (LEFT - {"user_session"}) | UNITS | {"action_plan", "dossier"}
    assert coordinator.get("/").location.startswith("/sign-in")


def test_the_demonstration_stays_while_one_of_its_mails_is_leaving(demo_app, coordinator):
    with demo_app.app_context():
        message = db.session.scalars(select(Message).where(Message.state == "planned")).first()
        message = message or db.session.scalars(select(Message)).first()
        message.state, message.sent_at = "sending", None
        message.lease_until = NOW + timedelta(minutes=4)
        db.session.commit()
    before = filled(demo_app)
    page = pages.read(send(coordinator))
    assert page.status == 409
    assert "Un courriel part en ce moment." in page.text
    assert filled(demo_app) == before
