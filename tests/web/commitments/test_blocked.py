"""Saying that a commitment is blocked, and by whom."""

from tests.support.pages import press, read
from tests.support.plan_builder import in_days


def opened(client, commitment):
    return read(client.get(f"/commitments/{commitment}/update?a=blocked"))


def test_a_unit_that_blocks_reads_it_on_its_own_page(plan, alice, as_person):
    mine = plan.commitment(due=in_days(40), title="Liste unique")
    page = opened(alice, mine)
    press(
        alice,
        page,
        "Enregistrer le blocage",
        blocker=str(plan.units["legal"]),
        blocked_sentence="L’avis manque.",
    )

    assert "bloqué par Service des affaires juridiques" in read(alice.get("/mine")).text
    theirs = read(as_person("charlie").get("/mine")).text
    assert "On attend après vous Liste unique « L’avis manque. »" in theirs
    assert "Verdun · bloqué depuis aujourd’hui" in theirs


def test_somebody_outside_is_named_in_words(plan, alice):
    mine = plan.commitment()
    press(
        alice,
        opened(alice, mine),
        "Enregistrer le blocage",
        blocker_words="Hydro-Québec",
        blocked_sentence="Le raccordement manque.",
    )

    assert plan.standing_answer(mine).blocker_words == "Hydro-Québec"


def test_asks_who_and_why(plan, alice):
    page = read(press(alice, opened(alice, plan.commitment()), "Enregistrer le blocage"))

    assert page.status == 422
    assert "Choisissez l’unité qui bloque, ou écrivez qui, hors de la Ville." in page.text
    assert "Dites en une phrase ce qui bloque." in page.text


def test_a_unit_and_somebody_outside_are_too_many(plan, alice):
    page = opened(alice, plan.commitment())
    response = press(
        alice,
        page,
        "Enregistrer le blocage",
        blocker=str(plan.units["legal"]),
        blocker_words="Hydro-Québec",
        blocked_sentence="Les deux.",
    )

    assert "Choisissez une unité ou écrivez qui, pas les deux." in read(response).text


def test_ones_own_unit_is_not_offered_nor_taken(plan, alice):
    mine = plan.commitment()
    page = opened(alice, mine)
    response = press(
        alice,
        page,
        "Enregistrer le blocage",
        blocker=str(plan.units["verdun"]),
        blocked_sentence="Nous.",
    )

    assert f'<option value="{plan.units["verdun"]}"' not in page.html
    assert "Choisissez une autre unité que la vôtre." in read(response).text


def test_a_unit_that_does_not_exist_is_no_unit(plan, alice):
    page = opened(alice, plan.commitment())
    response = press(alice, page, "Enregistrer le blocage", blocker="9999", blocked_sentence="Lui.")

    assert response.status_code == 422
