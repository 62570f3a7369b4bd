"""What a mail announces will be raised: with whom, when, in which words; and who hears of it."""

import pytest
from flask_babel import force_locale
from sqlalchemy import select

from tests.mail.conftest import plain
from tests.support.databases import NOW
from tests.support.plan_builder import in_days
from tracker.domain.messages import Message
from tracker.domain.people import Contact, Person
from tracker.domain.raising import Announcement, RaisingProposal
from tracker.extensions import db
from tracker.mail.announcing import announcements, keep, to_whom, warning
from tracker.mail.digests import digest_for


@pytest.fixture
def announced(plan, view_on):
    """`announced("alice")`: what her mail of TODAY announces, the next one in a week."""

    def read(name="alice", until=7):
        view = view_on()
        digest = digest_for(view, plan.people[name])
        with plan.app.app_context():
            return announcements(view, digest, in_days(until))

    return read


@pytest.fixture
def head(plan):
    """`head("bob", "Directeur")`: at the head of Verdun, under that title."""

    def name(who, title=""):
        with plan.app.app_context():
            person = plan.people[who]
            contact = db.session.scalar(select(Contact).where(Contact.person_id == person))
            contact.is_head = True
            db.session.get_one(Person, person).title = title
            db.session.commit()

    return name


def test_the_words_say_what_was_due_when_and_that_nothing_came(plan, announced):
    held = plan.commitment(lead="verdun", due=in_days(-5), title="Liste", title_en="List")
    (one,) = announced()
    assert (one.commitment_id, one.step, one.raised_on) == (held, "head", in_days(3))
    assert plain(one.words_fr) == (
        "D1-01, Liste : ce jalon, porté par le Verdun, était prévu le 15 avril 2026. Au 23 avril "
        "2026, aucune réponse n’a été donnée depuis cette date."
    )
    assert plain(one.words_en) == (
        "D1-01, List: this milestone, carried by Verdun, was due on April 15, 2026. As of April "
        "23, 2026, no answer has been given since that date."
    )


def test_a_contribution_is_told_as_a_share(plan, announced):
    plan.commitment(due=in_days(-5), title="Liste")
    assert "la part du Verdun était prévue le" in plain(announced()[0].words_fr)


def test_the_warning_names_the_head_by_title(plan, announced, head, view_on):
    head("bob", "Directeur d’arrondissement")
    plan.commitment(lead="verdun", due=in_days(-5))
    with plan.app.app_context(), force_locale("fr"):
        told = plain(warning(view_on(), announced()[0], "fr"))
    assert told.startswith(
        "Sans réponse de votre part d’ici le 23 avril, la coordination pourra porter ce jalon à "
        "l’attention de la personne à la tête du Verdun (Directeur d’arrondissement) en ces mots "
        ": « D1-01, "
    )


def test_a_head_who_cannot_be_written_to_is_not_named(plan, head, view_on):
    head("bob", "Directeur")
    plan.edit(Person, plan.people["bob"], suspended_at=NOW, suspended_reason="Retour")
    with plan.app.app_context(), force_locale("fr"):
        found = to_whom(view_on(), plan.units["verdun"], "head", "fr")
    assert found == "la personne à la tête du Verdun"


def test_who_is_the_head_is_not_told_of_themselves(plan, announced, head):
    head("alice")
    plan.commitment(lead="verdun", due=in_days(-5))
    assert announced() == ()
    plan.commitment(lead="verdun", due=in_days(-12))
    assert [one.step for one in announced()] == ["director"]


def test_what_is_blocked_or_not_asked_is_not_announced(plan, announced):
    blocked = plan.commitment(lead="verdun", due=in_days(-5))
    plan.say(blocked, "blocked", at=NOW.replace(day=2), blocker_words="La Ville", sentence=".")
    plan.commitment(lead="verdun", due=in_days(40))
    plan.commitment(lead="verdun", due=in_days(0))
    assert announced() == ()


def test_what_was_told_in_a_mail_that_arrived_is_not_told_again(plan, announced):
    held = plan.commitment(lead="verdun", due=in_days(-5))
    plan.announce(held, raised_on=in_days(3), at=NOW.replace(day=17))
    assert announced() == ()


def test_what_was_decided_is_not_told_again_whatever_became_of_the_mail(plan, announced):
    held = plan.commitment(lead="verdun", due=in_days(-5))
    decided = {"outcome": "released", "decided_by": "Coordination", "decided_at": NOW}
    plan.announce(held, raised_on=in_days(3), at=NOW.replace(day=17), **decided)
    plan.edit(Message, 1, bounced_at=NOW, bounce_reason="550")
    assert [one.step for one in announced(until=14)] == ["director"]


def test_words_that_arrived_are_never_written_over(plan, announced):
    held = plan.commitment(lead="verdun", due=in_days(-5))
    plan.announce(held, raised_on=in_days(3))
    again = Announcement(held, "head", in_days(-5), in_days(9), "Autre chose.", "Else.")
    with plan.app.app_context():
        keep(db.session.connection(), [again], 1, NOW)
        (kept,) = db.session.scalars(select(RaisingProposal))
        assert (kept.words_fr, kept.raised_on) == ("Les mots exacts (head).", in_days(3))


def test_what_a_unit_let_lie_awaits_the_coordination_in_its_mail(plan, letter_to):
    held = plan.commitment(lead="verdun", due=in_days(-10), title="Liste unique")
    plan.announce(held, sentence="Le verglas.", sentence_by="Alice", sentence_at=NOW)
    letter = letter_to("emile")
    text = plain(letter.text)
    assert "1 jalon à porter à l’attention" in text
    assert (
        "D1-01 · Verdun, annoncé le 20 avril : à l’attention de la personne à la tête du Verdun"
        in text
    )
    assert "« Le verglas. »" in text
    assert "https://suivi.exemple.test/reminders/raising#proposition-1" in letter.text


def test_what_was_raised_with_the_director_is_in_her_brief_in_those_words(plan, letter_to):
    held = plan.commitment(lead="verdun", due=in_days(-17), title="Liste unique")
    plan.announce(held, "director", outcome="released", decided_by="Coordination", decided_at=NOW)
    text = plain(letter_to("diane").text)
    assert "Une demande vous attend." in text
    assert "porté à l’attention de la direction « Les mots exacts (director). »" in text
    assert "jalon à porter" not in plain(letter_to("emile").text)


def test_nothing_ever_says_escalation(plan, letter_to):
    plan.announce(plan.commitment(lead="verdun", due=in_days(-10)))
    for name in ("alice", "diane", "emile"):
        for locale in ("fr", "en"):
            assert "escalad" not in letter_to(name, locale).text.lower()
            assert "escalat" not in letter_to(name, locale).text.lower()
