"""A whole review, from its planning to the next one, in both languages; its keys and its clock."""

from dataclasses import dataclass
from datetime import datetime, timedelta

import pytest
from playwright.sync_api import expect


@dataclass(frozen=True)
class Words:
    """What is read and pressed, in one language."""

    locale: str
    begin: str = "Commencer la revue"
    open_decisions: str = "3 décisions en cours"
    notes: str = "Notes"
    saved: str = "Enregistré à"
    what: str = "Ce qui est décidé"
    who: str = "Qui la mène"
    when: str = "D’ici le"
    note: str = "Noter la décision"
    missing: str = "Dites qui la mène : une personne ou une unité."
    end: str = "Terminer la revue"
    headline: str = "3e revue du plan : 1 décision"
    following: str = "Préparer la prochaine"
    guests: str = "Prévoir la revue et inviter"
    planned: str = "4e revue du plan"
    off: str = "Les désactiver"
    language: str = "Français"


FRENCH = Words("fr")
ENGLISH = Words(
    "en",
    begin="Begin the review",
    open_decisions="3 open decisions",
    notes="Notes",
    saved="Saved at",
    what="What is decided",
    who="Who carries it out",
    when="By",
    note="Note the decision",
    missing="Say who carries it out: a person or a unit.",
    end="End the review",
    headline="3rd review of the plan: 1 decision",
    following="Prepare the next one",
    guests="Plan the review and invite",
    planned="4th review of the plan",
    off="Turn them off",
    language="English",
)


@pytest.fixture
def enter(new_context, live_server):
    def come(words, role="Coordination"):
        page = new_context(locale=f"{words.locale}-CA").new_page()
        page.goto(f"{live_server.url}/sign-in")
        page.locator(".personas button").filter(has_text=role).first.click()
        if page.locator("html").get_attribute("lang") != f"{words.locale}-CA":
            page.get_by_role("button", name=words.language).click()
        return page

    return come


def _press(page, key):
    """Press a key once the page listens."""
    page.wait_for_load_state()
    page.keyboard.press(key)


@pytest.mark.parametrize("words", [FRENCH, ENGLISH], ids=["fr", "en"])
def test_a_whole_review(live_server, enter, complaints, words):
    complaints.expect("422")
    page = enter(words)
    page.goto(f"{live_server.url}/reviews/3")
    page.get_by_role("button", name=words.begin).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(words.open_decisions)

    _press(page, "n")
    expect(page).to_have_url(f"{live_server.url}/reviews/3/run?dossier=D1")
    page.get_by_label(words.notes, exact=True).fill("Ann and Noah pressed on.")
    page.get_by_label(words.what).click()
    expect(page.get_by_role("status").filter(has_text=words.saved)).to_be_visible()
    page.get_by_label(words.what).fill("Second quote")
    page.get_by_role("button", name=words.note).click()
    expect(page.locator("#decisions .summary")).to_contain_text(words.missing)
    expect(page.get_by_label(words.what)).to_have_value("Second quote")
    page.get_by_label(words.who).select_option(label="Responsable, TI")
    page.get_by_label(words.when, exact=True).fill("2026-05-11")
    page.get_by_role("button", name=words.note).click()
    expect(page.locator("#decisions .lines")).to_contain_text("Second quote")

    while page.locator("[data-key=n]").count():
        at = page.url
        _press(page, "n")
        expect(page).not_to_have_url(at)
    page.get_by_role("button", name=words.end).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(words.headline)
    expect(page.get_by_text("Ann and Noah pressed on.")).to_be_visible()
    page.get_by_role("link", name=words.following).click()
    page.get_by_role("button", name=words.guests).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(words.planned)
    expect(page.locator("#decisions")).to_contain_text("Second quote")


def test_keys_are_silent_while_one_types_and_once_turned_off(live_server, enter):
    page = enter(FRENCH)
    page.goto(f"{live_server.url}/reviews/3")
    page.get_by_role("button", name=FRENCH.begin).click()
    _press(page, "n")
    here = f"{live_server.url}/reviews/3/run?dossier=D1"
    expect(page).to_have_url(here)
    page.get_by_label(FRENCH.notes, exact=True).press_sequentially("pensons")
    expect(page.get_by_label(FRENCH.notes, exact=True)).to_have_value("pensons")
    page.locator("h1").click()
    page.keyboard.press("Control+p")
    expect(page).to_have_url(here)
    _press(page, "p")
    expect(page).to_have_url(f"{live_server.url}/reviews/3/run")
    page.get_by_role("button", name=FRENCH.off).click()
    expect(page.get_by_role("button", name="Les activer")).to_be_visible()
    _press(page, "n")
    expect(page.get_by_role("button", name="Les activer")).to_be_visible()
    expect(page).to_have_url(f"{live_server.url}/reviews/3/run")


def test_the_clock_goes_on_by_itself(live_server, enter):
    page = enter(FRENCH)
    page.goto(f"{live_server.url}/reviews/3")
    page.get_by_role("button", name=FRENCH.begin).click()
    clock = page.locator("time[data-since]")
    began = datetime.fromisoformat(clock.get_attribute("data-since"))
    page.clock.install(time=began)
    page.reload()
    page.clock.pause_at(began + timedelta(minutes=72, seconds=30))
    expect(clock).to_have_text("1\N{NO-BREAK SPACE}h\N{NO-BREAK SPACE}12\N{NO-BREAK SPACE}min")
    assert clock.get_attribute("datetime") == "PT72M"
