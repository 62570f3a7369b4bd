"""« À mettre en ordre », for the coordination: on the board and on the page of the reminders."""

import pytest

from tests.support.databases import NOW, TODAY
from tests.support.pages import read, read_html
from tests.support.plan_builder import in_days
from tests.support.statements import counted
from tracker.domain.commitments import Commitment
from tracker.domain.milestones import Milestone
from tracker.domain.people import Absence, Contact, Person
from tracker.domain.plans import Dossier
from tracker.domain.units import Unit
from tracker.extensions import db


@pytest.fixture
def database(sqlite_database):
    """One database: these lines are made from the view, which both give alike."""
    return sqlite_database


@pytest.fixture(autouse=True)
def in_order(plan):
    """Both dossiers have a lead, and the legal department somebody who answers."""
    for dossier in plan.dossiers.values():
        plan.edit(Dossier, dossier, lead_unit_id=plan.units["legal"])


def shown(client, path="/"):
    page = read(client.get(path))
    return page.region("en-ordre")


def test_nothing_to_mend_is_folded(as_person):
    html = shown(as_person("emile"))

    assert html.startswith("<details")
    assert "À mettre en ordre" in html


def test_each_kind_says_what_is_wrong_and_leads_to_the_place(app, plan, as_person):
    plan.commitment("anjou", due=in_days(30))
    leaderless = plan.commitment("verdun", due=in_days(30), title="Sans tête")
    alone = plan.commitment("verdun", lead="verdun", due=in_days(30), title="Sans personne")
    plan.edit(Dossier, plan.dossiers["D2"], lead_unit_id=None)
    plan.edit(Person, plan.people["bob"], active=False)
    suspended = {"suspended_at": NOW, "suspended_reason": "boîte inconnue"}
    plan.edit(Person, plan.people["diane"], **suspended)
    released = {"released_at": NOW, "released_by": "x", "released_reason": "sans objet"}
    plan.edit(Commitment, alone, **released)
    with app.app_context():
        milestone = db.session.get_one(Commitment, leaderless).milestone
        lead = next(one for one in milestone.commitments if one.role == "lead")
        lead.released_at, lead.released_by, lead.released_reason = NOW, "x", "sans objet"
        db.session.add(
            Absence(person_id=plan.people["charlie"], starts_on=TODAY, ends_on=in_days(9))
        )
        db.session.commit()

    html = shown(as_person("emile"))

    text = read_html(html).text
    for words, address in (
        ("sans répondant", "/units/ANJOU/contacts"),
        ("n’est plus en fonction, et reste inscrit pour Verdun", "/units/VERDUN/contacts"),
        ("en absence sans remplacement", f"/people/{plan.people['charlie']}"),
        ("adresse suspendue (diane@exemple.test)", f"/people/{plan.people['diane']}"),
        ("jalon sans unité porteuse", "/milestones/2/shares"),
        ("jalon sans engagement", "/milestones/3/shares"),
        ("porteur à désigner", f"/plan/1/dossiers/{plan.dossiers['D2']}/edit"),
    ):
        assert words in text
        assert f'href="{address}"' in html


def test_what_was_mended_is_gone_and_the_page_of_reminders_tells_the_same(app, plan, as_person):
    plan.commitment("anjou", due=in_days(30))
    emile = as_person("emile")
    assert "Anjou" in shown(emile)
    assert "Anjou" in shown(emile, "/reminders")

    with app.app_context():
        contact = Contact(unit_id=plan.units["anjou"], person_id=plan.people["bob"], rank=0)
        db.session.add(contact)
        db.session.commit()

    assert "Anjou" not in shown(emile)
    assert "Anjou" not in shown(emile, "/reminders")


def test_what_a_merged_unit_holds_again_is_told(plan, as_person):
    plan.commitment("verdun", due=in_days(30))
    plan.edit(Unit, plan.units["verdun"], successor_id=plan.units["anjou"], merged_on=TODAY)

    assert "tenu par une unité fusionnée" in read_html(shown(as_person("emile"))).text


def test_a_withdrawn_milestone_needs_no_lead(app, plan, as_person):
    share = plan.commitment("verdun", lead="verdun", due=in_days(30))
    released = {"released_at": NOW, "released_by": "x", "released_reason": "sans objet"}
    plan.edit(Commitment, share, **released)
    withdrawn = {"withdrawn_at": NOW, "withdrawn_by": "x", "withdrawn_reason": "sans objet"}
    plan.edit(Milestone, 1, **withdrawn)

    assert shown(as_person("emile")).startswith("<details")


@pytest.mark.parametrize("who", ["diane", "fanny"])
def test_the_others_are_not_asked_to_mend_anything(plan, as_person, who):
    plan.commitment("anjou", due=in_days(30))

    assert 'id="en-ordre"' not in as_person(who).get("/").text


def test_it_sends_no_statement(app, plan, as_person):
    sent = []
    for _ in range(2):
        for _ in range(6):
            plan.commitment("anjou", due=in_days(30))
        client = as_person("emile")
        with counted(app) as statements:
            client.get("/")
        sent.append(len(statements))

    assert sent[0] == sent[1]
