"""What is refused before a file is opened, each with its own code."""

import zipfile

import pytest

from tests.exchange.workbook.files import book, parts_of, with_part, with_sheet, zipped
from tracker.exchange.workbook.gate import LARGEST, Refused, look
from tracker.exchange.workbook.reading import read_tables

PASSWORD = b"\xd0\xcf\x11\xe0" + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le")


def far_cell(place: str) -> bytes:
    return with_sheet(
        book(),
        b"</sheetData>",
        f'<row r="9"><c r="{place}"><v>1</v></c></row></sheetData>'.encode(),
    )


FILES = {
    "empty": lambda: b" \r\n",
    "too_big": lambda: b"a" * (LARGEST + 1),
    "pdf": lambda: b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n",
    "password": lambda: PASSWORD,
    "old_excel": lambda: b"\xd0\xcf\x11\xe0" + b"\0" * 600,
    "macros": lambda: with_part(book(), "xl/vbaProject.bin", b"x"),
    "open_document": lambda: zipped({"mimetype": b"application/vnd.oasis", "content.xml": b"<a/>"}),
    "not_a_workbook": lambda: zipped({"photo.jpg": b"x"}),
    "broken": lambda: book()[:-300],
    "bomb": lambda: zipped(parts_of(book()) | {"xl/zeros.xml": b"0" * (101 * 1024 * 1024)}),
    "formulas": lambda: with_sheet(
        book(), b"</sheetData>", b'<row r="9"><c r="A9"><f>1+1</f></c></row></sheetData>'
    ),
    "too_many_lines": lambda: far_cell("A1048576"),
    "too_wide": lambda: far_cell("XFD9"),
}


@pytest.mark.parametrize("code", FILES)
def test_a_file_that_is_no_workbook_of_ours_is_refused(code):
    with pytest.raises(Refused) as refused:
        look(FILES[code]())
    assert refused.value.code == code


def test_two_hundred_parts_are_many_enough():
    few = parts_of(book()) | {f"xl/part{n}.xml": b"" for n in range(150)}
    assert look(zipped(few)).workbook
    with pytest.raises(Refused, match="bomb"):
        look(zipped(few | {f"xl/more{n}.xml": b"" for n in range(100)}))


def test_a_part_that_lies_about_its_size_is_refused():
    made = bytearray(zipped(parts_of(book()) | {"xl/zeros.xml": b"0" * (3 * 1024 * 1024)}))
    # The central directory says 10 bytes where there are three million.
    at = made.rfind(b"PK\x01\x02")
    made[at + 24 : at + 28] = (10).to_bytes(4, "little")
    with pytest.raises(Refused):
        look(bytes(made))


def test_a_macro_workbook_is_known_by_what_it_declares():
    types = parts_of(book())["[Content_Types].xml"]
    declared = types.replace(b"spreadsheetml.sheet.main+xml", b"x.sheet.macroEnabled.main+xml")
    assert declared != types
    with pytest.raises(Refused, match="macros"):
        look(with_part(book(), "[Content_Types].xml", declared))


def test_a_formula_with_its_result_is_read():
    made = with_sheet(book(), b"<v>", b"<f>1+1</f><v>") if b"<v>" in book() else book()
    assert look(made).workbook


def test_a_workbook_that_only_looks_like_one_is_refused_by_the_reader():
    hollow = zipped({"xl/workbook.xml": b"<workbook><sheets>", "[Content_Types].xml": b"<Types/>"})
    with pytest.raises(Refused, match="broken"):
        read_tables(hollow, look(hollow))


def test_the_days_of_1904_are_noticed():
    name = "xl/workbook.xml"
    said = parts_of(book())[name].replace(b"<workbookPr ", b'<workbookPr date1904="1" ')
    assert look(with_part(book(), name, said)).from_1904
    assert not look(book()).from_1904


def test_stored_and_deflated_are_the_same():
    assert look(zipped(parts_of(book()), zipfile.ZIP_STORED)).workbook
