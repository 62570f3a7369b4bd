"""A database of the release before takes the new shape, and loses nothing of what it holds."""

import flask_migrate
import pytest
from sqlalchemy import text

from tests.support.databases import ROOT
from tracker.extensions import db

pytestmark = pytest.mark.slow

HELD_BEFORE = (
    "INSERT INTO person (id, name, title, email, locale, role, active, is_persona)"
    " VALUES (1, 'Coordination', '', 'c@exemple.test', 'fr', 'coordinator', true, false)",
    "INSERT INTO one_use_link (id, token_hash, person_id, purpose, expires_at)"
    " VALUES (1, 'h', 1, 'password', '2026-05-01 00:00:00+00:00')",
    "INSERT INTO action_plan (id, title_fr, title_en, starts_on, ends_on, is_current,"
    " illustrative, loaded_at, slot_weekday, slot_time)"
    " VALUES (1, 'Plan', 'Plan EN', '2015-07-03', '2017-06-30', true, false,"
    " '2015-07-03 00:00:00+00:00', 0, '08:00:00')",
    "INSERT INTO message (id, person_id, message_id, state, token, attempts, reason, to_name,"
    " to_address, locale, subject, body_text, body_html, created_at)"
    " VALUES (1, 1, '<1@exemple.test>', 'planned', 0, 0, '', '', '', 'fr', '', '', '',"
    " '2015-07-03 00:00:00+00:00')",
)


@pytest.fixture
def database(databases):
    with databases.fresh("empty") as url:
        yield url


@pytest.fixture
def migrated(app):
    """A database of the first release with a little in it, then brought to the newest shape."""
    folder = str(ROOT / "migrations")
    with app.app_context():
        flask_migrate.upgrade(directory=folder, revision="0001")
        with db.engine.begin() as connection:
            for statement in HELD_BEFORE:
                connection.execute(text(statement))
        flask_migrate.upgrade(directory=folder)
        with db.engine.connect() as connection:
            yield connection
        db.engine.dispose()


def test_what_was_held_is_there_and_filled_in(migrated):
    def one(statement):
        return tuple(migrated.execute(text(statement)).one())

    assert one("SELECT person_id, purpose FROM one_use_link") == (1, "password")
    assert one("SELECT kind, about_id, state FROM message") == ("weekly", None, "planned")
    # The English title is taken to translate the French one that stood beside it.
    assert one("SELECT title_en_of, slot_since FROM action_plan") == ("Plan", None)


def test_nothing_refers_to_what_is_gone(migrated):
    if migrated.dialect.name == "sqlite":
        assert migrated.exec_driver_sql("PRAGMA foreign_key_check").all() == []
        assert migrated.exec_driver_sql("PRAGMA integrity_check").scalar() == "ok"
    else:
        loose = text("SELECT conname FROM pg_constraint WHERE NOT convalidated")
        assert migrated.execute(loose).all() == []
