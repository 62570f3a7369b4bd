"""/reminders/closures: proposing, adding, naming and opening the closed days of a year."""

from datetime import date

import pytest
import time_machine
from sqlalchemy import func, select

from tests.support.pages import press as send
from tests.support.pages import read
from tests.support.plan_builder import in_days
from tracker.domain.closures import Closure
from tracker.exchange.closures import closed_days
from tracker.extensions import db

PATH = "/reminders/closures"


@pytest.fixture
def emile(as_person):
    """Coordinates the Bureau."""
    return as_person("emile")


def closed(app):
    with app.app_context():
        return {row.day: row for row in db.session.scalars(select(Closure))}


def test_the_days_of_a_year_are_proposed_then_added_in_one_press(plan, emile, app):
    page = read(emile.get(f"{PATH}?year=2027"))
    count = len(closed_days([2027]))
    assert "Aucun jour fermé n’est inscrit" in page.text

    send(emile, page, f"Ajouter les {count} jours proposés pour 2027")

    assert len(closed(app)) == count
    page = read(emile.get(f"{PATH}?year=2027"))
    assert "Proposés, pas encore fermés" not in page.text
    assert "Jour fermé : ajouté" in page.text


def test_one_proposed_day_may_be_accepted_alone(plan, emile, app):
    page = read(emile.get(PATH))
    name = next(day.name for day in closed_days([2026]) if day.day == date(2026, 5, 18))
    assert "Déplace la relance du lundi 18 mai au mardi 19 mai." in page.text
    send(emile, page, f"Ajouter, {name}")
    assert list(closed(app)) == [date(2026, 5, 18)]


def test_what_is_proposed_is_told_as_if_all_of_it_were_closed(plan, emile):
    """Christmas Eve of 2029 is a Monday: Tuesday and Wednesday are proposed too."""
    page = read(emile.get(f"{PATH}?year=2029"))
    assert "lundi 24 décembre 2029 au jeudi 27 décembre 2029." in page.text


def test_a_day_of_ones_own_says_what_it_moves(plan, emile):
    plan.commitment(lead="verdun", due=in_days(7))
    page = read(emile.get(PATH))

    send(emile, page, "Fermer ce jour", day="2026-04-27", name="Déménagement")

    told = read(emile.get(PATH)).text
    assert "Fermé : lundi 27 avril 2026." in told
    assert "Déplace la relance du lundi 27 avril au mardi 28 avril." in told
    assert "1 échéance de ce jour compte pour le mardi 28 avril." in told


@pytest.mark.parametrize(
    ("day", "sentence"),
    [
        ("2026-04-25", "Les fins de semaine sont déjà fermées."),
        ("2026-02-31", "Écrivez la date ainsi"),
        ("", "Choisissez une date."),
    ],
)
def test_a_day_that_cannot_be_closed_is_refused_in_words(plan, emile, day, sentence):
    page = read(send(emile, read(emile.get(PATH)), "Fermer ce jour", day=day, name="Essai"))
    assert page.status == 422
    assert sentence in page.text
    assert page.form("Fermer ce jour").fields["name"] == "Essai"


def test_a_day_closed_twice_says_its_name(plan, emile):
    for _time in range(2):
        page = read(emile.get(PATH))
        last = send(emile, page, "Fermer ce jour", day="2026-04-27", name="Déménagement")
    assert last.status_code == 422
    assert "Ce jour est déjà fermé : Déménagement." in read(last).text


def test_a_day_is_renamed_then_opened(plan, emile, app):
    send(emile, read(emile.get(PATH)), "Fermer ce jour", day="2026-04-27", name="Déménagement")
    path = f"{PATH}/{closed(app)[date(2026, 4, 27)].id}"

    send(emile, read(emile.get(path)), "Enregistrer ce nom", name="Grand ménage")
    assert closed(app)[date(2026, 4, 27)].name == "Grand ménage"

    page = read(emile.get(path))
    assert "Déplace la relance du lundi 27 avril au mardi 28 avril." in page.text
    send(emile, page, "Ouvrir ce jour")
    assert closed(app) == {}
    assert emile.get(path).status_code == 404


def test_november_without_next_years_days_says_so(plan, as_person):
    with time_machine.travel("2026-11-02T15:00:00Z"):
        emile = as_person("emile")
        page = read(emile.get(PATH))
        assert "2027 n’a encore aucun jour fermé. Proposer 2027" in page.text
        send(emile, read(emile.get(f"{PATH}?year=2027")), f"Ajouter, {closed_days([2027])[0].name}")
        assert "2027 n’a encore" not in read(emile.get(PATH)).text


def test_the_director_reads_and_changes_nothing(plan, as_person, press, app):
    diane = as_person("diane")
    assert diane.get(PATH).status_code == 200
    for path in ("", "/accept", "/1", "/1/remove"):
        assert press(diane, PATH + path).status_code == 403
    with app.app_context():
        assert db.session.scalar(select(func.count(Closure.id))) == 0
