"""What a workbook says that cannot be taken: set aside by its line, told, and given back."""

import re

import pytest

from tests.support.databases import NOW
from tests.support.plan_builder import in_days
from tests.support.workbooks import book_of, changed, grids
from tracker.domain.commitments import Commitment
from tracker.domain.milestones import Milestone
from tracker.domain.plans import Dossier

LEGAL = {"Jalon": "D1-01", "Unité": "Service des affaires juridiques"}
VERDUN = {"Jalon": "D1-01", "Unité": "Verdun"}
DOSSIER_BESIDE = ("Code", "Dossier", "Nom du dossier", "Nom anglais du dossier", "Genre", "Titre")
DOSSIER_BESIDE += ("Début", "Échéance de départ")


def test_a_moved_date_without_reason_is_set_aside_with_its_row(book, shown, stored):
    page = shown(changed(book, "Engagements", LEGAL, **{"Échéance prévue": in_days(90)}))
    assert "1 ligne de côté." in page.text
    assert "Engagements2MotifUne date qui bouge demande un motif" in page.text
    assert "Importer" not in {label[:8] for form in page.forms for label, *_ in form.buttons}


def test_what_is_set_aside_is_told_in_the_order_of_the_file(book, shown):
    sheets = grids(book)
    head, first, *_rest = sheets["Engagements"]
    doubled = [*first]
    first[head.index("Échéance prévue")] = in_days(90)  # Told last by the judge: no reason.
    doubled[head.index("Unité")] = "Lune"
    sheets["Engagements"].append(doubled)
    page = shown(book_of(sheets))
    lines = re.findall(r'class="num" data-l="Ligne[^"]*">(\d+)</td>', page.html)
    assert len(lines) > 1
    assert lines == sorted(lines, key=int)


@pytest.mark.parametrize(
    ("sheet", "row", "cells", "sentence"),
    [
        (
            "Engagements",
            LEGAL,
            {"Échéance prévue": "bientôt", "Motif": "Autre"},
            "n’est pas une date",
        ),
        ("Engagements", LEGAL, {"Échéance prévue": "03/06/2026"}, "de deux façons"),
        ("Engagements", LEGAL, {"Échéance prévue": in_days(-9), "Motif": "x"}, "d’aujourd’hui ou"),
        ("Engagements", LEGAL, {"Échéance prévue": ""}, "La cellule est vide"),
        ("Engagements", LEGAL, {"Motif": "Effectifs"}, "la date n’a pas bougé"),
        ("Engagements", LEGAL, {"Réponse": "Fait"}, "Indiquez la date"),
        ("Engagements", LEGAL, {"Réponse": "Presque"}, "« Presque » n’est pas connu"),
        ("Engagements", LEGAL, {"Réponse": "Reporté"}, "demande une nouvelle échéance"),
        ("Engagements", LEGAL, {"Unité": "Anjou"}, "ne changent pas ici"),
        ("Jalons", {"Code": "D1-01"}, {"Échéance de départ": in_days(70)}, "est figée"),
        ("Jalons", {"Code": "D1-01"}, {"Début": in_days(61)}, "L’échéance précède le début"),
        ("Jalons", {"Code": "D1-01"}, {"Titre": ""}, "La cellule est vide"),
        ("Jalons", {"Code": "D1-01"}, {"Titre": "x" * 301}, "dépasse 300 caractères"),
        ("Jalons", {"Code": "D1-01"}, {"Dossier": "D9"}, "n’est ni au plan ni"),
        ("Jalons", {"Code": "D1-01"}, {"Unité porteuse": "Lune"}, "« Lune » n’est le nom d’aucune"),
        ("Jalons", {"Code": "D1-01"}, {"Unité porteuse": ""}, "garde une unité porteuse"),
        ("Jalons", {"Code": "D1-01"}, {"Contributions": ""}, "ne s’enlève pas par un fichier"),
        ("Dossiers", {"Code": "D1"}, {"Code": "D2"}, "est déjà pris"),
        ("Personnes", {"Nom": "Lecture"}, {"Courriel": "a@exemple.test"}, "qui la confirme"),
        ("Unités", {"Code": "VERDUN"}, {"Nom": "Verdun-sur-Mer"}, "se changent sur leur page"),
        ("Dossiers", {"Code": "D1"}, {"Nom": "#REF!"}, "contient l’erreur #REF!"),
    ],
)
@pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
def test_what_cannot_be_taken_is_said_by_row_and_column(
    book, shown, stored, sheet, row, cells, sentence
):
    page = shown(changed(book, sheet, row, **cells))
    assert sentence in page.text
    assert "1 ligne de côté." in page.text


@pytest.mark.parametrize(
    ("heading", "text", "sentence"),
    [
        ("Nom anglais du dossier", "x" * 201, "dépasse 200 caractères"),
        ("Nom du dossier", "x" * 201, "dépasse 200 caractères"),
        ("Dossier", "x" * 21, "dépasse 20 caractères"),
        ("Code", "ß" * 20, "dépasse 20 caractères"),
        ("Titre anglais", "x" * 301, "dépasse 300 caractères"),
    ],
)
def test_a_line_whose_text_is_too_long_is_set_aside_and_leaves_nothing(
    plan, shown, stored, heading, text, sentence
):
    line = dict.fromkeys((*DOSSIER_BESIDE, "Titre anglais"), "") | {
        "Code": "D9-01",
        "Dossier": "D9",
        "Nom du dossier": "Neige",
        "Genre": "Jalon",
        "Titre": "Messages prêts",
        "Début": "2026-05-04",
        "Échéance de départ": str(in_days(100)),
    }
    line[heading] = text
    page = shown(book_of({"Jalons": [list(line), list(line.values())]}))
    assert "1 ligne de côté." in page.text
    assert sentence in page.text
    assert heading in page.text
    assert [one.code for one in stored(Dossier)] == ["D1", "D2"]


def test_the_same_row_twice_is_said(book, shown):
    sheets = grids(book)
    sheets["Jalons"].append(list(sheets["Jalons"][1]))
    assert "Cette ligne a le repère de la ligne 2" in shown(book_of(sheets)).text


def test_what_was_withdrawn_since_is_said_only_where_it_changes(book, plan, shown):
    plan.edit(Milestone, 1, withdrawn_at=NOW, withdrawn_by="X", withdrawn_reason="Y")
    assert "Ce fichier ne change rien" in shown(book).text
    page = shown(changed(book, "Jalons", {"Code": "D1-01"}, Titre="Autre"))
    assert "il en a été retiré depuis" in page.text


def test_the_failed_rows_come_back_as_a_workbook_that_can_be_mended(
    book, emile, shown, take, stored
):
    sent = changed(book, "Engagements", LEGAL, **{"Échéance prévue": in_days(90)})
    sent = changed(sent, "Jalons", {"Code": "D1-01"}, Titre="Guichet prêt")
    page = shown(sent)
    take(page)
    assert stored(Milestone)[0].title_fr == "Guichet prêt"
    failed = emile.get(f"{page.path}/failed.xlsx").data
    sheets = grids(failed)
    assert list(sheets) == ["Engagements"]
    head, row = sheets["Engagements"]
    assert row[head.index("À corriger")].startswith("Motif : Une date qui bouge")
    mended = changed(failed, "Engagements", LEGAL, Motif="Effectifs")
    page = shown(mended)
    assert "1 ligne change." in page.text
    assert "À savoir" not in page.text
    take(page)
    assert stored(Commitment)[0].forecast_due == in_days(90)


def test_a_dossier_beside_its_milestone_may_have_the_longest_names(plan, shown, take, stored):
    line = ["D9-01", "D9", "é" * 200, "x" * 200, "Jalon", "Prêt", "2026-05-04", str(in_days(100))]
    take(shown(book_of({"Jalons": [list(DOSSIER_BESIDE), line]})))
    made = stored(Dossier)[-1]
    assert (made.name_fr, made.name_en) == ("é" * 200, "x" * 200)
