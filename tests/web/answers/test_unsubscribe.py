"""« Ne plus recevoir ces relances »: by the mail reader's own button (RFC 8058), or on the page."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from tests.support.databases import NOW
from tests.support.pages import press, read
from tests.support.plan_builder import in_days
from tests.support.statements import counted
from tracker.domain import contacts
from tracker.domain.changes import Actor, Change
from tracker.domain.messages import MailLink
from tracker.domain.opt_outs import OptOut
from tracker.domain.people import Contact, Person
from tracker.extensions import db

ONE_CLICK = {"List-Unsubscribe": "One-Click"}


@pytest.fixture
def mine(plan):
    return plan.commitment(due=in_days(8))


@pytest.fixture
def token(plan, mine):
    return plan.mail(mine)


@pytest.fixture
def path(token):
    return f"/answer/{token}/unsubscribe"


@pytest.fixture
def emile(as_person):
    """Coordinates the Bureau."""
    return as_person("emile")


def asked(app):
    with app.app_context():
        return list(db.session.scalars(select(OptOut).order_by(OptOut.id)))


def test_the_page_says_what_it_does_and_records_nothing(app, path):
    page = read(app.test_client().get(path))

    assert "Rien n’est coupé en attendant : les relances continuent" in page.text
    assert "Ce n’est pas pour moi" in page.text
    assert asked(app) == []


def test_its_button_tells_the_coordination(app, plan, mine, path):
    anyone = app.test_client()

    thanks = read(press(anyone, read(anyone.get(path)), "Prévenir la coordination"))

    assert thanks.status == 200
    assert "C’est noté. La coordination est prévenue." in thanks.text
    (row,) = asked(app)
    assert (row.person_id, row.way, row.handled_at) == (plan.people["alice"], "page", None)
    assert row.asked_at - NOW < timedelta(minutes=1)
    assert plan.answers(mine) == []
    with app.app_context():
        note = db.session.scalar(select(Change).where(Change.field == "opt_out"))
    assert (note.what, note.way, note.object_id) == ("asked", "mail", plan.people["alice"])
    assert "La coordination est prévenue" in read(anyone.get(path)).text


@pytest.mark.parametrize("enctype", ["application/x-www-form-urlencoded", "multipart/form-data"])
def test_one_click_of_a_mail_reader_is_enough_and_answered_at_once(app, path, enctype):
    response = app.test_client().post(path, data=ONE_CLICK, content_type=enctype)

    assert response.status_code == 200
    assert "La coordination est prévenue" in read(response).text
    assert [row.way for row in asked(app)] == ["one_click"]


def test_a_second_click_is_answered_alike_and_asks_once(app, path):
    anyone = app.test_client()

    pages = [anyone.post(path, data=ONE_CLICK) for _ in range(2)]

    assert pages[0].data == pages[1].data
    assert len(asked(app)) == 1


def test_nothing_is_silenced(app, plan, path):
    app.test_client().post(path, data=ONE_CLICK)

    with app.app_context():
        alice = db.session.get_one(Person, plan.people["alice"])
        assert (alice.suspended_at, alice.active) == (None, True)


def test_what_it_shows_lies_in_no_cache_and_in_no_index(app, path):
    anyone = app.test_client()
    for response in (anyone.get(path), anyone.post(path, data=ONE_CLICK)):
        assert response.headers["Cache-Control"] == "no-store"
        assert response.headers["Referrer-Policy"] == "same-origin"
        assert response.headers["X-Robots-Tag"] == "noindex, nofollow"


def test_an_old_mail_still_serves_to_ask(app, plan, mine, frozen):
    token = plan.mail(mine, at=NOW - timedelta(days=45))

    assert app.test_client().post(f"/answer/{token}/unsubscribe").status_code == 200
    assert len(asked(app)) == 1


def test_a_link_that_was_closed_or_never_was_asks_nothing(app, plan, token, path):
    link = plan.link(token)
    plan.edit(MailLink, link.id, revoked_at=NOW)
    anyone = app.test_client()

    assert anyone.post(path, data=ONE_CLICK).status_code == 410
    assert anyone.post("/answer/jamais-vu/unsubscribe", data=ONE_CLICK).status_code == 404
    assert asked(app) == []


def test_who_left_asks_nothing(app, plan, path):
    plan.edit(Person, plan.people["alice"], active=False)

    assert app.test_client().post(path, data=ONE_CLICK).status_code == 410
    assert asked(app) == []


def test_the_page_is_in_the_language_of_its_person(app, plan, path):
    plan.edit(Person, plan.people["alice"], locale="en")

    page = read(app.test_client().get(path))

    assert "Stop these reminders?" in page.text
    assert "lang=fr" in page.html


# --- the coordination


def test_the_coordination_is_told_on_the_board_and_on_the_reminders(app, plan, emile, path):
    assert "ne plus recevoir" not in read(emile.get("/")).text

    app.test_client().post(path, data=ONE_CLICK)

    for address in ("/", "/reminders"):
        page = read(emile.get(address))
        assert "a demandé le 20 avril de ne plus recevoir de relances pour Verdun" in page.text
        assert "elles partent encore" in page.text
        assert f'href="/people/{plan.people["alice"]}"' in page.region("en-ordre")


def test_it_is_told_until_another_contact_comes_first(app, plan, emile, path):
    app.test_client().post(path, data=ONE_CLICK)
    with app.app_context():
        bob = select(Contact).where(Contact.person_id == plan.people["bob"])
        actor = Actor(plan.people["emile"], "Coordination", NOW)
        contacts.move(db.session, db.session.scalar(bob), 0, actor)
        db.session.commit()

    assert "ne plus recevoir" not in read(emile.get("/")).text


def test_it_is_settled_on_the_page_of_the_person(app, plan, emile, path):
    app.test_client().post(path, data=ONE_CLICK)
    alice = f"/people/{plan.people['alice']}"
    page = read(emile.get(alice))
    assert "A demandé le 20 avril 2026, 9 h de ne plus recevoir de relances." in page.text
    assert "Nommer quelqu’un d’autre, Verdun" in page.text

    assert press(emile, page, "C’est réglé").status_code == 303

    (row,) = asked(app)
    assert (row.handled_at is not None, row.handled_by) == (True, "Coordination du Bureau")
    page = read(emile.get(alice))
    assert "Nommer quelqu’un d’autre" not in page.text
    assert "Ne plus recevoir de relances : réglé" in page.text
    assert "ne plus recevoir" not in read(emile.get("/")).text


def test_settled_once_more_changes_nothing(app, plan, emile, path):
    app.test_client().post(path, data=ONE_CLICK)
    page = read(emile.get(f"/people/{plan.people['alice']}"))
    press(emile, page, "C’est réglé")
    first = asked(app)[0].handled_at

    assert press(emile, page, "C’est réglé").status_code == 303
    assert [row.handled_at for row in asked(app)] == [first]


def test_who_asks_again_after_it_was_settled_is_told_again(app, plan, emile, path):
    anyone = app.test_client()
    anyone.post(path, data=ONE_CLICK)
    press(emile, read(emile.get(f"/people/{plan.people['alice']}")), "C’est réglé")

    anyone.post(path, data=ONE_CLICK)

    assert len(asked(app)) == 2
    assert "de ne plus recevoir de relances pour Verdun" in read(emile.get("/")).text


@pytest.mark.parametrize("name", ["alice", "diane", "fanny"])
def test_nobody_else_settles_it(plan, as_person, name):
    client = as_person(name)
    token = read(client.get("/account")).form("Quitter").fields["csrf_token"]

    answer = client.post(
        f"/people/{plan.people['alice']}/opt-out/settled", data={"csrf_token": token}
    )

    assert answer.status_code == 403


def test_however_many_asked_the_board_sends_as_many_statements(app, plan, mine, as_person):
    sent = []
    for name in ("alice", "charlie"):
        token = plan.mail(mine, to=name)
        app.test_client().post(f"/answer/{token}/unsubscribe", data=ONE_CLICK)
        emile = as_person("emile")
        with counted(app) as statements:
            emile.get("/")
        sent.append(len(statements))

    assert sent[0] == sent[1]
