"""A workbook comes back: only what was changed in it counts."""

import re
from datetime import timedelta

import pytest

from tests.support.databases import NOW
from tests.support.pages import read
from tests.support.plan_builder import in_days
from tests.support.workbooks import added, book_of, changed, grids
from tracker.domain.changes import Change as Written
from tracker.domain.commitments import Commitment
from tracker.domain.imports import ImportBatch
from tracker.domain.milestones import Milestone
from tracker.domain.people import Contact, Person
from tracker.domain.plans import ActionPlan, Dossier
from tracker.domain.units import Unit
from tracker.domain.updates import Update
from tracker.exchange.workbook.findings import Cell, Change, Findings

LEGAL = {"Jalon": "D1-01", "Unité": "Service des affaires juridiques"}
VERDUN = {"Jalon": "D1-01", "Unité": "Verdun"}


def test_an_unchanged_export_changes_nothing(book, shown):
    page = shown(book)
    assert "Ce fichier ne change rien" in page.text
    assert "Importer" not in {label for form in page.forms for label, *_ in form.buttons}


def test_an_old_unchanged_export_changes_nothing_of_what_was_done_since(
    book, plan, shown, stored, frozen
):
    for commitment in (1, 2):
        plan.say(commitment, "postponed", new_due=in_days(90), reason="staffing")
    plan.edit(Milestone, 1, title_fr="Autre titre", code="D1-77")
    plan.edit(Dossier, plan.dossiers["D2"], name_fr="Autre nom")
    frozen.shift(timedelta(days=31))
    page = shown(book)
    assert "Ce fichier ne change rien" in page.text
    assert len(stored(Update)) == 2


def test_a_date_and_its_reason_change_exactly_that_date(book, shown, take, stored):
    sent = changed(
        book,
        "Engagements",
        LEGAL,
        **{"Échéance prévue": in_days(90), "Motif": "Décision attendue : le conseil siège en juin"},
    )
    page = shown(sent)
    assert "1 ligne change." in page.text
    assert "19 juin 2026 → devient 19 juillet 2026" in page.text
    assert "Décision attendue : le conseil siège en juin" in page.text
    assert stored(Update) == []
    assert take(page).status_code == 303
    (said,) = stored(Update)
    assert (said.answer, said.new_due, said.reason, said.sentence, said.way) == (
        "postponed",
        in_days(90),
        "decision",
        "le conseil siège en juin",
        "file",
    )
    assert (said.author_name, said.prior_due) == ("Coordination du Bureau", in_days(60))
    lead = next(one for one in stored(Commitment) if one.role == "lead")
    assert (lead.forecast_due, lead.postponements) == (in_days(90), 1)
    assert stored(Milestone)[0].baseline_due == in_days(60)
    assert [(line.object_kind, line.what, line.way) for line in stored(Written)] == [
        ("plan", "imported", "file")
    ]


def test_taken_again_it_changes_nothing_more(book, shown, take, stored):
    sent = changed(
        book, "Engagements", LEGAL, **{"Échéance prévue": in_days(90), "Motif": "Effectifs"}
    )
    take(shown(sent))
    assert "Ce fichier ne change rien" in shown(sent).text
    assert len(stored(Update)) == 1


def test_words_of_ones_own_are_a_reason(book, shown, take, stored):
    sent = changed(
        book,
        "Engagements",
        LEGAL,
        **{"Échéance prévue": "20 juillet 2026", "Motif": "Déménagement"},
    )
    take(shown(sent))
    assert [(one.reason, one.sentence) for one in stored(Update)] == [("other", "Déménagement")]


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        (
            {"Réponse": "Fait", "Fait le": in_days(-3), "Précision": "Remis."},
            ("done", in_days(-3), "Remis."),
        ),
        ({"Réponse": "dans les temps"}, ("on_track", None, "")),
        (
            {"Réponse": "BLOQUÉ", "Bloqué par": "Verdun", "Précision": "On attend le plan."},
            ("blocked", None, "On attend le plan."),
        ),
    ],
)
def test_the_other_answers_are_given_too(book, shown, take, stored, cells, said):
    take(shown(changed(book, "Engagements", LEGAL, **cells)))
    (one,) = stored(Update)
    assert (one.answer, one.done_on, one.sentence) == said


def test_titles_units_and_dossiers_change_as_on_their_pages(book, plan, shown, take, stored):
    sent = changed(
        book,
        "Jalons",
        {"Code": "D1-01"},
        **{
            "Titre": "Guichet prêt",
            "Dossier": "d2",
            "Unité porteuse": "anjou",
            "Contributions": "VERDUN; Service des affaires juridiques",
        },
    )
    page = shown(sent)
    assert "1 ligne change." in page.text
    take(page)
    milestone = stored(Milestone)[0]
    assert (milestone.title_fr, milestone.dossier_id) == ("Guichet prêt", plan.dossiers["D2"])
    roles = {one.unit_id: one.role for one in stored(Commitment)}
    assert roles == {
        plan.units["anjou"]: "lead",
        plan.units["legal"]: "contributor",
        plan.units["verdun"]: "contributor",
    }
    assert {line.way for line in stored(Written)} == {"file"}


def test_new_rows_add_a_dossier_a_milestone_its_units_and_a_person(book, plan, shown, take, stored):
    sent = added(book, "Dossiers", **{"Code": "D3", "Nom": "Neige", "Rôle du Bureau": "Porteur"})
    sent = added(
        sent,
        "Jalons",
        **{
            "Code": "D3-01",
            "Dossier": "D3",
            "Genre": "Livrable",
            "Titre": "Messages prêts",
            "Début": "2026-05-04",
            "Échéance de départ": in_days(100),
            "Unité porteuse": "arrondissement de Verdun",
        },
    )
    sent = added(sent, "Engagements", **{"Jalon": "D3-01", "Unité": "Anjou"})
    sent = added(
        sent,
        "Personnes",
        **{"Nom": "Responsable, Anjou", "Courriel": "Anjou@Exemple.test", "Unités": "Anjou"},
    )
    page = shown(sent)
    assert "4 s’ajoutent." in page.text
    assert "Code : D3-01" in page.text
    assert "rien →" not in page.text
    take(page)
    milestone = stored(Milestone)[-1]
    assert (milestone.code, milestone.baseline_due) == ("D3-01", in_days(100))
    shares = {
        one.unit_id: one.role for one in stored(Commitment) if one.milestone_id == milestone.id
    }
    assert shares == {plan.units["verdun"]: "lead", plan.units["anjou"]: "contributor"}
    person = stored(Person)[-1]
    assert (person.email, person.role, person.locale) == ("anjou@exemple.test", "none", "fr")
    assert [(one.unit_id) for one in stored(Contact) if one.person_id == person.id] == [
        plan.units["anjou"]
    ]


def test_an_absent_row_removes_nothing(book, shown, stored):
    sheets = grids(book)
    sheets["Engagements"] = sheets["Engagements"][:1]
    del sheets["Personnes"]
    assert "Ce fichier ne change rien" in shown(book_of(sheets)).text


def test_a_draft_moves_its_dates_and_takes_no_answer(plan, emile, shown, take, stored):
    plan.edit(ActionPlan, 1, approved_at=None, approved_by=None)
    plan.commitment("verdun", due=in_days(60))
    book = emile.get("/plan/export.xlsx").data
    moved = changed(book, "Jalons", {"Code": "D1-01"}, **{"Échéance de départ": in_days(80)})
    take(shown(moved))
    assert stored(Milestone)[0].baseline_due == in_days(80)
    assert stored(Commitment)[0].forecast_due == in_days(80)
    page = shown(changed(book, "Engagements", LEGAL, **{"Réponse": "Dans les temps"}))
    assert "Rien ne se répond dans un projet" in page.text


def test_an_english_workbook_reads_and_is_told_in_the_readers_language(plan, emile, shown, take):
    plan.commitment("verdun", title="Guichet", due=in_days(60))
    plan.edit(Person, plan.people["emile"], locale="en")
    book = emile.get("/plan/export.xlsx").data
    row = {"Milestone": "D1-01", "Unit": "Verdun"}
    page = shown(changed(book, "Commitments", row, **{"Answer": "Nearly"}))
    assert "“Nearly” is not known" in page.text
    assert "Done, On track, Postponed, Blocked" in page.text


def test_a_press_after_the_plan_changed_shows_it_anew(book, plan, shown, take, stored, emile):
    page = shown(changed(book, "Jalons", {"Code": "D1-01"}, Titre="Guichet prêt"))
    plan.edit(Milestone, 1, title_fr="Comptoir")
    answer = take(page)
    assert answer.status_code == 409
    again = read(answer)
    assert "Le plan a changé pendant que vous lisiez" in again.text
    assert "à l’exportation : Guichet" in again.text
    assert stored(Milestone)[0].title_fr == "Comptoir"
    take(again, **{next(n for n in radio_names(again.html)): "take"})
    assert stored(Milestone)[0].title_fr == "Guichet prêt"


@pytest.mark.parametrize(
    ("locale", "told"),
    [
        (
            "fr",
            ["1 200 lignes changent.", "6 091 lignes lues", "Importer 1 200 lignes", "Et 1 100 au"],
        ),
        ("en", ["1,200 rows change.", "6,091 rows read", "Import 1,200 rows", "And 1,100 others"]),
    ],
)
def test_thousands_are_told_as_everywhere(book, plan, emile, shown, locale, told):
    page = shown(book)
    cells = [Cell("title_fr", "a", "b")]
    changes = [Change("milestones", line, line, f"D{line}", cells) for line in range(1, 1201)]
    found = Findings(changes, lines=6091)
    plan.edit(ImportBatch, 1, preview=found.packed())
    plan.edit(Person, plan.people["emile"], locale=locale)
    text = read(emile.get(page.path)).text
    assert [words for words in told if words not in text] == []


def radio_names(html):
    return re.findall(r'type="radio"[^>]* name="(c\d+)"', html)


def test_pressed_twice_it_is_applied_once(book, shown, take, stored):
    page = shown(changed(book, "Engagements", VERDUN, **{"Réponse": "Dans les temps"}))
    assert take(page).status_code == 303
    assert take(page).status_code == 303
    assert len(stored(Update)) == 1


def test_an_import_may_be_dropped(book, emile, shown, press, stored):
    page = shown(changed(book, "Jalons", {"Code": "D1-01"}, Titre="Autre"))
    assert press(emile, f"{page.path}/drop").status_code == 303
    assert stored(ImportBatch)[0].state == "dropped"
    assert "Cet import est abandonné" in read(emile.get(page.path)).text
    press(emile, f"{page.path}/apply")
    assert stored(Milestone)[0].title_fr == "Guichet"


def test_a_closed_plan_takes_no_file(book, plan, bring, emile):
    plan.edit(ActionPlan, 1, closed_at=NOW)
    assert emile.get("/plan/1/import").status_code == 409
    assert bring(book).status_code == 409


def test_others_may_not(book, bring, alice, diane, as_person):
    for client in (alice, diane, as_person("fanny")):
        assert client.get("/plan/1/import").status_code == 403
        assert bring(book, client=client).status_code == 403
        assert client.get("/imports/1").status_code == 403


def test_a_merged_unit_is_its_successor(book, plan, shown):
    plan.edit(Unit, plan.units["anjou"], successor_id=plan.units["legal"], merged_on=in_days(-1))
    page = shown(changed(book, "Jalons", {"Code": "D1-01"}, **{"Unité porteuse": "Anjou"}))
    assert "Ce fichier ne change rien" in page.text
