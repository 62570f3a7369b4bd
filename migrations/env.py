"""Alembic's environment: the application's own database and metadata."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager, nullcontext

from alembic import context
from flask import current_app
from sqlalchemy import Connection

from migrations.findable import put_aside

db = current_app.extensions["migrate"].db
options = current_app.extensions["migrate"].configure_args


def run_offline() -> None:
    """Write the SQL of the migrations instead of running it."""
    context.configure(
        url=str(db.engine.url), target_metadata=db.metadatas[None], literal_binds=True, **options
    )
    with context.begin_transaction():
        context.run_migrations()


def run_online() -> None:
    """Run the migrations on the application's database."""
    with db.engine.connect() as connection, rebuilding(connection):
        context.configure(
            connection=connection,
            target_metadata=db.metadatas[None],
            include_name=is_ours,
            **options,
        )
        with context.begin_transaction():
            with put_aside(connection) if _migrates() else nullcontext():
                context.run_migrations()
            refuse_dangling(connection)


def _migrates() -> bool:
    """Whether there is a step to take; `db check` takes none."""
    return context.get_context().get_current_revision() != context.get_head_revision()


def is_ours(name: str | None, kind: str, parents: Mapping[str, str | None]) -> bool:
    """Leave out of the comparison what no model describes: the index of words of a search."""
    words = parents.get("table_name") == "search_entry" and name in {"words", "search_words"}
    return not (words or (kind == "table" and (name or "").startswith("search_words")))


@contextmanager
def rebuilding(connection: Connection) -> Iterator[None]:
    """SQLite changes a constraint by making the table anew: its foreign keys rest meanwhile, which
    can only be said outside a transaction."""
    if connection.dialect.name != "sqlite":
        yield
        return
    raw = connection.connection.dbapi_connection
    raw.execute("PRAGMA foreign_keys=OFF")
    try:
        yield
    finally:
        connection.rollback()
        raw.execute("PRAGMA foreign_keys=ON")


def refuse_dangling(connection: Connection) -> None:
    """Nothing is committed that refers to what is gone."""
    if connection.dialect.name != "sqlite":
        return
    dangling = connection.exec_driver_sql("PRAGMA foreign_key_check").first()
    if dangling is not None:
        raise RuntimeError(f"the migration left a reference to nothing: {tuple(dangling)}")


if context.is_offline_mode():
    run_offline()
else:
    run_online()
