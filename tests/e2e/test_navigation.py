"""The way around in a real browser: one row on a desk, all in sight on a phone."""

from collections import Counter

import pytest

ROLES = ["Directrice", "Coordination", "Responsable, Le Sud-Ouest"]
#: Height of one row of the top, with its hairline.
ONE_ROW = 57


@pytest.mark.parametrize("language", ["Français", "English"])
@pytest.mark.parametrize("role", ROLES)
def test_the_top_is_one_row_on_a_desk_and_whole_on_a_phone(page, live_server, role, language):
    page.set_viewport_size({"width": 1440, "height": 900})
    page.goto(f"{live_server.url}/sign-in")
    page.locator(".personas button").filter(has_text=role).first.click()
    page.wait_for_load_state()
    other = page.get_by_role("button", name=language, exact=True)
    if other.count():
        other.click()
    page.goto(f"{live_server.url}/dossiers")

    for width in (1440, 1280):
        page.set_viewport_size({"width": width, "height": 900})
        assert page.locator("header.top").bounding_box()["height"] == ONE_ROW, width

    page.set_viewport_size({"width": 390, "height": 844})
    links = page.locator(".nav a, .beside a, .me > a:visible, .me button")
    for box in (links.nth(n).bounding_box() for n in range(links.count())):
        assert 0 <= box["x"] <= 390 - box["width"]
        assert box["height"] >= 40
    entries = page.locator(".nav a")
    rows = Counter(round(entries.nth(n).bounding_box()["y"]) for n in range(entries.count()))
    assert min(rows.values()) > 1, "an entry stands alone on its row"


def test_on_a_phone_the_search_and_the_account_are_one_press_away(page, live_server):
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(f"{live_server.url}/sign-in")
    page.locator(".personas button").filter(has_text="Directrice").first.click()

    page.get_by_role("link", name="Chercher", exact=True).click()
    page.wait_for_url("**/search")
    page.locator("#seek").fill("deneigement")
    page.locator("#found mark").first.wait_for()

    page.get_by_role("link", name="Compte").click()
    page.wait_for_url("**/account")
    page.keyboard.press("/")
    page.wait_for_url("**/search")
