"""What leads around: the entries at the top for each role, and the pages that go with one."""

import re

import pytest
from sqlalchemy import select

from tests.support.plan_builder import sign_in
from tracker.domain.people import Person
from tracker.extensions import db

TOP = re.compile(r'<nav class="nav".*?</nav>', re.DOTALL)
BESIDE = re.compile(r'<nav class="wrap beside".*?</nav>', re.DOTALL)
LINK = re.compile(r'<a href="([^"]*)"(?: aria-current="(\w+)")?>(.*?)</a>')


def links(pattern, html):
    """Address, state and label of the links of a navigation; none where it is not there."""
    found = pattern.search(html)
    return LINK.findall(found[0]) if found else []


@pytest.fixture
def demo_database(sqlite_demo_database):
    """One database: both lead around alike."""
    return sqlite_demo_database


@pytest.fixture
def look(demo_app):
    """`look(name, path)`: the HTML of a page of the demonstration, as that person has it."""

    def opened(name, path):
        client = demo_app.test_client()
        with demo_app.app_context():
            person_id = db.session.scalar(select(Person.id).where(Person.name == name))
        sign_in(demo_app, client, person_id)
        return client.get(path, follow_redirects=True).get_data(as_text=True)

    return opened


@pytest.mark.parametrize(
    ("name", "labels"),
    [
        ("Responsable, Le Sud-Ouest", "Mes engagements|Plan|Unités|Revues|Résultats"),
        (
            "Directrice du Bureau",
            "Tableau|Le point du lundi|Plan|Unités|Revues|Résultats|Relances",
        ),
        (
            "Coordination du Bureau",
            "Mes engagements|Tableau|Le point du lundi|Plan|Unités|Revues|Résultats|Relances",
        ),
    ],
)
def test_each_role_has_its_few_entries(look, name, labels):
    found = links(TOP, look(name, "/dossiers"))

    assert [label for _url, _state, label in found] == labels.split("|")


def test_the_entry_of_the_page_is_said_and_so_is_the_one_it_hangs_from(look):
    coordination = "Coordination du Bureau"

    for path, state, label in [
        ("/dossiers", "page", "Plan"),
        ("/dossiers/D1", "true", "Plan"),
        ("/quality", "true", "Plan"),
        ("/people", "true", "Unités"),
        ("/decisions", "true", "Revues"),
        ("/reminders/settings", "true", "Relances"),
    ]:
        said = [(one[1], one[2]) for one in links(TOP, look(coordination, path)) if one[1]]
        assert said == [(state, label)], path


@pytest.mark.parametrize(
    "name", ["Responsable, Le Sud-Ouest", "Directrice du Bureau", "Coordination du Bureau"]
)
def test_no_link_is_a_dead_end_and_companions_show_on_each_of_them(look, name):
    for path, _state, _label in links(TOP, look(name, "/dossiers")):
        companions = links(BESIDE, look(name, path))
        addresses = [url for url, _state, _label in companions]
        for url in addresses:
            html = look(name, url)
            beside = links(BESIDE, html)
            assert [one[0] for one in beside] == addresses, url
            assert [one[0] for one in beside if one[1] == "page"] == [url]
            assert "Il n’y a rien à cette adresse" not in html


def test_a_lead_is_offered_no_page_of_the_bureau(look):
    html = look("Responsable, Le Sud-Ouest", "/dossiers")

    assert [label for _url, _state, label in links(BESIDE, html)] == ["Dossiers", "Plans d’action"]
    assert links(BESIDE, look("Responsable, Le Sud-Ouest", "/units")) == []


def test_who_is_not_signed_in_is_led_nowhere(demo_client):
    html = demo_client.get("/sign-in").get_data(as_text=True)

    assert links(TOP, html) == links(BESIDE, html) == []
