"""GET /dossiers: the files of the plan, by role of the Bureau."""

import pytest

from tests.support.databases import NOW
from tests.support.pages import read
from tests.support.plan_builder import in_days
from tracker.domain.plans import ActionPlan, Dossier
from tracker.extensions import db


@pytest.fixture
def database(sqlite_database):
    """One database: these words are made from the view, which both give alike."""
    return sqlite_database


def test_headline_counts_the_files_where_something_is_late_or_blocked(plan, alice):
    plan.commitment(due=in_days(-5), dossier="D1")
    plan.commitment(due=in_days(60), dossier="D2")
    done = plan.commitment("legal", lead="legal", due=in_days(-20), dossier="D2")
    plan.say(done, "done", by="charlie", done_on=in_days(-20), sentence="Déposé.")

    page = read(alice.get("/dossiers"))

    assert "Un dossier a un engagement en retard ou bloqué." in page.text
    assert "1 jalon fait sur 3. Prochaine échéance : 19 juin 2026." in page.text


def test_a_calm_plan_says_so(plan, alice):
    plan.commitment(due=in_days(60))

    assert (
        "Aucun dossier n’a d’engagement en retard ou bloqué." in read(alice.get("/dossiers")).text
    )


def test_a_file_without_lead_is_to_be_assigned(plan, alice):
    assert "À désigner" in read(alice.get("/dossiers")).text


def test_a_file_shows_its_lead_its_milestones_and_its_largest_slippage(app, plan, alice):
    moved = plan.commitment("legal", lead="legal", due=in_days(-10))
    plan.say(moved, "postponed", by="charlie", new_due=in_days(30), reason="supplier")
    done = plan.commitment("legal", lead="legal", due=in_days(-40))
    plan.say(done, "done", by="charlie", done_on=in_days(-40), sentence="Déposé.")
    with app.app_context():
        db.session.get_one(Dossier, plan.dossiers["D1"]).lead_unit_id = plan.units["legal"]
        db.session.commit()

    page = read(alice.get("/dossiers"))

    assert "Service des affaires juridiques" in page.text
    assert "1 sur 2" in page.text
    assert "20 mai 2026" in page.text
    assert "1er report, +28 jours ouvrables" in page.text


def test_files_stand_under_what_the_bureau_does_in_them(app, plan, alice):
    with app.app_context():
        db.session.get_one(Dossier, plan.dossiers["D2"]).bureau_role = "targeted"
        db.session.commit()

    text = read(alice.get("/dossiers")).text

    order = ["Le Bureau est porteur", "Permis", "Le Bureau intervient sur un point", "Délais"]
    assert sorted(order, key=text.index) == order


def test_when_all_that_is_open_is_past_the_oldest_date_is_said_to_be_past(plan, alice):
    plan.commitment(due=in_days(-5))

    assert "15 avril 2026passée" in read(alice.get("/dossiers")).text


def test_a_draft_asks_nothing(app, plan, alice):
    with app.app_context():
        found = db.session.get_one(ActionPlan, 1)
        found.approved_at = found.approved_by = None
        db.session.commit()
    plan.commitment(due=in_days(-5))

    page = read(alice.get("/dossiers"))

    assert "Le plan est un projet : rien n’est encore demandé." in page.text
    assert "Proposé" in page.text


def test_a_closed_plan_asks_nothing_more(app, plan, alice):
    with app.app_context():
        db.session.get_one(ActionPlan, 1).closed_at = NOW
        db.session.commit()

    assert "Le plan est clos : plus rien n’est demandé." in read(alice.get("/dossiers")).text


def test_without_a_plan_the_page_says_when_files_will_come(app, plan, alice):
    with app.app_context():
        db.session.get_one(ActionPlan, 1).is_current = False
        db.session.commit()

    page = read(alice.get("/dossiers"))

    assert page.status == 200
    assert "Aucun plan n’est chargé." in page.text
    assert "dès que la coordination aura chargé un plan" in page.text
