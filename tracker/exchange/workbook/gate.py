"""What is looked at before a file is opened: is it a workbook or a table, and not too much of it.

Nothing is unpacked beyond the limits, and no cell is given to the reader whose place alone would
fill the memory.
"""

import io
import re
import zipfile
import zlib
from dataclasses import dataclass, field

MEGABYTE = 1024 * 1024
#: The limits: bytes of the file, parts of a workbook, bytes unpacked, lines, columns.
LARGEST = 10 * MEGABYTE
MOST_PARTS = 200
MOST_UNPACKED = 100 * MEGABYTE
MOST_LINES = 50_000
MOST_COLUMNS = 200
#: Lines above the headings that a file laid out by hand may have.
ABOVE = 20

_CHUNK = 256 * 1024
_CELL = re.compile(rb"""<(?:\w+:)?c\b[^<>]*?\sr=["']([A-Z]+)(\d+)["'][^<>]*(?<!/)>""")
_BARE = re.compile(
    rb"""<(?:\w+:)?row\b[^<>]*?\sr=["'](\d+)["'][^<>]*>\s*<(?:\w+:)?c\b(?![^<>]*\sr=)"""
)
_UNCOUNTED = re.compile(rb"""<(?:\w+:)?f\b(?:[^<>]*/>|[^<>]*>[^<]*</(?:\w+:)?f>)\s*</(?:\w+:)?c>""")
_FROM_1904 = re.compile(rb"""date1904=["'](?:1|true)["']""")


class Refused(ValueError):
    """The file cannot be read at all: a code, and what its sentence names."""

    def __init__(self, code: str, /, **about: object) -> None:
        super().__init__(code)
        self.code = code
        self.about = {name: str(value) for name, value in about.items()}


@dataclass(frozen=True, slots=True)
class Looked:
    """A file that may be opened. `from_1904`: its days are counted from 1904."""

    workbook: bool
    from_1904: bool = False


@dataclass(slots=True)
class _Extent:
    lines: int = 0
    columns: int = 0
    tail: bytes = field(default=b"")


def look(content: bytes) -> Looked:
    """Judge the bytes of a file. Raises Refused."""
    if not content.strip(b"\0 \r\n\t"):
        raise Refused("empty")
    if len(content) > LARGEST:
        raise Refused("too_big")
    if b"%PDF-" in content[:1024]:
        raise Refused("pdf")
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        locked = "EncryptedPackage".encode("utf-16-le") in content
        raise Refused("password" if locked else "old_excel")
    if not content.startswith(b"PK"):
        return Looked(workbook=False)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as parts:
            return _look_inside(parts)
    except Refused:
        raise
    # Whatever a broken archive makes the library raise, it is one thing: broken.
    except (
        zipfile.BadZipFile,
        zlib.error,
        EOFError,
        NotImplementedError,
        RuntimeError,
        OSError,
        ValueError,
        OverflowError,
    ) as error:
        raise Refused("broken") from error


def _look_inside(parts: zipfile.ZipFile) -> Looked:
    entries = parts.infolist()
    if len(entries) > MOST_PARTS or sum(entry.file_size for entry in entries) > MOST_UNPACKED:
        raise Refused("bomb")
    if any(entry.flag_bits & 0x1 for entry in entries):
        raise Refused("password")
    names = {entry.filename.lower(): entry for entry in entries}
    if any(name.endswith(("vbaproject.bin", "xl/macrosheets/sheet1.xml")) for name in names):
        raise Refused("macros")
    if "xl/workbook.bin" in names:
        raise Refused("old_excel")
    if "xl/workbook.xml" not in names:
        open_document = any(name in names for name in ("mimetype", "content.xml"))
        raise Refused("open_document" if open_document else "not_a_workbook")
    unpacked, from_1904 = 0, False
    for name, entry in names.items():
        extent = _Extent()
        with parts.open(entry) as part:
            while chunk := part.read(_CHUNK):
                unpacked += len(chunk)
                if unpacked > MOST_UNPACKED:
                    raise Refused("bomb")
                if name == "[content_types].xml" and b"macroEnabled" in chunk:
                    raise Refused("macros")
                if name == "xl/workbook.xml":
                    from_1904 = from_1904 or bool(_FROM_1904.search(chunk))
                elif name.startswith("xl/worksheets/"):
                    _measure(chunk, extent)
        if extent.tail:
            _measure(b"", extent, last=True)
    return Looked(workbook=True, from_1904=from_1904)


def _measure(chunk: bytes, extent: _Extent, *, last: bool = False) -> None:
    """How far the sheet's written cells go; raises Refused beyond the limits."""
    seen = extent.tail + chunk
    if seen[:2] in (b"\xff\xfe", b"\xfe\xff"):
        raise Refused("broken")
    # A row is looked at whole, or as much of it as one chunk holds.
    cut = len(seen) if last else max(seen.rfind(b"</row>"), len(seen) - _CHUNK, 0)
    extent.tail = b"" if last else seen[cut:]
    seen = seen[:cut]
    if _UNCOUNTED.search(seen):
        raise Refused("formulas")
    for letters, number in _CELL.findall(seen):
        extent.lines = max(extent.lines, int(number[:8]))
        extent.columns = max(extent.columns, _place(letters))
    for number in _BARE.findall(seen):
        extent.lines = max(extent.lines, int(number[:8]))
    if extent.lines > MOST_LINES + ABOVE:
        raise Refused("too_many_lines")
    if extent.columns > MOST_COLUMNS:
        raise Refused("too_wide")


def _place(letters: bytes) -> int:
    place = 0
    for letter in letters[:4]:
        place = place * 26 + letter - 64
    return place
