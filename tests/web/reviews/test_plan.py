"""A review planned, moved, cancelled."""

import pytest
from sqlalchemy import select

from tests.support.meetings import lay_review
from tests.support.pages import press, read
from tests.support.plan_builder import in_days
from tracker.domain.closures import Closure
from tracker.domain.people import Contact
from tracker.domain.plans import Dossier
from tracker.domain.reviews import Review, ReviewGuest
from tracker.extensions import db

PLAN = "Prévoir la revue et inviter"


def _reviews(app):
    with app.app_context():
        return list(db.session.scalars(select(Review).order_by(Review.id)))


def _guests(app, review_id):
    with app.app_context():
        found = select(ReviewGuest.person_id).where(ReviewGuest.review_id == review_id)
        return set(db.session.scalars(found))


def test_the_director_the_coordination_and_the_heads_of_the_leads_are_proposed(
    app, plan, as_person
):
    plan.edit(Dossier, plan.dossiers["D1"], lead_unit_id=plan.units["verdun"])
    plan.edit(Dossier, plan.dossiers["D2"], lead_unit_id=plan.units["legal"])
    with app.app_context():
        bob = db.session.scalar(select(Contact).where(Contact.person_id == plan.people["bob"]))
        bob.is_head = True
        db.session.commit()
    html = as_person("emile").get("/reviews/new").text
    chosen = {name for name, ident in plan.people.items() if _checked(html, ident)}

    assert chosen == {"diane", "emile", "bob", "charlie"}


def _checked(html, ident):
    at = html.index(f'type="checkbox" value="{ident}"')
    return "checked" in html[html.rindex("<input", 0, at + 1) : at]


def test_a_review_is_planned_and_those_invited_are_mailed(app, plan, as_person, posted):
    emile = as_person("emile")
    form = read(emile.get("/reviews/new")).form(PLAN)
    sent = emile.post(
        "/reviews/new",
        data=form.fields
        | {
            "held_on": in_days(7).isoformat(),
            "starts_at": "13 h 30",
            "minutes_long": "90",
            "place": "Salle A",
            "guests": [str(plan.people["diane"]), str(plan.people["alice"])],
        },
    )

    assert sent.status_code == 303
    (review,) = _reviews(app)
    assert (review.number, review.held_on, f"{review.starts_at:%H:%M}") == (1, in_days(7), "13:30")
    assert (review.minutes_long, review.made_by) == (90, "Coordination du Bureau")
    assert _guests(app, review.id) == {plan.people["diane"], plan.people["alice"]}
    assert posted() == [("review", "alice"), ("review", "diane")]
    page = read(emile.get(sent.location))
    assert "lundi 27 avril 2026, de 13 h 30 à 15 h" in page.text
    assert "les invitations partent dans la minute" in page.text


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"held_on": ""}, "Choisissez une date."),
        ({"held_on": "03/06/2026"}, "Le jour ou le mois d’abord?"),
        ({"starts_at": ""}, "Écrivez l’heure, comme 14 h ou 14 h 30."),
        ({"starts_at": "vers midi"}, "Écrivez l’heure ainsi : 14 h, 14 h 30 ou 14:30."),
        ({"minutes_long": "3"}, "Écrivez un nombre de minutes, de 5 à 480."),
        ({"minutes_long": "une heure"}, "Écrivez un nombre de minutes, de 5 à 480."),
        ({"guests": []}, "Invitez au moins une personne de la liste."),
        ({"guests": ["999999"]}, "Invitez au moins une personne de la liste."),
        ({"place": "x" * 201}, "il y en a 201"),
    ],
)
def test_what_is_missing_is_said_beside_the_field_and_nothing_is_lost(
    app, plan, as_person, posted, typed, sentence
):
    emile = as_person("emile")
    form = read(emile.get("/reviews/new")).form(PLAN)
    right = {
        "held_on": in_days(7).isoformat(),
        "place": "Salle A",
        "guests": [str(plan.people["diane"])],
    }
    page = read(emile.post("/reviews/new", data=form.fields | right | typed))

    assert page.status == 422
    assert page.title.startswith("Erreur : ")
    assert sentence in page.text
    assert page.form(PLAN).fields["place"] == (right | typed)["place"]
    assert (_reviews(app), posted()) == ([], [])


@pytest.mark.parametrize(
    ("day", "sentence"),
    [
        (-3, "Vendredi 17 avril 2026 est passé."),
        (5, "Samedi 25 avril 2026 est un jour fermé."),
        (7, "Lundi 27 avril 2026 est un jour fermé."),
    ],
)
def test_an_odd_day_is_warned_of_once_then_kept(app, plan, as_person, posted, day, sentence):
    with app.app_context():
        db.session.add(Closure(day=in_days(7), name="Fermeture", basis="Bureau"))
        db.session.commit()
    emile = as_person("emile")
    form = read(emile.get("/reviews/new")).form(PLAN)
    typed = {"held_on": in_days(day).isoformat(), "guests": [str(plan.people["diane"])]}
    warned = read(emile.post("/reviews/new", data=form.fields | typed))

    assert warned.status == 422
    assert sentence in warned.text
    assert posted() == []
    again = warned.form(PLAN).fields | {"guests": typed["guests"]}
    assert emile.post("/reviews/new", data=again).status_code == 303
    assert _reviews(app)[0].held_on == in_days(day)


def test_moving_it_tells_everybody_and_keeps_the_history(app, plan, as_person, posted):
    review_id = lay_review(plan)
    emile = as_person("emile")
    page = read(emile.get(f"/reviews/{review_id}/edit"))
    fields = page.form("Enregistrer et prévenir").fields
    guests = [str(plan.people[name]) for name in ("diane", "emile", "charlie")]
    sent = emile.post(
        f"/reviews/{review_id}/edit",
        data=fields | {"held_on": in_days(8).isoformat(), "guests": guests},
    )

    assert sent.status_code == 303
    assert sorted(posted()) == [("review", name) for name in ("alice", "charlie", "diane", "emile")]
    text = read(emile.get(f"/reviews/{review_id}")).text
    assert "Date de la revue : changée" in text
    assert "De « 27 avril 2026 » à « 28 avril 2026 »" in text
    assert "Personne invitée : enlevée" in text


def test_changing_who_is_invited_tells_only_them(app, plan, as_person, posted):
    review_id = lay_review(plan)
    emile = as_person("emile")
    fields = read(emile.get(f"/reviews/{review_id}/edit")).form("Enregistrer et prévenir").fields
    guests = [str(plan.people[name]) for name in ("diane", "emile", "alice", "charlie")]
    emile.post(f"/reviews/{review_id}/edit", data=fields | {"guests": guests})

    assert posted() == [("review", "charlie")]


def test_two_people_changing_it_read_what_the_other_wrote(app, plan, as_person):
    review_id = lay_review(plan)
    diane, emile = as_person("diane"), as_person("emile")
    guests = {"guests": [str(plan.people["diane"])]}
    hers = read(diane.get(f"/reviews/{review_id}/edit")).form("Enregistrer et prévenir").fields
    his = read(emile.get(f"/reviews/{review_id}/edit")).form("Enregistrer et prévenir").fields
    diane.post(f"/reviews/{review_id}/edit", data=hers | guests | {"place": "Salle B"})
    page = read(
        emile.post(f"/reviews/{review_id}/edit", data=his | guests | {"minutes_long": "45"})
    )

    assert page.status == 409
    assert "Quelqu’un a changé ceci pendant que vous écriviez" in page.text
    assert "Salle B" in page.text
    fields = page.form("Enregistrer et prévenir").fields
    assert (fields["minutes_long"], fields["place"]) == ("45", "Salle B")
    again = emile.post(f"/reviews/{review_id}/edit", data=fields | guests)
    assert again.status_code == 303
    assert (_reviews(app)[0].minutes_long, _reviews(app)[0].place) == (45, "Salle B")


def test_cancelling_needs_its_reason_and_tells_everybody(app, plan, as_person, posted):
    review_id = lay_review(plan)
    emile = as_person("emile")
    page = read(emile.get(f"/reviews/{review_id}/cancel"))
    refused = read(press(emile, page, "Annuler la revue et prévenir", reason=" "))
    assert refused.status == 422
    assert "Dites pourquoi : les personnes invitées le liront." in refused.text
    assert posted() == []

    press(emile, refused, "Annuler la revue et prévenir", reason="Le conseil siège ce jour-là.")
    shown = read(as_person("alice").get(f"/reviews/{review_id}"))
    assert "Cette revue est annulée. « Le conseil siège ce jour-là. »" in shown.text
    assert sorted(posted()) == [("review", name) for name in ("alice", "diane", "emile")]
    assert emile.get(f"/reviews/{review_id}/edit").status_code == 409
    assert emile.get(f"/reviews/{review_id}/cancel").status_code == 409


def test_the_next_one_is_proposed_three_weeks_on_with_the_same_guests(app, plan, as_person):
    review_id = lay_review(plan, day=0)
    with app.app_context():
        db.session.add(Closure(day=in_days(21), name="Fermeture", basis="Bureau"))
        db.session.commit()
    page = read(as_person("emile").get(f"/reviews/new?after={review_id}"))
    fields = page.form(PLAN).fields

    assert fields["held_on"] == in_days(22).isoformat()
    assert (fields["starts_at"], fields["place"]) == ("14:00", "Salle A")
    for name in ("diane", "emile", "alice"):
        assert _checked(page.html, plan.people[name])


def test_only_who_runs_reviews_plans_them(app, plan, as_person, request):
    review_id, send = lay_review(plan), request.getfixturevalue("press")
    for name in ("alice", "fanny"):
        client = as_person(name)
        for path in ("/reviews/new", f"/reviews/{review_id}/edit", f"/reviews/{review_id}/cancel"):
            assert client.get(path).status_code == 403
            assert send(client, path).status_code == 403
        assert send(client, f"/reviews/{review_id}/begin").status_code == 403
    assert as_person("emile").get("/reviews/999999/edit").status_code == 404
