"""GET /: who gets the board, what it costs, and what it says while there is little to say."""

import pytest
from sqlalchemy import event, update

from tests.support.pages import read
from tests.support.plan_builder import in_days
from tracker.domain.plans import ActionPlan
from tracker.domain.revision import mark
from tracker.extensions import db


@pytest.fixture
def change_plan(app):
    def change(**values):
        with app.app_context():
            db.session.execute(update(ActionPlan).values(**values))
            mark(db.session)
            db.session.commit()

    return change


def test_a_lead_is_led_to_what_is_theirs(plan, alice):
    answer = alice.get("/")

    assert (answer.status_code, answer.location) == (303, "/mine")


def test_a_stranger_is_led_to_the_sign_in_page(app, plan):
    assert app.test_client().get("/").location.startswith("/sign-in")


def test_a_reader_sees_what_awaits_the_director_worded_as_hers(plan, promise, as_person):
    plan.say(
        promise(title="Liste unique"),
        "postponed",
        new_due=in_days(80),
        reason="staffing",
        help_wanted=True,
    )

    text = read(as_person("fanny").get("/")).text

    assert "Une demande attend la direction." in text
    assert "Ce qui attend la direction" in text
    assert "vous attend" not in text.lower()


def test_two_readers_of_one_role_do_not_share_what_awaits_a_director(plan, promise, as_person):
    plan.ask(promise(), "Où en êtes-vous?", by="diane")

    assert "votre question est sans réponse" in read(as_person("diane").get("/")).text
    assert "une question de la direction est sans réponse" in read(as_person("emile").get("/")).text


def test_a_calm_week_looks_calm(plan, promise, diane):
    plan.say(promise(due=in_days(90)), "on_track")

    page = read(diane.get("/"))

    assert "Rien ne vous attend. Rien n’a glissé cette semaine." in page.text
    assert "Rien n’est en retard ni bloqué." in page.text
    assert "Aucune unité n’est en silence." in page.text
    assert 'class="figure act"' not in page.html


def test_a_plan_without_any_answer_says_since_when(plan, promise, diane):
    promise(due=in_days(90))

    assert "Aucune réponse depuis le lundi 13 avril." in read(diane.get("/")).text


def test_a_plan_without_milestones_has_no_map_nor_curve(plan, diane):
    page = read(diane.get("/"))

    assert "Aucune unité n’est encore engagée." in page.text
    assert '<svg class="burn"' not in page.html


def test_without_a_plan_the_page_says_when_it_will_fill(plan, diane, change_plan):
    change_plan(is_current=False)

    page = read(diane.get("/"))

    assert page.status == 200
    assert "Aucun plan n’est chargé." in page.text


def test_a_draft_asks_for_nothing_yet(plan, promise, diane, change_plan):
    promise(due=in_days(-20))
    change_plan(approved_at=None, approved_by=None)

    text = read(diane.get("/")).text

    assert "Le plan est un projet : rien n’est encore demandé." in text
    assert "Rien n’est en retard ni bloqué." in text


def test_an_answer_shows_at_the_next_reading(plan, promise, figures):
    waiting = promise(due=in_days(-5), title="Liste unique")
    assert "1 En retard ou bloqué" in figures()

    plan.say(waiting, "done", done_on=in_days(-1), sentence="Publiée.")

    assert "0 En retard ou bloqué" in figures()


@pytest.mark.parametrize("size", [2, 60])
def test_statements_are_as_many_however_large_the_plan(app, plan, diane, size):
    for number in range(size):
        made = plan.commitment(due=in_days(number - 10))
        if number % 2:
            plan.say(made, "on_track")
    statements = []
    with app.app_context():
        engine = db.engine

    def note(_connection, _cursor, statement, *_):
        statements.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    diane.get("/?cell=VERDUN-D1&show=follow")
    cold = len(statements)
    diane.get("/")
    warm = len(statements) - cold
    event.remove(engine, "before_cursor_execute", note)

    assert cold <= 14
    assert warm == 3
