"""What keeps `search_entry` true, on both databases: a view a kind, and triggers on its tables.

A trigger takes the entry away and writes it anew from the view, whatever happened: inserted,
updated or deleted, by a page, a bulk statement or another process. What is inserted or updated
besides the columns named here changes no entry, and costs nothing.

Alembic's batch mode makes a table anew on SQLite: its triggers die, and views that speak of it
stop the renaming. So `env.py` puts these triggers and views aside while it migrates, and back.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from alembic import op
from sqlalchemy import Connection, text

from tracker.domain.search import KINDS, rebuild

COLUMNS = (
    "source_id, at, by_name, plan_id, dossier_id, milestone_id, unit_id, person_id, review_id, "
    "code, text, other"
)
_EVENTS = {"insert": ("NEW",), "update": ("OLD", "NEW"), "delete": ("OLD",)}


def find(kind: str, first_id: int, view: str, tables: Iterable[tuple[str, str, str]]) -> None:
    """Make the view of a kind, from its SELECT of COLUMNS, and the triggers that follow it.

    `tables`: each table it is made of, its column that holds the source's id, and the columns
    whose change is told.
    """
    op.execute(f"CREATE VIEW search_of_{kind} AS {view}")
    for table, key, columns in tables:
        for event, rows in _EVENTS.items():
            _trigger(kind, first_id, table, event, columns, [f"{row}.{key}" for row in rows])


def _trigger(
    kind: str, first_id: int, table: str, event: str, columns: str, keys: list[str]
) -> None:
    ids = ", ".join(keys)
    wanted = ", ".join(f"{first_id} + {key}" for key in keys)
    deeds = (
        f"DELETE FROM search_entry WHERE id IN ({wanted}); "
        f"INSERT INTO search_entry (id, kind, {COLUMNS}) SELECT {first_id} + source_id, '{kind}', "
        f"{COLUMNS} FROM search_of_{kind} WHERE source_id IN ({ids});"
    )
    name = f"search_{kind}_{table}_{event}"
    when = f"AFTER {event.upper()}{f' OF {columns}' if event == 'update' else ''} ON {table}"
    if op.get_bind().dialect.name == "sqlite":
        op.execute(f"CREATE TRIGGER {name} {when} BEGIN {deeds} END")
        return
    op.execute(
        f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN {deeds} RETURN NULL; END $$"
    )
    op.execute(f"CREATE TRIGGER {name} {when} FOR EACH ROW EXECUTE FUNCTION {name}()")


@contextmanager
def put_aside(connection: Connection) -> Iterator[None]:
    """On SQLite, without these triggers and views; then with them again, and every entry anew.

    A migration that makes one of them otherwise, meanwhile, keeps what it made.
    """
    written = _written(connection)
    for name, (kind, _sql) in written.items():
        connection.exec_driver_sql(f"DROP {kind} {name}")
    yield
    there = _written(connection)
    for name, (_kind, sql) in written.items():
        if name not in there:
            connection.exec_driver_sql(sql)
    if written:
        rebuild(connection, [kind for kind in KINDS if f"search_of_{kind}" in written])


def _written(connection: Connection) -> dict[str, tuple[str, str]]:
    """Kind and text of these views and triggers by name, views first; none on PostgreSQL."""
    if connection.dialect.name != "sqlite":
        return {}
    rows = connection.execute(
        text(
            "SELECT name, type, sql FROM sqlite_master WHERE type IN ('view', 'trigger')"
            " AND name LIKE 'search\\_%' ESCAPE '\\' ORDER BY type DESC, name"
        )
    )
    return {name: (kind, sql) for name, kind, sql in rows}
