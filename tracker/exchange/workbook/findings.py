"""What an import would do, line by line; packed until somebody presses."""

import hashlib
import json
import zlib
from dataclasses import asdict, dataclass, field

from tracker.queries.touches import Touch


@dataclass(slots=True)
class Cell:
    """One cell that the file changes. `before`: what is there now; `base`: what was exported,
    where somebody changed it meanwhile too: `by` and `at` (ISO) say who and when, "" where that is
    not known."""

    column: str
    before: str
    after: str
    base: str | None = None
    by: str = ""
    at: str = ""

    @property
    def conflict(self) -> bool:
        return self.base is not None


@dataclass(slots=True)
class Change:
    """One line that changes something. `ident`: the row it changes; None: it adds one.

    `label`: what the reader knows it by. `values`: everything that adding it needs. `answer`: what
    it says of a commitment. `answered_since`: somebody answered meanwhile, which is a conflict;
    `by` and `at` (ISO): who and when, "" where that is not known.
    """

    sheet: str
    line: int
    ident: int | None
    label: str
    cells: list[Cell] = field(default_factory=list)
    values: dict[str, str] = field(default_factory=dict)
    answer: dict[str, str] | None = None
    answered_since: bool = False
    by: str = ""
    at: str = ""

    @property
    def conflict(self) -> bool:
        return self.answered_since or any(cell.conflict for cell in self.cells)


@dataclass(slots=True)
class Trouble:
    """Why a line is set aside. `column`: its key, "" for the whole line; `heading`: as the file
    writes it."""

    sheet: str
    name: str
    line: int
    column: str
    heading: str
    code: str
    about: dict[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class Findings:
    """`lines`: how many were read; `ignored`: headings that are not known, with their sheet's
    name; `strange`: lines whose export is not known here."""

    changes: list[Change] = field(default_factory=list)
    troubles: list[Trouble] = field(default_factory=list)
    ignored: list[tuple[str, str]] = field(default_factory=list)
    lines: int = 0
    strange: int = 0

    @property
    def conflicts(self) -> list[Change]:
        return [change for change in self.changes if change.conflict]

    @property
    def set_aside(self) -> set[tuple[str, int]]:
        """(sheet, line) of the lines with something wrong."""
        return {(trouble.sheet, trouble.line) for trouble in self.troubles}

    def digest(self) -> str:
        """The same for two findings that would do the same, whoever made the conflicts."""
        told = asdict(self)
        for change in told["changes"]:
            for one in (change, *change["cells"]):
                del one["by"], one["at"]
        return hashlib.sha256(_plain(told)).hexdigest()

    def packed(self) -> bytes:
        return zlib.compress(_plain(asdict(self)), 6)

    @classmethod
    def unpacked(cls, content: bytes) -> "Findings":
        told = json.loads(zlib.decompress(content))
        changes = [
            Change(**(one | {"cells": [Cell(**cell) for cell in one["cells"]]}))
            for one in told["changes"]
        ]
        return cls(
            changes,
            [Trouble(**one) for one in told["troubles"]],
            [tuple(one) for one in told["ignored"]],
            told["lines"],
            told["strange"],
        )


def stamp(touch: Touch | None) -> tuple[str, str]:
    """`by` and `at` of a cell, or of a change."""
    return (touch.by, touch.at.isoformat()) if touch else ("", "")


def _plain(told: dict) -> bytes:
    return json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode()
