"""Files as people and machines make them: odd, old, broken and hostile ones."""

import io
import zipfile

from tests.support.workbooks import book_of

HEAD = ["Code", "Dossier", "Genre", "Titre", "Début", "Échéance de départ"]


def book() -> bytes:
    """A small workbook of milestones, laid out by hand."""
    return book_of(
        {"Jalons": [HEAD, ["D1-01", "D1", "Jalon", "Guichet", "2026-01-05", "2026-05-04"]]}
    )


def zipped(parts: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as made:
        for name, content in parts.items():
            made.writestr(name, content)
    return out.getvalue()


def parts_of(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as made:
        return {name: made.read(name) for name in made.namelist()}


def with_part(content: bytes, name: str, part: bytes) -> bytes:
    """The workbook with one part replaced, or added."""
    return zipped(parts_of(content) | {name: part})


def with_sheet(content: bytes, old: bytes, new: bytes) -> bytes:
    """The workbook with some XML of its first sheet replaced."""
    name = "xl/worksheets/sheet1.xml"
    sheet = parts_of(content)[name]
    assert old in sheet, sheet[:2000]
    return with_part(content, name, sheet.replace(old, new, 1))
