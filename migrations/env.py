"""Alembic's environment: the application's own database and metadata."""

from collections.abc import Iterator
from contextlib import contextmanager

from alembic import context
from flask import current_app
from sqlalchemy import Connection

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
        context.configure(connection=connection, target_metadata=db.metadatas[None], **options)
        with context.begin_transaction():
            context.run_migrations()
            refuse_dangling(connection)


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
