"""`flask plan export`: the plan as a workbook or a table."""

import pytest
from sqlalchemy import select

from tests.support.workbooks import changed, csv_grid, grids
from tracker.domain.exports import WorkbookExport
from tracker.extensions import db


@pytest.fixture
def run(demo_app):
    def run(*arguments):
        return demo_app.test_cli_runner().invoke(args=[str(argument) for argument in arguments])

    return run


def test_a_workbook_is_written_and_remembered(run, demo_app, tmp_path):
    done = run("plan", "export", tmp_path / "plan.xlsx", "--lang", "en")
    assert done.exit_code == 0, done.output
    assert "lignes." in done.output
    sheets = grids((tmp_path / "plan.xlsx").read_bytes())
    assert len(sheets["Milestones"]) == 48
    key = sheets["Milestones"][1][0].split("-")[0]
    with demo_app.app_context():
        (kept,) = db.session.scalars(select(WorkbookExport)).all()
        assert kept.key == key


def test_one_sheet_is_written_as_csv(run, tmp_path):
    assert run("plan", "export", tmp_path / "plan.csv").exit_code == 0
    assert csv_grid((tmp_path / "plan.csv").read_bytes())[0][:3] == [
        "Repère",
        "Jalon",
        "Titre du jalon",
    ]


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("plan.ods",), "finir le nom du fichier par .xlsx ou .csv"),
        (("plan.xlsx", "--plan", 77), "Aucun plan à exporter"),
    ],
)
def test_what_cannot_be_exported_is_said(run, tmp_path, arguments, sentence):
    done = run("plan", "export", tmp_path / arguments[0], *arguments[1:])
    assert done.exit_code != 0
    assert sentence in done.output


def moved(path, out, **cells):
    row = {"Jalon": "D8-05", "Part": "Porteuse"}
    out.write_bytes(changed(path.read_bytes(), "Engagements", row, **cells))
    return out


def test_a_file_is_shown_then_taken_and_its_troubles_are_named(run, tmp_path):
    path = tmp_path / "plan.xlsx"
    run("plan", "export", path)
    assert "Changements : 0." in run("plan", "import", path).output
    date = {"Échéance prévue": "2027-03-01"}
    refused = run("plan", "import", moved(path, tmp_path / "a.xlsx", **date), "--yes")
    assert refused.exit_code == 0
    assert "Une date qui bouge demande un motif" in refused.output
    taken = run(
        "plan", "import", moved(path, tmp_path / "b.xlsx", **date, Motif="Effectifs"), "--yes"
    )
    assert taken.exit_code == 0, taken.output
    assert "Lignes importées : 1." in taken.output


def test_a_file_that_cannot_be_read_is_refused_in_one_sentence(run, tmp_path):
    path = tmp_path / "plan.xlsx"
    path.write_bytes(b"%PDF-1.7")
    refused = run("plan", "import", path)
    assert refused.exit_code == 1
    assert "Ce fichier est un PDF" in refused.output
