"""The demonstration's last mails had announced what awaits the coordination today."""

import pytest

from tests.support.databases import TODAY
from tests.support.plan_builder import sign_in
from tracker.domain.people import Person
from tracker.extensions import db
from tracker.queries import raisings
from tracker.queries.plan_reading import read_plan_view

pytestmark = pytest.mark.slow


def test_what_is_late_was_announced_by_a_mail_to_who_answers_for_it(demo_app):
    with demo_app.app_context():
        view = read_plan_view(db.session, TODAY)
    assert raisings.to_decide(view)
    for one in view.raisings:
        row = view.by_id[one.commitment_id]
        assert view.standing(row) == "late"
        assert one.told_id in view.directory.contacts[row.unit_id]
        assert one.raised_on > one.announced_at.date()


def test_the_coordination_reads_it_in_both_languages(demo_app):
    client = demo_app.test_client()
    with demo_app.app_context():
        person = db.session.query(Person).filter_by(role="coordinator").first().id
    sign_in(demo_app, client, person)
    assert "aucune réponse n’a été donnée" in client.get("/reminders/raising").text
    client.get("/?lang=en")
    assert "no answer has been given" in client.get("/reminders/raising?lang=en").text
