"""/units/<code>/contacts: who answers, in order."""

import pytest

from tests.support.pages import press, read
from tests.support.plan_builder import in_days
from tracker.domain.people import Person


@pytest.fixture
def emile(as_person):
    """The coordinator."""
    return as_person("emile")


def listed(page):
    html = page.region("repondants")
    names = ("Responsable, Verdun", "Substitut, Verdun", "Responsable, Affaires juridiques")
    found = [name for name in names if f">{name}<" in html]
    return sorted(found, key=lambda name: html.index(f">{name}<"))


def test_a_contact_moves_up_and_the_order_holds(emile):
    page = read(emile.get("/units/VERDUN/contacts"))

    press(emile, page, "Monter, Substitut, Verdun", within="/up")

    page = read(emile.get("/units/VERDUN/contacts"))
    assert listed(page) == ["Substitut, Verdun", "Responsable, Verdun"]
    assert "Substitut, Verdun répond désormais en premier." in page.text


def test_somebody_known_is_added_by_what_the_list_proposes_or_by_address(emile):
    for typed in (
        "Responsable, Affaires juridiques (charlie@exemple.test)",
        " CHARLIE@exemple.test",
    ):
        page = read(emile.get("/units/ANJOU/contacts"))
        answer = press(emile, page, "Ajouter à la liste", person=typed)
        page = read(emile.get("/units/ANJOU/contacts"))
        assert listed(page) == ["Responsable, Affaires juridiques"]
        if answer.status_code == 422:
            assert "répond déjà pour cette unité" in read(answer).text


def test_the_first_contact_of_a_unit_learns_what_happens_on_monday(plan, emile):
    plan.commitment("anjou", due=in_days(5))
    page = read(emile.get("/units/ANJOU/contacts"))
    assert "aucune relance ne peut partir" in page.text

    press(emile, page, "Ajouter à la liste", person="charlie@exemple.test")

    assert "la relance du lundi 27 avril" in read(emile.get("/units/ANJOU/contacts")).text


@pytest.mark.parametrize("typed", ["", "Inconnu", "alice@exemple.test", "bob@exemple.test"])
def test_who_cannot_be_added_is_said_beside_the_field_and_kept(plan, emile, typed):
    plan.edit(Person, plan.people["bob"], active=False)
    page = read(emile.get("/units/VERDUN/contacts"))

    answer = read(press(emile, page, "Ajouter à la liste", person=typed))

    assert answer.status == 422
    assert answer.title.startswith("Erreur :")
    assert f'value="{typed}"' in answer.html


def test_one_head_and_somebody_removed(emile):
    page = read(emile.get("/units/VERDUN/contacts"))
    press(emile, page, "Dirige l’unité, Substitut, Verdun", within="/head")
    page = read(emile.get("/units/VERDUN/contacts"))
    assert page.text.count("direction de l’unité") == 1

    press(emile, page, "Enlever, Responsable, Verdun", within="/remove")

    assert listed(read(emile.get("/units/VERDUN/contacts"))) == ["Substitut, Verdun"]


def test_two_coordinators_at_once_the_second_sees_what_changed(app, plan, emile, as_person):
    plan.edit(Person, plan.people["fanny"], role="coordinator")
    fanny = as_person("fanny")
    page = read(fanny.get("/units/VERDUN/contacts"))
    press(emile, page_of(emile), "Monter, Substitut, Verdun", within="/up")

    late = read(press(fanny, page, "Enlever, Responsable, Verdun", within="/remove"))

    assert late.status == 409
    assert "Quelqu’un a changé ceci" in late.text
    assert len(listed(read(fanny.get("/units/VERDUN/contacts")))) == 2


def page_of(client):
    return read(client.get("/units/VERDUN/contacts"))
