"""Alembic's environment: the application's own database and metadata."""

from alembic import context
from flask import current_app

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
    with db.engine.connect() as connection:
        context.configure(connection=connection, target_metadata=db.metadatas[None], **options)
        with context.begin_transaction():
            context.run_migrations()


if context.is_offline_mode():
    run_offline()
else:
    run_online()
