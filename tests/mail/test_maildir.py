"""Mail put in a folder."""

import mailbox

import pytest

from tracker.mail.fates import PutOff
from tracker.mail.maildir import MaildirWayOut, file_name

NAME = "<0a1b@suivi.exemple.test>"
MESSAGE = b"Subject: Essai\r\n\r\nBonjour\r\n"


@pytest.fixture
def way(tmp_path):
    way = MaildirWayOut(tmp_path / "mail")
    way.offer("a@exemple.test", "b@exemple.test")
    return way


def test_any_mail_reader_opens_it(way, tmp_path):
    way.hand_over(MESSAGE, NAME)
    (message,) = mailbox.Maildir(tmp_path / "mail")
    assert message["Subject"] == "Essai"
    assert list((tmp_path / "mail" / "tmp").iterdir()) == []


def test_the_file_is_named_by_the_message_id(way, tmp_path):
    way.hand_over(MESSAGE, NAME)
    assert [path.name for path in (tmp_path / "mail" / "new").iterdir()] == [
        "0a1b@suivi.exemple.test"
    ]
    assert file_name("<../../x:2,S@h>") == ".._.._x_2_S@h"


def test_a_second_time_there_is_still_one(way, tmp_path):
    way.hand_over(MESSAGE, NAME)
    way.hand_over(MESSAGE, NAME)
    assert len(list((tmp_path / "mail" / "new").iterdir())) == 1


def test_one_that_was_read_is_not_put_again(way, tmp_path):
    way.hand_over(MESSAGE, NAME)
    new, read = tmp_path / "mail" / "new", tmp_path / "mail" / "cur"
    (new / file_name(NAME)).rename(read / f"{file_name(NAME)}:2,S")
    assert way.arrived(NAME)
    way.hand_over(MESSAGE, NAME)
    assert list(new.iterdir()) == []


def test_what_was_never_put_has_not_arrived(tmp_path):
    assert not MaildirWayOut(tmp_path / "absent").arrived(NAME)


def test_a_folder_that_cannot_be_written_puts_off(tmp_path):
    (tmp_path / "mail").write_text("a file, not a folder")
    with pytest.raises(PutOff) as found:
        MaildirWayOut(tmp_path / "mail").offer("a@exemple.test", "b@exemple.test")
    assert found.value.trouble == "folder"
