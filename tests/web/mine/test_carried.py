"""GET /mine: the dossiers that one's unit carries, with the level declared last."""

from tests.support.databases import NOW, TODAY
from tests.support.pages import read
from tracker.domain import confidence
from tracker.domain.changes import Actor
from tracker.domain.plans import Dossier
from tracker.extensions import db


def test_a_lead_sees_the_level_it_declared_and_where_to_change_it(app, plan, as_person):
    plan.edit(Dossier, plan.dossiers["D1"], lead_unit_id=plan.units["legal"])
    plan.edit(Dossier, plan.dossiers["D2"], lead_unit_id=plan.units["legal"])
    with app.app_context():
        actor = Actor(plan.people["charlie"], "Responsable", NOW)
        confidence.give(
            db.session,
            plan.dossiers["D1"],
            "declared",
            "achievable",
            "Un écart.",
            actor,
            TODAY,
            plan.units["legal"],
        )
        db.session.commit()

    page = read(as_person("charlie").get("/mine"))

    assert "Vous portez ces dossiers" in page.text
    assert "Niveau déclaré : Objectifs atteignables, depuis le 20 avril." in page.text
    assert "Aucun niveau n’est encore déclaré." in page.text
    assert 'href="/dossiers/D1/confidence/declared"' in page.html
    assert "Vous portez" not in read(as_person("alice").get("/mine")).text
