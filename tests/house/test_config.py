"""Where links lead when nobody says the public address."""

from dataclasses import replace

import pytest

from tracker import config


def address(folder, **environment):
    return config.read({"TRACKER_INSTANCE": str(folder)} | environment).public_url


def test_links_lead_to_the_usual_port(tmp_path):
    assert address(tmp_path) == "http://127.0.0.1:8000"


def test_commands_know_the_port_that_was_served_last(tmp_path):
    served = replace(config.read({"TRACKER_INSTANCE": str(tmp_path)}), port=8200)
    config.keep_served_at(served)
    assert address(tmp_path) == "http://127.0.0.1:8200"
    assert address(tmp_path, PORT="9000") == "http://127.0.0.1:9000"
    assert address(tmp_path, TRACKER_PUBLIC_URL="https://suivi.ville.example/") == (
        "https://suivi.ville.example"
    )


def bounces(folder, **environment):
    return config.read({"TRACKER_INSTANCE": str(folder)} | environment).bounce_maildir


def test_mail_that_comes_back_is_read_from_the_folder_that_is_named(tmp_path):
    assert bounces(tmp_path) is None
    assert bounces(tmp_path, TRACKER_BOUNCE_MAILDIR=f"{tmp_path}/back") == tmp_path / "back"
    assert bounces(tmp_path, TRACKER_BOUNCE_MAILDIR="back") == config.ROOT / "back"


def test_the_folder_of_sent_mail_is_not_read_as_what_comes_back(tmp_path):
    with pytest.raises(config.SettingError, match="TRACKER_BOUNCE_MAILDIR"):
        bounces(tmp_path, TRACKER_BOUNCE_MAILDIR=f"{tmp_path}/mail")
