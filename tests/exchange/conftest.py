"""A session on a migrated, empty database; and the carried units without any database."""

from collections.abc import Callable, Iterator

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from tracker.exchange.units import UnitIndex, carried_units
from tracker.extensions import db


@pytest.fixture
def session(app: Flask) -> Iterator[Session]:
    """On SQLite, then on PostgreSQL."""
    with app.app_context():
        yield db.session


@pytest.fixture
def sqlite_session(open_app: Callable[..., Flask], sqlite_database: str) -> Iterator[Session]:
    with open_app(sqlite_database).app_context():
        yield db.session


@pytest.fixture
def index() -> UnitIndex:
    """The carried units, numbered as a database would number them."""
    units = carried_units()
    for number, unit in enumerate(units, start=1):
        unit.id = number
    return UnitIndex(units)
