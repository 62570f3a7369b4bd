"""GET /reminders/preview/…: a mail before it leaves."""

import pytest

from tests.support.pages import read
from tests.support.plan_builder import in_days
from tracker.domain.people import Person


@pytest.fixture
def emile(as_person):
    return as_person("emile")


def test_shows_the_text_and_the_html_in_a_frame_that_runs_nothing(plan, emile):
    plan.commitment(due=in_days(-7), title="Liste unique")
    alice = plan.people["alice"]

    page = read(emile.get(f"/reminders/preview/{alice}"))
    framed = emile.get(f"/reminders/preview/{alice}/html?on=2026-04-27")

    assert "Verdun : une réponse, semaine du 27 avril" in page.title or "Aperçu" in page.title
    assert "Liste unique" in page.text
    assert f'sandbox src="/reminders/preview/{alice}/html?on=2026-04-27"' in page.html
    assert "sandbox" in framed.headers["Content-Security-Policy"]
    assert "Liste unique" in framed.text


def test_its_links_open_nothing(plan, emile):
    plan.commitment(due=in_days(-7))

    page = read(emile.get(f"/reminders/preview/{plan.people['alice']}"))

    assert "/answer/…/" in page.text


def test_it_is_in_the_language_of_its_recipient(plan, emile):
    plan.commitment(due=in_days(-7), title="Liste unique", title_en="Single list")
    plan.edit(Person, plan.people["alice"], locale="en")

    assert "Single list" in read(emile.get(f"/reminders/preview/{plan.people['alice']}")).text


def test_who_gets_none_is_said_so(plan, emile):
    page = read(emile.get(f"/reminders/preview/{plan.people['alice']}"))

    assert "Aucun courriel pour Responsable, Verdun" in page.text


def test_an_absent_person_is_not_found(plan, emile):
    assert emile.get("/reminders/preview/9999").status_code == 404
