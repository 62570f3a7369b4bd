"""A whole import taken back, as far as nobody has touched it since."""

import re
from datetime import timedelta

import pytest

from tests.support.databases import NOW
from tests.support.pages import read
from tests.support.plan_builder import in_days
from tests.support.workbooks import added, changed
from tracker.domain.changes import Change
from tracker.domain.commitments import Commitment
from tracker.domain.imports import ImportBatch
from tracker.domain.milestones import Milestone
from tracker.domain.people import Contact, Person
from tracker.domain.plans import ActionPlan, Dossier
from tracker.domain.updates import Update

LEGAL = {"Jalon": "D1-01", "Unité": "Service des affaires juridiques"}
NEW = {
    "Code": "D3-01",
    "Dossier": "D3",
    "Genre": "Livrable",
    "Titre": "Messages prêts",
    "Début": "2026-05-04",
    "Échéance de départ": "2026-07-29",
    "Unité porteuse": "Verdun",
    "Contributions": "Anjou",
}


@pytest.fixture
def book(plan, emile):
    plan.commitment("verdun", title="Guichet", title_en="Counter", due=in_days(60))
    return emile.get("/plan/export.xlsx").data


def everything(book):
    """A file that does one of each."""
    sent = changed(
        book, "Engagements", LEGAL, **{"Échéance prévue": in_days(90), "Motif": "Effectifs"}
    )
    cells = {"Titre": "Comptoir", "Unité porteuse": "Anjou", "Dossier": "D2", "Genre": "Jalon"}
    sent = changed(sent, "Jalons", {"Code": "D1-01"}, **cells)
    sent = changed(sent, "Dossiers", {"Code": "D2"}, **{"Nom": "Autre", "Unité porteuse": "Anjou"})
    sent = added(sent, "Dossiers", **{"Code": "D3", "Nom": "Neige"})
    sent = added(sent, "Jalons", **NEW)
    return added(
        sent, "Personnes", **{"Nom": "Responsable", "Courriel": "r@exemple.test", "Unités": "Anjou"}
    )


def facts(stored):
    """What an import may change, as it stands."""
    return {
        "dossiers": [(d.code, d.name_fr, d.lead_unit_id) for d in stored(Dossier)],
        "milestones": [
            (m.code, m.title_fr, m.title_en, m.title_en_of, m.kind, m.dossier_id)
            for m in stored(Milestone)
            if m.withdrawn_at is None
        ],
        "shares": {
            (c.milestone_id, c.unit_id, c.role, c.forecast_due, c.answer)
            for c in stored(Commitment)
            if c.released_at is None
        },
        "people": [(p.name, p.email) for p in stored(Person)],
        "contacts": [(c.unit_id, c.person_id, c.rank) for c in stored(Contact)],
    }


def test_in_a_draft_nothing_is_left_of_it(plan, emile, shown, take, press, stored):
    plan.edit(ActionPlan, 1, approved_at=None, approved_by=None)
    plan.commitment("verdun", title="Guichet", title_en="Counter", due=in_days(60))
    before = facts(stored)
    sent = everything(emile.get("/plan/export.xlsx").data)
    sent = changed(sent, "Engagements", LEGAL, **{"Échéance prévue": in_days(60), "Motif": ""})
    page = shown(changed(sent, "Jalons", {"Code": "D1-01"}, **{"Échéance de départ": in_days(70)}))
    take(page)
    assert facts(stored) != before
    press(emile, f"{page.path}/undo")
    assert facts(stored) == before
    assert stored(Milestone)[0].baseline_due == in_days(60)
    assert "L’import est annulé." in read(emile.get(page.path)).text


def test_in_force_an_answer_is_withdrawn_and_a_milestone_is_without_object(
    book, emile, shown, take, press, stored
):
    before = facts(stored)
    page = shown(everything(book))
    take(page)
    assert len(stored(Update)) == 1
    answer = press(emile, f"{page.path}/undo")
    assert answer.status_code == 303
    after = facts(stored)
    assert {name: after[name] for name in ("people", "contacts", "milestones")} == {
        name: before[name] for name in ("people", "contacts", "milestones")
    }
    # A dossier of a plan in force stays, even empty; the milestone keeps its frozen date.
    assert [one[0] for one in after["dossiers"]] == ["D1", "D2", "D3"]
    assert stored(Milestone)[-1].withdrawn_reason == "Import annulé"
    assert stored(Update)[0].withdrawn_by == "Coordination du Bureau"
    assert stored(ImportBatch)[0].state == "undone"
    assert stored(Change)[-1].what == "import_undone"


def test_what_somebody_touched_since_stays_and_is_named(
    book, plan, emile, shown, take, press, stored
):
    sent = changed(book, "Jalons", {"Code": "D1-01"}, Titre="Comptoir", Genre="Jalon")
    page = shown(changed(sent, "Dossiers", {"Code": "D1"}, Nom="Autre"))
    take(page)
    plan.edit(Milestone, 1, title_fr="Le nôtre")
    press(emile, f"{page.path}/undo")
    milestone = stored(Milestone)[0]
    assert (milestone.title_fr, milestone.kind) == ("Le nôtre", "deliverable")
    assert stored(Dossier)[0].name_fr == "Permis"
    after = read(emile.get(page.path)).text
    assert "sauf 1 chose que quelqu’un a touchée depuis" in after
    assert "Resté tel quel" in after
    assert "Jalons : D1-01 Le nôtre" in after
    assert "Comptoir" not in after.partition("Ce qui avait changé")[0]


def test_an_answer_given_since_stays(book, plan, emile, shown, take, press, stored, frozen):
    sent = changed(book, "Engagements", LEGAL, **{"Réponse": "Dans les temps"})
    page = shown(sent)
    take(page)
    plan.say(
        1,
        "postponed",
        by="charlie",
        at=NOW + timedelta(hours=1),
        new_due=in_days(99),
        reason="supplier",
    )
    press(emile, f"{page.path}/undo")
    first, second = stored(Update)
    assert (first.withdrawn_at, second.withdrawn_at) == (None, None)
    assert "sauf 1 chose" in read(emile.get(page.path)).text


def test_only_what_was_imported_is_undone_and_once(book, emile, shown, take, press, stored):
    page = shown(changed(book, "Jalons", {"Code": "D1-01"}, Titre="Comptoir"))
    press(emile, f"{page.path}/undo")
    assert stored(ImportBatch)[0].state == "ready"
    take(page)
    for _again in range(2):
        press(emile, f"{page.path}/undo")
    assert stored(Milestone)[0].title_fr == "Guichet"
    assert [one.what for one in stored(Change)].count("import_undone") == 1


def headings(page):
    return [text for text in re.findall(r"<h2>([^<]+?) <span", page.html) if "Ce qui" in text]


def test_its_page_speaks_of_it_in_the_tense_of_what_became_of_it(book, emile, shown, take, press):
    page = shown(everything(book))
    assert headings(page) == ["Ce qui change", "Ce qui s’ajoute"]
    take(page)
    assert headings(read(emile.get(page.path))) == ["Ce qui a changé", "Ce qui s’est ajouté"]
    press(emile, f"{page.path}/undo")
    assert headings(read(emile.get(page.path))) == ["Ce qui avait changé", "Ce qui s’était ajouté"]
    other = shown(everything(book))
    press(emile, f"{other.path}/drop")
    after = read(emile.get(other.path))
    assert headings(after) == ["Ce qui aurait changé", "Ce qui se serait ajouté"]


def test_its_lines_are_named_by_what_stands_now(book, plan, emile, shown, take, press):
    page = shown(changed(book, "Jalons", {"Code": "D1-01"}, Titre="Comptoir"))
    row = '<th scope="row">D1-01 {}</th>'
    assert row.format("Guichet") in page.html
    take(page)
    assert row.format("Comptoir") in emile.get(page.path).text
    press(emile, f"{page.path}/undo")
    assert row.format("Guichet") in emile.get(page.path).text
    plan.edit(Person, plan.people["emile"], locale="en")
    assert row.format("Counter") in emile.get(page.path).text


def test_what_was_added_and_stayed_is_named(book, plan, emile, shown, take, press, frozen):
    page = shown(added(book, "Jalons", **NEW | {"Dossier": "D2", "Code": "D2-01"}))
    take(page)
    plan.say(3, "on_track", at=NOW + timedelta(hours=1))
    frozen.shift(timedelta(hours=2))
    press(emile, f"{page.path}/undo")
    assert "Jalons : D2-01 Messages prêts" in read(emile.get(page.path)).text
