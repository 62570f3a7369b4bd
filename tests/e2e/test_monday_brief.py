"""A director's Monday: the brief first, then the board, then what changed; in both languages."""

from dataclasses import dataclass

import pytest
from playwright.sync_api import expect

from tests.support.databases import NOW, TODAY
from tracker.domain.revision import mark
from tracker.exchange.briefs import keep_brief
from tracker.exchange.demo.loader import MONTREAL
from tracker.extensions import db
from tracker.queries.plan_parts import read_base


@dataclass(frozen=True)
class Words:
    """What is read and pressed, in one language."""

    locale: str
    nav: str = "Le point du lundi"
    kept: str = "Tel qu’il a été fait"
    slipped: str = "Ce qui a glissé ou reste bloqué"
    board: str = "Voir le tableau"
    units: str = "Unités et dossiers"
    compare: str = "Ce qui a changé depuis le nº\N{NO-BREAK SPACE}5"
    since: str = "Nouveau depuis le"
    pdf: str = "Ouvrir en PDF"
    choose: str = "Voir ce qui a changé"


FRENCH = Words("fr")
ENGLISH = Words(
    "en",
    nav="Monday brief",
    kept="As it was made on",
    slipped="What slipped or stays blocked",
    board="See the board",
    units="Units and files",
    compare="What changed since no.\N{NO-BREAK SPACE}5",
    since="New since",
    pdf="Open as PDF",
    choose="See what changed",
)


@pytest.fixture
def monday(live_server):
    """The tick has kept today's brief: the number 6."""
    with live_server.app.app_context():
        view = read_base(db.session, TODAY)
        assert keep_brief(db.session, view, MONTREAL, NOW) == 6
        mark(db.session)
        db.session.commit()
    return live_server.url


@pytest.mark.parametrize("words", [FRENCH, ENGLISH], ids=lambda words: words.locale)
def test_the_director_reads_the_brief_first(monday, new_context, words):
    page = new_context(locale=f"{words.locale}-CA").new_page()
    page.goto(f"{monday}/sign-in")
    page.locator(".personas button").filter(has_text="Directrice du Bureau").click()
    expect(page).to_have_url(f"{monday}/briefs/6")
    if words is ENGLISH:
        page.get_by_role("button", name="English").click()
    expect(page.get_by_text(words.kept)).to_be_visible()
    slipped = page.get_by_role("region", name=words.slipped)
    slipped.locator("summary").click()
    expect(slipped.locator("details li").first).to_be_visible()
    paper = page.get_by_role("link", name=words.pdf).get_attribute("href")
    pdf = page.request.get(f"{monday}{paper}")
    assert pdf.body().startswith(b"%PDF")

    page.get_by_role("link", name=words.board).click()
    expect(page.get_by_role("heading", name=words.units)).to_be_visible()

    page.get_by_role("link", name=words.nav, exact=True).click()
    page.get_by_role("button", name=words.choose).click()
    expect(page).to_have_url(f"{monday}/briefs/5/compare/6")
    expect(page.get_by_text(words.since).first).to_be_visible()

    page.goto(f"{monday}/briefs/6")
    page.get_by_role("link", name=words.compare, exact=True).click()
    expect(page).to_have_url(f"{monday}/briefs/5/compare/6")
