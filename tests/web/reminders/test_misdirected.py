"""GET /reminders: mails that somebody said were not for them."""

import pytest

from tests.support.pages import read
from tests.support.plan_builder import in_days


@pytest.fixture
def emile(as_person):
    """Coordinates the Bureau."""
    return as_person("emile")


def test_the_coordinator_reads_who_said_that_a_mail_was_not_for_them(plan, emile, client):
    token = plan.mail(plan.commitment(lead="verdun", due=in_days(30)))
    before = read(emile.get("/reminders"))
    assert "Ce n’était pas pour eux" not in before.text

    client.post(f"/answer/{token}/not-mine")

    page = read(emile.get("/reminders"))
    assert "Ce n’était pas pour eux" in page.text
    assert "l’a dit le 20 avril 2026, 9 h, par le lien du courriel" in page.text
