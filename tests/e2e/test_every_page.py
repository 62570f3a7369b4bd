"""Every page, light and dark, on a desk and on a phone: axe finds nothing, nothing overflows,
the console stays empty (the `page` fixture sees to that), nothing comes from elsewhere; and an
English page speaks English."""

import re

import pytest

from tests.support.browser import AXE_LOOKS, AXE_TAGS, axe
from tests.support.everything import LEAD, what_stands_in_addresses
from tracker.extensions import db

DESK, PHONE = {"width": 1440, "height": 900}, {"width": 390, "height": 844}
#: A page is opened once in a language, then looked at in two ways: the first with every rule
#: (on a desk in one language, on a phone in the other), the second for what a look may change.
LOOKS = {
    "fr": (("light", DESK, AXE_TAGS), ("dark", PHONE, AXE_LOOKS)),
    "en": (("light", PHONE, AXE_TAGS), ("dark", DESK, AXE_LOOKS)),
}
BY_ROLE = {
    None: [
        "/sign-in",
        "/sign-in/forgotten",
        "/password/{password}",
        "/address/{address}",
        "/address/{address_refusal}/refuse",
        "{answer}",
        "{answer}?a=postponed",
        "{answer}?a=blocked",
        "{value}",
        "{unsubscribe}",
        "/aide",
        "/aide/responsable",
        "/aide/direction",
        "/aide/coordination",
    ],
    "Directrice": [
        "/",
        "/?cell=REM20-D8",
        "/briefs",
        "/briefs/{brief}",
        "/briefs/1/compare/{brief}",
        "/account",
        "/portrait",
        "/portrait?reason=decision",
        "/timeline",
        "/timeline?show=slipped&kind=borough",
        "/map",
        "/map?on=2026-03-16&cell=REM20-D8",
        "/dossiers",
        "/dossiers/D1",
        "/dossiers/D8",
        "/dossiers/D1/confidence",
        "/quality",
        "/dossiers/D1/confidence/assessed",
        "/milestones/{milestone}",
        "/milestones/{milestone}/baseline",
        "/surveys",
        "/indicators",
        "/indicators/1",
        "/units",
        "/units/REM20",
        "/mine",
        "/search",
        "/search?q=permis",
        "/search?q=zzz",
        "/plan/{draft}/approval",
        "/plan/{draft}/consultations",
        "/plan/{plan}/dossiers/{dossier}/waiver",
        "/questions/new?commitment={commitment}",
        "/reviews",
        "/reviews/new",
        "/reviews/{review}",
        "/reviews/{review}/edit",
        "/reviews/{review}/cancel",
        "/reviews/{minutes}",
        "/reviews/{run}/run",
        "/reviews/{run}/run?dossier=D8",
        "/reviews/{run}/run?dossier=-",
        "/decisions",
        "/decisions/new",
        "/decisions/{decision}",
        "/decisions/{decision}/edit",
    ],
    LEAD: [
        "/mine",
        "/mine?open={milestone}",
        "/units/REM20",
        "/account",
        "/account/password",
        "/account/address",
        "/account/absence",
        "/questions/{question}",
        "/reviews",
        "/reviews/{minutes}",
        "/decisions",
    ],
    "Responsable, Verdun": ["/mine"],
    "Coordination": [
        "/search?q=arrondissement",
        "/search?q=responsable&kind=person",
        "/dossiers/D1/confidence/declared",
        "/quality?what=contradiction&unit=REM20",
        "/indicators/1",
        "/indicators/new",
        "/indicators/file",
        "/surveys",
        "/surveys/file",
        "/surveys/collective/edit",
        "/indicators/1/edit",
        "/indicators/1/values/{lasalle}/2026-03-31",
        "/indicators/values/1/dispute",
        "/reminders",
        "/reminders/{slot}",
        "/reminders/ledger",
        "/reminders/ledger?state=unknown&who=verdun",
        "/reminders/preview/{lead}",
        "/reminders/settings",
        "/reminders/raising",
        "/reminders/closures",
        "/reminders/closures/{closure}",
        "/outbox/{message}",
        "/people",
        "/people/new",
        "/people/{lead}",
        "/people/{lead}/edit",
        "/people/{lead}/address",
        "/people/{lead}/absence",
        "/people/{lead}/leave",
        "/plan",
        "/plan/{plan}",
        "/plan/{draft}",
        "/plan/new",
        "/plan/new?door=file",
        "/plan/{plan}/import",
        "/imports/{import}",
        "/plan/{plan}/consultations",
        "/plan/{plan}/consultations/new?dossier={dossier}",
        "/consultations/{consultation}",
        "/consultations/{open_consultation}",
        "/consultations/{open_consultation}/edit",
        "/consultations/{open_consultation}/points/2",
        "/plan/new?copy={plan}",
        "/plan/{plan}/edit",
        "/plan/{plan}/dossiers/new",
        "/plan/{plan}/dossiers/{dossier}/edit",
        "/plan/{draft}/approval",
        "/plan/{plan}/milestones/new?dossier={dossier}",
        "/milestones/{milestone}/edit",
        "/milestones/{milestone}/shares",
        "/milestones/{milestone}/shares/{commitment}/release",
        "/milestones/{milestone}/withdraw",
        "/milestones/{other}/baseline",
        "/units/new",
        "/units/REM20/edit",
        "/units/REM20/contacts",
        "/units/REM20/rename",
        "/units/REM20/merge",
        "/units/REM20/merge?into=REM12",
        "/questions/new?dossier={dossier}",
        "/questions/{question}",
        "/commitments/{blocked}/reply",
        "/settings",
        "/setup/mail",
        "/setup/next",
        "/demonstration/leave",
    ],
}
#: French of the page's own: what people wrote stands in quotation marks, names have no verb.
QUOTED = re.compile(r"“[^”]*”")
FRENCH = re.compile(
    r"[«»]|\b(?:Enregistrer|Annuler|Ajouter|Retirer|Modifier|vous|votre|vos|une|les|est|sont|"
    r"avec|pour|dans|qui|que|cette|chaque)\b",
    re.IGNORECASE,
)
OWN_WORDS = """() => {
    const said = [], reading = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (reading.nextNode()) {
        const place = reading.currentNode.parentElement;
        // A quotation in which the searched words are marked is cut into pieces.
        if (place.closest("script, style, textarea, .say:has(mark)")) continue;
        const spoken = place.closest("[lang]").getAttribute("lang");
        if (spoken.startsWith("en")) said.push(reading.currentNode.data);
    }
    return said;
}"""
OVERFLOW = "document.documentElement.scrollWidth - window.innerWidth"


@pytest.fixture
def known(live_server):
    with live_server.app.app_context():
        found = what_stands_in_addresses(db.session)
        db.session.commit()
    return found


def _wrong(page, url, locale):
    """What is wrong with the page at `url`, opened once and looked at in two ways."""
    answer = page.goto(url)
    if answer.status != 200:
        return [str(answer.status)]
    wrong = []
    for scheme, viewport, rules in LOOKS[locale]:
        page.emulate_media(color_scheme=scheme)
        page.set_viewport_size(viewport)
        found = axe(page, rules)
        if (wide := page.evaluate(OVERFLOW)) > 0:
            found.append(f"{wide} px wider than the window")
        wrong += [f"{scheme}, {viewport['width']} px: {line}" for line in found]
    if locale == "en":
        said = (QUOTED.sub("", words) for words in page.evaluate(OWN_WORDS))
        wrong += [f"in French: {' '.join(one.split())}" for one in said if FRENCH.search(one)]
    return wrong


def _enter(page, url, role, locale):
    page.goto(f"{url}/sign-in")
    page.locator(".personas button").filter(has_text=role).first.click()
    if page.locator("html").get_attribute("lang") != f"{locale}-CA":
        page.get_by_role("button", name="English" if locale == "en" else "Français").click()


@pytest.mark.parametrize("locale", LOOKS)
def test_every_page_can_be_read_by_everybody(new_context, live_server, known, locale):
    wrong = []
    for role, paths in BY_ROLE.items():
        page = new_context(locale=f"{locale}-CA").new_page()
        if role:
            _enter(page, live_server.url, role, locale)
        for path in paths:
            found = _wrong(page, live_server.url + path.format(**known), locale)
            wrong += [f"{path}: {line}" for line in found]
    assert wrong == []


@pytest.mark.parametrize("locale", LOOKS)
def test_the_first_page_of_all_can_be_read_by_everybody(
    new_context, serve, open_app, sqlite_database, frozen, locale
):
    server = serve(lambda url: open_app(sqlite_database, TRACKER_PUBLIC_URL=url))
    page = new_context(locale=f"{locale}-CA").new_page()
    assert _wrong(page, f"{server.url}/setup", locale) == []
