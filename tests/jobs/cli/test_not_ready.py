"""Commands on a database that is not ready: a sentence, never a traceback."""

import pytest


@pytest.mark.parametrize("command", [["people", "list"], ["reminders", "preview"]])
def test_a_database_without_tables_is_said_in_a_sentence(open_app, tmp_path, command):
    app = open_app(f"sqlite:///{tmp_path / 'empty.sqlite'}")
    told = app.test_cli_runner().invoke(args=command)
    assert told.exit_code == 1
    assert "flask db upgrade" in told.output
    assert "Traceback" not in told.output
