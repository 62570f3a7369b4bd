"""What slipped and why: by reason, by dossier, and each postponement behind a bar."""

import re
from datetime import timedelta

import pytest

from tests.support.databases import NOW
from tests.support.pages import read, read_html
from tests.support.plan_builder import in_days
from tests.support.statements import counted
from tracker.domain.milestones import Milestone
from tracker.domain.plans import ActionPlan
from tracker.domain.updates import Update


@pytest.fixture
def diane(as_person):
    """The director."""
    return as_person("diane")


@pytest.fixture
def rows(diane):
    """`rows("reasons")`: the words of each row of that table, as the director reads them."""

    def at(table="reasons", query=""):
        html = diane.get(f"/portrait?{query}").get_data(as_text=True)
        found = re.search(rf'<table class="grid hbars" id="{table}">(.*?)</table>', html, re.S)
        body = found[1].split("<tbody>")[1] if found else ""
        cells = [re.findall(r"<t[hd].*?</t[hd]>", row, re.S) for row in body.split("</tr>")[:-1]]
        return [[read_html(cell).text for cell in row if "<svg" not in cell] for row in cells]

    return at


@pytest.fixture
def moved(plan):
    """`moved(7, "winter")`: Verdun moves a date of its own by so many days."""

    def move(days, reason, unit="verdun", dossier="D1", **told):
        row = plan.commitment(unit, lead=unit, due=in_days(0), dossier=dossier)
        plan.say(row, "postponed", new_due=in_days(days), reason=reason, at=NOW, **told)
        return row

    return move


def test_business_days_add_up_by_reason_the_most_first(moved, rows):
    moved(7, "winter")
    moved(14, "supplier")
    moved(7, "supplier")

    assert rows() == [["Fournisseur", "15", "2"], ["Opérations d’hiver", "5", "1"]]


def test_the_longest_bar_is_whole_and_the_others_are_in_proportion(moved, diane):
    moved(7, "winter")
    moved(14, "supplier")

    html = diane.get("/portrait").get_data(as_text=True)

    assert re.findall(r'<rect width="([\d.]+)" height="10"', html)[:2] == ["100.0", "50.0"]


def test_each_dossier_says_its_first_reason(moved, rows):
    moved(7, "winter")
    moved(14, "supplier", dossier="D2")
    moved(7, "staffing", dossier="D2")

    assert rows("dossiers") == [
        ["D2 Délais Première raison : Fournisseur", "15", "2"],
        ["D1 Permis Première raison : Opérations d’hiver", "5", "1"],
    ]


def test_the_headline_tells_the_sum_and_the_first_reason(moved, diane):
    moved(7, "winter")
    moved(14, "supplier")

    text = read(diane.get("/portrait")).text

    assert "2 reports, 15 jours ouvrables en tout; première raison : fournisseur." in text


def test_a_bar_leads_to_its_postponements(moved, diane):
    moved(7, "winter", sentence="La neige est venue tôt.")
    moved(14, "supplier", sentence="Le fournisseur tarde.")

    html = diane.get("/portrait").get_data(as_text=True)
    address = re.search(r'href="(/portrait\?reason=winter)#reports"', html)[1]
    text = read(diane.get(address)).text

    assert "La neige est venue tôt." in text
    assert "Le fournisseur tarde." not in text
    assert "1 report, 5 jours ouvrables" in text


def test_choices_add_up_and_each_table_keeps_those_of_the_other(moved, rows):
    moved(7, "winter")
    moved(14, "supplier", dossier="D2")

    assert rows("reasons", "dossier=D2") == [["Fournisseur", "10", "1"]]
    assert [row[0][:2] for row in rows("dossiers", "dossier=D2")] == ["D2", "D1"]


def test_boroughs_alone_or_the_centre_alone(moved, rows):
    moved(7, "winter")
    moved(14, "supplier", unit="legal")

    assert rows("reasons", "kind=borough") == [["Opérations d’hiver", "5", "1"]]
    assert rows("reasons", "kind=central") == [["Fournisseur", "10", "1"]]


def test_a_date_brought_forward_is_no_slip(plan, rows):
    row = plan.commitment("verdun", lead="verdun", due=in_days(30))
    plan.say(row, "postponed", new_due=in_days(10), reason="other", sentence="Plus tôt.", at=NOW)

    assert rows() == []


def test_what_was_withdrawn_or_corrected_does_not_count(plan, moved, rows):
    plan.edit(
        Update,
        plan.answers(moved(7, "winter"))[0].id,
        withdrawn_at=NOW,
        withdrawn_by="Responsable, Verdun",
    )
    corrected = moved(14, "supplier")
    plan.say(
        corrected,
        "postponed",
        new_due=in_days(7),
        reason="staffing",
        at=NOW + timedelta(hours=1),
    )

    assert rows() == [["Effectifs", "5", "1"]]


def test_a_withdrawn_milestone_no_longer_counts(plan, moved, rows):
    moved(7, "winter")
    plan.edit(Milestone, 1, withdrawn_at=NOW, withdrawn_by="Bureau", withdrawn_reason="Non")

    assert rows() == []


def test_what_is_late_without_a_new_date_is_said_beside(plan, moved, diane):
    moved(7, "winter")
    plan.commitment("verdun", lead="verdun", due=in_days(-7))

    text = read(diane.get("/portrait")).text

    assert "De plus, 1 engagement est en retard sans date nouvelle ni raison" in text


def test_beyond_a_dozen_the_rest_is_folded(moved, diane):
    for _ in range(14):
        moved(7, "winter")

    html = diane.get("/portrait").get_data(as_text=True)

    assert "Voir les 2 autres reports" in html


def test_nothing_answers_the_choices(moved, diane):
    moved(7, "winter")

    text = read(diane.get("/portrait?reason=staffing")).text

    assert "Aucun report ne répond à ces filtres." in text


def test_an_empty_plan_says_what_will_come(plan, diane):
    text = read(diane.get("/portrait")).text

    assert "Aucune date n’a été reportée." in text
    assert "Quand une unité reportera une date" in text


def test_without_a_plan_it_says_so(plan, diane):
    plan.edit(ActionPlan, 1, is_current=False)

    assert "Aucun plan n’est chargé." in read(diane.get("/portrait")).text


@pytest.mark.parametrize("size", [2, 12])
def test_it_sends_as_many_statements_however_large_the_plan(app, moved, diane, size):
    for _ in range(size):
        moved(7, "winter")

    with counted(app) as cold:
        diane.get("/portrait")
    with counted(app) as warm:
        diane.get("/portrait")

    assert (len(cold), len(warm)) == (13, 2)
