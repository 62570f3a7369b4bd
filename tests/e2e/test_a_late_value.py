"""A late value of an indicator is asked for by mail, and answered from it, in a real browser."""

import mailbox
import re

import pytest
from playwright.sync_api import expect

from tests.support.browser import axe

NEXT_MONDAY = "2026-04-27T09:00"
LEAD = "sud-ouest@exemple.test"


@pytest.fixture
def letter(live_server):
    """The text of the mail of next Monday to the lead whose borough owes a value."""
    result = live_server.app.test_cli_runner().invoke(args=["tick", "--once", "--at", NEXT_MONDAY])
    assert result.exit_code == 0, result.output
    for message in mailbox.Maildir(live_server.app.config["TRACKER"].mail_folder, create=False):
        if LEAD in message["To"]:
            part = next(p for p in message.walk() if p.get_content_type() == "text/plain")
            return part.get_payload(decode=True).decode()
    raise AssertionError("no mail to the lead")


def test_a_late_value_is_asked_for_by_mail_and_answered_from_it(
    page, live_server, letter, complaints
):
    words = " ".join(letter.split())
    assert "VALEURS D’INDICATEURS" in words
    assert "Délai moyen d’un permis de rénovation" in words
    complaints.expect("422 (UNPROCESSABLE ENTITY)")
    page.goto(re.search(r"https?://\S+/value/\S+", letter)[0])

    # A text in a number's place is refused beside the field, and stays there.
    page.get_by_label("Valeur").fill("voir description")
    page.get_by_role("button", name="Envoyer la valeur").click()
    field = page.get_by_label("Valeur")
    expect(field).to_have_value("voir description")
    expect(field).to_have_attribute("aria-invalid", "true")
    expect(page.locator(".field .msg")).to_contain_text("Écrivez un nombre")
    assert axe(page) == []

    field.fill("38 jours")
    page.get_by_role("button", name="Envoyer la valeur").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Merci. La valeur est enregistrée.")
    assert axe(page) == []

    # The page of the indicator shows it, and no longer asks the unit for it.
    page.goto(f"{live_server.url}/sign-in")
    page.locator(".personas button").filter(has_text="Responsable, Le Sud-Ouest").first.click()
    expect(page.get_by_text("Valeurs d’indicateurs à donner")).to_have_count(0)
    page.goto(f"{live_server.url}/indicators/1")
    expect(page.locator("#valeurs")).to_contain_text("38 jours")
    expect(page.locator("#donner")).not_to_contain_text("Le Sud-Ouest")
