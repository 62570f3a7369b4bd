"""« Premiers pas »: what is done and what is next, told from the database."""

from tests.support import pages
from tests.support.plan_builder import sign_in
from tests.support.statements import counted
from tracker.domain.people import Person
from tracker.extensions import db


def first_steps(app):
    """The page of somebody who coordinates."""
    with app.app_context():
        person = db.session.query(Person).filter_by(role="coordinator").first()
        if person is None:
            person = Person(name="Coordination", email="c@ville.example", role="coordinator")
            db.session.add(person)
            db.session.commit()
        person_id = person.id
    client = app.test_client()
    sign_in(app, client, person_id)
    return client


def test_an_empty_tool_begins_with_the_mail_then_the_plan(app, frozen):
    client = first_steps(app)
    page = pages.read(client.get("/setup/next"))
    assert "Ensuite : essayer le courriel" in page.text
    assert "Aucune unité." in page.text
    assert 'href="/plan/new"' in page.html
    assert 'href="/setup/next"' in client.get("/").text


def test_a_plan_in_force_leaves_only_what_is_left(demo_app):
    page = pages.read(first_steps(demo_app).get("/setup/next"))
    assert "2. Faire le plan Fait" in page.text
    assert "6. Approuver le plan Fait" in page.text


def test_the_steps_cost_one_statement(demo_app):
    client = first_steps(demo_app)
    client.get("/setup/next")
    with counted(demo_app) as statements:
        client.get("/setup/next")
    assert len([s for s in statements if "action_plan" in str(s)]) <= 1


def test_the_reminders_are_set_once_one_of_their_settings_is_saved(app, frozen):
    client = first_steps(app)
    city = pages.read(client.get("/settings"))
    pages.press(client, city, "Enregistrer ces réglages", city_name="Ville-Exemple")
    assert "5. Régler les relances Fait" not in pages.read(client.get("/setup/next")).text

    settings = pages.read(client.get("/reminders/settings"))
    pages.press(client, settings, "Enregistrer ces mots", footer_fr="Le Bureau")
    assert "5. Régler les relances Fait" in pages.read(client.get("/setup/next")).text
