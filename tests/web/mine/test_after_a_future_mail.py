"""`tick --at` a day to come: what was answered today is not asked again on /mine."""

from datetime import timedelta

from tests.support.databases import NOW
from tests.support.pages import read
from tests.support.plan_builder import in_days


def test_what_was_answered_today_is_not_asked_again(plan, alice):
    commitment = plan.commitment(lead="verdun", due=in_days(5))
    plan.mail(commitment, at=NOW + timedelta(days=7))
    assert "Une réponse à donner" in read(alice.get("/mine")).text

    plan.say(commitment, "on_track", at=NOW)

    assert "Rien à répondre cette semaine" in read(alice.get("/mine")).text
