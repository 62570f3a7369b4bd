"""The history on /milestones/<id>: everything that was said, newest first."""

from datetime import timedelta

import pytest

from tests.support.databases import NOW
from tests.support.pages import read, read_html
from tests.support.plan_builder import in_days
from tracker.domain.commitments import Commitment
from tracker.domain.milestones import Baseline, Milestone
from tracker.domain.updates import Update
from tracker.extensions import db


@pytest.fixture
def history(alice):
    """The words under « Historique »."""

    def show(milestone_id=1):
        page = read(alice.get(f"/milestones/{milestone_id}"))
        return read_html(page.region("historique")).text

    return show


def test_newest_comes_first_and_the_approval_last(plan, history):
    said = plan.commitment("verdun", due=in_days(60))
    plan.say(said, "on_track", at=NOW - timedelta(days=20), sentence="Première.")
    plan.say(said, "on_track", at=NOW - timedelta(days=5), sentence="Seconde.")

    text = history()

    order = ["Seconde.", "Première.", "Plan approuvé, date de départ fixée au 19 juin 2026"]
    assert sorted(order, key=text.index) == order


def test_an_answer_says_when_by_whom_and_by_what_way(plan, history):
    said = plan.commitment("verdun", due=in_days(60))
    plan.say(said, "on_track", at=NOW - timedelta(days=5))

    assert "15 avril 2026, 9 h Dans les temps Verdun" in history()
    assert "Responsable, Verdun, sur la page" in history()


def test_an_answer_through_a_mail_names_to_whom_the_link_was_sent(app, plan, history):
    said = plan.commitment("verdun", due=in_days(60))
    with app.app_context():
        db.session.add(
            Update(
                commitment_id=said,
                nonce="n",
                answer="on_track",
                said_at=NOW,
                said_on=NOW.date(),
                author_id=None,
                author_name="Quelqu’un",
                way="mail",
                link_owner_id=plan.people["alice"],
                prior_due=in_days(60),
            )
        )
        db.session.commit()

    assert "Quelqu’un, par le lien du courriel de Responsable, Verdun" in history()


def test_a_postponement_says_from_when_to_when_why_and_whether_help_is_needed(plan, history):
    said = plan.commitment("legal", lead="legal", due=in_days(-10))
    plan.say(
        said, "postponed", by="charlie", new_due=in_days(30), reason="supplier", help_wanted=True
    )

    assert (
        "Du 10 avril 2026 au 20 mai 2026, +28 jours ouvrables · Fournisseur · Aide demandée"
        in history()
    )


def test_an_earlier_date_is_brought_forward(plan, history):
    said = plan.commitment("legal", lead="legal", due=in_days(30))
    plan.say(said, "postponed", by="charlie", new_due=in_days(23), reason="other", sentence="Prêt.")

    assert "devancé de 5 jours ouvrables" in history()


def test_a_blocker_outside_is_said_in_words(plan, history):
    said = plan.commitment("verdun", due=in_days(60))
    plan.say(said, "blocked", blocker_words="Le ministère", sentence="On attend.")

    assert "Bloqué par : Le ministère" in history()


def test_a_withdrawn_answer_stays_and_says_by_whom_and_when(app, plan, alice, history):
    said = plan.commitment("verdun", due=in_days(60))
    update = plan.say(said, "on_track", sentence="Une erreur.")
    with app.app_context():
        found = db.session.get_one(Update, update)
        found.withdrawn_at, found.withdrawn_by = NOW, "Responsable, Verdun"
        db.session.flush()
        db.session.get_one(Commitment, said).refold()
        db.session.commit()

    assert "Retirée par Responsable, Verdun, 20 avril 2026, 9 h" in history()
    assert "« Une erreur. »" in history()
    page = read(alice.get("/milestones/1"))
    assert f'<li id="reponse-{update}" class="void">' in page.html


def test_a_corrected_answer_stays_and_its_correction_says_so(plan, alice, history):
    said = plan.commitment("verdun", due=in_days(60))
    first = plan.say(said, "on_track", at=NOW - timedelta(hours=3), sentence="Avant.")
    second = plan.say(said, "on_track", at=NOW - timedelta(hours=2), sentence="Après.")

    assert "Corrigée, 20 avril 2026, 7 h" in history()
    assert "Corrige la réponse précédente" in history()
    page = read(alice.get("/milestones/1")).html
    assert f'<li id="reponse-{first}" class="void">' in page
    assert f'<li id="reponse-{second}">' in page


def test_a_corrected_baseline_gives_its_reason(app, plan, history):
    plan.commitment("verdun", due=in_days(60))
    with app.app_context():
        db.session.add(
            Baseline(
                milestone_id=1,
                seq=1,
                due=in_days(90),
                frozen_at=NOW - timedelta(days=2),
                by="Directrice du Bureau",
                reason="Le conseil a revu le calendrier.",
            )
        )
        db.session.commit()

    assert "Nouvelle date de départ : 19 juillet 2026" in history()
    assert "« Le conseil a revu le calendrier. » Directrice du Bureau" in history()


def test_what_was_released_or_withdrawn_says_why(app, plan, history):
    said = plan.commitment("verdun", due=in_days(60))
    with app.app_context():
        commitment = db.session.get_one(Commitment, said)
        commitment.released_at, commitment.released_by = NOW, "Coordination du Bureau"
        commitment.released_reason = "Verdun a déjà sa norme."
        milestone = db.session.get_one(Milestone, 1)
        milestone.withdrawn_at, milestone.withdrawn_by = NOW, "Coordination du Bureau"
        milestone.withdrawn_reason = "Remplacé."
        db.session.commit()

    text = history()
    assert "Contribution sans objet Verdun « Verdun a déjà sa norme. »" in text
    assert "Jalon retiré « Remplacé. »" in text
