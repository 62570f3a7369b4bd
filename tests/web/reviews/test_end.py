"""A review that ends: its minutes are frozen, mailed, and what is open carries over."""

import pytest
from sqlalchemy import select

from tests.support.meetings import lay_decision, lay_review
from tests.support.pages import press, read
from tests.support.plan_builder import in_days
from tracker.domain.people import Person
from tracker.domain.reviews import ReviewMinutes
from tracker.domain.units import UnitName
from tracker.extensions import db


@pytest.fixture
def emile(as_person):
    return as_person("emile")


@pytest.fixture
def held(plan, emile, session_of):
    """`held()`: the id of a review in which something was written, decided, and that ended."""

    def run(**how):
        review_id = session_of(**how)
        address = f"/reviews/{review_id}/run?dossier=D1"
        press(emile, read(emile.get(address)), "Enregistrer les notes", text="On reprend en mai.")
        press(
            emile,
            read(emile.get(address)),
            "Noter la décision",
            text="Revoir le devis",
            owner=f"u{plan.units['verdun']}",
            due=in_days(10).isoformat(),
        )
        last = read(emile.get(f"/reviews/{review_id}/run?dossier=-"))
        assert press(emile, last, "Terminer la revue").status_code == 303
        return review_id

    return run


def test_the_minutes_say_what_was_said_and_decided(plan, emile, held, posted):
    plan.commitment(lead="verdun", due=in_days(-10), title="Guichet")
    page = read(emile.get(f"/reviews/{held()}"))

    assert "1re revue du plan : 1 décision" in page.text
    assert "commencée à 9 h, terminée à 9 h" in page.text
    assert "On reprend en mai." in page.text
    assert "« Revoir le devis » Nº 1 · Verdun · d’ici le 30 avril 2026" in page.text
    assert "D1-01 Guichet" in page.text
    assert "Rien à dire de ces dossiers Délais" in page.text
    assert sorted(posted()) == [("minutes", name) for name in ("alice", "diane", "emile")]


def test_they_stay_as_they_were_when_a_person_leaves_and_a_unit_is_renamed(app, plan, emile, held):
    plan.commitment(lead="verdun", due=in_days(-10), title="Guichet")
    review_id = held()
    before = read(emile.get(f"/reviews/{review_id}")).region("D1")
    plan.say(plan.lead_of(1), "done", done_on=in_days(-1), sentence="Livré.")
    plan.edit(Person, plan.people["alice"], name="Autre personne", active=False)
    with app.app_context():
        db.session.add(
            UnitName(
                unit_id=plan.units["verdun"],
                name="Verdun-Sud",
                short="VS",
                long_form="Verdun-Sud",
                valid_from=in_days(-1),
            )
        )
        db.session.commit()
    page = read(emile.get(f"/reviews/{review_id}"))

    assert page.region("D1") == before
    assert "Responsable, Verdun" in page.text
    assert "Autre personne" not in page.text


def test_they_are_kept_in_both_languages(app, plan, emile, held):
    plan.commitment(lead="verdun", due=in_days(-10), title="Guichet", title_en="Counter")
    review_id = held()
    emile.post("/language", data={"locale": "en"} | _token(emile))
    page = read(emile.get(f"/reviews/{review_id}"))

    assert "1st review of the plan: 1 decision" in page.text
    assert "D1-01 Counter" in page.text
    assert "business days" in page.text


def _token(client):
    return {"csrf_token": read(client.get("/reviews")).form("Quitter").fields["csrf_token"]}


def test_what_became_of_its_decisions_since_is_said_beside_them(plan, emile, held):
    review_id = held()
    page = read(emile.get("/decisions/1"))
    press(emile, page, "Clore", outcome="done", words="Devis signé.")

    assert "depuis : Menée à bien le 20 avril" in read(emile.get(f"/reviews/{review_id}")).text


def test_open_items_carry_over_to_the_next_review_by_themselves(plan, emile, held):
    lay_decision(plan, "Trouver un local", due=-3)
    first = held()
    assert (
        "Décisions des revues d’avant « Trouver un local »"
        in read(emile.get(f"/reviews/{first}")).text
    )
    second = lay_review(plan, day=21)
    agenda = read(emile.get(f"/reviews/{second}"))
    assert agenda.text.index("Trouver un local") < agenda.text.index("Revoir le devis")
    assert "Décisions en cours 2" in agenda.text
    press(emile, agenda, "Commencer la revue")
    run = read(emile.get(f"/reviews/{second}/run"))
    press(emile, run, "Menée à bien, nº 1")
    last = read(emile.get(f"/reviews/{second}/run?dossier=-"))
    press(emile, last, "Terminer la revue")

    minutes = read(emile.get(f"/reviews/{second}")).text
    assert "« Trouver un local » Menée à bien le 20 avril" in minutes
    third = read(emile.get(f"/reviews/{lay_review(plan, day=42)}"))
    assert "Décisions en cours 1" in third.text
    assert "Trouver un local" not in third.text


def test_ended_twice_is_ended_once(app, plan, emile, session_of, posted):
    review_id = session_of()
    last = read(emile.get(f"/reviews/{review_id}/run?dossier=-"))
    assert press(emile, last, "Terminer la revue").status_code == 303
    assert press(emile, last, "Terminer la revue").location == f"/reviews/{review_id}"
    assert len(posted()) == 3
    with app.app_context():
        assert len(db.session.scalars(select(ReviewMinutes)).all()) == 1


def test_the_next_one_is_offered_at_its_end(plan, emile, held):
    review_id = held()
    assert f'href="/reviews/new?after={review_id}"' in emile.get(f"/reviews/{review_id}").text
