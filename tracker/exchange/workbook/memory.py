"""The values of an export, packed as they pass and unpacked whole."""

import json
import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

#: Values of one row by their field's name.
Values = dict[str, str]
#: By sheet, then by the row's id.
Remembered = dict[str, dict[int, Values]]


@dataclass(frozen=True, slots=True)
class Memory:
    """What one export held when it was made."""

    rows: Remembered
    made_at: datetime


class Packer:
    """One line of JSON a row, compressed as it comes: never whole in memory."""

    def __init__(self) -> None:
        self._squeeze = zlib.compressobj(6)
        self._parts: list[bytes] = []
        self.lines = 0

    def add(self, sheet: str, ident: int, values: Iterable[str]) -> None:
        line = json.dumps([sheet, ident, *values], ensure_ascii=False, separators=(",", ":"))
        self._parts.append(self._squeeze.compress(line.encode() + b"\n"))
        self.lines += 1

    def packed(self) -> bytes:
        """Everything added; called once."""
        return b"".join((*self._parts, self._squeeze.flush()))


def unpacked(content: bytes, fields: dict[str, tuple[str, ...]]) -> Remembered:
    """What a Packer made of the rows. `fields`: names of the values of each sheet's rows."""
    found: Remembered = {sheet: {} for sheet in fields}
    for line in zlib.decompress(content).splitlines():
        sheet, ident, *values = json.loads(line)
        found[sheet][ident] = dict(zip(fields[sheet], values, strict=True))
    return found
