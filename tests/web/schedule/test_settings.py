"""GET /reminders/settings, and saving another hour, footers and quiet periods."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from sqlalchemy import select

from tests.support.databases import NOW
from tests.support.pages import press as send
from tests.support.pages import read
from tests.support.plan_builder import in_days
from tests.support.statements import counted
from tracker.domain.bureau import BureauSettings, QuietPeriod
from tracker.domain.closures import Closure
from tracker.domain.people import Person
from tracker.domain.plans import ActionPlan
from tracker.extensions import db

PATH = "/reminders/settings"


@pytest.fixture
def emile(as_person):
    """Coordinates the Bureau."""
    return as_person("emile")


@pytest.fixture
def lay(app, plan):
    def put(*rows):
        with app.app_context():
            db.session.add_all(rows)
            db.session.commit()

    return put


def the_plan(app):
    with app.app_context():
        return db.session.get_one(ActionPlan, 1)


def test_the_five_slots_are_told_as_they_will_fall(lay, emile):
    lay(
        Closure(day=date(2026, 5, 18), name="Journée des patriotes", basis="essai"),
        QuietPeriod(starts_on=date(2026, 5, 4), ends_on=date(2026, 5, 10), name="Inventaire"),
    )

    page = read(emile.get(PATH))

    assert "Lundi 27 avril à 8 h" in page.text
    assert "Semaine du lundi 4 mai : aucune relance (Inventaire)" in page.text
    assert (
        "Lundi 18 mai est fermé : part le mardi 19 mai à 8 h (Journée des patriotes)" in page.text
    )


def test_another_weekday_is_shown_before_it_is_saved(plan, emile, app):
    commitment = plan.commitment(lead="verdun", due=in_days(5))
    plan.mail(commitment, at=NOW)

    page = read(emile.get(f"{PATH}?weekday=3&hour=9+h"))

    assert (
        "La prochaine relance passe du lundi 27 avril à 8 h au jeudi 30 avril à 9 h." in page.text
    )
    assert "dès jeudi 23 avril à 9 h, une seconde fois dans la semaine" in page.text
    assert the_plan(app).slot_weekday == 0

    sooner = read(emile.get(f"{PATH}?weekday=3&hour=9+h&first=now"))
    assert "au jeudi 23 avril à 9 h." in sooner.text


def test_saving_keeps_the_choice_and_from_when_it_holds(plan, emile, app):
    shown = read(emile.get(f"{PATH}?weekday=3&hour=9:15"))

    assert send(emile, shown, "Enregistrer ce nouvel horaire").status_code == 303

    saved = the_plan(app)
    assert (saved.slot_weekday, saved.slot_time) == (3, time(9, 15))
    assert abs(saved.slot_since - NOW) < timedelta(minutes=1)
    page = read(emile.get(PATH))
    assert "Jeudi 23 avril à 9 h 15" in page.text
    assert "De « lundi » à « jeudi »" in page.text


def test_a_fragment_is_the_region_of_the_page(plan, emile):
    query = f"{PATH}?weekday=2&hour=10:00"
    whole = read(emile.get(query)).region("horaire")
    part = read(emile.get(query, headers={"HX-Request": "true"})).region("horaire")
    assert part == whole


@pytest.mark.parametrize("hour", ["", "8:10", "25 h", "midi"])
def test_an_hour_that_cannot_be_is_refused_in_words(plan, emile, hour):
    page = read(emile.get(PATH, query_string={"weekday": "2", "hour": hour}))
    assert page.status == 422
    assert page.title.startswith("Erreur")
    assert "heure" in page.region("hour-e")


def test_the_second_coordinator_sees_what_the_first_changed(plan, as_person, app):
    with app.app_context():
        db.session.get_one(Person, plan.people["diane"]).role = "coordinator"
        db.session.commit()
    emile, diane = as_person("emile"), as_person("diane")
    mine = read(emile.get(f"{PATH}?weekday=3&hour=9:00"))
    hers = read(diane.get(f"{PATH}?weekday=4&hour=10:00"))
    send(diane, hers, "Enregistrer ce nouvel horaire")

    conflict = send(emile, mine, "Enregistrer ce nouvel horaire")

    assert conflict.status_code == 409
    page = read(conflict)
    assert "de « lundi » à « vendredi »" in page.text
    assert send(emile, page, "Enregistrer ce nouvel horaire").status_code == 303
    assert the_plan(app).slot_weekday == 3


OWN_DAY = "Les rappels de l’avant-veille et du lendemain partent leur propre jour"


def test_the_reminders_of_their_own_day_are_turned_on_and_off(plan, emile, app):
    plan.mail(plan.commitment(), at=NOW)
    page = read(emile.get(PATH))
    assert OWN_DAY in page.text
    assert "own_day" not in page.form("Enregistrer ce choix").fields
    assert send(emile, page, "Enregistrer ce choix", own_day="y").status_code == 303
    kept = the_plan(app)
    assert kept.own_day
    assert abs(kept.slot_since - NOW) < timedelta(minutes=1)
    page = read(emile.get(PATH))
    assert page.form("Enregistrer ce choix").fields["own_day"] == "y"
    assert "De « non » à « oui »" in page.text
    form = page.form("Enregistrer ce choix")
    off = {name: value for name, value in form.fields.items() if name != "own_day"}
    assert emile.post(form.action, data=off).status_code == 303
    assert not the_plan(app).own_day


def test_turning_them_on_loses_no_weekly_slot_that_is_still_to_leave(plan, emile, app):
    """This Monday's, at 8: at 9 no clock has looked yet."""
    send(emile, read(emile.get(PATH)), "Enregistrer ce choix", own_day="y")
    kept = the_plan(app)
    assert kept.own_day
    assert kept.slot_since is None


def test_a_quiet_period_is_added_and_removed(plan, emile, app):
    page = read(emile.get(PATH))
    typed = {"starts_on": "27/04/2026", "ends_on": "1er mai 2026", "quiet_name": "Inventaire"}
    assert send(emile, page, "Ajouter cette période", **typed).status_code == 303

    page = read(emile.get(PATH))
    assert "Inventaire, du 27 avril 2026 au 1er mai 2026" in page.text
    assert "Semaine du lundi 27 avril : aucune relance" in page.text

    send(emile, page, "Enlever, Inventaire")
    with app.app_context():
        assert db.session.scalars(select(QuietPeriod)).all() == []
    assert "Période sans relance : enlevée" in read(emile.get(PATH)).text


def test_a_period_that_ends_before_it_starts_keeps_what_was_typed(plan, emile):
    page = read(emile.get(PATH))
    typed = {"starts_on": "2026-05-02", "ends_on": "2026-05-01", "quiet_name": "À l’envers"}
    wrong = read(send(emile, page, "Ajouter cette période", **typed))
    assert wrong.status == 422
    assert "Le dernier jour vient avant le premier." in wrong.text
    assert wrong.form("Ajouter cette période").fields["quiet_name"] == "À l’envers"


def test_the_footer_is_kept_and_makes_the_row_of_the_settings(plan, emile, app):
    page = read(emile.get(PATH))
    typed = {"footer_fr": "Le Bureau", "footer_en": "The Bureau"}
    assert send(emile, page, "Enregistrer ces mots", **typed).status_code == 303
    with app.app_context():
        row = db.session.get_one(BureauSettings, 1)
        assert (row.footer_fr, row.footer_en) == ("Le Bureau", "The Bureau")
        assert row.set_up_by == "Coordination du Bureau"


def test_a_footer_of_501_characters_is_refused(plan, emile):
    page = read(emile.get(PATH))
    wrong = send(emile, page, "Enregistrer ces mots", footer_fr="x" * 501)
    assert wrong.status_code == 422


def test_the_director_reads_and_changes_nothing(plan, as_person, press):
    diane = as_person("diane")
    shown = read(diane.get(PATH)).text
    assert "Enregistrer" not in shown
    assert "Aucun : la relance de la semaine en tient lieu." in shown
    for path in ("", "/own-day", "/footer", "/quiet", "/quiet/1/remove"):
        assert press(diane, PATH + path).status_code == 403


def test_statements_do_not_grow_with_periods_and_closures(lay, emile, app):
    emile.get(PATH)
    with counted(app) as few:
        emile.get(PATH)
    for n in range(20):
        day = date(2026, 9, 1) + timedelta(days=n)
        lay(
            Closure(day=day, name="Fermé", basis="essai"),
            QuietPeriod(starts_on=day, ends_on=day, name="Pause"),
        )
    emile.get(PATH)
    with counted(app) as many:
        emile.get(PATH)
    assert len(many) == len(few)


def test_from_november_on_the_page_warns_of_a_year_without_closed_days(as_person, frozen):
    assert "aucun jour fermé" not in read(as_person("emile").get(PATH)).text
    frozen.move_to(datetime(2026, 11, 2, 15, tzinfo=UTC))
    told = read(as_person("emile").get(PATH)).text
    assert "2027 n’a encore aucun jour fermé. Proposer 2027" in told
