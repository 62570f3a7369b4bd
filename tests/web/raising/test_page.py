"""/reminders/raising: what was announced is raised, or let be, by a coordinator."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from tests.support.databases import NOW, TODAY
from tests.support.pages import press, read
from tests.support.plan_builder import in_days
from tests.support.statements import counted
from tracker.domain.asks import asks_of
from tracker.domain.commitments import Commitment
from tracker.domain.messages import Message
from tracker.domain.milestones import Milestone
from tracker.domain.people import Contact, Person
from tracker.domain.raising import RaisingProposal
from tracker.domain.updates import Update
from tracker.extensions import db

PATH = "/reminders/raising"


@pytest.fixture
def emile(as_person):
    """Coordinates the Bureau."""
    return as_person("emile")


@pytest.fixture
def late(plan):
    """A commitment of Verdun, which leads it, at D+6."""
    return plan.commitment(lead="verdun", due=in_days(-10), title="Liste unique")


@pytest.fixture
def head(app, plan):
    """bob is at the head of Verdun."""
    with app.app_context():
        contact = db.session.scalar(select(Contact).where(Contact.person_id == plan.people["bob"]))
        contact.is_head = True
        db.session.get_one(Person, plan.people["bob"]).title = "Directeur"
        db.session.commit()


def the_one(app):
    with app.app_context():
        return db.session.scalars(select(RaisingProposal)).one()


def queued(app):
    with app.app_context():
        rows = db.session.execute(select(Message.kind, Message.person_id, Message.about_id))
        return [tuple(row) for row in rows if row.kind == "raised"]


RELEASE = "Porter à l’attention de la personne à la tête du Verdun (Directeur), D1-01"
LET_BE = "Laisser, D1-01"


def test_a_proposal_is_read_in_its_exact_words_with_what_the_unit_adds(plan, late, head, emile):
    told = {"sentence": "Le fournisseur tarde.", "sentence_by": "Alice", "sentence_at": NOW}
    plan.announce(late, **told)
    page = read(emile.get(PATH))
    assert "« Les mots exacts (head). »" in page.text
    assert "« Le fournisseur tarde. »" in page.text
    assert "en retard de 6 jours ouvrables" in page.text
    assert "Annoncé à Responsable, Verdun, 20 avril 2026, 8 h" in page.text


def test_raising_it_queues_a_mail_to_the_head_and_is_written_in_the_history(
    app, plan, late, head, emile
):
    one = plan.announce(late)
    given = press(emile, read(emile.get(PATH)), RELEASE)
    assert given.status_code == 303
    assert queued(app) == [("raised", plan.people["bob"], one)]
    kept = the_one(app)
    assert (kept.outcome, kept.decided_by) == ("released", "Coordination du Bureau")
    page = read(emile.get(PATH))
    assert "D1-01 est porté à l’attention de la personne à la tête du Verdun" in page.text
    assert "Rien n’attend votre décision." in page.text
    history = read(emile.get("/milestones/1")).text
    assert "Porté à l’attention de la tête de l’unité" in history
    assert "Les mots exacts (head)." in history


def test_letting_it_be_shows_nothing_to_anybody(app, plan, late, head, emile):
    plan.announce(late)
    page = read(emile.get(PATH))
    form = page.form(LET_BE)
    assert emile.post(f"{PATH}/1/let-be", data=form.fields).status_code == 303
    assert the_one(app).outcome == "withdrawn"
    assert queued(app) == []
    assert "Laissé, sans être porté" in read(emile.get("/milestones/1")).text


def test_what_is_raised_with_the_director_awaits_her(app, plan, late, emile, as_person):
    plan.announce(late, "director", sentence="Verglas.", sentence_by="Alice", sentence_at=NOW)
    diane = as_person("diane")
    assert "porté à votre attention" not in read(diane.get("/")).text
    label = "Porter à l’attention de la direction du Bureau, D1-01"
    press(emile, read(emile.get(PATH)), label)
    assert queued(app) == []
    board = read(diane.get("/"))
    assert "porté à votre attention par la coordination" in board.text
    assert "« Les mots exacts (director). » « Verglas. »" in board.text
    plan.say(late, "postponed", at=NOW, new_due=in_days(9), reason="winter")
    assert "porté à votre attention" not in read(diane.get("/")).text


def test_a_unit_without_head_is_said_with_what_to_do(app, plan, late, emile, press):
    one = plan.announce(late)
    page = read(emile.get(PATH))
    assert "Personne n’est nommé à la tête de cette unité" in page.text
    assert 'href="/units/VERDUN/contacts"' in page.html
    assert "Porter à l’attention de la personne" not in page.text
    refused = press(emile, f"{PATH}/{one}/release")
    assert refused.status_code == 409
    assert "nommez d’abord quelqu’un" in read(refused).text
    assert the_one(app).outcome is None


MOOT = {
    "answered since": lambda plan, late: plan.say(
        late, "done", at=NOW, done_on=TODAY, sentence="."
    ),
    "postponed since": lambda plan, late: plan.say(
        late, "postponed", at=NOW, new_due=in_days(5), reason="winter"
    ),
    "blocked since": lambda plan, late: plan.say(
        late, "blocked", at=NOW, blocker_words="La Ville", sentence="Avis."
    ),
}


@pytest.mark.parametrize("row", MOOT)
def test_an_answer_stops_it_even_once_taken_back(app, plan, late, head, emile, press, row):
    one = plan.announce(late)
    said = MOOT[row](plan, late)
    assert "Rien n’attend votre décision." in read(emile.get(PATH)).text
    assert press(emile, f"{PATH}/{one}/release").status_code == 409
    plan.edit(Update, said, withdrawn_at=NOW, withdrawn_by="Alice")
    with app.app_context():
        db.session.get_one(Commitment, late).refold(asks_of(db.session, late))
        db.session.commit()
    assert "Rien n’attend votre décision." in read(emile.get(PATH)).text
    assert press(emile, f"{PATH}/{one}/release").status_code == 409
    assert queued(app) == []


def test_a_date_that_the_director_corrected_ends_it(plan, late, head, emile):
    plan.announce(late)
    plan.edit(Milestone, 1, baseline_due=in_days(-1))
    plan.edit(Commitment, late, forecast_due=in_days(-1))
    assert "Rien n’attend votre décision." in read(emile.get(PATH)).text


def test_another_unit_that_leads_since_was_told_nothing(plan, late, head, emile):
    plan.announce(late)
    plan.edit(Commitment, late, took_over_at=NOW)
    assert "Rien n’attend votre décision." in read(emile.get(PATH)).text


@pytest.mark.parametrize(
    "change", [{"state": "planned", "sent_at": None}, {"bounced_at": NOW, "bounce_reason": "550"}]
)
def test_nothing_is_proposed_whose_announcement_did_not_arrive(plan, late, head, emile, change):
    plan.announce(late)
    plan.edit(Message, 1, **change)
    assert "Rien n’attend votre décision." in read(emile.get(PATH)).text


def test_one_announced_for_later_is_shown_and_waits_for_its_day(plan, late, head, emile, press):
    one = plan.announce(late, raised_on=in_days(2))
    page = read(emile.get(PATH))
    assert "Annoncés pour plus tard 1" in page.text
    assert "échéance 10 avril 2026" in page.text
    assert "à décider à compter du 22 avril 2026" in page.text
    assert press(emile, f"{PATH}/{one}/release").status_code == 409


def test_deciding_twice_is_deciding_once(app, plan, late, head, emile, press):
    one = plan.announce(late)
    assert press(emile, f"{PATH}/{one}/release").status_code == 303
    assert press(emile, f"{PATH}/{one}/release").status_code == 409
    assert press(emile, f"{PATH}/{one}/let-be").status_code == 409
    assert len(queued(app)) == 1
    assert press(emile, f"{PATH}/999/release").status_code == 404


def test_the_coordination_sees_on_the_board_how_many_wait(plan, late, emile, as_person):
    plan.announce(late)
    board = read(emile.get("/"))
    assert "1 jalon en retard, annoncé à son unité, attend votre décision" in board.text
    assert 'href="/reminders/raising"' in board.html
    assert "attend votre décision" not in read(as_person("diane").get("/")).text


def test_statements_do_not_grow_with_proposals(app, plan, late, emile):
    plan.announce(late)
    emile.get(PATH)
    with counted(app) as few:
        plan.edit(RaisingProposal, 1, words_fr="Autres mots.")
        few.clear()
        emile.get(PATH)
        few = list(few)
    for n in range(8):
        more = plan.commitment(lead="verdun", due=in_days(-10 - n))
        plan.announce(more, at=NOW - timedelta(days=7 * (n + 1)))
    with counted(app) as many:
        emile.get(PATH)
    assert len(many) == len(few)
