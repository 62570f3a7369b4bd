"""The whole plan in time: what is drawn, what an address leaves out, what the table says."""

import re

import pytest

from tests.support.databases import NOW
from tests.support.pages import read
from tests.support.plan_builder import in_days
from tests.support.statements import counted
from tracker.domain.milestones import Milestone
from tracker.domain.plans import ActionPlan


@pytest.fixture
def diane(as_person):
    """The director."""
    return as_person("diane")


@pytest.fixture
def shown(diane):
    """`shown("show=slipped")`: codes drawn at that address, once each."""

    def at(query=""):
        html = diane.get(f"/timeline?{query}").get_data(as_text=True)
        return sorted(set(re.findall(r'<text class="t strong"[^>]*>([\w-]+)</text>', html)))

    return at


def test_every_milestone_is_drawn_under_its_dossier(plan, diane, shown):
    plan.commitment(dossier="D1")
    plan.commitment(dossier="D2")

    page = read(diane.get("/timeline"))

    assert shown() == ["D1-01", "D2-02"]
    assert re.findall(r'<section class="block span" id="(\w+)"', page.html) == ["D1", "D2"]
    assert "D1 dans le temps : échéance de départ et date prévue" in page.html.replace("\xa0", " ")


def test_the_headline_says_what_is_done_and_how_far_the_rest_slipped(plan, diane):
    plan.say(plan.commitment(lead="verdun"), "done", done_on=in_days(-10), sentence="Fini.")
    late = plan.commitment(due=in_days(0), lead="verdun")
    plan.say(late, "postponed", new_due=in_days(7), reason="winter", at=NOW)

    page = read(diane.get("/timeline"))

    assert "1 jalon fait sur 2; 1 a glissé, de 5 jours ouvrables." in page.text


def test_only_what_slipped(plan, shown):
    plan.commitment()
    late = plan.commitment(due=in_days(0), lead="verdun")
    plan.say(late, "postponed", new_due=in_days(7), reason="winter", at=NOW)

    assert shown("show=slipped") == ["D1-02"]


def test_only_one_dossier(plan, shown):
    plan.commitment(dossier="D1")
    plan.commitment(dossier="D2")

    assert shown("dossier=D2") == ["D2-02"]
    assert shown("dossier=D9") == ["D1-01", "D2-02"]


def test_with_a_borough_or_without(plan, shown):
    plan.commitment("verdun", lead="legal")
    plan.commitment("legal", lead="legal")

    assert shown("kind=borough") == ["D1-01"]
    assert shown("kind=central") == ["D1-02"]


def test_a_choice_leads_to_its_rows_and_chosen_again_back(plan, diane):
    plan.commitment()

    chosen = diane.get("/timeline?show=slipped&dossier=D1").get_data(as_text=True)

    assert 'href="/timeline?dossier=D1" aria-current="true">Ce qui a glissé</a>' in chosen
    assert 'href="/timeline?dossier=D2&amp;show=slipped"' in chosen


def test_a_place_in_time_does_not_move_with_the_filters(plan, diane):
    plan.commitment(due=in_days(10))
    plan.commitment(due=in_days(500), dossier="D2")

    def diamond(query):
        html = diane.get(f"/timeline?{query}").get_data(as_text=True)
        return re.search(r'<path class="mk next" d="(M[\d.]+)', html)[1]

    assert diamond("") == diamond("dossier=D1")


def test_a_withdrawn_milestone_is_counted_and_not_drawn(plan, diane, shown):
    plan.commitment()
    plan.commitment()
    plan.edit(
        Milestone, 2, withdrawn_at=NOW, withdrawn_by="Coordination", withdrawn_reason="Sans objet"
    )

    assert shown() == ["D1-01"]
    assert "1 jalon retiré n’est pas dessiné." in read(diane.get("/timeline")).text


def test_the_usual_slip_is_drawn_and_told_from_five_postponements_on(plan, diane):
    for count in range(5):
        if count == 4:
            page = read(diane.get("/timeline"))
            assert 'class="likely"' not in page.html
            assert "comme d’habitude" not in page.text
        moved = plan.commitment("legal", lead="legal", due=in_days(20), dossier="D1")
        plan.say(moved, "postponed", by="charlie", new_due=in_days(27), reason="supplier")

    page = read(diane.get("/timeline"))

    assert page.html.count('<rect class="likely"') == 10  # Five, on both drawings.
    assert "Si elle était reportée comme d’habitude" in page.text
    assert "Service des affaires juridiques : 5 jours ouvrables (5 reports)." in page.text


def test_what_the_usual_slips_come_from_is_said_once_for_all_dossiers(plan, diane):
    for _each in range(5):
        moved = plan.commitment("legal", lead="legal", due=in_days(20), dossier="D1")
        plan.say(moved, "postponed", by="charlie", new_due=in_days(27), reason="supplier")
    plan.commitment("legal", lead="legal", due=in_days(20), dossier="D2")

    page = read(diane.get("/timeline"))

    assert page.html.count('<rect class="likely"') == 12  # Six, on both drawings.
    assert page.text.count("Durée médiane des reports passés") == 1
    assert page.text.count("Service des affaires juridiques : 5 jours ouvrables (5 reports)") == 1
    assert "Durée médiane" not in page.region("D1") + page.region("D2")


def test_a_dossier_that_speaks_for_its_units_is_called_by_its_code_beside_others(plan, diane):
    for unit in ("legal", "legal", "legal", "verdun", "verdun"):
        moved = plan.commitment(unit, lead=unit, due=in_days(20), dossier="D1")
        plan.say(moved, "postponed", by="charlie", new_due=in_days(27), reason="supplier")
    plan.commitment("verdun", lead="legal", dossier="D2")

    assert "Le dossier D1 : 5 jours ouvrables (5 reports)." in read(diane.get("/timeline")).text
    alone = read(diane.get("/timeline?dossier=D1")).text
    assert "Le dossier : 5 jours ouvrables (5 reports)." in alone


def test_the_same_dates_stand_in_a_table(plan, diane):
    plan.commitment(due=in_days(10), title="Liste unique")

    table = read(diane.get("/timeline")).html.split("<table", 1)[1]

    assert "Liste unique" in table
    assert "30 avril 2026" in table.replace("\xa0", " ")


def test_words_of_today_are_said_once_a_drawing_size(plan, diane):
    for dossier in ("D1", "D2"):
        plan.commitment(dossier=dossier)

    html = diane.get("/timeline").get_data(as_text=True)

    assert html.replace("\xa0", " ").count("aujourd’hui, 20 avril") == 2


def test_nothing_answers_the_filters(plan, diane):
    plan.commitment()

    page = read(diane.get("/timeline?show=slipped"))

    assert "Aucun jalon ne répond à ces filtres." in page.text


def test_an_empty_plan_says_what_will_come(plan, diane):
    assert "Les jalons paraîtront ici" in read(diane.get("/timeline")).text


def test_without_a_plan_it_says_so(plan, diane):
    plan.edit(ActionPlan, 1, is_current=False)

    assert "Aucun plan n’est chargé." in read(diane.get("/timeline")).text


@pytest.mark.parametrize("size", [2, 12])
def test_it_sends_as_many_statements_however_large_the_plan(app, plan, diane, size):
    for _ in range(size):
        plan.commitment(due=in_days(-5))

    with counted(app) as cold:
        diane.get("/timeline")
    with counted(app) as warm:
        diane.get("/timeline")

    assert (len(cold), len(warm)) == (13, 2)
