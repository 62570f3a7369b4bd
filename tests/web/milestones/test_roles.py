"""Role x gesture: who may change a milestone, and nothing changes for the others."""

import pytest
from sqlalchemy import func, select

from tests.support.databases import NOW
from tracker.domain.changes import Change
from tracker.domain.milestones import BaselineProposal
from tracker.extensions import db

EDITS = (
    "/plan/1/milestones/new",
    "/milestones/1/edit",
    "/milestones/1/withdraw",
    "/milestones/1/restore",
    "/milestones/1/shares/lead",
    "/milestones/1/shares/contributors",
    "/milestones/1/shares/2/release",
    "/milestones/1/shares/2/restore",
)


@pytest.fixture
def database(sqlite_database):
    """One database: the roles are judged before either is asked."""
    return sqlite_database


def changes(app):
    with app.app_context():
        return db.session.scalar(select(func.count()).select_from(Change))


@pytest.mark.parametrize("path", EDITS)
def test_only_the_coordination_changes_a_milestone(app, plan, as_person, press, path):
    plan.commitment("verdun")

    got = {who: press(as_person(who), path).status_code for who in ("alice", "diane", "fanny")}

    assert got == {"alice": 403, "diane": 403, "fanny": 403}
    assert press(app.test_client(), path).status_code == 303
    assert changes(app) == 0


def test_who_asks_who_takes_back_and_who_decides(app, plan, as_person, press):
    plan.commitment("verdun", lead="legal")
    with app.app_context():
        db.session.add(
            BaselineProposal(
                milestone_id=1, due=NOW.date(), reason="R", asked_by="Charlie", asked_at=NOW
            )
        )
        db.session.commit()
    expected = {
        "/milestones/1/baseline": {"alice": 404, "fanny": 403, "diane": 403, "charlie": 409},
        "/milestones/1/baseline/withdraw": {"alice": 404, "fanny": 403, "charlie": 403},
        "/milestones/1/baseline/decision": {"alice": 403, "fanny": 403, "emile": 403},
    }
    for path, codes in expected.items():
        given = {"proposal": "1", "due": "2026-09-01", "reason": "R", "outcome": "accepted"}
        assert {who: press(as_person(who), path, **given).status_code for who in codes} == codes
    assert changes(app) == 0


def test_a_milestone_that_does_not_exist_is_not_found(plan, as_person, press):
    emile = as_person("emile")
    for path in EDITS[1:]:
        assert press(emile, path.replace("/1/", "/99/", 1)).status_code == 404
