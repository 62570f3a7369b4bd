"""GET /dossiers/<code>: one file, its calendar, its milestones."""

import re

import pytest

from tests.support.databases import NOW
from tests.support.pages import read
from tests.support.plan_builder import in_days
from tracker.domain.commitments import Commitment
from tracker.domain.milestones import Milestone
from tracker.extensions import db


@pytest.fixture
def database(sqlite_database):
    """One database: these words are made from the view, which both give alike."""
    return sqlite_database


def test_an_unknown_code_is_not_found(alice):
    page = read(alice.get("/dossiers/D99"))

    assert page.status == 404
    assert "Il n’y a rien à cette adresse" in page.text


def test_says_its_lead_its_milestones_and_what_comes_next(plan, alice):
    plan.commitment(due=in_days(60))
    done = plan.commitment("legal", lead="legal", due=in_days(-20))
    plan.say(done, "done", by="charlie", done_on=in_days(-20), link="https://exemple.test/piece")

    page = read(alice.get("/dossiers/D1"))

    assert "Dossier D1 · le Bureau est porteur" in page.text
    assert page.title == "D1 Permis | Suivi"
    assert "Unité porteuse À désigner" in page.text
    assert "1 fait sur 2" in page.text
    assert "Prochaine échéance 19 juin 2026" in page.text
    assert "se contredisent" not in page.text


def test_the_first_date_stays_beside_the_forecast(plan, alice):
    moved = plan.commitment("legal", lead="legal", due=in_days(-10))
    plan.say(moved, "postponed", by="charlie", new_due=in_days(30), reason="supplier")

    row = read(alice.get("/dossiers/D1")).region("jalons")

    assert "10 avril 2026" in row.replace("\N{NO-BREAK SPACE}", " ")
    assert "20 mai 2026" in row.replace("\N{NO-BREAK SPACE}", " ")
    assert "À la date révisée" in row


def test_the_calendar_leads_to_each_milestone_on_both_drawings(plan, alice):
    plan.commitment(due=in_days(-5), title="Liste unique")
    plan.commitment(due=in_days(60), title="Norme")

    page = read(alice.get("/dossiers/D1")).html

    for milestone_id in (1, 2):
        assert page.count(f'<a href="/milestones/{milestone_id}" aria-label="D1-0') == 2
    assert len(re.findall(r'<svg class="tl"[^>]* role="group" aria-label="Calendrier', page)) == 2
    assert "aujourd’hui, 20\N{NO-BREAK SPACE}avril" in page


def test_declared_on_track_with_its_date_passed_is_a_contradiction(plan, alice):
    said = plan.commitment("legal", lead="legal", due=in_days(-5))
    plan.say(said, "on_track", by="charlie", at=NOW.replace(day=1))

    page = read(alice.get("/dossiers/D1"))

    assert "Les mots et les dates se contredisent. À lire sous ce jalon : D1-01." in page.text
    row = page.region("D1-01").replace("\N{NO-BREAK SPACE}", " ")
    assert "« Dans les temps », mais la date prévue est passée depuis 3 jours ouvrables." in row


def test_done_while_contributions_are_awaited_is_said(plan, alice):
    said = plan.commitment("legal", lead="legal", due=in_days(-5))
    plan.contribution(said, "verdun")
    plan.contribution(said, "anjou")
    plan.say(said, "done", by="charlie", done_on=in_days(-6), sentence="Le reste suit.")

    assert "Fait, 2 contributions attendues." in read(alice.get("/dossiers/D1")).region("D1-01")


def test_each_milestone_says_what_is_declared_what_shows_it_and_what_the_dates_say(plan, alice):
    lead = plan.commitment("legal", lead="legal", due=in_days(-10))
    share = plan.contribution(lead, "verdun")
    plan.contribution(lead, "anjou")
    plan.say(share, "done", done_on=in_days(-12), sentence="Reçue.")
    plan.say(
        lead, "postponed", by="charlie", new_due=in_days(30), reason="supplier", sentence="Un mois."
    )

    text = read(alice.get("/dossiers/D1")).text

    assert (
        "Reporté au 20 mai : fournisseur« Un mois. »Responsable, Affaires juridiques, 13 avril"
        in text
    )
    assert "Contributions reçues 1 sur 2" in text
    assert "Départ 10 avril 2026 Date prévue 20 mai 2026 1er report, +28 jours ouvrables" in text


def test_done_with_a_sentence_alone_says_that_there_is_no_link(plan, alice):
    lead = plan.commitment("legal", lead="legal", due=in_days(-3))
    plan.say(lead, "done", by="charlie", done_on=in_days(-4), sentence="Déposé au greffe.")

    row = read(alice.get("/dossiers/D1")).region("D1-01")

    assert "Une phrase, aucun lien." in row
    assert "Fait, sans lien vers une pièce : une phrase seule le dit." in row.replace(
        "\N{NO-BREAK SPACE}", " "
    )


def test_a_milestone_that_nobody_carries_declares_nothing(plan, alice):
    lead = plan.commitment("legal", lead="legal", due=in_days(60))
    plan.edit(Commitment, lead, released_at=NOW, released_by="Bureau", released_reason="Fusion")

    assert "Aucune unité porteuse : personne ne déclare." in read(alice.get("/dossiers/D1")).text


def test_past_postponements_are_told_and_drawn_from_five_on(plan, alice):
    for count in range(5):
        if count == 4:
            assert "Durée médiane" not in read(alice.get("/dossiers/D1")).text
        lead = plan.commitment("legal", lead="legal", due=in_days(20), dossier="D1")
        plan.say(lead, "postponed", by="charlie", new_due=in_days(27), reason="supplier")

    page = read(alice.get("/dossiers/D1"))

    assert "Service des affaires juridiques : 5 jours ouvrables (5 reports)." in page.text
    assert page.html.count('<rect class="likely"') == 10  # Five, on both drawings.
    assert (
        "Les 5 reports passés de cette unité ont duré 5 jours ouvrables en médiane."
        in read(alice.get("/milestones/1")).text
    )


def test_a_withdrawn_milestone_is_listed_but_neither_drawn_nor_counted(app, plan, alice):
    plan.commitment(title="Norme")
    with app.app_context():
        milestone = db.session.get_one(Milestone, 1)
        milestone.withdrawn_at, milestone.withdrawn_by = NOW, "Coordination"
        milestone.withdrawn_reason = "Sans objet"
        db.session.commit()

    page = read(alice.get("/dossiers/D1"))

    assert "Retiré" in page.region("jalons")
    assert "Calendrier" not in page.text
    assert "faits sur" not in page.text


def test_a_file_without_milestone_says_that_nothing_is_asked(alice):
    page = read(alice.get("/dossiers/D2"))

    assert "Ce dossier n’a aucun jalon : rien n’y est demandé." in page.text
    assert "Calendrier" not in page.text


def test_in_english_a_title_that_was_not_translated_is_marked_french(plan, alice):
    plan.commitment("legal", lead="legal", title="Liste unique")
    plan.commitment("legal", lead="legal", title="Norme", title_en="Standard")

    page = read(alice.get("/dossiers/D1?lang=en"))

    assert '<span lang="fr">Liste unique</span>' in page.html
    assert '<span lang="fr">Service des affaires juridiques</span>' in page.html
    assert "Standard" in page.text
    assert "Norme" not in page.text


def test_the_curve_of_its_milestones_shows_from_four_on(plan, alice):
    for _ in range(3):
        plan.commitment()
    before = alice.get("/dossiers/D1").get_data(as_text=True)
    plan.commitment()
    after = alice.get("/dossiers/D1").get_data(as_text=True)

    assert 'id="burn-title"' not in before
    assert "0 sur 4 le 20" in after
