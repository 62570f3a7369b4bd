"""Picture every page of the running product: `make screenshots`, or name what you want to see.

The demonstration is laid in a temporary folder as of Monday 20 April 2026, served on a free port,
and photographed into docs/screens (another folder with --to) on a desk and on a phone, in light
and dark, in French and in English. The pictures of the help go to static/help.
"""

import argparse
import logging
import re
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

import time_machine
from flask import Flask
from playwright.sync_api import Browser, Page, sync_playwright
from sqlalchemy import func, select

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tests.support.browser import MISSING, chromium, launch_arguments  # noqa: E402 - path first
from tests.support.databases import NOW, build, make_app  # noqa: E402 - the path is set first
from tests.support.server import served  # noqa: E402 - likewise

DIRECTOR, COORDINATOR, LEAD = "Directrice", "Coordination", "Responsable, Le Sud-Ouest"
ENGLISH_LEAD = "Responsable, Saint-Laurent"
#: Pixels left around a piece of a page.
MARGIN = 16
WIDTHS = {"desktop": 1440, "phone": 390}


@dataclass(frozen=True)
class Shot:
    """One page: its name, its address, the role that looks at it."""

    name: str
    path: str
    role: str | None


@dataclass(frozen=True)
class Piece:
    """A part of a page, for the help: where, who looks, which element, how much of it."""

    name: str
    path: str
    role: str | None
    element: str
    height: int


#: The help's pictures, taken on a desk of 1000 px, in light, in both languages.
PIECES = (
    Piece("mail", "/reminders/preview/{reader}/html", COORDINATOR, "body", 760),
    Piece("answer", "{answer}?lang={locale}", None, "main", 760),
    Piece("mine", "/mine", LEAD, "main", 700),
    Piece("board", "/", DIRECTOR, "main", 620),
    Piece("map", "/", DIRECTOR, "#map", 620),
    Piece("reminders", "/reminders", COORDINATOR, "main", 640),
    Piece("people", "/people", COORDINATOR, "main", 640),
    Piece("plan", "/plan/1", COORDINATOR, "main", 640),
)
SHOTS = (
    Shot("sign-in", "/sign-in", None),
    Shot("board", "/", DIRECTOR),
    Shot("brief", "/briefs/{brief}", DIRECTOR),
    Shot("compare", "/briefs/1/compare/{brief}", DIRECTOR),
    Shot("portrait", "/portrait", DIRECTOR),
    Shot("past", "/map?on=2026-03-16", DIRECTOR),
    Shot("timeline", "/timeline", DIRECTOR),
    Shot("quality", "/quality", COORDINATOR),
    Shot("reviews", "/reviews", DIRECTOR),
    Shot("review", "/reviews/{review}", DIRECTOR),
    Shot("minutes", "/reviews/{minutes}", DIRECTOR),
    Shot("decisions", "/decisions", DIRECTOR),
    Shot("confidence", "/dossiers/D1/confidence", DIRECTOR),
    Shot("search", "/search?q=permis", DIRECTOR),
    Shot("mine", "/mine", LEAD),
    Shot("dossiers", "/dossiers", DIRECTOR),
    Shot("dossier", "/dossiers/D1", DIRECTOR),
    Shot("milestone", "/milestones/{milestone}", DIRECTOR),
    Shot("units", "/units", COORDINATOR),
    Shot("unit", "/units/REM20", DIRECTOR),
    Shot("reminders", "/reminders", COORDINATOR),
    Shot("slot", "/reminders/{slot}", COORDINATOR),
    Shot("preview", "/reminders/preview/{lead}", COORDINATOR),
    Shot("settings", "/reminders/settings", COORDINATOR),
    Shot("ledger", "/reminders/ledger", COORDINATOR),
    Shot("raising", "/reminders/raising", COORDINATOR),
    Shot("people", "/people", COORDINATOR),
    Shot("plan", "/plan/1", COORDINATOR),
    Shot("shares", "/milestones/{milestone}/shares", COORDINATOR),
    Shot("contacts", "/units/REM20/contacts", COORDINATOR),
    Shot("account", "/account", LEAD),
    Shot("help", "/aide/responsable", None),
    Shot("answer", "{answer}", None),
    Shot("not-found", "/milestones/999999", DIRECTOR),
)


def addresses(app: Flask, url: str) -> dict[str, str]:
    """What stands in the addresses of the shots, read from the demonstration."""
    from tests.support.links import link_of
    from tracker.domain.briefs import Brief
    from tracker.domain.milestones import Milestone
    from tracker.domain.people import Person
    from tracker.domain.reviews import Review
    from tracker.domain.slots import ReminderSlot
    from tracker.extensions import db

    with app.app_context():
        by_name = dict(db.session.execute(select(Person.name, Person.id)).all())
        milestone = db.session.scalar(select(Milestone.id).where(Milestone.code == "D8-03"))
        slot = db.session.scalar(
            select(ReminderSlot.nominal_on).order_by(ReminderSlot.nominal_on.desc())
        )
        brief = db.session.scalar(select(func.max(Brief.number)))
        review = db.session.scalar(select(Review.id).where(Review.begun_at.is_(None)))
        minutes = db.session.scalar(select(func.max(Review.id)).where(Review.ended_at.is_not(None)))
        answer = link_of(db.session, LEAD)
        db.session.commit()
    return {
        "milestone": milestone,
        "lead": by_name[LEAD],
        "fr": by_name[LEAD],
        "en": by_name[ENGLISH_LEAD],
        "slot": slot,
        "brief": brief,
        "review": review,
        "minutes": minutes,
        "answer": answer,
        "url": url,
    }


@contextmanager
def demonstration() -> Iterator[tuple[Flask, str]]:
    """The demonstration, served: the application and its address."""
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    with tempfile.TemporaryDirectory() as folder:
        instance = Path(folder)
        database = f"sqlite:///{instance / 'suivi.sqlite'}"
        build(database, "demo", instance)
        with (
            time_machine.travel(NOW, tick=True),
            served(
                lambda url: make_app(database, instance, TRACKER_DEMO="1", TRACKER_PUBLIC_URL=url)
            ) as server,
        ):
            yield server.app, server.url


def enter(page: Page, url: str, role: str) -> None:
    """Take a role of the demonstration."""
    page.goto(f"{url}/sign-in")
    page.locator(".personas button").filter(has_text=role).first.click()
    page.wait_for_load_state()


def speak(page: Page, url: str, locale: str) -> None:
    """Read the pages in that language."""
    if page.locator("html").get_attribute("lang") != f"{locale}-CA":
        page.get_by_role("button", name="English" if locale == "en" else "Français").click()
        page.wait_for_load_state()


def take_pages(browser: Browser, url: str, known: dict, chosen: argparse.Namespace) -> int:
    """Photograph the pages named, in every look asked for; how many pages."""
    shots = [shot for shot in SHOTS if not chosen.names or shot.name in chosen.names]
    for look in chosen.looks.split(","):
        width, scheme, locale = look.split("-")
        for shot in shots:
            viewport = {"width": WIDTHS[width], "height": 900}
            with opened(browser, shot, url, known, locale, viewport, scheme) as page:
                page.screenshot(path=chosen.to / f"{shot.name}-{look}.png", full_page=True)
    return len(shots)


def take_pieces(browser: Browser, url: str, known: dict, chosen: argparse.Namespace) -> None:
    """Photograph what the help pages show."""
    for locale in ("fr", "en"):
        folder = ROOT / "static" / "help" / locale
        folder.mkdir(parents=True, exist_ok=True)
        for piece in PIECES:
            if chosen.names and piece.name not in chosen.names:
                continue
            viewport = {"width": 1000, "height": 900}
            with opened(browser, piece, url, known, locale, viewport, "light") as page:
                box = page.locator(piece.element).first.bounding_box()
                left = max(box["x"] - MARGIN, 0)
                clip = {
                    "x": left,
                    "y": max(box["y"] - MARGIN, 0),
                    "width": box["x"] - left + box["width"] + MARGIN,
                    "height": min(box["height"] + 2 * MARGIN, piece.height),
                }
                page.screenshot(path=folder / f"{piece.name}.png", clip=clip, full_page=True)


@contextmanager
def opened(
    browser: Browser,
    shot: Shot | Piece,
    url: str,
    known: dict,
    locale: str,
    viewport: dict,
    scheme: str,
) -> Iterator[Page]:
    """The page of a shot, looked at by its role."""
    with closing(
        browser.new_context(viewport=viewport, color_scheme=scheme, locale=f"{locale}-CA")
    ) as context:
        page = context.new_page()
        if shot.role:
            enter(page, url, shot.role)
            speak(page, url, locale)
        path = shot.path.format(**known, locale=locale, reader=known[locale])
        page.goto(path if re.match("https?:", path) else url + path)
        yield page


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("names", nargs="*", help="pages to take (all of them)")
    options.add_argument("--to", type=Path, default=ROOT / "docs" / "screens")
    options.add_argument("--help-only", action="store_true", help="the help's pictures only")
    options.add_argument("--looks", default="desktop-light-fr,phone-light-fr,desktop-dark-en")
    chosen = options.parse_args()
    executable = chromium()
    if executable is None:
        print(MISSING, file=sys.stderr)
        return 1
    chosen.to.mkdir(parents=True, exist_ok=True)
    with demonstration() as (app, url), sync_playwright() as playwright:
        known = addresses(app, url)
        with closing(playwright.chromium.launch(**launch_arguments(executable))) as browser:
            take_pieces(browser, url, known, chosen)
            count = 0 if chosen.help_only else take_pages(browser, url, known, chosen)
    print(f"{count} pages in {chosen.to}; the help's pictures in static/help")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
