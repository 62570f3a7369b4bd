"""The main job, from one end to the other, as a new user would try it; in both languages."""

import mailbox
import re
from dataclasses import dataclass

import pytest
from playwright.sync_api import expect

NEXT_MONDAY = "2026-04-27T09:00"


@dataclass(frozen=True)
class Words:
    """What is read and pressed, in one language."""

    locale: str
    director: str = "Directrice du Bureau"
    lead: str = "Responsable, Le Sud-Ouest"
    done: str = "Fait"
    evidence: str = "Une phrase ou un lien qui le montre"
    send: str = "Envoyer ma réponse"
    thanks: str = "Merci. Votre réponse est enregistrée."
    changed: str = "Ce qui a changé"


FRENCH = Words("fr")
ENGLISH = Words(
    "en",
    done="Done",
    evidence="A sentence or a link that shows it",
    send="Send my answer",
    thanks="Thank you. Your answer is saved.",
    changed="What changed",
)


@pytest.fixture
def maildir(live_server):
    """The deposited mails: {address: text part}."""
    settings = live_server.app.config["TRACKER"]

    def read():
        folder = mailbox.Maildir(settings.mail_folder, create=False)
        found = {}
        for message in folder:
            part = next(p for p in message.walk() if p.get_content_type() == "text/plain")
            text = part.get_payload(decode=True).decode()
            found[re.search(r"<?([^<>\s]+@[^<>\s]+?)>?$", message["To"])[1]] = text
        return found

    return read


@pytest.fixture
def tick(live_server):
    def run():
        runner = live_server.app.test_cli_runner()
        result = runner.invoke(args=["tick", "--once", "--at", NEXT_MONDAY])
        assert result.exit_code == 0, result.output
        return result.output

    return run


def enter(page, live_server, words, role):
    """Take a role of the demonstration, and read in the test's language."""
    page.goto(f"{live_server.url}/sign-in")
    page.locator(".personas button").filter(has_text=role).first.click()
    expect(page.locator(".top .role .lg")).to_have_text(role)
    if page.locator("html").get_attribute("lang") != f"{words.locale}-CA":
        page.get_by_role("button", name="English").click()
        expect(page.locator("html")).to_have_attribute("lang", "en-CA")


def the_board_shows(page, live_server, words, code, sentence):
    enter(page, live_server, words, words.director)
    changed = page.locator("#changed")
    expect(changed.get_by_role("heading", name=words.changed)).to_be_visible()
    changed.locator("details").evaluate_all("all => all.forEach(one => one.open = true)")
    expect(changed).to_contain_text(code)
    expect(changed).to_contain_text(sentence)


@pytest.mark.parametrize("words", [FRENCH, ENGLISH], ids=["fr", "en"])
def test_a_week_from_the_board_to_the_mail_and_back(new_context, live_server, maildir, tick, words):
    page = new_context(locale=f"{words.locale}-CA").new_page()

    # The director sees the board.
    enter(page, live_server, words, words.director)
    assert page.locator("table.heat tbody tr").count() > 30

    # A borough lead answers one commitment in place.
    enter(page, live_server, words, words.lead)
    row = page.locator("article.owe").first
    row_id = row.get_attribute("id")
    row = page.locator(f"#{row_id}")
    code = re.search(r"[DT]\d-\d\d", row.inner_text())[0]
    row.get_by_role("button", name=words.done, exact=True).click()
    row.get_by_label(words.evidence).fill("Adopté au comité du matin.")
    row.locator(".panel button.primary").click()
    page.locator("#toasts", has_text=code).wait_for()

    # The director sees it.
    the_board_shows(page, live_server, words, code, "Adopté au comité du matin.")

    # Next Monday the mails go out; a second tick delivers nothing.
    tick()
    mails = maildir()
    assert len(mails) > 10
    tick()
    assert maildir() == mails

    # The same lead opens the link of the mail, without signing in, and answers.
    text = mails["sud-ouest@exemple.test"]
    link = re.search(r"(http://\S+/answer/\S+/\d+)\?a=done", text)[1]
    guest = new_context(locale=f"{words.locale}-CA").new_page()
    guest.goto(f"{link}?a=done")
    assert guest.get_by_role("radio", name=words.done, exact=True).is_checked()
    code = re.search(r"[DT]\d-\d\d", guest.locator("main").inner_text())[0]
    guest.get_by_label(words.evidence).fill("Transmis à la Concertation.")
    guest.get_by_role("button", name=words.send).click()
    guest.get_by_role("heading", name=words.thanks).wait_for()
    guest.reload()
    expect(guest.get_by_role("heading", name=words.thanks)).to_be_visible()

    # And the director sees that too.
    the_board_shows(page, live_server, words, code, "Transmis à la Concertation.")
