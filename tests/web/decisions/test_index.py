"""The list of decisions: its filters, the times to decision, the director's queue."""

import pytest

from tests.support.meetings import lay_decision
from tests.support.pages import press, read
from tests.support.plan_builder import in_days


@pytest.fixture
def emile(as_person):
    return as_person("emile")


def test_nothing_decided_says_how_a_decision_is_noted(plan, emile):
    page = read(emile.get("/decisions"))
    assert "Aucune décision à mener" in page.text
    assert "Une décision se note pendant une revue, ou ici entre deux revues" in page.text


def test_open_ones_come_first_and_the_headline_counts_the_overdue(plan, emile):
    lay_decision(plan, "Deuxième", due=6)
    lay_decision(plan, "Première", due=-3)
    page = read(emile.get("/decisions"))

    assert "Deux décisions à mener, dont une en retard" in page.text
    assert page.text.index("Première") < page.text.index("Deuxième")


def test_filters_are_links(plan, emile):
    lay_decision(plan, "Ouverte", due=6)
    lay_decision(plan, "Tardive", due=-3, owner="emile")
    lay_decision(plan, "Finie", due=-3)
    press(emile, read(emile.get("/decisions/3")), "Clore", outcome="done")

    def shown(show):
        text = read(emile.get(f"/decisions?show={show}")).text
        return {name for name in ("Ouverte", "Tardive", "Finie") if name in text}

    assert shown("open") == {"Ouverte", "Tardive"}
    assert shown("overdue") == shown("mine") == {"Tardive"}
    assert shown("done") == {"Finie"}
    assert shown("dropped") == set()
    assert shown("all") == shown("all&x=1") == {"Ouverte", "Tardive", "Finie"}
    assert shown("nimporte") == shown("open")


def test_the_time_to_decision_is_told_with_its_median(plan, emile):
    lay_decision(plan, "Une", taken=-10, waited=in_days(-17))
    lay_decision(plan, "Deux", taken=-10, waited=in_days(-12))
    page = read(emile.get("/decisions"))

    assert "décidée en 5 jours ouvrables" in page.text
    assert "décidée en 2 jours ouvrables" in page.text
    assert "De l’attente à la décision : 3,5 jours ouvrables en médiane (2 décisions)." in page.text


def test_what_waits_for_the_director_is_there_with_its_age(plan, emile):
    helped = plan.commitment(lead="verdun", due=in_days(40), title="Guichet")
    plan.say(helped, "postponed", new_due=in_days(50), reason="staffing", help_wanted=True)
    page = read(emile.get("/decisions"))

    assert "Ce qui attend une décision de la direction 1" in page.text
    assert "attente médiane : 5 jours ouvrables" in page.text
    assert "D1-01 Guichet depuis 5 jours ouvrables" in page.text


def test_who_is_not_of_the_bureau_sees_their_own_alone(plan, as_person):
    lay_decision(plan, "La mienne")
    lay_decision(plan, "Celle de mon unité", unit="verdun")
    lay_decision(plan, "Celle d’un autre", owner="charlie")
    alice = as_person("alice")
    text = read(alice.get("/decisions")).text

    assert "La mienne" in text
    assert "Celle de mon unité" in text
    assert "Celle d’un autre" not in text
    assert "attend une décision de la direction" not in text
    assert alice.get("/decisions/2").status_code == 200
    assert alice.get("/decisions/3").status_code == 404
    assert "Aucune décision ne vous revient." in read(as_person("fanny").get("/decisions")).text
