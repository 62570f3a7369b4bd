"""A plan exported: the workbook or the table, and what it held kept for the day it comes back."""

from collections.abc import Iterator
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.domain.exports import WorkbookExport
from tracker.domain.tokens import new_token
from tracker.exchange.safe_csv import csv_bytes
from tracker.exchange.workbook import tables
from tracker.exchange.workbook.columns import Sheet
from tracker.exchange.workbook.columns import written as written_columns
from tracker.exchange.workbook.memory import Packer
from tracker.exchange.workbook.writing import Order
from tracker.queries import plan_tables

#: Neither a vowel nor a digit that reads as a letter: a key is no word, no date and no number.
_LETTERS = "bcdfghjkmnpqrstvwxz"
_LENGTH = 12


def new_key() -> str:
    """A key for an export, to be read by no spreadsheet as anything else."""
    token = new_token().encode()
    return "".join(_LETTERS[byte % len(_LETTERS)] for byte in token[:_LENGTH])


def known_key(session: Session, plan_id: int, revision: int) -> str | None:
    """The key of an export that holds the plan as it is at `revision`. One statement."""
    return session.scalar(
        select(WorkbookExport.key)
        .where(WorkbookExport.plan_id == plan_id, WorkbookExport.revision == revision)
        .limit(1)
    )


def export_csv(session: Session, sheet: Sheet, order: Order) -> tuple[bytes, Packer]:
    """One sheet as CSV, and the values of all of them."""
    columns = written_columns(sheet)
    names = {values[0]: values[1] for _id, values in plan_tables.units(session, order.today)}
    teller = tables.Teller(order.locale, names)

    def lines() -> Iterator[list[object]]:
        for ident, values in tables.rows(session, sheet, order.plan_id, order.today):
            named = dict(zip(sheet.fields, values, strict=True))
            cells = teller.cells(sheet, columns[1:], named)
            yield [f"{order.key}-{ident}", *(_plain(cell) for cell in cells)]

    heading = [column.heading(order.locale) for column in columns]
    return csv_bytes(heading, lines()), tables.packed(session, order.plan_id, order.today)


def remember(
    session: Session, order: Order, packer: Packer, *, revision: int, at: datetime, by: str
) -> None:
    """Keep what an export held under its key. The caller commits."""
    session.add(
        WorkbookExport(
            key=order.key,
            plan_id=order.plan_id,
            revision=revision,
            made_at=at,
            by_name=by,
            lines=packer.lines,
            content=packer.packed(),
        )
    )


def _plain(cell: object) -> object:
    return cell.isoformat() if isinstance(cell, date) else cell
