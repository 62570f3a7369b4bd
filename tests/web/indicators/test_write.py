"""An indicator made, corrected, withdrawn; a value given on its page, disputed, settled."""

from datetime import date

import pytest
from sqlalchemy import select

from tests.support import pages
from tests.support.databases import NOW
from tests.support.indicator_builder import MARCH, lay_indicator
from tracker.domain.changes import Actor, revise
from tracker.domain.indicators import (
    Indicator,
    IndicatorDispute,
    IndicatorDossier,
    IndicatorStep,
    IndicatorUnit,
    IndicatorValue,
)
from tracker.domain.plans import ActionPlan, Dossier
from tracker.extensions import db

WRITTEN = {
    "name_fr": "Délai d’un permis",
    "measure_fr": "jours",
    "direction": "down",
    "baseline": "1 234,5",
    "baseline_on": "2025-07-03",
    "target": "30 jours",
    "target_on": "2027-06-30",
    "steps": "31 décembre 2026 : 38\n2027-03-31 = 34,5",
    "every_months": "3",
    "first_on": "2026-03-31",
    "grace_days": "15",
    "decimals": "0",
    "units": ["VERDUN"],
    "dossiers": ["D1"],
}


@pytest.fixture
def emile(as_person):
    return as_person("emile")


def make(client, **changes):
    page = pages.read(client.get("/indicators/new"))
    form = page.form("Enregistrer")
    return client.post(form.action, data=form.fields | WRITTEN | changes)


def held(app, table):
    with app.app_context():
        return db.session.scalars(select(table)).all()


def test_an_indicator_is_made_with_its_steps_units_and_dossiers(app, plan, emile):
    answer = make(emile)
    assert answer.status_code == 303
    (made,) = held(app, Indicator)
    assert (made.code, made.baseline, made.target, made.direction) == ("I1", 1234.5, 30, "down")
    assert {step.due: step.value for step in held(app, IndicatorStep)} == {
        date(2026, 12, 31): 38,
        date(2027, 3, 31): 34.5,
    }
    assert [one.unit_id for one in held(app, IndicatorUnit)] == [plan.units["verdun"]]
    assert [one.dossier_id for one in held(app, IndicatorDossier)] == [plan.dossiers["D1"]]
    shown = pages.read(emile.get(answer.location)).text
    assert "L’indicateur est inscrit." in shown
    assert "Créé" in shown


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"name_fr": " "}, "Écrivez le nom de l’indicateur."),
        ({"baseline": "oui"}, "Écrivez un nombre, comme 12,5 ou 1 234."),
        ({"baseline": "1,234"}, "Mille, ou un et des poussières?"),
        ({"target_on": ""}, "Dites de quelle date est cette valeur."),
        ({"target": ""}, "Écrivez la valeur de cette date, ou effacez la date."),
        ({"target_on": "2025-01-01"}, "La cible vient après la mesure de base."),
        ({"steps": "bientôt : 12"}, "Cette ligne ne se lit pas : « bientôt : 12 »."),
        ({"grace_days": "beaucoup"}, "Écrivez un nombre de jours, de 0 à 366."),
        ({"units": []}, "Cochez au moins une unité"),
        ({"units": ["VERDUN", "LEGAL"]}, "Une seule unité donne la valeur"),
    ],
)
def test_what_cannot_be_is_said_beside_its_field_and_nothing_is_lost(app, emile, changes, words):
    answer = make(emile, **changes)
    page = pages.read(answer)
    assert answer.status_code == 422
    assert words in page.text
    assert page.form("Enregistrer").fields["measure_fr"] == "jours"
    assert held(app, Indicator) == []


def test_what_was_written_comes_back_to_be_mended(app, emile):
    make(emile)
    page = pages.read(emile.get("/indicators/1/edit"))
    fields = page.form("Enregistrer").fields
    assert fields["baseline"].replace("\N{NO-BREAK SPACE}", " ") == "1 234,5"
    assert "31 décembre 2026 : 38" in page.text.replace("\N{NO-BREAK SPACE}", " ")
    answer = emile.post("/indicators/1/edit", data=fields | {"units": ["LEGAL"], "target": "28"})
    assert answer.status_code == 303
    (row,) = held(app, Indicator)
    assert row.target == 28
    assert len(held(app, IndicatorStep)) == 2
    assert "Cible" in pages.read(emile.get("/indicators/1")).text


def test_somebody_else_mended_it_meanwhile(app, emile, as_person, plan):
    make(emile)
    page = pages.read(emile.get("/indicators/1/edit"))
    with app.app_context():
        row = db.session.get(Indicator, 1)
        revise(db.session, "indicator", row, Actor(None, "Autre", NOW), {"name_fr": "Délai"})
        db.session.commit()
    fields = page.form("Enregistrer").fields | {"units": ["VERDUN"]}
    answer = emile.post("/indicators/1/edit", data=fields | {"source": "Relevé"})
    assert answer.status_code == 409
    assert "Quelqu’un a changé ceci pendant que vous écriviez" in pages.read(answer).text
    (row,) = held(app, Indicator)
    assert (row.name_fr, row.source) == ("Délai", "")


def test_withdrawn_with_a_reason_it_asks_nothing_and_comes_back(app, emile):
    make(emile)
    page = pages.read(emile.get("/indicators/1/edit"))
    assert pages.press(emile, page, "Ne plus le suivre").status_code == 422
    kept = pages.press(emile, page, "Ne plus le suivre", reason="Mesuré autrement.")
    assert kept.status_code == 303
    shown = pages.read(emile.get("/indicators/1")).text
    assert "Cet indicateur n’est plus suivi : Mesuré autrement." in shown
    assert "Donner la valeur" not in shown
    page = pages.read(emile.get("/indicators/1/edit"))
    pages.press(emile, page, "Le suivre de nouveau")
    assert held(app, Indicator)[0].withdrawn_at is None


@pytest.fixture
def laid(app, plan):
    """An indicator of Verdun with its value of March."""
    with app.app_context():
        verdun = plan.units["verdun"]
        number = lay_indicator(
            db.session, [verdun], values=[(verdun, MARCH, 41)], first_on=date(2026, 2, 28)
        )
        db.session.commit()
    return f"/indicators/{number}/values/{verdun}"


def test_a_unit_gives_its_value_on_the_page(app, laid, alice):
    page = pages.read(alice.get(f"{laid}/2026-02-28"))
    answer = pages.press(alice, page, "Enregistrer la valeur", value="42,4")
    assert answer.status_code == 303
    assert "Enregistré : 42 jours, février 2026." in pages.read(alice.get(answer.location)).text
    assert {value.value for value in held(app, IndicatorValue)} == {41, 42.4}


def test_another_unit_sees_nothing_there_and_a_reader_may_not(laid, as_person, press):
    path = f"{laid}/2026-02-28"
    for name, status in (("charlie", 404), ("fanny", 403), ("diane", 404), ("emile", 200)):
        assert as_person(name).get(path).status_code == status, name
    assert press(as_person("charlie"), path, value="1").status_code == 404
    assert press(as_person("fanny"), path, value="1").status_code == 403


def test_a_dispute_needs_a_reason_and_ends_in_words(app, laid, as_person):
    diane, emile = as_person("diane"), as_person("emile")
    path = "/indicators/values/1/dispute"
    page = pages.read(diane.get(path))
    refused = pages.press(diane, page, "Contester cette valeur", reason=" ")
    assert refused.status_code == 422
    assert "pourquoi vous contestez" in pages.read(refused).text
    assert held(app, IndicatorDispute) == []
    pages.press(diane, page, "Contester cette valeur", reason="Le relevé dit 44.")
    shown = pages.read(emile.get("/indicators/1")).text
    assert "contestée par Directrice du Bureau : « Le relevé dit 44. »" in shown

    page = pages.read(emile.get(path))
    assert pages.press(emile, page, "Régler la contestation").status_code == 422
    pages.press(emile, page, "Régler la contestation", reason="Vérifié : 41 est juste.")
    (found,) = held(app, IndicatorDispute)
    assert found.settled_words == "Vérifié : 41 est juste."
    assert "contestée par" not in pages.read(emile.get("/indicators/1")).text


def test_who_may_not_dispute(laid, as_person, press):
    path = "/indicators/values/1/dispute"
    for name, status in (("charlie", 404), ("fanny", 403), ("alice", 200)):
        assert as_person(name).get(path).status_code == status, name
        if status != 200:
            assert press(as_person(name), path, reason="x").status_code == status, name
    assert press(as_person("diane"), "/indicators/values/1/settle", reason="x").status_code == 403


def test_mending_it_leaves_its_links_to_the_dossiers_of_another_plan(app, plan, emile):
    """A draft was copied: what its dossiers are meant to move is not for this form to take away."""
    with app.app_context():
        draft = ActionPlan(title_fr="Suite", starts_on=MARCH, ends_on=MARCH, loaded_at=NOW)
        draft.dossiers.append(Dossier(code="D1", name_fr="Permis", bureau_role="lead", position=1))
        db.session.add(draft)
        db.session.flush()
        elsewhere = draft.dossiers[0].id
        units = [plan.units["verdun"]]
        number = lay_indicator(db.session, units, [plan.dossiers["D1"], elsewhere])
        db.session.commit()
    page = pages.read(emile.get(f"/indicators/{number}/edit"))
    form = page.form("Enregistrer")
    typed = form.fields | WRITTEN | {"dossiers": ["D2"]}
    assert emile.post(form.action, data=typed).status_code == 303
    assert {one.dossier_id for one in held(app, IndicatorDossier)} == {
        plan.dossiers["D2"],
        elsewhere,
    }
