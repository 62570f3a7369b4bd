"""A cell of the map opened in a real browser."""

import re

import pytest
from playwright.sync_api import expect

from tests.support.browser import axe
from tests.support.plan_builder import sign_in
from tracker.domain.people import Person
from tracker.extensions import db


@pytest.fixture
def board(live_server, new_context):
    """The director's board on the demonstration, with or without script."""

    def show(**context):
        app = live_server.app
        with app.app_context():
            director = db.session.query(Person.id).filter_by(role="director").scalar()
        client = app.test_client()
        sign_in(app, client, director)
        window = new_context(**context)
        cookie = client.get_cookie(app.config["SESSION_COOKIE_NAME"])
        window.add_cookies([{"name": cookie.key, "value": cookie.value, "url": live_server.url}])
        page = window.new_page()
        page.goto(live_server.url)
        return page

    return show


def test_a_press_opens_the_sentences_and_keeps_place_address_and_focus(board):
    page = board()
    cell = page.get_by_role("link", name=re.compile(r", Verdun, D1$"))

    cell.press("Enter")

    opened = page.locator("#cell")
    expect(opened).to_contain_text("Verdun, Permis de rénovation")
    expect(page).to_have_url(re.compile(r"\?cell=REM12-D1"))
    expect(cell).to_have_attribute("aria-current", "true")
    expect(cell).to_be_focused()
    expect(page.locator("a.cell[aria-current]")).to_have_count(1)
    expect(opened).to_be_in_viewport()


def test_the_way_back_closes_it(board):
    page = board()
    page.get_by_role("link", name=re.compile(r", Verdun, D1$")).click()
    expect(page.locator("#cell .behind")).to_be_visible()

    page.go_back()

    expect(page.locator("#cell .behind")).to_have_count(0)


def test_a_filter_keeps_the_open_cell(board):
    page = board()
    page.get_by_role("link", name=re.compile(r", Verdun, D1$")).click()
    expect(page.locator("#cell .behind")).to_be_visible()

    page.get_by_role("link", name="Arrondissements", exact=True).click()

    expect(page.get_by_role("rowheader", name="Ressources humaines")).to_have_count(0)
    expect(page.locator("#cell .behind")).to_be_visible()


def test_works_without_script(board):
    page = board(java_script_enabled=False)

    page.get_by_role("link", name=re.compile(r", Verdun, D1$")).click()

    expect(page.locator("#cell")).to_contain_text("Verdun, Permis de rénovation")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1440, 390])
def test_nothing_stands_in_the_way_of_any_reader(board, scheme, width):
    page = board(color_scheme=scheme, viewport={"width": width, "height": 900})
    page.get_by_role("link", name=re.compile(r", Verdun, D1$")).click()
    expect(page.locator("#cell .behind")).to_be_visible()
    page.locator("summary").first.click()

    assert axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
