"""GET /milestones/<id>: who promised what."""

import pytest

from tests.support.databases import NOW
from tests.support.pages import read
from tests.support.plan_builder import in_days


@pytest.fixture
def database(sqlite_database):
    """One database: these words are made from the view, which both give alike."""
    return sqlite_database


def test_an_absent_milestone_is_not_found(alice):
    assert alice.get("/milestones/999").status_code == 404


def test_says_how_the_lead_stands_and_what_was_received(plan, alice):
    lead = plan.commitment("legal", lead="legal", due=in_days(60), title="Liste unique")
    done = plan.contribution(lead, "verdun")
    plan.contribution(lead, "anjou")
    plan.say(done, "done", done_on=in_days(-3), sentence="Reçue.")

    page = read(alice.get("/milestones/1"))

    assert page.title == "D1-01 Liste unique | Suivi"
    assert "À confirmer" in page.text
    assert "Contributions reçues 1 sur 2" in page.text
    assert "Départ 19 juin 2026" in page.text


def test_first_date_forecast_and_slippage_stand_together(plan, alice):
    lead = plan.commitment("legal", lead="legal", due=in_days(-10))
    plan.say(lead, "postponed", by="charlie", new_due=in_days(30), reason="supplier")

    text = read(alice.get("/milestones/1")).text

    assert "1er report, +28 jours ouvrables" in text
    assert "Départ 10 avril 2026" in text
    assert "Date prévue 20 mai 2026" in text


def test_a_blocked_lead_says_by_whom_and_for_how_long(plan, alice):
    lead = plan.commitment("legal", lead="legal", due=in_days(60))
    plan.say(
        lead, "blocked", by="charlie", blocker_unit_id=plan.units["anjou"], sentence="Rien ne sort."
    )

    text = read(alice.get("/milestones/1")).text

    assert "Bloqué par : Anjou, depuis 5 jours ouvrables" in text
    assert "« Rien ne sort. »" in text


def test_a_done_milestone_shows_what_proves_it(plan, alice):
    lead = plan.commitment("legal", lead="legal", due=in_days(-3))
    plan.say(lead, "done", by="charlie", done_on=in_days(-4), link="https://exemple.test/a?b=1")

    page = read(alice.get("/milestones/1"))

    assert "Voir la pièce (exemple.test)" in page.text
    assert "Fait le 16 avril 2026" in page.text
    assert (
        '<a class="piece" href="https://exemple.test/a?b=1" rel="noopener noreferrer nofollow">'
        in page.html
    )


def test_an_address_that_is_not_of_the_web_is_shown_but_leads_nowhere(plan, alice):
    lead = plan.commitment("legal", lead="legal", due=in_days(-3))
    plan.say(lead, "done", by="charlie", done_on=in_days(-4), link="javascript:alert(1)")

    page = read(alice.get("/milestones/1"))

    assert "javascript:alert(1)" in page.text
    assert 'href="javascript' not in page.html


def test_each_unit_shows_its_role_its_date_and_its_last_sentence(plan, alice):
    said = plan.commitment("verdun", due=in_days(60))
    plan.say(said, "on_track", sentence="Le comité s’est réuni.")

    text = read(alice.get("/milestones/1")).text

    assert "Service des affaires juridiquesPorte le jalon" in text
    assert "VerdunContribue" in text
    assert "« Le comité s’est réuni. »Responsable, Verdun, 13 avril" in text
    assert "Aucune réponse encore." in text


def test_answering_is_offered_on_the_line_of_ones_own_unit_only(plan, as_person):
    own = plan.commitment("verdun", due=in_days(60))

    line = f'href="/mine#commitment-{own}"'
    assert read(as_person("alice").get("/milestones/1")).html.count("/mine#") == 1
    assert line in read(as_person("alice").get("/milestones/1")).html
    assert "/mine#" not in read(as_person("diane").get("/milestones/1")).html


def test_a_question_without_answer_is_shown(plan, alice):
    plan.ask(plan.commitment("verdun", due=in_days(60)), "Qu’est-ce qui retient?")

    assert (
        "Question sans réponse : « Qu’est-ce qui retient? »"
        in read(alice.get("/milestones/1")).text
    )


def test_words_that_contradict_the_dates_are_flagged(plan, alice):
    lead = plan.commitment("legal", lead="legal", due=in_days(-5))
    plan.say(lead, "on_track", by="charlie", at=NOW.replace(day=1))

    assert (
        "mais la date prévue est passée depuis 3 jours ouvrables"
        in read(alice.get("/milestones/1")).text
    )
