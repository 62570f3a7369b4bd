"""The declarative base, the column types, and how each database begins a transaction."""

from collections.abc import Callable, Collection, Mapping, Sequence
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    CheckConstraint,
    ClauseElement,
    Connection,
    CursorResult,
    DateTime,
    Dialect,
    Engine,
    MetaData,
    String,
    TypeDecorator,
    event,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import DeclarativeBase, Session

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}

#: True while the transactions that begin must not write (a page that is only shown).
read_only: ContextVar[bool] = ContextVar("read_only", default=False)
#: Where a SQLite connection remembers which it was told last.
_QUERY_ONLY = "query_only"


class Base(DeclarativeBase):
    """Base of every table."""

    metadata = MetaData(naming_convention=NAMING)


#: What runs a statement: a session, or the connection of a transaction that has none.
Writer = Session | Connection


def connection_of(writer: Writer) -> Connection:
    """The connection of the transaction that `writer` is in."""
    return writer if isinstance(writer, Connection) else writer.connection()


class UtcDateTime(TypeDecorator[datetime]):
    """An instant: aware in Python, stored in UTC on both databases."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Any) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("an instant without zone cannot be stored")
        value = value.astimezone(UTC)
        return value.replace(tzinfo=None) if dialect.name == "sqlite" else value

    def process_result_value(self, value: datetime | None, dialect: Any) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def short_code(length: int = 20) -> String:
    """Type of a short word of the program (a state, a role)."""
    return String(length)


def one_of(column: str, values: tuple[str, ...], name: str | None = None) -> CheckConstraint:
    """Constraint: `column` holds one of `values` (or nothing, where it may)."""
    listed = ", ".join(f"'{value}'" for value in values)
    return CheckConstraint(f"{column} IN ({listed})", name=name or f"{column}_known")


def all_or_none(name: str, *columns: str) -> CheckConstraint:
    """Constraint: `columns` are filled together or not at all."""
    none = " AND ".join(f"{column} IS NULL" for column in columns)
    every = " AND ".join(f"{column} IS NOT NULL" for column in columns)
    return CheckConstraint(f"({none}) OR ({every})", name=name)


def insert_once(session: Session, table: type[Base]) -> postgresql.Insert | sqlite.Insert:
    """An INSERT that knows ON CONFLICT."""
    return inserting(session.get_bind().dialect.name)(table)


def inserting(dialect: str) -> Callable[[type[Base]], postgresql.Insert | sqlite.Insert]:
    """What makes such INSERTs for a database of that `dialect`: the same for the same database."""
    return sqlite.insert if dialect == "sqlite" else postgresql.insert


class Ready:
    """A statement of values alone, put into words once for each kind of database.

    For what runs with every mail: asking SQLAlchemy each time what it would say costs more than
    the database does (docs/decisions/0026).
    """

    def __init__(self, statement: ClauseElement) -> None:
        self._statement = statement
        self._worded: dict[str, _Worded] = {}

    def run(self, connection: Connection, told: Mapping | Sequence[Mapping]) -> CursorResult:
        """Run it with `told`, or once for each of several, whose names are the same."""
        several = [told] if isinstance(told, Mapping) else told
        worded = self._worded.get(connection.dialect.name)
        if worded is None:
            worded = _worded(self._statement, connection.dialect, several[0].keys())
            self._worded[connection.dialect.name] = worded
        rows = [worded.row(one) for one in several]
        return connection.exec_driver_sql(worded.text, rows if len(rows) > 1 else rows[0])


@dataclass(frozen=True, slots=True)
class _Worded:
    """`values`: the name of each, and what makes it into one of the database; in their order where
    they are `positional`. `fixed`: those that the statement holds itself."""

    text: str
    positional: bool
    values: Sequence[tuple[str, Callable[[Any], Any] | None]]
    fixed: Mapping[str, Any]

    def row(self, told: Mapping[str, Any]) -> tuple | dict[str, Any]:
        """`told`, and what is fixed, as the driver takes them."""
        if self.fixed:
            told = {**self.fixed, **told}
        made = [told[name] if make is None else make(told[name]) for name, make in self.values]
        if self.positional:
            return tuple(made)
        return {name: value for (name, _make), value in zip(self.values, made, strict=True)}


def _worded(statement: ClauseElement, dialect: Dialect, names: Collection[str]) -> _Worded:
    compiled = statement.compile(dialect=dialect, column_keys=list(names))
    if compiled.insert_prefetch or compiled.update_prefetch:
        raise TypeError(f"not of values alone: {compiled}")
    order = compiled.positiontup
    kinds = {name: compiled.binds[name].type.dialect_impl(dialect) for name in compiled.params}
    values = [
        (name, kinds[name].bind_processor(dialect))
        for name in (compiled.params if order is None else order)
    ]
    fixed = {name: value for name, value in compiled.params.items() if name not in names}
    return _Worded(str(compiled), order is not None, values, fixed)


def prepare_engine(engine: Engine) -> None:
    """Set up `engine` for several processes: see docs/decisions on SQLite's transactions."""
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _sqlite_connect)
        event.listen(engine, "begin", _sqlite_begin)
    else:
        event.listen(engine, "begin", _postgresql_begin)


def _sqlite_connect(connection: Any, _record: Any) -> None:
    connection.isolation_level = None
    for pragma in (
        "journal_mode=WAL",
        "synchronous=FULL",
        "foreign_keys=ON",
        "busy_timeout=15000",
    ):
        connection.execute(f"PRAGMA {pragma}")


def _sqlite_begin(connection: Any) -> None:
    raw, only = connection.connection.dbapi_connection, read_only.get()
    # Only where it changes: SQLite prepares every statement anew after this pragma.
    if connection.info.get(_QUERY_ONLY) != only:
        raw.execute(f"PRAGMA query_only={int(only)}")
        connection.info[_QUERY_ONLY] = only
    raw.execute("BEGIN" if only else "BEGIN IMMEDIATE")


def _postgresql_begin(connection: Any) -> None:
    connection.connection.dbapi_connection.read_only = read_only.get()
