"""GET /briefs/A/compare/B: what came, what went, what moved, whatever became of the plan since."""

import pytest

from tests.support.databases import NOW, TODAY
from tests.support.pages import read, read_html
from tests.support.plan_builder import in_days
from tests.support.statements import counted
from tests.web.briefs.conftest import h1
from tracker.domain.people import Contact, Person
from tracker.domain.revision import mark
from tracker.domain.units import UnitName
from tracker.extensions import db


@pytest.fixture
def compared(diane):
    """`compared(1, 2, "slipped")`: the words of one block."""

    def of(a, b, name):
        return read_html(read(diane.get(f"/briefs/{a}/compare/{b}")).region(name)).text

    return of


def test_says_what_is_new_and_what_is_gone(plan, keep, compared):
    settled = plan.commitment("legal", lead="legal", title="Contrat", due=in_days(-14))
    before = keep(in_days(-7))
    plan.say(settled, "done", "charlie", at=NOW, done_on=TODAY, sentence="Signé.")
    plan.commitment("legal", lead="legal", title="Guichet", due=in_days(-4))

    text = compared(before, keep(), "slipped")

    assert "Nouveau depuis le 13 avril Guichet" in text
    assert "N’y est plus le 20 avril Contrat" in text


def test_says_what_moved_in_the_words_of_each(plan, keep, compared):
    late = plan.commitment("legal", lead="legal", title="Contrat", due=in_days(-14))
    before = keep(in_days(-7))
    plan.say(late, "blocked", "charlie", at=NOW, blocker_words="le fournisseur", sentence="Rien.")

    text = compared(before, keep(), "slipped")

    assert "A bougé Contrat 13 avril En retard" in text
    assert "20 avril Bloqué" in text
    assert "bloqué par : le fournisseur" in text


def test_what_only_grows_older_did_not_move(plan, keep, diane):
    plan.commitment("legal", lead="legal", title="Contrat", due=in_days(-14))
    before = keep(in_days(-7))

    html = diane.get(f"/briefs/{before}/compare/{keep()}").text

    assert h1(html) == "Rien n’a changé entre le 13 avril et le 20 avril."


def test_what_was_answered_in_the_weeks_between_came_too(plan, keep, compared):
    told = plan.commitment("legal", lead="legal", title="Contrat", due=in_days(60))
    first = keep(in_days(-14))
    plan.say(told, "on_track", "charlie", at=NOW.replace(day=7))
    keep(in_days(-7))
    last = keep()

    assert "Nouveau depuis le 6 avril Contrat" in compared(first, last, "changed")


def test_no_answer_is_said_to_be_gone(plan, keep, compared):
    told = plan.commitment("legal", lead="legal", title="Contrat", due=in_days(60))
    plan.say(told, "on_track", "charlie", at=NOW.replace(day=7))
    first = keep(in_days(-7))

    assert compared(first, keep(in_days(7)), "changed") == "Ce qui a changé Rien n’a changé ici."


def test_is_right_after_the_plan_moved_on_a_person_left_and_a_unit_was_renamed(
    plan, keep, diane, app
):
    stays = plan.commitment("verdun", lead="verdun", title="Guichet", due=in_days(-14))
    plan.mail(stays, at=NOW.replace(month=3, day=2))
    gone = plan.commitment("legal", lead="legal", title="Contrat", due=in_days(-14))
    first = keep(in_days(-7))
    plan.say(gone, "done", "charlie", at=NOW.replace(day=14), done_on=in_days(-6), sentence="Oui.")
    with app.app_context():
        db.session.add(
            UnitName(
                unit_id=plan.units["verdun"],
                name="Verdun-Rive",
                short="VR",
                long_form="Verdun-Rive",
                valid_from=in_days(-3),
            )
        )
        mark(db.session)
        db.session.commit()
    second = keep()
    path = f"/briefs/{first}/compare/{second}"
    before = read(diane.get(path)).region("contenu")

    # The plan moves on: nothing of it may show.
    plan.say(stays, "done", at=NOW, done_on=TODAY, sentence="Ouvert.")
    plan.edit(Person, plan.people["alice"], active=False, name="Partie")
    with app.app_context():
        db.session.query(Contact).filter_by(person_id=plan.people["alice"]).delete()
        mark(db.session)
        db.session.commit()
    page = read(diane.get(path))

    assert page.region("contenu") == before
    slipped = read_html(page.region("slipped")).text
    assert "N’y est plus le 20 avril Contrat" in slipped
    assert "Guichet" not in slipped, "a new name is not a change"
    assert "1 autre sans changement" in slipped
    assert "Verdun" in read(diane.get(f"/briefs/{first}")).text
    assert "Verdun-Rive" not in read(diane.get(f"/briefs/{first}")).text
    assert "Verdun-Rive" in read(diane.get(f"/briefs/{second}")).text


def test_the_form_of_the_list_leads_there_the_earlier_first(plan, diane, keep):
    keep(in_days(-7))
    keep()

    answer = diane.get("/briefs/compare?from=2&to=1")

    assert (answer.status_code, answer.location) == (303, "/briefs/1/compare/2")
    assert diane.get("/briefs/compare?from=x").location == "/briefs"


def test_the_earlier_always_comes_first(plan, diane, keep):
    keep(in_days(-7))
    keep()

    assert diane.get("/briefs/2/compare/1").location == "/briefs/1/compare/2"
    assert diane.get("/briefs/1/compare/1").location == "/briefs/1"


def test_a_number_that_was_never_given_is_not_found(plan, diane, keep):
    number = keep()

    assert diane.get(f"/briefs/{number}/compare/{number + 1}").status_code == 404
    assert diane.get("/briefs/7/compare/9").status_code == 404


@pytest.mark.parametrize("size", [2, 30])
def test_costs_as_many_statements_however_much_changed(app, plan, diane, keep, size):
    keep(in_days(-7))
    for number in range(size):
        plan.commitment(due=in_days(number - size))
    keep()
    diane.get("/briefs/1/compare/2")

    with counted(app) as page:
        diane.get("/briefs/1/compare/2")

    assert len(page) == 4
