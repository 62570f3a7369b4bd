"""Who reads reviews, what the list says, the calendar file."""

import icalendar

from tests.support.meetings import lay_decision, lay_review
from tests.support.pages import press, read
from tests.support.plan_builder import in_days
from tracker.domain.plans import ActionPlan


def test_nothing_planned_says_what_a_review_is_and_where_to_begin(plan, as_person):
    page = read(as_person("emile").get("/reviews"))
    assert "Aucune revue n’est prévue" in page.text
    assert "Prévoir la première revue" in page.text
    assert "/reviews/new" not in as_person("alice").get("/reviews").text


def test_the_next_one_stands_first_then_those_that_were_held(plan, as_person):
    emile = as_person("emile")
    lay_review(plan, day=14)
    soon = lay_review(plan, day=7)
    gone = lay_review(plan, day=-7)
    press(emile, read(emile.get(f"/reviews/{gone}")), "Commencer la revue")
    press(emile, read(emile.get(f"/reviews/{gone}/run?dossier=-")), "Terminer la revue")
    page = read(emile.get("/reviews"))

    assert "La prochaine revue : lundi 27 avril 2026, de 14 h à 15 h" in page.text
    places = [page.html.index(f'href="/reviews/{one}"') for one in (soon, 1, gone)]
    assert places == sorted(places)
    assert "Lire le compte rendu" in page.text


def test_somebody_invited_reads_it_and_a_stranger_finds_nothing(plan, as_person):
    mine, other = lay_review(plan), lay_review(plan, guests=("diane", "charlie"))
    alice = as_person("alice")
    assert read(alice.get(f"/reviews/{mine}")).status == 200
    assert "Commencer la revue" not in alice.get(f"/reviews/{mine}").text
    for path in (f"/reviews/{other}", f"/reviews/{other}/review.ics", "/reviews/999999"):
        assert alice.get(path).status_code == 404
    assert f'href="/reviews/{other}"' not in alice.get("/reviews").text
    assert as_person("fanny").get(f"/reviews/{mine}").status_code == 404
    for name in ("diane", "emile"):
        assert as_person(name).get(f"/reviews/{other}").status_code == 200


def test_the_door_is_there_for_the_bureau_and_for_who_is_invited(plan, as_person):
    lay_review(plan)
    door = '<a href="/reviews"'
    assert door in as_person("emile").get("/dossiers").text
    assert door in as_person("alice").get("/dossiers").text
    assert door not in as_person("charlie").get("/dossiers").text


def test_a_plan_not_approved_has_no_review(plan, as_person):
    review_id = lay_review(plan)
    plan.edit(ActionPlan, 1, approved_at=None, approved_by=None)
    emile = as_person("emile")
    assert emile.get(f"/reviews/{review_id}").status_code == 404
    assert emile.get("/reviews/new").status_code == 404
    assert emile.get("/decisions").status_code == 404
    assert "Une revue porte sur un plan approuvé." in read(emile.get("/reviews")).text


def _event(client, review_id):
    answer = client.get(f"/reviews/{review_id}/review.ics")
    assert answer.content_type == "text/calendar; charset=utf-8"
    calendar = icalendar.Calendar.from_ical(answer.data)
    (event,) = calendar.walk("VEVENT")
    return calendar, event


def test_the_calendar_file_keeps_its_uid_and_counts_what_moved(plan, as_person):
    review_id, emile = lay_review(plan), as_person("emile")
    calendar, first = _event(emile, review_id)
    assert str(calendar["METHOD"]) == "PUBLISH"
    assert (first["SEQUENCE"], str(first["SUMMARY"])) == (0, "1re revue du plan")
    assert first.decoded("DTSTART").isoformat() == "2026-04-27T18:00:00+00:00"
    assert first.decoded("DTEND").isoformat() == "2026-04-27T19:00:00+00:00"
    assert str(first["LOCATION"]) == "Salle A"

    fields = read(emile.get(f"/reviews/{review_id}/edit")).form("Enregistrer et prévenir").fields
    guests = {"guests": [str(plan.people["diane"])]}
    moved = fields | guests | {"held_on": in_days(8).isoformat(), "place": "Salle B"}
    emile.post(f"/reviews/{review_id}/edit", data=moved)
    _calendar, second = _event(emile, review_id)
    assert (second["SEQUENCE"], str(second["UID"])) == (1, str(first["UID"]))
    assert second.decoded("DTSTART").isoformat() == "2026-04-28T18:00:00+00:00"

    press(
        emile,
        read(emile.get(f"/reviews/{review_id}/cancel")),
        "Annuler la revue et prévenir",
        reason="Le conseil siège.",
    )
    calendar, third = _event(emile, review_id)
    assert (str(calendar["METHOD"]), str(third["STATUS"])) == ("CANCEL", "CANCELLED")
    assert (third["SEQUENCE"], str(third["UID"])) == (2, str(first["UID"]))


def test_the_agenda_of_one_to_come_follows_the_plan(plan, as_person):
    review_id, emile = lay_review(plan), as_person("emile")
    late = plan.commitment(lead="verdun", due=in_days(-10), title="Guichet")
    lay_decision(plan, "Trouver un local", due=-3)
    assert "D1-01 Guichet" in read(emile.get(f"/reviews/{review_id}")).text
    plan.say(
        late, "done", done_on=in_days(-1), sentence="Livré.", link="https://exemple.test/guichet"
    )
    page = read(emile.get(f"/reviews/{review_id}"))
    assert "D1-01 Guichet" not in page.text
    assert "2 dossiers sans rien à l’ordre du jour" in page.text
    assert "Trouver un local" in page.text
