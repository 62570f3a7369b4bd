"""POST /milestones/<id>/shares/lead: another unit leads."""

from tests.support.databases import NOW
from tests.support.pages import press, read
from tests.support.plan_builder import in_days
from tracker.domain.commitments import Commitment
from tracker.domain.people import Person

SHARES = "/milestones/1/shares"


def change(client, unit, **typed):
    return press(client, read(client.get(SHARES)), "Changer l’unité porteuse", lead=unit, **typed)


def test_the_new_lead_starts_at_the_date_that_stood_and_the_former_contributes(
    plan, emile, shares, nothing_to_refold
):
    lead = plan.commitment("legal", lead="legal", due=in_days(30))
    plan.say(lead, "postponed", by="charlie", new_due=in_days(60), reason="supplier")

    assert change(emile, "ANJOU").status_code == 303

    assert shares()["anjou"] == ("lead", False, in_days(60))
    assert shares()["legal"] == ("contributor", False, in_days(60))
    nothing_to_refold()
    assert "Unité porteuse : changée" in read(emile.get("/milestones/1")).text


def test_what_a_contributor_had_said_does_not_speak_for_the_lead_it_becomes(
    plan, emile, shares, nothing_to_refold
):
    said = plan.commitment("verdun", due=in_days(30))
    plan.say(said, "done", done_on=in_days(-3), sentence="Ma part.")

    change(emile, "VERDUN")

    assert shares()["verdun"] == ("lead", False, in_days(30))
    assert plan.standing_answer(said) is None
    assert "Ma part." in read(emile.get("/milestones/1")).text
    nothing_to_refold()


def test_the_former_lead_is_released_with_its_reason(plan, emile, shares, nothing_to_refold):
    plan.commitment("legal", lead="legal")

    missing = change(emile, "VERDUN", former="released")
    assert missing.status_code == 422
    assert "Dites pourquoi, en une phrase." in read(missing).text

    change(emile, "VERDUN", former="released", reason="Verdun reprend tout.")
    assert shares()["legal"][:2] == ("lead", True)
    assert shares()["verdun"][:2] == ("lead", False)
    nothing_to_refold()


def test_it_can_change_back(plan, emile, shares, nothing_to_refold):
    plan.commitment("verdun")
    change(emile, "VERDUN")
    change(emile, "LEGAL")

    assert (shares()["legal"][0], shares()["verdun"][0]) == ("lead", "contributor")
    nothing_to_refold()


def test_a_released_unit_may_become_the_lead(plan, app, emile, shares):
    said = plan.commitment("verdun")
    plan.edit(Commitment, said, released_at=NOW, released_by="Coordination", released_reason="x")
    change(emile, "VERDUN")

    assert shares()["verdun"][:2] == ("lead", False)


def test_nobody_chosen_is_refused_in_words(plan, emile):
    plan.commitment("verdun")

    refused = change(emile, "")

    assert refused.status_code == 422
    assert read(refused).title.startswith("Erreur :")
    assert "Choisissez l’unité qui porte le jalon." in read(refused).text


def test_two_coordinators_at_once_the_second_is_told(plan, emile, as_person, shares):
    plan.commitment("verdun")
    old = read(emile.get(SHARES))
    plan.edit(Person, plan.people["fanny"], role="coordinator")
    change(as_person("fanny"), "ANJOU")

    told = press(emile, old, "Changer l’unité porteuse", lead="VERDUN")

    assert told.status_code == 409
    assert "Anjou" in read(told).text
    assert shares()["anjou"][0] == "lead"
    press(emile, read(told), "Changer l’unité porteuse", lead="VERDUN")
    assert shares()["verdun"][0] == "lead"
