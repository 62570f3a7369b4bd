"""Triggers that keep a table insert-only, on both databases.

Alembic's batch mode rebuilds a table on SQLite and loses its triggers without a word: a
migration that rebuilds one of these tables must call `guard` again. A test tries each of them.
"""

from alembic import op


def guard(table: str, updatable: tuple[str, ...] = (), columns: tuple[str, ...] = ()) -> None:
    """Refuse DELETE on `table`, and UPDATE of everything but `updatable`.

    `columns`: the other columns of the table, those that never change; none means that no
    UPDATE at all is allowed.
    """
    message = f"{table} is insert only"
    if op.get_bind().dialect.name == "sqlite":
        _sqlite(table, columns if updatable else (), message)
    else:
        _postgresql(table, columns if updatable else (), message)


def unguard(table: str) -> None:
    """Take the triggers of `table` away, to set them anew for other columns."""
    on = "" if op.get_bind().dialect.name == "sqlite" else f" ON {table}"
    op.execute(f"DROP TRIGGER {table}_no_update{on}")
    op.execute(f"DROP TRIGGER {table}_no_delete{on}")
    if on:
        op.execute(f"DROP FUNCTION {table}_refuse()")


def _sqlite(table: str, columns: tuple[str, ...], message: str) -> None:
    of = f" OF {', '.join(columns)}" if columns else ""
    raised = f"BEGIN SELECT RAISE(ABORT, '{message}'); END"
    op.execute(f"CREATE TRIGGER {table}_no_update BEFORE UPDATE{of} ON {table} {raised}")
    op.execute(f"CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} {raised}")


def _postgresql(table: str, columns: tuple[str, ...], message: str) -> None:
    of = f" OF {', '.join(columns)}" if columns else ""
    op.execute(
        f"CREATE FUNCTION {table}_refuse() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{message}' USING ERRCODE = 'integrity_constraint_violation'; "
        "END $$"
    )
    op.execute(
        f"CREATE TRIGGER {table}_no_update BEFORE UPDATE{of} ON {table} "
        f"FOR EACH ROW EXECUTE FUNCTION {table}_refuse()"
    )
    op.execute(
        f"CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} "
        f"FOR EACH ROW EXECUTE FUNCTION {table}_refuse()"
    )
