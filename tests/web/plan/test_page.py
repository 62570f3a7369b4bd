"""GET /plan/<id>: the whole plan by dossier, and what it still lacks."""

import pytest

from tests.support.databases import NOW
from tests.support.pages import read
from tests.support.plan_builder import in_days
from tests.support.statements import counted
from tracker.domain.commitments import Commitment
from tracker.domain.milestones import Milestone
from tracker.domain.people import Person
from tracker.domain.plans import ActionPlan
from tracker.extensions import db


@pytest.fixture
def database(sqlite_database):
    return sqlite_database


def test_what_is_missing_is_marked_in_words(plan, emile):
    plan.commitment("verdun", title="Guichet", title_en="Counter")
    first = plan.commitment("verdun", title="Sans personne")
    plan.edit(Commitment, first, role="contributor")
    plan.edit(Commitment, first - 1, released_at=NOW, released_by="X", released_reason="Y")
    page = read(emile.get("/plan/1"))
    assert "unité porteuse à désigner" in page.text
    assert "anglais à revoir" in page.text
    assert "anglais manquant" in page.text
    assert "sans porteur" in page.text


def test_boroughs_that_contribute_are_counted(plan, emile):
    commitment = plan.commitment("verdun")
    plan.contribution(commitment, "anjou")
    assert "2 arrondissements" in read(emile.get("/plan/1")).text


def test_a_milestone_outside_the_plan_is_marked(plan, emile):
    plan.commitment("verdun", due=in_days(900))
    assert "hors des dates du plan" in read(emile.get("/plan/1")).text


def test_a_lead_reads_it_and_has_no_way_to_change_it(plan, alice):
    plan.commitment("verdun", title="Guichet")
    page = read(alice.get("/plan/1"))
    assert "Guichet" in page.text
    assert "Modifier" not in page.text
    assert "Monter" not in page.text
    assert "anglais manquant" not in page.text


def test_a_draft_that_is_not_current_is_shown_with_its_door_to_approval(draft, diane):
    page = read(diane.get(f"/plan/{draft('D1')}"))
    assert "Voir ce qui manque, puis approuver" in page.text
    assert "Aucun jalon encore" in page.text


def test_an_empty_draft_says_what_comes_next(draft, emile):
    assert "Ajoutez un premier dossier" in read(emile.get(f"/plan/{draft()}")).text


def test_an_unknown_plan_is_not_found(emile):
    assert emile.get("/plan/77").status_code == 404


def test_a_withdrawn_milestone_says_so_and_lacks_nothing(plan, emile):
    commitment = plan.commitment("verdun")
    with plan.app.app_context():
        milestone = db.session.get_one(Commitment, commitment).milestone_id
    plan.edit(Milestone, milestone, withdrawn_at=NOW, withdrawn_by="X", withdrawn_reason="Y")
    page = read(emile.get("/plan/1"))
    assert "retiré, sans objet" in page.text
    assert "1 jalon" not in page.text
    assert "aucune unité" not in page.text


def test_english_titles_say_when_they_are_french_or_to_review(plan, emile, alice):
    plan.commitment("verdun", title="Guichet")
    plan.edit(ActionPlan, 1, title_en_of="Autre titre")
    for name in ("emile", "alice"):
        plan.edit(Person, plan.people[name], locale="en")
    seen = emile.get("/plan/1").text
    assert '<span lang="fr">Guichet</span> <span class="gloss">' in seen
    assert seen.count("gloss") > alice.get("/plan/1").text.count("gloss")


@pytest.mark.parametrize("size", [2, 12])
def test_the_page_sends_as_many_statements_however_large_the_plan(app, plan, emile, size):
    for _ in range(size):
        plan.commitment(due=in_days(-5))
    with counted(app) as cold:
        emile.get("/plan/1")
    with counted(app) as warm:
        emile.get("/plan/1")
    assert (len(cold), len(warm)) == (14, 4)
