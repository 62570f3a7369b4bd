"""A new milestone, and one changed by hand."""

import pytest

from tests.support.databases import NOW
from tests.support.pages import press, read
from tests.support.plan_builder import in_days
from tracker.domain.milestones import Milestone
from tracker.domain.people import Person
from tracker.domain.plans import ActionPlan, Dossier
from tracker.extensions import db

EDIT = "/milestones/1/edit"
GIVEN = {"title_fr": "Guide", "starts_on": "1er mai 2026", "baseline_due": "25/06/2026"}


def new(client, plan, **typed):
    page = read(client.get(f"/plan/1/milestones/new?dossier={plan.dossiers['D2']}"))
    return press(client, page, "Enregistrer le jalon", **(GIVEN | typed))


def test_in_an_approved_plan_its_date_freezes_at_once(plan, emile, app, milestone):
    plan.commitment("verdun", dossier="D2")

    made = new(emile, plan)

    assert made.location.endswith("/milestones/2/shares")
    assert (milestone(2).code, milestone(2).baseline_due.isoformat()) == ("D2-02", "2026-06-25")
    text = read(emile.get("/milestones/2")).text
    assert "Jalon inscrit au plan, date de départ fixée au 25 juin 2026" in text
    with app.app_context():
        assert [one.seq for one in db.session.get_one(Milestone, 2).baselines] == [0]


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"title_fr": ""}, "Écrivez le titre en français : il suffit."),
        ({"code": "d1-01"}, "Un autre jalon du plan porte déjà ce code"),
        ({"baseline_due": "2026-04-01"}, "L’échéance ne peut pas précéder le début."),
        ({"starts_on": "03/06/2026"}, "Le jour ou le mois d’abord?"),
        ({"dossier": "D9"}, "Choisissez un dossier de ce plan."),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_lost(plan, emile, typed, sentence):
    plan.commitment("verdun")

    refused = new(emile, plan, title_en="A guide", **typed)

    assert refused.status_code == 422
    assert sentence in read(refused).text
    assert "A guide" in read(refused).html


def test_dates_outside_the_plan_are_allowed_and_told(plan, emile):
    made = new(emile, plan, baseline_due="2029-01-01")

    assert "Son échéance dépasse la fin du plan" in read(emile.get(made.location)).text


def test_it_moves_to_another_dossier_and_the_frozen_date_has_no_field(plan, emile, milestone):
    plan.commitment("verdun")
    page = read(emile.get(EDIT))
    assert "baseline_due" not in page.form("Enregistrer le jalon").fields
    assert "est fixée : elle ne se change pas ici" in page.text

    press(emile, page, "Enregistrer le jalon", dossier="D2", kind="wave")

    assert milestone().dossier_id == plan.dossiers["D2"]
    text = read(emile.get("/milestones/1")).text
    assert "Déplacé dans un autre dossier" in text
    assert "De « D1 » à « D2 »" in text
    assert "De « Livrable » à « Vague »" in text


def test_two_coordinators_at_once_the_second_loses_nothing(plan, emile, as_person, milestone):
    plan.commitment("verdun")
    plan.edit(Person, plan.people["fanny"], role="coordinator")
    fanny, old = as_person("fanny"), read(emile.get(EDIT))
    press(fanny, read(fanny.get(EDIT)), "Enregistrer le jalon", code="D1-77")

    told = press(emile, old, "Enregistrer le jalon", title_fr="Le mien")

    assert told.status_code == 409
    assert "D1-77" in read(told).text
    press(emile, read(told), "Enregistrer le jalon")
    assert (milestone().title_fr, milestone().code) == ("Le mien", "D1-77")


def test_a_draft_is_seen_by_who_prepares_it_and_its_date_may_change(
    plan, app, as_person, emile, milestone, nothing_to_refold
):
    plan.commitment("verdun")
    with app.app_context():
        draft = ActionPlan(
            id=2, title_fr="Projet", starts_on=in_days(0), ends_on=in_days(300), loaded_at=NOW
        )
        db.session.add(draft)
        db.session.flush()
        db.session.add(
            Dossier(plan_id=2, code="D1", name_fr="Permis", bureau_role="lead", position=1)
        )
        db.session.commit()
    page = read(emile.get("/plan/2/milestones/new"))
    press(emile, page, "Enregistrer le jalon", **GIVEN)
    press(emile, read(emile.get("/milestones/2/shares")), "Nommer l’unité porteuse", lead="ANJOU")

    press(
        emile,
        read(emile.get("/milestones/2/edit")),
        "Enregistrer le jalon",
        baseline_due="2026-07-02",
    )

    assert milestone(2).baseline_due.isoformat() == "2026-07-02"
    nothing_to_refold()
    seen = {who: as_person(who).get("/milestones/2").status_code for who in ("alice", "diane")}
    assert seen == {"alice": 404, "diane": 200}


def test_a_closed_plan_stays_as_it_was(plan, emile):
    plan.commitment("verdun")
    plan.edit(ActionPlan, 1, closed_at=NOW)

    assert emile.get(EDIT).status_code == 409
