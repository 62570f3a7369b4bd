"""The search in a real browser: its key, results as one types, arrows, Escape; or no script."""

import pytest
from playwright.sync_api import expect


@pytest.fixture
def director(page, live_server):
    """A page of the director, on the list of dossiers."""
    return _entered(page, live_server)


def _entered(page, live_server):
    page.goto(f"{live_server.url}/sign-in")
    page.locator(".personas button").filter(has_text="Directrice").first.click()
    page.goto(f"{live_server.url}/dossiers")
    return page


def test_the_key_leads_to_the_box_and_results_come_as_one_types(director, live_server):
    box, panel = director.locator("#seek"), director.locator(".seek-panel")
    director.keyboard.press("/")
    expect(box).to_be_focused()
    expect(box).to_have_value("")
    director.keyboard.type("deneig", delay=20)
    first = panel.locator("a.what").first
    expect(first).to_have_text("D4 Déneigement")
    expect(first.locator("mark")).to_have_text("Déneig")
    expect(director.locator("#seek-said")).to_contain_text("pour « deneig »")

    director.keyboard.press("ArrowDown")
    expect(first).to_be_focused()
    director.keyboard.press("ArrowUp")
    expect(box).to_be_focused()
    director.keyboard.press("Escape")
    expect(panel).to_be_hidden()
    expect(box).to_be_focused()
    expect(box).to_have_value("deneig")

    director.keyboard.press("Enter")
    director.wait_for_url("**/search?q=deneig")
    expect(director.locator("h1")).to_contain_text("pour « deneig »")


def test_a_result_is_followed_by_keys_alone(director, live_server):
    director.keyboard.press("/")
    director.keyboard.type("D8-03", delay=20)
    expect(director.locator(".seek-panel a.what").first).to_contain_text("D8-03")
    director.keyboard.press("ArrowDown")
    director.keyboard.press("Enter")
    director.wait_for_url("**/milestones/*")


def test_the_address_follows_what_is_typed_on_the_page_of_the_search(director, live_server):
    director.goto(f"{live_server.url}/search")
    director.keyboard.press("/")
    director.keyboard.type("permis", delay=20)
    expect(director.locator("h1")).to_contain_text("« permis »")
    expect(director).to_have_url(f"{live_server.url}/search?q=permis")
    expect(director.locator("#seek")).to_be_focused()


def test_the_key_is_a_letter_like_another_while_one_writes_and_when_it_is_turned_off(
    director, live_server
):
    director.locator("#seek").focus()
    director.keyboard.type("a/b")
    expect(director.locator("#seek")).to_have_value("a/b")
    director.goto(f"{live_server.url}/account")
    director.get_by_role("button", name="Coupée").click()
    director.wait_for_url("**/account*")
    director.keyboard.press("/")
    expect(director.locator("#seek")).not_to_be_focused()
    expect(director.locator(".seek kbd")).to_have_count(0)


def test_nothing_is_lost_without_script(new_context, live_server):
    page = _entered(new_context(java_script_enabled=False).new_page(), live_server)
    page.locator("#seek").fill("deneigement")
    page.locator("#seek").press("Enter")
    page.wait_for_url("**/search?q=deneigement")
    expect(page.locator("h1")).to_contain_text("pour « deneigement »")
