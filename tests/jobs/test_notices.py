"""Mails between two slots: each kind leaves once, and its link opens what it says."""

import re
from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from sqlalchemy import select

from tests.support.databases import NOW
from tests.support.mailbox import Step
from tests.support.plan_builder import in_days
from tracker.domain.messages import Message
from tracker.domain.people import Person
from tracker.domain.plans import ActionPlan
from tracker.domain.questions import BlockerReply, Question
from tracker.domain.sessions import AddressChange, OneUseLink
from tracker.domain.tokens import token_hash
from tracker.extensions import db
from tracker.mail import outbox

#: Sends through a real SMTP server.
pytestmark = pytest.mark.slow


@pytest.fixture
def office(open_office, smtp_server, frozen):
    """Nobody is owed a weekly mail: only what is posted leaves."""
    office = open_office(TRACKER_SMTP_URL=smtp_server.url)
    office.tick()
    smtp_server.received.clear()
    return office


@pytest.fixture
def post(office):
    """`post("invitation", "alice")`: queue one mail; the id of its row."""

    def queue(kind, name, **more):
        def write(session):
            person = session.get_one(Person, office.plan.people[name])
            settings = office.app.config["TRACKER"]
            return outbox.post(session, settings, kind, person, NOW, **more).id

        return office.do(write)

    return queue


def arrived(smtp_server):
    (mail,) = smtp_server.received
    return mail


def path_in(mail, start):
    """Path of the first link of the mail that begins so."""
    text = mail.message.get_body(("plain",)).get_content()
    return urlsplit(re.search(rf"http://suivi\.exemple\.test/{start}/\S+", text)[0]).path


def token_in(mail, start):
    return path_in(mail, start).split("/")[2]


def one_use(office, token):
    with office.app.app_context():
        return db.session.scalar(
            select(OneUseLink).where(OneUseLink.token_hash == token_hash(token))
        )


def change_of_address(office, **more):
    def write(session):
        change = AddressChange(
            person_id=office.plan.people["alice"],
            old_email="alice@exemple.test",
            new_email="a.neuve@exemple.test",
            asked_at=NOW,
            asked_by="Coordination du Bureau",
            **more,
        )
        session.add(change)
        session.flush()
        return change.id

    return office.do(write)


@pytest.mark.parametrize(
    ("kind", "lasts"), [("invitation", timedelta(days=7)), ("password", timedelta(hours=24))]
)
def test_an_account_mail_opens_the_page_of_the_password(office, smtp_server, post, kind, lasts):
    post(kind, "alice")
    assert office.tick().messages == {"sent": 1}
    mail = arrived(smtp_server)
    link = one_use(office, token_in(mail, "password"))
    assert (link.purpose, link.person_id) == (kind, office.plan.people["alice"])
    assert timedelta(0) <= link.expires_at - NOW - lasts < timedelta(minutes=1)
    page = office.app.test_client().get(
        path_in(mail, "password"), base_url="http://suivi.exemple.test"
    )
    assert page.status_code == 200
    kept = office.message("alice")
    assert "/password/…" in kept.body_text
    assert token_in(mail, "password") not in kept.body_text + kept.body_html
    assert "List-Unsubscribe" not in mail.message


def test_somebody_is_invited_before_there_is_a_plan(office, post, smtp_server):
    office.plan.edit(ActionPlan, 1, is_current=False)
    post("invitation", "bob")

    assert office.tick().messages == {"sent": 1}
    assert path_in(arrived(smtp_server), "password")


def test_the_invitation_says_for_which_unit(office, smtp_server, post):
    post("invitation", "charlie")
    office.tick()
    text = arrived(smtp_server).message.get_body(("plain",)).get_content()
    assert "Service des affaires juridiques" in " ".join(text.split())


def test_the_newest_of_two_links_alone_serves(office, smtp_server, post):
    post("invitation", "alice")
    office.tick()
    post("password", "alice")
    office.tick()
    first, second = (token_in(mail, "password") for mail in smtp_server.received)
    assert one_use(office, first).used_at is not None
    assert one_use(office, second).used_at is None


def test_the_old_address_is_told_of_a_change_that_was_confirmed_first(office, smtp_server, post):
    change = change_of_address(office, outcome="confirmed", decided_at=NOW)
    post("address_notice", "alice", about_id=change, to_address="alice@exemple.test")
    assert office.tick().messages == {"sent": 1}
    old = arrived(smtp_server)
    assert old.recipients == ("alice@exemple.test",)
    assert "écrivez à la coordination" in old.message.get_body(("plain",)).get_content()


def test_a_change_of_address_is_told_to_both(office, smtp_server, post):
    change = change_of_address(office)
    post("address", "alice", about_id=change, to_address="a.neuve@exemple.test")
    post("address_notice", "alice", about_id=change, to_address="alice@exemple.test")
    assert office.tick().messages == {"sent": 2}
    new, old = smtp_server.received
    assert new.recipients == ("a.neuve@exemple.test",)
    assert old.recipients == ("alice@exemple.test",)
    confirm = one_use(office, token_in(new, "address"))
    stop = one_use(office, token_in(old, "address"))
    assert (confirm.purpose, confirm.address_change_id) == ("address", change)
    assert (stop.purpose, stop.address_change_id) == ("address_refusal", change)
    assert path_in(old, "address").endswith("/refuse")


def test_a_change_decided_meanwhile_is_told_to_nobody(office, post):
    post("address", "alice", about_id=change_of_address(office, outcome="refused", decided_at=NOW))
    assert office.tick().messages == {"cancelled": 1}
    assert office.message("alice").reason == "decided"


def test_a_question_on_a_commitment_leads_to_its_four_answers(office, smtp_server, post):
    question = office.plan.ask(office.late, "Quand la liste sera-t-elle prête?")
    post("question", "alice", about_id=question)
    assert office.tick().messages == {"sent": 1}
    mail = arrived(smtp_server)
    assert path_in(mail, "answer").endswith(f"/{office.late}")
    page = office.app.test_client().get(
        path_in(mail, "answer"), base_url="http://suivi.exemple.test"
    )
    assert "Quand la liste sera-t-elle prête?" in page.text
    assert office.asked("alice") == [office.late]


def ask_on_dossier(office):
    def write(session):
        question = Question(
            dossier_id=office.plan.dossiers["D1"],
            asked_by_id=office.plan.people["diane"],
            asked_at=NOW,
            text="Où en est le dossier?",
        )
        session.add(question)
        session.flush()
        return question.id

    from tracker.domain.plans import Dossier

    office.plan.edit(Dossier, office.plan.dossiers["D1"], lead_unit_id=office.plan.units["verdun"])
    return office.do(write)


def test_a_question_on_a_dossier_leads_to_an_answer_in_words(office, smtp_server, post):
    question = ask_on_dossier(office)
    post("question", "alice", about_id=question)
    assert office.tick().messages == {"sent": 1}
    mail = arrived(smtp_server)
    assert path_in(mail, "answer").endswith(f"/question/{question}")
    assert "Où en est le dossier?" in mail.message.get_body(("plain",)).get_content()


@pytest.mark.parametrize(
    "closing",
    [
        {"withdrawn_at": NOW, "withdrawn_by": "Directrice du Bureau"},
        {"answered_at": NOW, "answered_by": "Responsable, Verdun", "answer_text": "Oui."},
    ],
)
def test_a_question_closed_meanwhile_is_not_asked(office, post, closing):
    question = ask_on_dossier(office)
    post("question", "alice", about_id=question)
    office.plan.edit(Question, question, **closing)
    assert office.tick().messages == {"cancelled": 1}
    assert office.message("alice").reason == "closed"


def test_the_one_who_answers_now_is_asked_instead(office, smtp_server, post):
    post("question", "alice", about_id=ask_on_dossier(office))
    office.plan.edit(
        Person,
        office.plan.people["alice"],
        suspended_at=NOW,
        suspended_reason="Retour",
    )
    assert office.tick().messages == {"cancelled": 1, "sent": 1}
    assert arrived(smtp_server).recipients == ("bob@exemple.test",)


def test_what_the_blocker_replied_is_told_with_the_four_answers(office, smtp_server, post):
    update = office.plan.say(
        office.late,
        "blocked",
        blocker_unit_id=office.plan.units["legal"],
        sentence="L’avis manque.",
    )

    def reply(session):
        found = BlockerReply(
            update_id=update,
            kind="promised",
            promised_on=in_days(10),
            sentence="Avant la fin du mois.",
            by_name="Responsable, Affaires juridiques",
            at=NOW,
        )
        session.add(found)
        session.flush()
        return found.id

    post("relief", "alice", about_id=office.do(reply))
    assert office.tick().messages == {"sent": 1}
    mail = arrived(smtp_server)
    text = " ".join(mail.message.get_body(("plain",)).get_content().split())
    assert "dit : réponse le 30 avril" in text.replace("\N{NO-BREAK SPACE}", " ")
    assert "Avant la fin du mois." in text
    assert path_in(mail, "answer").endswith(f"/{office.late}")


def test_the_trial_goes_where_it_was_asked_for_without_a_link(office, smtp_server, post):
    post("test", "emile", to_address="autre@exemple.test")
    assert office.tick().messages == {"sent": 1}
    assert arrived(smtp_server).recipients == ("autre@exemple.test",)
    assert office.links("emile") == []


def test_a_suspended_address_still_gets_the_mail_of_its_account(office, post):
    office.plan.edit(
        Person, office.plan.people["alice"], suspended_at=NOW, suspended_reason="Retour"
    )
    post("password", "alice")
    assert office.tick().messages == {"sent": 1}


def test_somebody_who_left_gets_no_invitation(office, post):
    post("invitation", "alice")
    office.dismiss("alice")
    assert office.tick().messages == {"cancelled": 1}
    assert office.message("alice").reason == "left"


def test_one_that_is_put_off_leaves_no_usable_link_and_leaves_later(
    office, smtp_server, post, later
):
    post("password", "alice")
    smtp_server.answer(Step.CONTENT, "451 4.3.0 Plus tard")
    assert office.tick().messages == {"deferred": 1}
    with office.app.app_context():
        assert db.session.scalars(select(OneUseLink)).all() == []
    later(timedelta(hours=2))
    assert office.tick().messages == {"sent": 1}


def test_it_is_given_up_once_its_link_would_be_useless(office, smtp_server, post, later):
    post("password", "alice")
    smtp_server.answer(Step.MAIL, "451 4.3.0 Plus tard")
    office.tick()
    later(timedelta(hours=25))
    assert office.tick(None).messages["cancelled"] == 1
    with office.app.app_context():
        found = db.session.scalar(select(Message).where(Message.kind == "password"))
        assert (found.state, found.reason) == ("cancelled", "expired")


def test_a_process_that_dies_before_data_leaves_no_link_and_the_mail_leaves_once(
    office, smtp_server, post, later, monkeypatch
):
    from tracker.mail.smtp import SmtpWayOut

    def die(self, sender, recipient, meanwhile=None):
        raise KeyboardInterrupt

    post("invitation", "alice")
    with monkeypatch.context() as patched:
        patched.setattr(SmtpWayOut, "offer", die)
        with pytest.raises(KeyboardInterrupt):
            office.tick()
    with office.app.app_context():
        assert db.session.scalars(select(OneUseLink)).all() == []
    later(timedelta(minutes=10))
    assert office.tick().messages == {"sent": 1}
    assert len(smtp_server.received) == 1


def test_two_questions_on_one_commitment_are_two_mails(office, smtp_server, post):
    texts = ("Quand la liste sera-t-elle prête?", "Qui la tient?")
    for text in texts:
        post("question", "alice", about_id=office.plan.ask(office.late, text))

    assert office.tick().messages == {"sent": 2}
    for mail, text in zip(smtp_server.received, texts, strict=True):
        assert text in mail.message.get_body(("plain",)).get_content()
