"""A plan as a file: every wrong cell is named, and nothing is half loaded."""

from datetime import date

import pytest

from tracker.domain.milestones import Milestone
from tracker.domain.plans import Dossier
from tracker.exchange import carried
from tracker.exchange.plan_file import PlanFileError, read_plan_file

HEADINGS = (
    "file_id,file_fr,file_en,bureau_role,milestone_id,kind,title_fr,title_en,"
    "lead_unit,collaborators,start,baseline_due"
)
GOOD = "A,Neige,Snow,cible,A-1,jalon,Messages prêts,,SCA,BASC;Verdun,2016-01-11,2016-03-24"


@pytest.fixture
def write(tmp_path):
    def write(*lines: str, encoding: str = "utf-8"):
        path = tmp_path / "plan.csv"
        path.write_bytes("\n".join(lines).encode(encoding))
        return path

    return write


@pytest.fixture
def complaints(write, index):
    """What is said of a file with the headings and these lines."""

    def complaints(*lines: str) -> list:
        with pytest.raises(PlanFileError) as refused:
            read_plan_file(write(HEADINGS, *lines), index)
        return refused.value.complaints

    return complaints


def where(found: list) -> list[tuple[int, str]]:
    return [(complaint.line, complaint.column) for complaint in found]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
def test_reads_utf8_with_and_without_a_byte_order_mark(write, index, encoding):
    (line,) = read_plan_file(write(HEADINGS, GOOD, encoding=encoding), index)
    assert (line.dossier_code, line.kind, line.bureau_role) == ("A", "milestone", "targeted")
    assert line.lead.code == "SCA"
    assert [unit.code for unit in line.contributors] == ["BASC", "REM12"]
    assert (line.starts_on, line.due) == (date(2016, 1, 11), date(2016, 3, 24))


def test_reads_the_semicolons_of_a_french_excel(write, index):
    cells = GOOD.split(",")
    cells[9] = f'"{cells[9]}"'
    path = write(HEADINGS.replace(",", ";"), ";".join(cells))
    assert len(read_plan_file(path, index)[0].contributors) == 2


def test_the_carried_plan_is_a_good_file(index):
    lines = read_plan_file(carried.path_of("demo_milestones.csv"), index)
    assert len(lines) == 47
    boroughs = {
        line.code: sum(unit.kind == "borough" for unit in line.contributors) for line in lines
    }
    everywhere = {code for code, count in boroughs.items() if count == 19}
    assert everywhere == {"D2-05", "D4-01", "D7-04", "D8-03"}
    assert boroughs["D2-04"] == 6
    assert boroughs["D1-05"] == 0


def test_arrondissements_stands_for_the_nineteen(write, index):
    line = GOOD.replace("BASC;Verdun", "Verdun;arrondissements")
    assert len(read_plan_file(write(HEADINGS, line), index)[0].contributors) == 19


def test_a_lead_named_among_the_collaborators_counts_once(write, index):
    line = GOOD.replace("BASC;Verdun", "SCA;BASC")
    assert [one.code for one in read_plan_file(write(HEADINGS, line), index)[0].contributors] == [
        "BASC"
    ]


def test_a_milestone_may_have_no_lead(write, index):
    assert read_plan_file(write(HEADINGS, GOOD.replace("SCA", "")), index)[0].lead is None


@pytest.mark.parametrize(
    ("good", "bad", "column"),
    [
        ("jalon", "fête", "kind"),
        ("cible", "spectateur", "bureau_role"),
        ("Messages prêts", "", "title_fr"),
        ("Neige", "", "file_fr"),
        ("A-1", "", "milestone_id"),
        ("SCA", "Westmount", "lead_unit"),
        ("Verdun", "Laval", "collaborators"),
        ("2016-01-11", "11 janvier", "start"),
        ("2016-03-24", "2016-02-30", "baseline_due"),
        ("2016-03-24", "2016-01-10", "baseline_due"),
        ("Messages prêts", "x" * 301, "title_fr"),
    ],
)
def test_a_wrong_cell_is_named_by_file_line_column_and_reason(complaints, good, bad, column):
    (complaint,) = complaints(GOOD.replace(good, bad))
    assert (complaint.file, complaint.line, complaint.column) == ("plan.csv", 2, column)
    assert complaint.french
    assert complaint.english
    assert str(complaint).startswith(f"plan.csv, ligne 2, colonne {column} : ")


@pytest.mark.parametrize(
    ("column", "kept_in"),
    [
        ("file_id", Dossier.code),
        ("file_fr", Dossier.name_fr),
        ("file_en", Dossier.name_en),
        ("milestone_id", Milestone.code),
        ("title_fr", Milestone.title_fr),
        ("title_en", Milestone.title_en),
    ],
)
def test_a_text_that_its_table_cannot_hold_is_refused_with_the_limit(
    write, index, complaints, column, kept_in
):
    most = kept_in.type.length
    place = HEADINGS.split(",").index(column)

    def line(length: int) -> str:
        cells = GOOD.split(",")
        cells[place] = "x" * length
        return ",".join(cells)

    assert len(read_plan_file(write(HEADINGS, line(most)), index)) == 1
    (complaint,) = complaints(line(most + 1))
    assert (complaint.line, complaint.column) == (2, column)
    assert complaint.french == f"le texte dépasse {most} caractères"
    assert complaint.english == f"the text is longer than {most} characters"


def test_what_no_database_writes_is_left_out(write, index):
    (line,) = read_plan_file(write(HEADINGS, GOOD.replace("Messages", "Mess\0ages")), index)
    assert line.title_fr == "Messages prêts"


def test_every_wrong_cell_is_named_at_once(complaints):
    other = GOOD.replace("A-1", "A-2")
    found = complaints(GOOD.replace("jalon", "fête"), other, other.replace("SCA", "?"))
    assert where(found) == [(2, "kind"), (4, "milestone_id"), (4, "lead_unit")]


def test_a_dossier_keeps_its_name_and_role(complaints):
    other = GOOD.replace("A-1", "A-2").replace("Neige", "Glace").replace("cible", "porteur")
    assert where(complaints(GOOD, other)) == [(3, "file_fr"), (3, "bureau_role")]


def test_a_line_with_too_many_cells_is_refused(complaints):
    assert where(complaints(GOOD + ",de trop")) == [(2, "")]


def test_a_file_without_milestone_is_refused(complaints):
    assert where(complaints()) == [(1, "")]


def test_each_missing_column_is_named(write, index):
    with pytest.raises(PlanFileError) as refused:
        read_plan_file(write("file_id,file_fr", "A,Neige"), index)
    assert "kind" in {complaint.column for complaint in refused.value.complaints}


def test_another_encoding_is_refused_by_its_line(write, index):
    with pytest.raises(PlanFileError, match="ligne 2 : le fichier n’est pas en UTF-8"):
        read_plan_file(write(HEADINGS, GOOD, encoding="latin-1"), index)
