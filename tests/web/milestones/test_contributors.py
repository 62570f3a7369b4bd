"""Adding contributors, releasing one and taking it back."""

from tests.support.pages import press, read
from tests.support.plan_builder import in_days
from tracker.domain.units import Unit

SHARES = "/milestones/1/shares"


def test_all_boroughs_skips_those_there(plan, emile, shares):
    plan.commitment("verdun", lead="legal")

    press(emile, read(emile.get(SHARES)), "Tous les arrondissements")

    assert {unit: role for unit, (role, *_rest) in shares().items()} == {
        "legal": "lead",
        "verdun": "contributor",
        "anjou": "contributor",
    }
    assert "1 contribution ajoutée" in read(emile.get("/milestones/1")).text


def test_units_ticked_are_added_once(plan, emile, shares):
    plan.commitment("legal", lead="legal")
    page = read(emile.get(SHARES))

    for _again in range(2):
        press(emile, page, "Ajouter les unités cochées", units=["VERDUN", "LEGAL", "INCONNUE"])

    assert sorted(shares()) == ["legal", "verdun"]


def test_nothing_ticked_is_refused_in_words(plan, emile):
    plan.commitment("legal", lead="legal")

    refused = press(emile, read(emile.get(SHARES)), "Ajouter les unités cochées")

    assert refused.status_code == 422
    assert "Cochez au moins une unité." in read(refused).text


def test_a_unit_is_released_with_a_reason_and_taken_back(plan, emile, shares, nothing_to_refold):
    said = plan.commitment("verdun", due=in_days(30))
    plan.say(said, "postponed", new_due=in_days(50), reason="staffing")
    path = f"{SHARES}/{said}/release"

    button = "Libérer l’unité, sans objet"
    assert press(emile, read(emile.get(path)), button).status_code == 422
    press(emile, read(emile.get(path)), button, reason="Verdun a sa norme.")
    assert shares()["verdun"] == ("contributor", True, in_days(50))
    assert "« Verdun a sa norme. »" in read(emile.get("/milestones/1")).text

    press(emile, read(emile.get(SHARES)), "Reprendre", f"{said}/restore")
    assert shares()["verdun"] == ("contributor", False, in_days(50))
    assert "Contribution reprise" in read(emile.get("/milestones/1")).text
    nothing_to_refold()


def test_a_released_lead_comes_back_as_contributor_where_another_leads(
    plan, emile, shares, nothing_to_refold
):
    lead = plan.commitment("legal", lead="legal")
    path = f"{SHARES}/{lead}/release"
    press(emile, read(emile.get(path)), "Libérer l’unité, sans objet", reason="À redistribuer.")
    press(emile, read(emile.get(SHARES)), "Nommer l’unité porteuse", lead="VERDUN")

    press(emile, read(emile.get(SHARES)), "Reprendre", f"{lead}/restore")

    assert (shares()["legal"][0], shares()["verdun"][0]) == ("contributor", "lead")
    nothing_to_refold()


def test_a_share_of_another_milestone_is_not_found_here(plan, emile):
    plan.commitment("verdun")
    other = plan.commitment("verdun")

    assert emile.get(f"{SHARES}/{other}/release").status_code == 404


def test_a_withdrawn_milestone_says_so_and_is_restored(plan, emile, app, milestone):
    plan.ask(plan.commitment("verdun"), "Où en êtes-vous?")
    page = read(emile.get("/milestones/1/withdraw"))
    assert "2 unités ne sont plus interrogées sur ce jalon." in page.text
    assert "1 question sans réponse n’est plus posée." in page.text

    assert press(emile, page, "Retirer le jalon").status_code == 422
    press(emile, page, "Retirer le jalon", reason="Remplacé par D1-09.")
    text = read(emile.get("/milestones/1")).text
    assert "Ce jalon est retiré, sans objet : rien n’en est demandé." in text
    assert text.count("« Remplacé par D1-09. »") == 2

    press(emile, read(emile.get("/milestones/1")), "Rétablir")
    assert milestone().withdrawn_at is None
    assert "Jalon rétabli" in read(emile.get("/milestones/1")).text


def test_a_merged_unit_is_not_offered(plan, emile):
    plan.commitment("legal", lead="legal")
    assert 'value="ANJOU"' in emile.get(SHARES).text
    plan.edit(Unit, plan.units["anjou"], successor_id=plan.units["verdun"], merged_on=in_days(-1))

    assert 'value="ANJOU"' not in emile.get(SHARES).text
