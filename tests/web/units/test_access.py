"""Role x unit, for every press of the room: who may not, changes nothing."""

import pytest
from sqlalchemy import select

from tracker.domain.changes import Change
from tracker.domain.people import Contact
from tracker.extensions import db

PRESSES = (
    "/units/new",
    "/units/{unit}/edit",
    "/units/{unit}/rename",
    "/units/{unit}/merge",
    "/units/{unit}/contacts",
    "/units/{unit}/contacts/{person}/up",
    "/units/{unit}/contacts/{person}/remove",
)


@pytest.fixture
def database(sqlite_database):
    return sqlite_database


@pytest.mark.parametrize("path", PRESSES)
def test_only_the_coordination_changes_units(app, plan, as_person, press, path):
    # alice answers for Verdun: her own unit is no more hers to change than another.
    for unit in ("VERDUN", "LEGAL"):
        address = path.format(unit=unit, person=plan.people["bob"])
        for who in ("alice", "diane", "fanny"):
            assert press(as_person(who), address).status_code == 403
        assert press(app.test_client(), address).status_code == 303
    with app.app_context():
        assert db.session.scalars(select(Change)).all() == []
        assert len(db.session.scalars(select(Contact)).all()) == 3


@pytest.mark.parametrize("path", PRESSES[1:])
def test_an_absent_unit_or_a_stranger_to_it_is_not_found(plan, as_person, press, path):
    emile = as_person("emile")

    assert press(emile, path.format(unit="REM99", person=1)).status_code == 404
    if "{person}" in path:
        stranger = path.format(unit="VERDUN", person=plan.people["charlie"])
        assert press(emile, stranger, seen="0").status_code == 404
