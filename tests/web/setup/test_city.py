"""GET and POST /settings: what was asked of the city, changed later."""

import pytest

from tests.support.databases import NOW
from tests.support.pages import press as send
from tests.support.pages import read
from tests.support.statements import counted
from tracker.domain.bureau import BureauSettings
from tracker.domain.people import Person
from tracker.extensions import db
from tracker.queries.directory import read_directory

PATH = "/settings"
BUTTON = "Enregistrer ces réglages"
CITY = {"city_name": "Ville-Exemple"}


@pytest.fixture
def emile(as_person):
    """Coordinates the Bureau."""
    return as_person("emile")


@pytest.fixture
def row(app, plan):
    """`row()`: the settings as they are kept, None where they are not."""

    def kept():
        with app.app_context():
            return db.session.get(BureauSettings, 1)

    return kept


@pytest.fixture
def city(app, plan):
    """`city(bilingual=False)`: the settings are there, so chosen."""

    def put(**chosen):
        with app.app_context():
            db.session.add(BureauSettings(id=1, set_up_at=NOW, set_up_by="Essai", **chosen))
            db.session.commit()

    return put


def test_the_page_shows_what_is_in_force_where_nothing_was_chosen(emile):
    fields = read(emile.get(PATH)).form(BUTTON).fields
    assert fields["timezone"] == "America/Toronto"
    assert fields["languages"] == "fr_en"
    assert fields["sender_address"].endswith("@exemple.test")


def test_saving_makes_the_row_and_keeps_only_what_differs(emile, row):
    assert send(emile, read(emile.get(PATH)), BUTTON, **CITY).status_code == 303

    kept = row()
    assert (kept.city_name, kept.set_up_by) == ("Ville-Exemple", "Coordination du Bureau")
    assert (kept.timezone, kept.sender_address) == ("", "")
    page = read(emile.get(PATH))
    assert "Nom de la ville : changé « Ville-Exemple »" in page.text
    assert "Ville-Exemple · Bureau de l’amélioration" in page.text


def test_saving_what_stands_changes_nothing(emile, city, app):
    city(city_name="Ville-Exemple")
    page = read(emile.get(PATH))
    assert send(emile, page, BUTTON).status_code == 303
    assert "Rien n’a encore été changé ici" in read(emile.get(PATH)).text


def test_another_zone_says_when_the_next_relance_leaves(emile, row):
    page = read(emile.get(PATH))
    send(emile, page, BUTTON, timezone="america/vancouver", **CITY)

    assert row().timezone == "America/Vancouver"
    told = read(emile.get(PATH)).text
    assert (
        "La prochaine relance part le lundi 20 avril 2026 à 8 h (fuseau America/Vancouver)." in told
    )


def test_another_sender_leads_to_a_trial_and_keeps_name_and_address(emile, row):
    page = read(emile.get(PATH))
    send(emile, page, BUTTON, sender_name="Le Bureau", **CITY)

    assert row().sender_name == "Le Bureau"
    assert row().sender_address.endswith("@exemple.test")
    assert "Envoyez un courriel d’essai" in read(emile.get(PATH)).text
    assert "Le Bureau <" in read(emile.get("/setup/mail")).text


def test_a_name_with_an_accent_and_a_comma_is_encoded_once(emile):
    name = "Bureau de l’amélioration, Montréal"
    send(emile, read(emile.get(PATH)), BUTTON, sender_name=name, **CITY)

    assert f'"{name}" <' in read(emile.get("/setup/mail")).text.replace("\u202f", " ")
    page = read(emile.get("/setup/mail"))
    told = read(send(emile, page, "Envoyer un courriel d’essai")).text
    assert "=?utf-8" not in told


def test_what_cannot_be_read_is_refused_and_kept(emile, row):
    page = read(emile.get(PATH))
    wrong = read(send(emile, page, BUTTON, city_name="", timezone="Lune", sender_name="é" * 200))
    assert wrong.status == 422
    assert wrong.title.startswith("Erreur")
    assert "3 réponses à corriger" in wrong.text
    assert wrong.form(BUTTON).fields["timezone"] == "Lune"
    assert row() is None


def test_the_second_coordinator_sees_what_the_first_changed(plan, as_person, app, row):
    with app.app_context():
        db.session.get_one(Person, plan.people["diane"]).role = "coordinator"
        db.session.commit()
    emile, diane = as_person("emile"), as_person("diane")
    mine, hers = read(emile.get(PATH)), read(diane.get(PATH))
    send(diane, hers, BUTTON, city_name="Ville-Autre", languages="fr")

    conflict = send(emile, mine, BUTTON, **CITY)

    assert conflict.status_code == 409
    page = read(conflict)
    assert "maintenant « Ville-Autre »" in page.text
    assert "à « Français seulement »" in page.text
    assert page.form(BUTTON).fields["languages"] == "fr"
    assert send(emile, page, BUTTON).status_code == 303
    assert (row().city_name, row().bilingual) == ("Ville-Exemple", False)


def test_nobody_else_changes_the_city(as_person, press):
    for name in ("alice", "diane"):
        assert press(as_person(name), PATH, **CITY).status_code == 403


def test_a_city_of_one_language_offers_no_other(emile, city, client, press):
    city(bilingual=False)
    for page in (emile.get("/?lang=en"), client.get("/sign-in?lang=en")):
        assert 'lang="fr-CA"' in page.text
        assert "English" not in page.text
    press(emile, "/language", locale="en")
    assert 'lang="fr-CA"' in emile.get("/").text


def test_its_people_are_written_to_in_that_language(city, app, plan, emile):
    with app.app_context():
        db.session.get_one(Person, plan.people["alice"]).locale = "en"
        db.session.commit()

    def spoken():
        with app.app_context():
            return read_directory(db.session, NOW.date()).people[plan.people["alice"]].locale

    assert spoken() == "en"
    city(bilingual=False)
    assert spoken() == "fr"


def test_the_first_language_serves_whose_browser_knows_neither(city, client):
    city(default_locale="en")
    assert 'lang="en-CA"' in client.get("/sign-in").text
    assert 'lang="en-CA"' in client.get("/sign-in", headers={"Accept-Language": "de"}).text
    assert 'lang="fr-CA"' in client.get("/sign-in", headers={"Accept-Language": "fr-CA"}).text


def test_the_language_costs_nothing_once_the_settings_are_read(emile, app):
    emile.get("/")
    with counted(app) as statements:
        emile.get("/")
    assert not [one for one in statements if "bureau_settings" in one]
    with counted(app) as statements:
        emile.get("/healthz")
    assert statements == []


def test_the_settings_of_the_relance_lead_here_and_to_the_trial(emile, as_person):
    page = emile.get("/reminders/settings").text
    assert f'href="{PATH}"' in page
    assert 'href="/setup/mail"' in page
    assert f'href="{PATH}"' in emile.get("/setup/mail").text
    assert f'href="{PATH}"' not in as_person("diane").get("/reminders/settings").text
