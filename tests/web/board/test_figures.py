"""Four numbers, each with what it can honestly be compared with."""

from datetime import timedelta

from tests.support.databases import NOW
from tests.support.plan_builder import in_days
from tracker.domain.plans import ActionPlan


def test_says_how_many_were_late_a_week_ago(plan, promise, figures):
    promise(due=in_days(-20))
    promise(due=in_days(-3))

    assert "2 En retard ou bloqués 1 le lundi 13 avril" in figures()


def test_what_was_answered_this_week_counts_as_it_stood_then(plan, promise, figures):
    late_then = promise(due=in_days(-20))
    plan.say(late_then, "done", done_on=in_days(-4), sentence="Fini.", at=NOW - timedelta(days=4))
    blocked_then = promise(due=in_days(30))
    plan.say(
        blocked_then,
        "blocked",
        blocker_words="Un fournisseur",
        sentence="Rien reçu.",
        at=NOW - timedelta(days=30),
    )
    plan.say(blocked_then, "on_track", at=NOW - timedelta(days=2))
    moved = promise(due=in_days(-20))
    plan.say(moved, "postponed", new_due=in_days(10), reason="supplier", at=NOW - timedelta(days=3))
    plan.say(moved, "postponed", new_due=in_days(20), reason="supplier", at=NOW - timedelta(days=1))

    assert "0 En retard ou bloqué 3 le lundi 13 avril" in figures()


def test_silence_that_an_answer_ended_counts_in_last_weeks_figure(plan, promise, figures):
    ended, goes_on = promise(due=in_days(60)), promise(due=in_days(60))
    for days in (28, 7):
        plan.mail(ended, goes_on, at=NOW - timedelta(days=days))
    plan.say(ended, "on_track", at=NOW - timedelta(days=1))

    assert "1 En silence 2 le lundi 13 avril" in figures()


def test_a_plan_approved_this_week_is_compared_with_nothing(plan, promise, figures):
    promise(due=in_days(-3))
    plan.edit(ActionPlan, 1, approved_at=NOW - timedelta(days=2))

    assert "1 En retard ou bloqué 0 En silence" in figures()


def test_says_for_how_long_requests_have_waited(plan, promise, figures):
    for days in (4, 7):
        asked = promise()
        plan.say(
            asked,
            "postponed",
            new_due=in_days(90),
            reason="staffing",
            help_wanted=True,
            at=NOW - timedelta(days=days),
        )

    assert "2 Vous attendent depuis 2 à 5 jours ouvrables" in figures()


def test_says_what_the_changes_are(plan, promise, figures):
    plan.say(promise(), "done", done_on=in_days(-8), sentence="Adopté.")
    plan.say(promise(), "on_track")
    plan.say(promise(), "on_track")

    assert "3 Ont changé 1 fait, 2 dans les temps" in figures()
