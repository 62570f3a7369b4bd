"""What opens something by itself is never written to a log, not even when a page breaks."""

import pytest
from sqlalchemy import text

from tests.support.plan_builder import in_days
from tracker.domain.tokens import new_token
from tracker.extensions import db


@pytest.fixture
def database(sqlite_database):
    """Words only: one kind of database is enough."""
    return sqlite_database


@pytest.mark.parametrize(
    ("table", "path"),
    [("calendar_feed", "/calendar/{}.ics"), ("mail_link", "/answer/{}/1")],
)
def test_a_page_that_breaks_does_not_tell_the_token_of_its_address(
    app, plan, client, caplog, monkeypatch, table, path
):
    monkeypatch.setattr(app, "testing", False)
    plan.commitment(due=in_days(3))
    with app.app_context():
        db.session.execute(text(f"DROP TABLE {table}"))
        db.session.commit()
    token = new_token()

    assert client.get(path.format(token)).status_code == 500

    assert token not in caplog.text
    assert "Exception on " in caplog.text
    assert path.split("{")[0] + "…" in caplog.text
