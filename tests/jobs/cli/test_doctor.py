"""`flask doctor` says in words what is wrong."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import Result
from sqlalchemy import text

from tests.support.mailbox import Step
from tracker.extensions import db
from tracker.jobs.diagnosis import file_system_of

PUBLIC = {"TRACKER_PUBLIC_URL": "https://suivi.exemple.test"}
SMTP_DOWN = "smtp://127.0.0.1:9"
STRONG = "f3" * 32


@pytest.fixture
def examine(open_app, sqlite_database: str):
    """`examine(TRACKER_DEMO="1")`: what the doctor says with these settings."""

    def examine(url: str = sqlite_database, **environment: str) -> Result:
        settings = {"TRACKER_SECRET_KEY": STRONG} | environment
        return open_app(url, **settings).test_cli_runner().invoke(args=["doctor"])

    return examine


def test_nothing_is_wrong_on_ones_own_computer(examine):
    found = examine()
    assert found.exit_code == 0, found.output
    assert "Rien à corriger." in found.output


@pytest.mark.parametrize(
    ("environment", "said"),
    [
        ({"TRACKER_SECRET_KEY": "change-me"} | PUBLIC, "TRACKER_SECRET_KEY est courte"),
        ({"TRACKER_SECRET_KEY": "dev" * 20} | PUBLIC, "ou se devine"),
        ({"TRACKER_DEMO": "1"} | PUBLIC, "TRACKER_DEMO=1 avec une adresse publique"),
        (PUBLIC, "TRACKER_SMTP_URL est vide"),
        ({"TRACKER_PUBLIC_URL": "http://suivi.exemple.test"}, "publique sans https"),
        ({"TRACKER_SMTP_URL": SMTP_DOWN}, "Le serveur de courriel ne répond pas bien"),
        ({"TRACKER_SMTP_URL": SMTP_DOWN}, "TRACKER_MAIL_FROM est l’adresse d’exemple"),
        ({"TRACKER_SMTP_URL": "smtp://a:b@relay.exemple.test"}, "travel in the clear"),
    ],
)
def test_what_is_wrong_is_named(examine, environment, said):
    found = examine(**environment)
    assert found.exit_code == 1
    assert said in found.output
    assert "à corriger" in found.output


def test_a_weak_secret_is_only_a_note_on_ones_own_computer(examine):
    found = examine(TRACKER_SECRET_KEY="short")
    assert found.exit_code == 0
    assert "À savoir : TRACKER_SECRET_KEY est courte" in found.output


def test_a_server_that_greets_well_is_good(examine, smtp_server):
    found = examine(TRACKER_SMTP_URL=smtp_server.url, TRACKER_MAIL_FROM="suivi@ville.example")
    assert found.exit_code == 0, found.output
    assert "Le serveur de courriel répond" in found.output
    assert smtp_server.received == []


def test_a_server_without_starttls_is_named_where_it_is_required(examine, smtp_server):
    found = examine(TRACKER_SMTP_URL=f"{smtp_server.url}?starttls=required")
    assert found.exit_code == 1
    assert "STARTTLS" in found.output


def test_a_server_that_hangs_up_is_named(examine, smtp_server):
    smtp_server.kill(Step.EHLO, times=3)
    assert examine(TRACKER_SMTP_URL=smtp_server.url).exit_code == 1


def test_a_database_that_does_not_answer_is_named_without_its_password(examine):
    found = examine("postgresql://bureau:motdepasse@127.0.0.1:9/suivi")
    assert found.exit_code == 1
    assert "ne répond pas" in found.output
    assert "motdepasse" not in found.output


def test_a_missing_file_is_not_made_by_looking(examine, tmp_path: Path):
    path = tmp_path / "absent.sqlite"
    found = examine(f"sqlite:///{path}")
    assert found.exit_code == 1
    assert "flask db upgrade" in found.output
    assert not path.exists()


def test_missing_migrations_are_named(open_app, database: str):
    app = open_app(database, TRACKER_SECRET_KEY=STRONG)
    with app.app_context(), db.engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '0000'"))
    found = app.test_cli_runner().invoke(args=["doctor"])
    assert found.exit_code == 1
    assert "flask db upgrade" in found.output


def test_a_network_disk_is_told_by_its_mount(tmp_path: Path):
    mounts = tmp_path / "mounts"
    mounts.write_text(f"/dev/sda1 / ext4 rw 0 0\nserver:/x {tmp_path}/shared nfs4 rw 0 0\n")
    assert file_system_of(tmp_path / "shared" / "suivi.sqlite", mounts) == "nfs4"
    assert file_system_of(tmp_path / "suivi.sqlite", mounts) == "ext4"
    assert file_system_of(tmp_path / "suivi.sqlite", tmp_path / "none") == ""


def test_a_next_year_without_closed_days_is_told_from_november_on(examine, frozen):
    assert "aucun jour fermé" not in examine().output
    frozen.move_to(datetime(2026, 11, 2, 15, tzinfo=UTC))
    assert "À savoir : 2027 n’a encore aucun jour fermé" in examine().output


def test_the_folder_of_what_comes_back_is_looked_at(examine, tmp_path: Path):
    found = examine(TRACKER_BOUNCE_MAILDIR=str(tmp_path))
    assert found.exit_code == 1
    assert "les courriels revenus ne peuvent pas être lus" in found.output
    for name in ("new", "cur"):
        (tmp_path / name).mkdir()
    found = examine(TRACKER_BOUNCE_MAILDIR=str(tmp_path))
    assert found.exit_code == 0, found.output
    assert "Les courriels revenus sont lus" in found.output


def test_a_server_without_a_folder_for_what_comes_back_is_a_note(examine, smtp_server):
    found = examine(TRACKER_SMTP_URL=smtp_server.url, TRACKER_MAIL_FROM="suivi@ville.example")
    assert found.exit_code == 0, found.output
    assert "À savoir : TRACKER_BOUNCE_MAILDIR est vide" in found.output
