"""Who brings workbooks, and the workbooks themselves."""

import io
import re

import pytest
from werkzeug.datastructures import FileStorage
from werkzeug.test import encode_multipart

from tests.support.plan_builder import in_days


@pytest.fixture
def emile(as_person):
    """Coordinator."""
    return as_person("emile")


@pytest.fixture
def diane(as_person):
    """Director."""
    return as_person("diane")


@pytest.fixture
def stored(app):
    """`stored(ActionPlan)`: the rows of a table, oldest first, detached."""
    from tracker.extensions import db

    def rows(kind: type) -> list:
        with app.app_context():
            return list(db.session.query(kind).order_by(kind.id))

    return rows


@pytest.fixture
def bring(emile):
    """`bring(content, "plan.xlsx")`: emile sends a file; the answer, redirections not followed."""

    def send(content: bytes, name: str = "plan.xlsx", client=None, plan_id: int = 1):
        client = client or emile
        token = re.search(r'name="csrf_token" value="([^"]+)"', client.get("/sign-in").text)[1]
        # Encoded here: the client would leave the temporary file of a big one unclosed.
        file = FileStorage(io.BytesIO(content), name)
        boundary, body = encode_multipart({"csrf_token": token, "file": file})
        kind = f'multipart/form-data; boundary="{boundary}"'
        return client.post(f"/plan/{plan_id}/import", data=body, content_type=kind)

    return send


@pytest.fixture
def shown(bring, emile):
    """`shown(content)`: the page of what the file would change."""
    from tests.support.pages import read

    def look(content: bytes, name: str = "plan.xlsx", **more):
        answer = bring(content, name, **more)
        assert answer.status_code == 303, read(answer).text
        page = read(emile.get(answer.headers["Location"]))
        page.path = answer.headers["Location"]
        return page

    return look


@pytest.fixture
def take(emile):
    """`take(page)`: press « Importer »; the answer."""
    from tests.support.pages import press as send

    def go(page, client=None, **chosen):
        button = next(
            label
            for form in page.forms
            for label, *_rest in form.buttons
            if label.startswith("Importer ")
        )
        return send(client or emile, page, button, "/imports/", **chosen)

    return go


@pytest.fixture
def book(plan, emile):
    """The workbook of a plan of one milestone that legal leads and Verdun contributes to."""
    plan.commitment("verdun", title="Guichet", due=in_days(60))
    return emile.get("/plan/export.xlsx").data
