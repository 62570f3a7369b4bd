"""In the history of a milestone: confirmations told as one, questions, replies of who blocks."""

from datetime import timedelta

import pytest

from tests.support.databases import NOW
from tests.support.pages import read, read_html
from tests.support.plan_builder import in_days
from tracker.domain.questions import BlockerReply, Question
from tracker.extensions import db


@pytest.fixture
def database(sqlite_database):
    """One database: these words are made from rows that both give alike."""
    return sqlite_database


@pytest.fixture
def history(alice):
    """The words under « Historique »."""
    return lambda: read_html(read(alice.get("/milestones/1")).region("historique")).text


def test_plain_confirmations_one_after_the_other_are_told_as_one(plan, history):
    said = plan.commitment("verdun", due=in_days(60))
    for days in (20, 13, 6):
        plan.say(said, "on_track", by="bob", at=NOW - timedelta(days=days))

    text = history()

    assert "3 confirmations, du 31 mars 2026 au 14 avril 2026 Verdun (3)" in text
    assert "Les voir une par une" in text


def test_a_confirmation_with_a_sentence_stands_alone(plan, history):
    said = plan.commitment("verdun", due=in_days(60))
    plan.say(said, "on_track", by="bob", at=NOW - timedelta(days=20))
    plan.say(said, "on_track", by="bob", at=NOW - timedelta(days=9), sentence="Le comité a lu.")
    plan.say(said, "on_track", by="bob", at=NOW - timedelta(days=2))

    assert "confirmations" not in history()


def test_a_question_says_since_when_it_waits_then_who_answered_and_what(plan, history):
    said = plan.commitment("verdun", due=in_days(60))
    asked = plan.ask(said, "Qui signe?")
    assert "Question Verdun Sans réponse depuis 1 jour ouvrable « Qui signe? »" in history()

    answer = plan.say(said, "on_track", sentence="Le directeur.", at=NOW - timedelta(hours=2))
    plan.edit(Question, asked, answered_by_update_id=answer)
    assert "Réponse de Responsable, Verdun, 20 avril 2026, 7 h : « Le directeur. »" in history()


def test_what_the_blocker_replied_stands_with_its_day(app, plan, history):
    said = plan.commitment("verdun", due=in_days(60))
    blocked = plan.say(said, "blocked", blocker_unit_id=plan.units["anjou"], sentence="Attente.")
    with app.app_context():
        db.session.add(
            BlockerReply(
                update_id=blocked,
                kind="promised",
                promised_on=in_days(10),
                sentence="Après le conseil.",
                by_name="Responsable, Anjou",
                at=NOW,
            )
        )
        db.session.commit()

    assert "Réponse promise pour le 30 avril 2026 Anjou « Après le conseil. »" in history()


def test_a_question_may_be_asked_from_each_line_by_who_may(plan, as_person):
    said = plan.commitment("verdun", due=in_days(60))
    door = f'href="/questions/new?commitment={said}"'

    assert door in as_person("diane").get("/milestones/1").text
    assert door not in as_person("alice").get("/milestones/1").text
