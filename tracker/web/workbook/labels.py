"""What the rows of an import are called on its page: as they stand now, not as the file says."""

from collections.abc import Iterable, Mapping

from flask import g

from tracker.exchange.workbook.columns import BY_KEY
from tracker.exchange.workbook.findings import Change
from tracker.extensions import db
from tracker.queries.row_names import RowName, read_row_names
from tracker.web import reading


def unit_names() -> dict[str, str]:
    """The units' names by their codes."""
    return {unit.code: unit.name for unit in reading.view().directory.units.values()}


def labels(wanted: Iterable[tuple[str, int]]) -> dict[tuple[str, int], str]:
    """By (kind, id), « D1-01 Guichet », « D1-01 · Verdun », « Coordination du Bureau »; without
    what is not there any more."""
    names = unit_names()
    found = read_row_names(db.session, wanted)
    return {key: _label(row, names) for key, row in found.items()}


def label_of(change: Change, named: Mapping[tuple[str, int], str]) -> str:
    """The row that a line changes, by its name; by the file's where it adds it, or it is gone."""
    if change.ident is None:
        return change.label
    return named.get((BY_KEY[change.sheet].kind, change.ident), change.label)


def _label(row: RowName, names: Mapping[str, str]) -> str:
    if row.unit:
        return f"{row.code} · {names.get(row.unit, row.unit)}"
    title = row.en if g.locale == "en" and row.en else row.fr
    return f"{row.code} {title}".strip()
