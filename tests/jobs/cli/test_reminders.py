"""`flask reminders`: the dry run and the ledger on the command line."""

import json
from datetime import timedelta

import pytest

from tests.support.databases import NOW
from tests.support.plan_builder import in_days, lay_plan


@pytest.fixture
def plan(app, frozen):
    return lay_plan(app)


@pytest.fixture
def run(app, plan):
    """`run("preview", "--at", …)`: what is printed, with ordinary spaces."""

    def command(*arguments):
        done = app.test_cli_runner().invoke(args=["reminders", *arguments])
        return done.exit_code, done.output.replace("\N{NO-BREAK SPACE}", " ")

    return command


def test_preview_names_who_is_written_to_and_who_is_not(plan, run):
    plan.commitment("anjou", lead="verdun", due=in_days(-7))

    code, told = run("preview")

    assert code == 0
    assert "Relance du lundi 20 avril à 8 h." in told
    assert "Responsable, Verdun <alice@exemple.test> (fr) : Verdun : une réponse" in told
    assert "Anjou : Sans répondant" in told


def test_preview_at_an_instant_shows_the_slot_that_a_tick_would_send_then(plan, run):
    plan.commitment(due=in_days(-7))

    assert "lundi 20 avril à 8 h" in run("preview", "--at", "2026-04-20T09:00")[1]
    assert "lundi 27 avril à 8 h" in run("preview", "--at", "2026-04-24T09:00")[1]


def test_preview_of_one_person_prints_the_text_part(plan, run):
    commitment = plan.commitment(due=in_days(-7), title="Liste unique")

    code, told = run("preview", "--person", "Alice@exemple.test")

    assert code == 0
    assert "Liste unique" in told
    assert f"/answer/…/{commitment}?a=done" in told


def test_preview_of_somebody_unknown_or_without_mail_says_so(plan, run):
    assert run("preview", "--person", "zoe@exemple.test")[0] == 1
    code, told = run("preview", "--person", "alice@exemple.test")
    assert code == 1
    assert "Aucun courriel pour Responsable, Verdun" in told


def test_ledger_is_a_list_of_messages_in_json(plan, run):
    plan.mail(plan.commitment(), at=NOW - timedelta(days=7))

    code, told = run("ledger", "--format", "json")

    assert code == 0
    (row,) = json.loads(told)
    assert row["slot"] == "2026-04-13"
    assert row["recipient"] == "alice@exemple.test"
    assert row["state"] == "deposited"
    assert row["message_id"].endswith("@exemple.test>")
    assert row["sent_at"].startswith("2026-04-13T13:00")
    assert row["reason"] == ""
    assert row["id"] == 1
    assert row["answered_at"] is None


def test_ledger_in_json_tells_the_answer_and_how_long_it_took(plan, run):
    commitment = plan.commitment()
    plan.mail(commitment, at=NOW - timedelta(days=7))
    plan.say(commitment, "on_track", at=NOW - timedelta(days=7) + timedelta(hours=3))

    (row,) = json.loads(run("ledger", "--format", "json")[1])

    assert row["answered_at"].startswith("2026-04-13T16:00")
    assert (row["answered_way"], row["answered_after_minutes"]) == ("page", 180)


def test_an_empty_ledger_is_an_empty_list(run):
    assert json.loads(run("ledger", "--format", "json")[1]) == []
    assert "Le registre est vide" in run("ledger")[1]
