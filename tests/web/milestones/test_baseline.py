"""/milestones/<id>/baseline: a correction asked, decided, taken back."""

import pytest

from tests.support.pages import press, read
from tests.support.plan_builder import in_days

PATH = "/milestones/1/baseline"


@pytest.fixture
def asked(plan, as_person):
    """Charlie, whose unit leads, has asked for 30 days more."""
    plan.commitment("verdun", lead="legal", due=in_days(60))
    charlie = as_person("charlie")
    page = read(charlie.get(PATH))
    given = {"due": in_days(90).isoformat(), "reason": "La date était mal recopiée."}
    assert press(charlie, page, "Demander la correction", **given).status_code == 303
    return charlie


def test_it_is_shown_to_the_director_and_accepted_the_first_date_stays(
    plan, asked, as_person, milestone, shares, nothing_to_refold
):
    diane = as_person("diane")
    assert "correction de la date de départ demandée : 19 juillet" in read(diane.get("/")).text
    page = read(diane.get(PATH))
    assert "« La date était mal recopiée. »" in page.text

    press(diane, page, "Accepter la correction", words="D’accord.")

    assert milestone().baseline_due == in_days(90)
    assert shares()["legal"][2] == in_days(90)
    text = read(asked.get("/milestones/1")).text
    assert "Départ 19 juin 2026" in text
    assert "+21 jours ouvrables" in text
    assert "Correction de la date de départ acceptée" in text
    assert "« D’accord. »" in text
    assert "correction de la date de départ" not in read(diane.get("/")).text
    nothing_to_refold()


def test_a_lead_that_moved_its_date_keeps_it(plan, as_person, shares, nothing_to_refold):
    lead = plan.commitment("legal", lead="legal", due=in_days(60))
    plan.say(lead, "postponed", by="charlie", new_due=in_days(70), reason="supplier")
    charlie, diane = as_person("charlie"), as_person("diane")
    form = read(charlie.get(PATH))
    press(charlie, form, "Demander la correction", due="2026-07-19", reason="Mal recopiée.")
    press(diane, read(diane.get(PATH)), "Accepter la correction")

    assert shares()["legal"][2] == in_days(70)
    nothing_to_refold()


def test_a_refusal_says_why(asked, as_person, milestone):
    diane = as_person("diane")

    assert press(diane, read(diane.get(PATH)), "Refuser").status_code == 422
    press(diane, read(diane.get(PATH)), "Refuser", words="La date était juste.")

    assert milestone().baseline_due == in_days(60)
    text = read(asked.get("/milestones/1")).text
    assert "Correction de la date de départ refusée" in text
    assert "« La date était juste. »" in text


def test_one_at_a_time_and_nothing_typed_is_lost(asked, press, as_person):
    emile = as_person("emile")

    second = press(emile, PATH, due="2026-08-01", reason="Une autre raison.")

    assert second.status_code == 409
    assert "Une correction est déjà demandée" in read(second).text
    assert "Une autre raison." in read(second).text


def test_whoever_asked_takes_it_back_and_a_late_decision_is_told(asked, as_person):
    diane = as_person("diane")
    old = read(diane.get(PATH))
    press(asked, read(asked.get(PATH)), "Retirer la demande")

    late = press(diane, old, "Accepter la correction")

    assert late.status_code == 409
    assert "n’attend plus de décision" in read(late).text


def test_a_date_before_the_start_or_unread_is_refused_in_words(plan, as_person):
    plan.commitment("legal", lead="legal", due=in_days(60))
    charlie = as_person("charlie")
    for due in ("2025-01-01", "bientôt", "", in_days(60).isoformat()):
        page = read(charlie.get(PATH))
        refused = press(charlie, page, "Demander la correction", due=due, reason="Mots.")
        assert refused.status_code == 422, due
        assert "Mots." in refused.get_data(as_text=True)


def test_strangers_see_nothing_and_readers_may_not(asked, as_person):
    codes = {who: as_person(who).get(PATH).status_code for who in ("alice", "fanny", "emile")}
    assert codes == {"alice": 404, "fanny": 403, "emile": 200}
