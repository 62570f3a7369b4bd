"""Saying that a commitment is done."""

from tests.support.pages import press, read
from tests.support.plan_builder import in_days


def opened(client, commitment, answer="done"):
    return read(client.get(f"/commitments/{commitment}/update?a={answer}"))


def test_today_and_a_sentence_are_enough(plan, alice):
    mine = plan.commitment(due=in_days(5))
    page = opened(alice, mine)
    press(alice, page, "Enregistrer que c’est fait", done_sentence="Adopté par le conseil.")

    said = plan.standing_answer(mine)
    assert (said.answer, said.done_on, said.sentence) == (
        "done",
        in_days(0),
        "Adopté par le conseil.",
    )
    assert "1 engagement fait" in read(alice.get("/mine")).text


def test_a_link_alone_is_kept_as_a_link(plan, alice):
    mine = plan.commitment()
    press(
        alice,
        opened(alice, mine),
        "Enregistrer que c’est fait",
        done_sentence="https://exemple.test/reglement",
    )

    said = plan.standing_answer(mine)
    assert (said.sentence, said.link) == ("", "https://exemple.test/reglement")


def test_asks_for_a_sentence_or_a_link(plan, alice):
    mine = plan.commitment()
    page = read(press(alice, opened(alice, mine), "Enregistrer que c’est fait"))

    assert page.status == 422
    assert "Écrivez une phrase, ou collez un lien qui le montre." in page.text


def test_a_day_to_come_is_refused(plan, alice):
    mine = plan.commitment()
    page = opened(alice, mine)
    response = press(
        alice,
        page,
        "Enregistrer que c’est fait",
        done_on=in_days(2).isoformat(),
        done_sentence="Bientôt.",
    )

    assert "Donnez une date d’aujourd’hui ou d’avant : c’est déjà fait." in read(response).text


def test_a_lead_says_what_becomes_of_the_contributions_still_awaited(plan, as_person):
    contribution = plan.commitment(due=in_days(5))
    lead = contribution - 1
    charlie = as_person("charlie")
    page = opened(charlie, lead)
    response = press(
        charlie,
        page,
        "Enregistrer que c’est fait",
        done_sentence="https://exemple.test/avis",
    )

    assert "ce qu’il advient des contributions encore attendues" in read(response).text


def test_reopening_asks_why_in_a_sentence(plan, alice):
    mine = plan.commitment(due=in_days(40))
    plan.say(mine, "done", done_on=in_days(-8), sentence="Adopté.")
    page = read(press(alice, opened(alice, mine, "on_track"), "Enregistrer la réponse"))

    assert page.status == 422
    assert "dites en une phrase pourquoi il reprend" in page.text
