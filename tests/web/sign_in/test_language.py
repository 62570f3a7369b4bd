"""POST /language: the choice is kept, by the browser and by the person."""

import pytest

from tracker.domain.people import Person
from tracker.extensions import db


def test_a_visitor_keeps_the_language_chosen(client, plan, press):
    assert 'lang="fr' in client.get("/sign-in").text
    chosen = press(client, "/language", locale="en", next="/sign-in")
    assert (chosen.status_code, chosen.location) == (303, "/sign-in")
    assert 'lang="en' in client.get("/sign-in").text


def test_a_person_finds_the_language_again_on_another_browser(app, plan, as_person, press):
    press(as_person("alice"), "/language", locale="en", next="/mine")
    assert 'lang="en' in as_person("alice").get("/mine").text
    with app.app_context():
        assert db.session.get_one(Person, plan.people["alice"]).locale == "en"
        assert db.session.get_one(Person, plan.people["bob"]).locale == "fr"


def test_a_language_that_is_not_spoken_changes_nothing(client, plan, press):
    assert press(client, "/language", locale="de").status_code == 303
    assert 'lang="fr' in client.get("/sign-in").text


@pytest.mark.parametrize("target", ["//evil.example", "/\\evil.example", "https://evil.example"])
def test_choosing_a_language_never_leads_elsewhere(client, plan, press, target):
    assert press(client, "/language", locale="en", next=target).location == "/"
