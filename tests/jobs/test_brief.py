"""The Monday brief is kept with the week's slot: once, also when nothing is mailed."""

import sys
from datetime import timedelta
from email import message_from_bytes
from email.policy import default
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader
from sqlalchemy import select

from tests.support.databases import NOW, TODAY
from tests.support.plan_builder import in_days
from tracker.domain.briefs import Brief
from tracker.domain.closures import Closure
from tracker.domain.messages import Message
from tracker.domain.people import Person
from tracker.domain.plans import ActionPlan
from tracker.domain.slots import ReminderSlot
from tracker.extensions import db
from tracker.jobs import planner, sight
from tracker.queries.briefs import read_brief


@pytest.fixture
def briefs(folder_office):
    """`briefs()`: what was kept, oldest first."""

    def kept():
        with folder_office.app.app_context():
            return list(db.session.scalars(select(Brief).order_by(Brief.number)))

    return kept


def test_the_slot_keeps_its_brief(folder_office, briefs):
    folder_office.tick()

    (brief,) = briefs()
    assert (brief.number, brief.day, brief.since) == (1, TODAY, in_days(-7))


def test_a_second_tick_keeps_no_other(folder_office, briefs):
    folder_office.tick()
    folder_office.tick(NOW + timedelta(hours=1))
    folder_office.tick(NOW + timedelta(days=1))

    assert len(briefs()) == 1


def test_the_next_week_has_the_next_number_and_looks_back_to_the_last_brief(folder_office, briefs):
    folder_office.tick()
    folder_office.tick(NOW + timedelta(days=7))

    _first, second = briefs()
    assert (second.number, second.day, second.since) == (2, in_days(7), TODAY)


def test_it_is_kept_also_when_nothing_is_mailed(folder_office, briefs):
    folder_office.dismiss("alice", "bob", "charlie", "diane", "emile", "fanny")

    folder_office.tick()

    with folder_office.app.app_context():
        assert db.session.scalar(select(Message.id)) is None
    assert [brief.number for brief in briefs()] == [1]


def test_a_relance_that_was_missed_leaves_its_brief_all_the_same(folder_office, briefs):
    folder_office.tick(NOW + timedelta(days=4))

    (slot,) = folder_office.slots()
    assert slot.outcome == "missed"
    assert [brief.day for brief in briefs()] == [in_days(4)]


def test_a_week_wholly_closed_has_none(folder_office, briefs):
    with folder_office.app.app_context():
        days = (in_days(number) for number in range(7))
        db.session.add_all(Closure(day=day, name="Fermé", basis="essai") for day in days)
        db.session.commit()

    folder_office.tick(NOW + timedelta(days=6))

    assert [slot.outcome for slot in folder_office.slots()] == ["skipped"]
    assert briefs() == []


def test_a_plan_whose_last_relance_has_none_gets_it_at_the_next_tick(folder_office, briefs):
    sent_for = in_days(-7)
    slot = ReminderSlot(
        plan_id=1,
        nominal_on=sent_for,
        due_at=NOW - timedelta(days=7),
        outcome="planned",
        decided_at=NOW - timedelta(days=7),
        sent_for=sent_for,
    )
    folder_office.do(lambda session: session.add(slot))

    report = folder_office.tick(NOW - timedelta(hours=2))

    assert not report
    assert [(brief.number, brief.day) for brief in briefs()] == [(1, TODAY)]


def test_what_is_kept_is_the_plan_of_that_day_whatever_becomes_of_it(folder_office, briefs):
    plan = folder_office.plan
    late = plan.commitment(lead="verdun", title="Guichet unique", due=in_days(-7))
    folder_office.tick()

    plan.say(late, "done", at=NOW, done_on=TODAY, sentence="Ouvert.")
    plan.edit(Person, plan.people["alice"], name="Quelqu’un d’autre")

    with folder_office.app.app_context():
        content = read_brief(db.session, plan_id=1, number=1).content
    (item,) = (one for one in content.parts["slipped"] if one.key == f"commitment:{late}")
    assert (item.mark, item.fr.title, item.fr.unit) == ("late", "Guichet unique", "Verdun")
    assert item.en.word == "Late"


@pytest.fixture
def to_diane(folder_office):
    """`to_diane()`: the director's mail as it left."""

    def read_it():
        name = folder_office.message("diane").message_id
        folder = Path(folder_office.app.config["TRACKER"].mail_folder)
        for path in folder.rglob("*"):
            if path.is_file() and name in path.read_text("ascii"):
                return message_from_bytes(path.read_bytes(), policy=default)
        raise AssertionError("no mail to the director")

    return read_it


def words(mail):
    return " ".join(mail.get_body(("plain",)).get_content().split())


def test_the_directors_mail_tells_the_brief_that_was_kept(folder_office, to_diane):
    folder_office.plan.edit(ActionPlan, 1, illustrative=True)

    folder_office.tick()

    told = words(to_diane())
    assert "Lire le point nº 1 : http://suivi.exemple.test/briefs/1" in told
    assert "CE QUI A GLISSÉ OU RESTE BLOQUÉ Jalon numéro 1 En retard" in told
    assert list(to_diane().iter_attachments()) == []


@pytest.mark.parametrize("locale", ["fr", "en"])
def test_it_carries_the_brief_as_a_pdf_if_she_wishes_in_her_language(
    folder_office, to_diane, locale
):
    pytest.importorskip("weasyprint", exc_type=OSError, reason="Pango is not installed")
    diane = folder_office.plan.people["diane"]
    folder_office.plan.edit(Person, diane, brief_attached=True, locale=locale)

    folder_office.tick()

    (file,) = to_diane().iter_attachments()
    name = {"fr": "point-du-lundi-1.pdf", "en": "monday-brief-1.pdf"}[locale]
    assert (file.get_filename(), file.get_content_type()) == (name, "application/pdf")
    assert PdfReader(BytesIO(file.get_content())).trailer["/Root"]["/Lang"] == f"{locale}-CA"


def test_the_mail_leaves_without_it_where_no_pdf_can_be_made(
    folder_office, to_diane, monkeypatch, caplog
):
    monkeypatch.setitem(sys.modules, "weasyprint", None)
    folder_office.plan.edit(Person, folder_office.plan.people["diane"], brief_attached=True)

    folder_office.tick()

    assert list(to_diane().iter_attachments()) == []
    assert "the brief is not attached" in caplog.text


def test_nobody_elses_mail_carries_it(folder_office):
    folder_office.plan.edit(Person, folder_office.plan.people["alice"], brief_attached=True)

    folder_office.tick()

    assert folder_office.states()["alice"] == "deposited"
    folder = Path(folder_office.app.config["TRACKER"].mail_folder)
    mails = [path.read_text("ascii") for path in folder.rglob("*") if path.is_file()]
    assert mails
    assert not any("application/pdf" in mail for mail in mails)


def test_two_clocks_keep_one_brief(folder_office, briefs):
    waits = [folder_office.tick_aside(), folder_office.tick_aside()]
    for wait in waits:
        wait()

    assert [brief.number for brief in briefs()] == [1]


def test_no_mail_of_the_week_reads_the_whole_plan(folder_office, monkeypatch):
    monkeypatch.setattr(sight, "read_plan_view", None)

    folder_office.tick()

    sent = {name: folder_office.message(name) for name in ("alice", "diane", "emile")}
    assert {message.state for message in sent.values()} == {"deposited"}
    assert "Lire le point nº 1" in plain(sent["diane"].body_text)
    assert "2 dossiers sans porteur" in plain(sent["emile"].body_text)


def test_where_none_was_kept_her_mail_tells_what_it_would_tell_now(folder_office, monkeypatch):
    monkeypatch.setattr(planner, "keep_brief", lambda *_: None)

    folder_office.tick()

    mail = folder_office.message("diane")
    assert mail.state == "deposited"
    assert "Jalon numéro 1 En retard · D1-01 · Verdun" in plain(mail.body_text)


def plain(text):
    """On one line, with plain spaces."""
    return " ".join(text.replace("\N{NO-BREAK SPACE}", " ").split())
