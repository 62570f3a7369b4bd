"""GET /aide: one page per role, reached from where it is about."""

import re
from pathlib import Path

import pytest

from tests.support.pages import read
from tracker.web import ROOMS
from tracker.web.help_links import help_for

STATIC = Path(__file__).resolve().parents[3] / "static"
SLUGS = ("responsable", "direction", "coordination")


@pytest.fixture
def database(sqlite_database):
    """One database: these pages say the same on both."""
    return sqlite_database


def test_the_index_leads_to_each_role(client):
    page = read(client.get("/aide"))

    assert "Que voulez-vous faire?" in page.text
    for slug in SLUGS:
        assert f'href="/aide/{slug}"' in page.html


@pytest.mark.parametrize("slug", SLUGS)
def test_anybody_may_read_it_without_signing_in(client, slug):
    assert client.get(f"/aide/{slug}").status_code == 200


def test_what_is_no_role_is_not_found(client):
    assert client.get("/aide/personne").status_code == 404


@pytest.mark.parametrize("locale", ["fr", "en"])
@pytest.mark.parametrize("slug", SLUGS)
def test_every_picture_is_there_in_the_language_of_the_page(client, slug, locale):
    html = client.get(f"/aide/{slug}?lang={locale}").text
    pictures = re.findall(r'<img src="/static/(help/[^"?]+)', html)

    assert pictures
    for picture in pictures:
        assert picture.startswith(f"help/{locale}/")
        assert (STATIC / picture).stat().st_size > 5_000


@pytest.mark.parametrize("role", ["none", "director", "coordinator", ""])
@pytest.mark.parametrize("room", [*ROOMS, None])
def test_the_help_of_every_room_leads_to_a_place_that_exists(client, room, role):
    path, _hash, anchor = help_for(room, role).partition("#")
    page = client.get(path)

    assert page.status_code == 200
    assert not anchor or f'id="{anchor}"' in page.text


def test_a_lead_reaches_it_from_their_own_page(alice):
    assert 'href="/aide/responsable#reponses"' in alice.get("/mine").text
