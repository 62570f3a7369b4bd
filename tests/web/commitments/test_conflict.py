"""Somebody else answered while one was writing."""

from datetime import timedelta

import pytest

from tests.support.databases import NOW
from tests.support.pages import press, read
from tests.support.plan_builder import in_days

SENTENCE = "Le comptoir perd deux agents en juillet; le test commence en août."


@pytest.fixture
def mine(plan):
    return plan.commitment(due=in_days(60), title="Norme de délai")


@pytest.fixture
def conflict(plan, alice, mine):
    """alice opened the form, bob answered, alice sent hers."""
    form = read(alice.get(f"/commitments/{mine}/update?a=postponed"))
    plan.say(
        mine,
        "on_track",
        by="bob",
        at=NOW - timedelta(minutes=4),
        sentence="Le comptoir perd deux agents en juillet; un surnuméraire est promis.",
    )
    return press(
        alice,
        form,
        "Enregistrer le report",
        new_due="2026-11-18",
        reason="staffing",
        postponed_sentence=SENTENCE,
    )


def test_both_versions_are_shown_and_nothing_is_saved(plan, mine, conflict):
    page = read(conflict)

    assert page.status == 409
    assert "Quelqu’un a répondu pendant que vous écriviez" in page.text
    assert "Substitut, Verdun · 20 avril 2026, 8 h 56, par cette page" in page.text
    assert "<mark>le test commence en août.</mark>" in page.html
    assert "<mark>un surnuméraire est promis.</mark>" in page.html
    assert plan.standing_answer(mine).answer == "on_track"


def test_mine_may_be_saved_after_theirs(plan, alice, mine, conflict):
    response = press(alice, read(conflict), "Enregistrer la mienne à la suite")

    assert response.status_code == 303
    assert [said.answer for said in plan.answers(mine)] == ["on_track", "postponed"]
    assert plan.standing_answer(mine).sentence == SENTENCE


def test_mine_may_be_changed_first_and_nothing_typed_is_lost(alice, conflict):
    page = read(press(alice, read(conflict), "La modifier"))

    fields = page.form("Enregistrer le report").fields
    assert page.status == 200
    assert fields["postponed_sentence"] == SENTENCE
    assert fields["new_due"] == "2026-11-18"


def test_theirs_may_be_kept(plan, alice, mine, conflict):
    page = read(conflict)

    assert f'href="/mine#commitment-{mine}"' in page.html
    assert "Garder celle-ci" in page.text


def test_a_third_answer_is_shown_too(plan, alice, mine, conflict):
    page = read(conflict)
    plan.say(mine, "blocked", by="emile", at=NOW, sentence="Non.", blocker_words="Le froid")

    assert press(alice, page, "Enregistrer la mienne à la suite").status_code == 409


def test_the_fragment_is_its_region_of_the_page(plan, alice, mine):
    form = read(alice.get(f"/commitments/{mine}/update?a=on_track")).form("Enregistrer la réponse")
    plan.say(mine, "on_track", by="bob", at=NOW - timedelta(minutes=4))
    page = alice.post(form.action, data=form.fields)
    fragment = alice.post(form.action, data=form.fields, headers={"HX-Request": "true"})

    assert fragment.status_code == 409
    region = read(page).region(f"commitment-{mine}")
    assert region == fragment.get_data(as_text=True).strip()


def test_ones_own_later_answer_is_no_conflict(plan, alice, mine):
    page = read(alice.get(f"/commitments/{mine}/update?a=blocked"))
    press(alice, read(alice.get("/mine")), "Dans les temps")
    response = press(
        alice, page, "Enregistrer le blocage", blocker_words="Le gel", blocked_sentence="Oui."
    )

    assert response.status_code == 303
