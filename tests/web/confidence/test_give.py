"""POST /dossiers/<code>/confidence/…: a level and its sentence, declared or assessed."""

import pytest

from tests.support.pages import press, read
from tracker.domain.confidence import Confidence
from tracker.domain.plans import ActionPlan, Dossier
from tracker.extensions import db

DECLARE, ASSESS = "/dossiers/D1/confidence/declared", "/dossiers/D1/confidence/assessed"


@pytest.fixture
def led(plan):
    """The dossier D1 is carried by the legal department, for which charlie answers."""
    plan.edit(Dossier, plan.dossiers["D1"], lead_unit_id=plan.units["legal"])
    return plan


def give(client, path, **typed):
    page = read(client.get(path))
    return press(client, page, "Enregistrer le niveau", **typed)


def test_the_lead_declares_and_the_bureau_assesses_beside_it(led, as_person):
    given = give(as_person("charlie"), DECLARE, level="achievable", sentence="Deux avis manquent.")
    give(as_person("diane"), ASSESS, level="support_needed", sentence="Sans avis, rien en juin.")

    page = read(as_person("alice").get("/dossiers/D1"))

    assert given.status_code == 303
    assert given.location == "/dossiers/D1#confiance"
    block = page.region("confiance")
    assert "Deux avis manquent." in block
    assert "Service des affaires juridiques : Responsable, Affaires juridiques" in page.text
    assert "Sans avis, rien en juin." in block
    assert block.index("Objectifs atteignables") < block.index("Déclaré par l’unité")
    assert "Définitions proposées par l’outil." in block


def test_what_is_missing_is_said_beside_its_field_and_nothing_typed_is_lost(led, as_person):
    answer = give(as_person("charlie"), DECLARE, level="compromised", sentence=" ")
    page = read(answer)

    assert page.status == 422
    assert page.title.startswith("Erreur :")
    assert "Dites pourquoi en une phrase." in page.text
    assert page.form("Enregistrer le niveau").fields["level"] == "compromised"

    page = read(give(as_person("charlie"), DECLARE, level="sure", sentence="Tout va."))

    assert page.status == 422
    assert "Choisissez un niveau." in page.text
    assert page.form("Enregistrer le niveau").fields["sentence"] == "Tout va."


def test_a_sentence_too_long_is_told_with_its_length(led, as_person):
    page = read(give(as_person("charlie"), DECLARE, level="secured", sentence="a" * 501))

    assert page.status == 422
    assert "Écrivez au plus 500 caractères; il y en a 501." in page.text


def test_a_level_that_somebody_gave_meanwhile_is_shown_and_ones_own_text_kept(led, as_person):
    emile = as_person("emile")
    drawn = read(emile.get(ASSESS))
    give(as_person("diane"), ASSESS, level="compromised", sentence="Le fournisseur se retire.")

    answer = press(emile, drawn, "Enregistrer le niveau", level="secured", sentence="Tout tient.")
    page = read(answer)

    assert page.status == 409
    assert "Quelqu’un a changé ceci pendant que vous écriviez" in page.text
    assert "Objectifs compromis : « Le fournisseur se retire. »" in page.text
    assert page.form("Enregistrer le niveau").fields["sentence"] == "Tout tient."

    assert press(emile, page, "Enregistrer le niveau").status_code == 303
    text = read(emile.get("/dossiers/D1/confidence")).text
    assert text.index("Tout tient.") < text.index("Le fournisseur se retire.")


def test_what_the_bureau_assesses_does_not_stand_in_the_way_of_what_the_unit_declares(
    led, as_person
):
    charlie = as_person("charlie")
    drawn = read(charlie.get(DECLARE))
    give(as_person("diane"), ASSESS, level="compromised", sentence="Le fournisseur se retire.")

    answer = press(charlie, drawn, "Enregistrer le niveau", level="secured", sentence="Signé.")

    assert answer.status_code == 303


def test_a_button_pressed_twice_gives_one_level(app, led, as_person):
    charlie = as_person("charlie")
    drawn = read(charlie.get(DECLARE))
    for _time in range(2):
        press(charlie, drawn, "Enregistrer le niveau", level="secured", sentence="Signé.")

    with app.app_context():
        assert db.session.query(Confidence).count() == 1


def test_only_who_answers_for_the_lead_unit_declares(led, as_person):
    for name in ("alice", "diane", "emile", "fanny"):
        assert as_person(name).get(DECLARE).status_code == 403
        assert "Déclarer un niveau" not in as_person(name).get("/dossiers/D1").text
    assert "Déclarer un niveau" in as_person("charlie").get("/dossiers/D1").text


def test_only_the_director_and_the_coordination_assess(led, as_person):
    for name in ("alice", "charlie", "fanny"):
        assert as_person(name).get(ASSESS).status_code == 403


def test_where_nobody_carries_the_dossier_nobody_can_declare_and_the_page_says_so(plan, as_person):
    page = read(as_person("charlie").get("/dossiers/D1"))

    assert "Unité porteuse à désigner : personne ne peut déclarer de niveau." in page.text
    assert as_person("charlie").get(DECLARE).status_code == 403


def test_an_unknown_dossier_is_not_found(led, as_person):
    assert as_person("diane").get("/dossiers/D99/confidence/assessed").status_code == 404
    assert as_person("diane").get("/dossiers/D99/confidence").status_code == 404


def test_a_draft_or_closed_plan_takes_no_level(led, as_person):
    led.edit(ActionPlan, 1, approved_at=None, approved_by=None)

    for name, path in (("charlie", DECLARE), ("diane", ASSESS)):
        answer = as_person(name).get(path)
        assert answer.status_code == 409
        assert "Le plan n’est pas en vigueur" in read(answer).text
