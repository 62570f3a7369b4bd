"""A file that goes with a message: the words stay what they were."""

from datetime import UTC, datetime
from email import message_from_bytes
from email.policy import default

from tracker.mail.attachments import File, attached
from tracker.mail.mime import as_bytes

PDF = File("point-du-lundi-12.pdf", "application/pdf", bytes(range(256)) * 40)


def message(**more):
    usual = {
        "subject": "La semaine en bref : trois demandes vous attendent, semaine du 20 avril",
        "text": "Bonjour à vous.\n\n--=_file\nFin = fin.\n",
        "html": "<p>Bonjour à vous.</p>",
        "sender": "Suivi <suivi@exemple.test>",
        "to_name": "Directrice",
        "to_address": "diane@exemple.test",
        "message_id": "<a@exemple.test>",
        "at": datetime(2026, 4, 20, 12, tzinfo=UTC),
    }
    return as_bytes(**(usual | more))


def parsed(content):
    return message_from_bytes(content, policy=default)


def test_the_file_arrives_byte_for_byte_under_its_name():
    (file,) = parsed(attached(message(), PDF)).iter_attachments()

    assert (file.get_filename(), file.get_content_type()) == (PDF.name, PDF.kind)
    assert file.get_content() == PDF.content


def test_the_words_and_the_headers_stay():
    alone, with_file = parsed(message()), parsed(attached(message(), PDF))

    for kind in ("plain", "html"):
        told = with_file.get_body((kind,)).get_content()
        assert told == alone.get_body((kind,)).get_content()
    kept = {name: value for name, value in alone.items() if name != "Content-Type"}
    assert {name: value for name, value in with_file.items() if name != "Content-Type"} == kept
    assert with_file.get_content_type() == "multipart/mixed"
    assert not with_file.defects


def test_every_byte_is_ascii_and_no_line_is_too_long():
    content = attached(message(), PDF)

    assert content.isascii()
    assert max(map(len, content.split(b"\n"))) <= 998
