"""GET /plan/export.xlsx: the plan as a workbook; each export is remembered with its values."""

from datetime import date

import pytest

from tests.support.plan_builder import in_days
from tests.support.statements import counted
from tests.support.workbooks import added, csv_grid, grids, sheet_xml, xml_of
from tracker.domain.exports import WorkbookExport
from tracker.domain.milestones import Milestone
from tracker.domain.people import Person
from tracker.domain.plans import ActionPlan, Dossier
from tracker.domain.revision import Revision


def test_each_sheet_holds_its_rows_with_dates_as_dates(plan, emile):
    plan.commitment("verdun", title="Guichet", due=in_days(30))
    sheets = grids(emile.get("/plan/export.xlsx").data)
    assert list(sheets) == [
        "Mode d’emploi - How to",
        "Dossiers",
        "Jalons",
        "Engagements",
        "Personnes",
        "Unités",
        "Listes",
    ]
    head, row = sheets["Jalons"]
    told = dict(zip(head, row, strict=True))
    assert (told["Code"], told["Titre"], told["Contributions"]) == ("D1-01", "Guichet", "Verdun")
    assert told["Échéance de départ"] == in_days(30)
    assert isinstance(told["Échéance de départ"], date)
    head, *rows = sheets["Engagements"]
    assert [row[head.index("Part")] for row in rows] == ["Porteuse", "Contribution"]
    assert head[head.index("Échéance prévue") + 1] == "Motif"


def test_it_is_in_the_language_of_who_asks(plan, emile):
    plan.edit(Person, plan.people["emile"], locale="en")
    plan.commitment("verdun")
    sheets = grids(emile.get("/plan/export.xlsx").data)
    head, row = sheets["Milestones"]
    assert row[head.index("Kind")] == "Deliverable"
    assert sheets["Mode d’emploi - How to"][0] == ["How to"]
    assert ["Mode d’emploi"] in sheets["Mode d’emploi - How to"]


def test_the_baseline_is_locked_the_forecast_is_not_and_the_reference_is_hidden(plan, emile):
    plan.commitment("verdun")
    book = emile.get("/plan/export.xlsx").data
    page = sheet_xml(book, "Engagements")
    assert 'ySplit="1"' in page
    assert "<autoFilter" in page
    assert "<sheetProtection" in page
    assert '<col min="1" max="1" width="18.7109375" style="' in page
    assert 'hidden="1"' in page
    lists = page.partition("<dataValidations")[2]
    # Reasons, answers and units are offered; what is only told is not.
    assert "$E$1:$E$6" in lists
    styles = xml_of(book, "xl/styles.xml")
    formats = styles.partition("<cellXfs")[2].partition("</cellXfs>")[0].split("<xf ")[1:]
    cells = dict(zip("ABCDEFGH", page.partition('<row r="2"')[2].split("<c ")[1:], strict=False))
    unlocked = {
        letter: 'locked="0"' in formats[int(cell.partition('s="')[2].partition('"')[0])]
        for letter, cell in cells.items()
    }
    assert (unlocked["A"], unlocked["F"], unlocked["G"]) == (False, False, True)


def test_a_draft_takes_its_dates_and_no_answer(plan, emile):
    plan.edit(ActionPlan, 1, approved_at=None, approved_by=None)
    plan.commitment("verdun")
    book = emile.get("/plan/export.xlsx").data
    assert 'type="date"' in sheet_xml(book, "Jalons")
    assert 'type="date"' not in sheet_xml(book, "Engagements")


@pytest.mark.parametrize("title", ["=1+1", "+33", "@SUM(A1)", "-2+3"])
def test_nothing_leaves_as_a_formula(plan, emile, title):
    plan.commitment("verdun", title=title)
    book = emile.get("/plan/export.xlsx").data
    page = sheet_xml(book, "Jalons")
    assert "<f>" not in page
    # Typed in again, the cell stays a text.
    assert 'quotePrefix="1"' in xml_of(book, "xl/styles.xml")
    lines = csv_grid(emile.get("/plan/1/export.csv?sheet=milestones").data)
    assert lines[1][lines[0].index("Titre")] == f"'{title}"


def test_an_export_is_remembered_once_for_one_state_of_the_plan(plan, emile, stored):
    plan.commitment("verdun")
    before = stored(Revision)[0].number
    first, again = (grids(emile.get("/plan/export.xlsx").data)["Jalons"][1][0] for _ in range(2))
    assert first == again
    (kept,) = stored(WorkbookExport)
    assert (kept.by_name, kept.plan_id) == ("Coordination du Bureau", 1)
    assert first == f"{kept.key}-{stored(Milestone)[0].id}"
    # Fetching it changes nothing that a page shows.
    assert stored(Revision)[0].number == before
    plan.commitment("verdun")
    emile.get("/plan/export.xlsx")
    assert len(stored(WorkbookExport)) == 2


def test_people_leave_only_with_who_manages_them(plan, diane, emile):
    assert "Personnes" not in grids(diane.get("/plan/export.xlsx").data)
    assert diane.get("/plan/1/export.csv?sheet=people").status_code == 403
    assert "emile@exemple.test" in emile.get("/plan/1/export.csv?sheet=people").text


def test_the_model_is_the_workbook_without_a_row_and_what_is_filled_in_is_added(
    plan, emile, shown, take, stored
):
    sent = emile.get("/plan/1/model.xlsx").data
    sheets = grids(sent)
    assert [len(sheets[name]) for name in ("Dossiers", "Jalons", "Engagements", "Personnes")] == [
        1
    ] * 4
    assert len(sheets["Unités"]) > 1
    assert "Ce fichier ne change rien" in shown(sent).text
    page = shown(added(sent, "Dossiers", Code="D9", Nom="Toits"))
    assert "vient d’un export que l’outil ne connaît pas" not in page.text
    assert take(page).status_code == 303
    assert "D9" in {one.code for one in stored(Dossier)}
    assert stored(WorkbookExport) == []


def test_others_may_not(alice, as_person):
    for client in (alice, as_person("fanny")):
        assert client.get("/plan/export.xlsx").status_code == 403


def test_what_does_not_exist_is_not_found(emile):
    assert emile.get("/plan/77/export.xlsx").status_code == 404
    assert emile.get("/plan/1/export.csv?sheet=moon").status_code == 404


def test_the_export_sends_as_many_statements_however_large_the_plan(app, plan, emile):
    plan.commitment("verdun")
    emile.get("/plan/export.xlsx")
    with counted(app) as few:
        emile.get("/plan/export.xlsx")
    for _ in range(12):
        plan.commitment("verdun")
    emile.get("/plan/export.xlsx")
    with counted(app) as many:
        emile.get("/plan/export.xlsx")
    assert len(few) == len(many)
