"""The trial mail: what arrived, or what the server answered."""

import pytest
from sqlalchemy import select

from tests.support import pages
from tests.support.plan_builder import lay_plan, sign_in
from tracker.domain.changes import Change
from tracker.extensions import db

TRY = "Envoyer un courriel d’essai"


@pytest.fixture
def trying(open_app, sqlite_database, frozen):
    """`trying(TRACKER_SMTP_URL=…)`: the page after one trial, and the app."""

    def attempt(**environment):
        app = open_app(sqlite_database, **environment)
        plan = lay_plan(app)
        client = app.test_client()
        sign_in(app, client, plan.people["emile"])
        page = pages.read(client.get("/setup/mail"))
        return pages.read(pages.press(client, page, TRY)), app

    return attempt


def tried(app):
    with app.app_context():
        return db.session.scalar(select(Change.id).where(Change.what == "mail_tried"))


def test_the_folder_shows_the_message_that_arrived(trying):
    page, app = trying()
    assert "Le courriel d’essai est dans le dossier" in page.text
    assert "Courriel d’essai de Suivi" in page.text
    assert "les relances du plan peuvent vous atteindre" in page.text
    assert tried(app)


def test_the_server_s_answer_is_shown(trying, smtp_server):
    page, app = trying(TRACKER_SMTP_URL=smtp_server.url)
    assert "Le serveur a pris le courriel d’essai" in page.text
    assert len(smtp_server.received) == 1
    assert tried(app)


def test_a_server_that_is_not_there_is_told_in_words(trying):
    page, app = trying(TRACKER_SMTP_URL="smtp://127.0.0.1:1")
    assert "Rien ne répond à 127.0.0.1:1." in page.text
    assert not tried(app)


def test_the_password_is_never_shown(trying):
    page, _app = trying(TRACKER_SMTP_URL="smtp://bureau:tressecret@127.0.0.1:1")
    assert "tressecret" not in page.html
    assert "bureau" in page.text
