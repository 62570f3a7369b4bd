"""/units/new, /units/<code>/edit, /units/<code>/rename."""

import pytest

from tests.support.pages import press, read
from tests.support.plan_builder import in_days
from tracker.exchange.units import read_unit_index
from tracker.extensions import db


@pytest.fixture
def emile(as_person):
    return as_person("emile")


def code_of(app, text):
    with app.app_context():
        found = read_unit_index(db.session).find_unit(text)
        return found and found.code


def fill(client, path, button, **typed):
    return press(client, read(client.get(path)), button, **typed)


def test_a_unit_is_made_and_asks_who_answers_for_it(app, emile):
    given = fill(
        emile,
        "/units/new",
        "Enregistrer l’unité",
        code="sge",
        name="Service du greffe",
        short="Greffe",
        long_form="Service du greffe",
        aliases="Le greffe\nGREFFE central\n",
    )

    assert given.headers["Location"] == "/units/SGE/contacts"
    assert code_of(app, "greffe  Central") == "SGE"


def test_a_spelling_of_another_unit_is_refused_with_its_name(emile):
    page = read(fill(emile, "/units/ANJOU/edit", "Enregistrer l’unité", aliases="Le Verdun"))

    assert page.status == 422
    assert "désigne déjà une unité : Verdun" in page.text
    assert "Le Verdun" in page.html


def test_a_corrected_name_keeps_the_old_spelling(app, emile):
    given = fill(emile, "/units/ANJOU/edit", "Enregistrer l’unité", name="Ville d’Anjou")

    assert given.status_code == 303
    assert code_of(app, "Anjou") == code_of(app, "Ville d'Anjou") == "ANJOU"


def test_a_name_holds_from_its_day_and_the_one_before_stays(app, plan, emile):
    said = plan.commitment("anjou", due=in_days(30))
    plan.say(said, "on_track")
    fill(
        emile,
        "/units/ANJOU/rename",
        "Enregistrer le nouveau nom",
        name="N",
        short="N",
        long_form="Arrondissement N",
        since="2026-04-20",
    )
    fill(
        emile,
        "/units/ANJOU/rename",
        "Enregistrer le nouveau nom",
        name="Plus tard",
        short="PT",
        long_form="Plus tard",
        since="1er mai 2026",
    )

    page = read(emile.get("/units/ANJOU"))
    assert page.title.startswith("N |")
    assert "renommé" in page.text
    assert ">Anjou<" in read(emile.get("/milestones/1")).region("historique")
    assert {code_of(app, text) for text in ("Anjou", "N", "plus tard")} == {"ANJOU"}


@pytest.mark.parametrize(
    "wrong", [{"name": "a" * 200}, {"since": "hier"}, {"name": ""}, {"since": "2002-01-01"}]
)
def test_what_cannot_be_taken_is_said_in_words_and_kept(emile, wrong):
    good = {"name": "Neuf", "short": "N", "long_form": "Neuf", "since": "2026-05-01"}

    page = read(fill(emile, "/units/ANJOU/rename", "Enregistrer le nouveau nom", **(good | wrong)))

    assert page.status == 422
    assert page.title.startswith("Erreur :")
    assert all(f'value="{value}"' in page.html for value in wrong.values())
