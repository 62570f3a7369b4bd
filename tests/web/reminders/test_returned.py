"""A mail that came back: on its own page, on the page of the reminders, on the person's, until the
address is mended."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from tests.support.databases import NOW
from tests.support.pages import press, read
from tests.support.plan_builder import in_days
from tracker.domain.messages import Message
from tracker.domain.people import Person
from tracker.extensions import db

SAID = "Revenu le 20 avril 2026, 9 h : boîte inconnue."


@pytest.fixture
def emile(as_person):
    """Coordinates the Bureau."""
    return as_person("emile")


@pytest.fixture
def returned(plan):
    """`returned("mailbox_unknown")`: alice's mail came back; its id."""

    def come_back(reason="mailbox_unknown", suspended=True):
        plan.mail(plan.commitment(lead="verdun", due=in_days(30)), at=NOW - timedelta(hours=1))
        with plan.app.app_context():
            message = db.session.scalars(select(Message).order_by(Message.id.desc())).first()
            message.to_address = "alice@exemple.test"
            message.to_name = "Responsable, Verdun"
            message.bounced_at, message.bounce_reason = NOW, reason
            row_id = message.id
            db.session.commit()
        if suspended:
            suspension = {"suspended_at": NOW, "suspended_reason": reason}
            plan.edit(Person, plan.people["alice"], **suspension)
        return row_id

    return come_back


def test_the_coordination_reads_when_it_came_back_why_and_where_to_mend_it(plan, emile, returned):
    returned()

    page = read(emile.get("/reminders"))

    assert SAID in page.text
    assert f'href="/people/{plan.people["alice"]}"' in page.region("verifier")
    assert "Renvoyer" not in read(emile.get("/reminders")).region("verifier")


def test_its_own_page_says_so_too(plan, emile, returned):
    row_id = returned()

    page = read(emile.get(f"/outbox/{row_id}"))

    assert "Revenu" in page.text
    assert SAID in page.text
    assert f'href="/people/{plan.people["alice"]}">Corriger l’adresse' in page.html


def test_the_board_and_the_persons_page_say_since_when_and_why(plan, emile, returned):
    returned()

    board = read(emile.get("/"))
    page = read(emile.get(f"/people/{plan.people['alice']}"))

    assert (
        "adresse suspendue (alice@exemple.test) depuis le 20 avril : boîte inconnue" in board.text
    )
    assert (
        "Aucun courriel ne part plus à cette adresse depuis le 20 avril 2026, 9 h : boîte inconnue."
        in page.text
    )


def test_it_is_told_in_english_too(emile, returned):
    row_id = returned()

    assert (
        "Came back on April 20, 2026, 9 a.m.: unknown mailbox."
        in read(emile.get(f"/outbox/{row_id}?lang=en")).text
    )


def test_a_mended_address_settles_it(plan, emile, returned, press):
    row_id = returned()
    alice = f"/people/{plan.people['alice']}"

    press(emile, f"{alice}/lift")

    page = read(emile.get("/reminders"))
    assert SAID not in page.text
    assert "À vérifier 1" not in page.text
    assert SAID in read(emile.get(f"/outbox/{row_id}")).text


def test_another_address_settles_it(plan, emile, returned, press):
    returned()

    press(emile, f"/people/{plan.people['alice']}/address", email="juste@exemple.test")

    assert SAID not in read(emile.get("/reminders")).text


def test_it_may_leave_again_once_the_address_is_mended(app, plan, emile, returned):
    row_id = returned()
    alice = plan.people["alice"]
    assert "Renvoyer" not in read(emile.get(f"/outbox/{row_id}")).text
    plan.edit(Person, alice, suspended_at=None, suspended_reason=None)
    page = read(emile.get(f"/outbox/{row_id}"))
    token = page.form("Renvoyer").fields["csrf_token"]

    answer = emile.post(f"/outbox/{row_id}/again", data={"csrf_token": token})

    assert answer.status_code == 303
    with app.app_context():
        message = db.session.get_one(Message, row_id)
        assert (message.state, message.bounced_at, message.sent_at) == ("planned", None, None)


def test_what_a_server_gave_up_on_may_be_sent_again_at_once(app, emile, returned):
    row_id = returned("gave_up", suspended=False)
    page = read(emile.get("/reminders"))
    assert "Revenu le 20 avril 2026, 9 h : jamais remis, après plusieurs essais." in page.text

    answer = press(emile, page, "Renvoyer, Responsable, Verdun")

    assert answer.status_code == 303
    with app.app_context():
        assert db.session.get_one(Message, row_id).state == "planned"


def test_what_a_server_gave_up_on_is_settled_by_a_later_mail_that_arrives(plan, emile, returned):
    returned("gave_up", suspended=False)

    plan.mail(plan.commitment(due=in_days(30)), at=NOW + timedelta(days=7))

    assert "jamais remis" not in read(emile.get("/reminders")).text


def test_the_director_reads_it_and_is_led_nowhere(plan, as_person, returned):
    returned()

    page = read(as_person("diane").get("/reminders"))

    assert SAID in page.text
    assert "/people/" not in page.region("verifier")


def test_a_mail_of_an_account_that_came_back_did_not_arrive(app, plan, emile):
    with app.app_context():
        db.session.add(
            Message(
                kind="invitation",
                person_id=plan.people["alice"],
                message_id="<i@exemple.test>",
                state="sent",
                sent_at=NOW,
                created_at=NOW,
                bounced_at=NOW,
                bounce_reason="mailbox_full",
                to_address="alice@exemple.test",
            )
        )
        db.session.commit()

    assert (
        "alice@exemple.test · pas arrivé" in read(emile.get(f"/people/{plan.people['alice']}")).text
    )
