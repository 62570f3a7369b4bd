"""GET /reminders/ledger: every line, its filters, its pages, its figures, its file."""

import csv
import io
import re
from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import update

from tests.support.databases import NOW
from tests.support.pages import press, read
from tests.support.statements import counted
from tracker.domain.messages import Message
from tracker.domain.slots import ReminderSlot, Skip
from tracker.domain.updates import Update
from tracker.extensions import db

LAST_WEEK = NOW - timedelta(days=7)


@pytest.fixture
def emile(as_person):
    """Coordinates the Bureau."""
    return as_person("emile")


@pytest.fixture
def lay(app):
    """`lay(row, …)`: rows added and committed."""

    def add(*rows):
        with app.app_context():
            db.session.add_all(rows)
            db.session.commit()
            return [row.id for row in rows]

    return add


def _slot(monday, outcome="planned", **more):
    return ReminderSlot(
        plan_id=1,
        nominal_on=monday,
        due_at=datetime.combine(monday, NOW.timetz()) if outcome != "skipped" else None,
        outcome=outcome,
        decided_at=datetime.combine(monday, NOW.timetz()),
        **more,
    )


def _message(plan, to="alice", state="planned", **more):
    plan.count += 1
    return Message(
        **{
            "kind": "test",
            "person_id": plan.people[to],
            "message_id": f"<{plan.count}-{to}@exemple.test>",
            "state": state,
            "to_name": f"Destinataire {plan.count}",
            "to_address": f"{to}{plan.count}@exemple.test",
            "created_at": LAST_WEEK,
        }
        | more
    )


def _change(app, model, **values):
    with app.app_context():
        db.session.execute(update(model).values(**values))
        db.session.commit()


def _spaced(page):
    """The words of a page with a space between two cells."""
    return " ".join(re.sub(r"<[^>]+>", " ", page.html).replace("\N{NO-BREAK SPACE}", " ").split())


def _lines(page):
    return page.region("lignes")


def _found(emile, query):
    return read(emile.get(f"/reminders/ledger?{query}"))


def test_an_empty_ledger_says_what_to_do(plan, emile):
    page = read(emile.get("/reminders/ledger"))

    assert page.status == 200
    assert "Le registre est vide" in page.text
    assert "0 ligne trouvée" in page.text


def test_a_message_a_skip_and_a_slot_without_mail_each_have_a_line(plan, emile, lay):
    plan.mail(plan.commitment(), at=LAST_WEEK)
    missed, closed = lay(_slot(date(2026, 4, 6), "missed"), _slot(date(2025, 12, 29), "skipped"))
    lay(
        Skip(slot_id=missed, person_id=plan.people["charlie"], reason="nothing_to_ask"),
        Skip(slot_id=closed, unit_id=plan.units["anjou"], reason="no_contact"),
    )

    text = _spaced(read(emile.get("/reminders/ledger")))

    assert "5 lignes trouvées" in text
    assert "Responsable, Verdun alice@exemple.test 13 avril 2026, 9 h" in text
    assert "Toute la relance" in text
    assert "Manqué" in text
    assert "L’outil était arrêté." in text
    assert "Rien à demander" in text
    assert "Anjou" in text
    assert "Sans répondant" in text


def test_a_line_of_a_message_leads_to_it(plan, emile):
    plan.mail(plan.commitment(), at=LAST_WEEK)

    assert 'href="/outbox/1"' in _lines(read(emile.get("/reminders/ledger")))


def _answered(plan, after, owner="alice", **more):
    commitment = plan.commitment()
    plan.mail(commitment, at=LAST_WEEK)
    plan.say(commitment, "on_track", at=LAST_WEEK + after, owner=owner, **more)


@pytest.mark.parametrize(
    ("owner", "after", "told"),
    [
        ("alice", timedelta(hours=3, minutes=5), "Depuis le courriel, après 3 h"),
        ("alice", timedelta(minutes=20), "Depuis le courriel, après 20 min"),
        (None, timedelta(days=2), "Sur la page, après 2 jours"),
    ],
)
def test_an_answer_is_told_with_its_way_and_how_long_it_took(plan, emile, owner, after, told):
    _answered(plan, after, owner)

    assert told in read(emile.get("/reminders/ledger")).text


def test_an_answer_through_the_link_of_another_does_not_answer_this_mail(plan, emile):
    _answered(plan, timedelta(hours=1), owner="bob")

    assert "Depuis le courriel, après" not in read(emile.get("/reminders/ledger")).text


def test_an_answer_belongs_to_the_newest_mail_that_asked_for_it(plan, emile):
    commitment = plan.commitment()
    plan.mail(commitment, at=NOW - timedelta(days=14))
    plan.mail(commitment, at=LAST_WEEK)
    plan.say(commitment, "on_track", at=LAST_WEEK + timedelta(hours=1))

    page = read(emile.get("/reminders/ledger"))

    assert page.text.count("Sur la page, après") == 1
    assert "Sur la page, après 1 h" in page.text


def test_what_was_said_before_the_mail_is_no_answer_to_it(plan, emile):
    commitment = plan.commitment()
    plan.say(commitment, "on_track", at=LAST_WEEK - timedelta(hours=1))
    plan.mail(commitment, at=LAST_WEEK)

    assert "Sur la page, après" not in read(emile.get("/reminders/ledger")).text
    assert "1 ligne trouvée" in _found(emile, "state=unanswered").text


def test_an_answer_that_was_taken_back_is_none(app, plan, emile):
    _answered(plan, timedelta(hours=1), owner=None)
    _change(app, Update, withdrawn_at=NOW, withdrawn_by="Responsable, Verdun")

    assert "Sur la page, après" not in read(emile.get("/reminders/ledger")).text


@pytest.fixture
def laid(plan, lay):
    """Messages in several states, one answered, one skip."""
    _answered(plan, timedelta(hours=3))
    (slot,) = lay(_slot(date(2026, 4, 6)))
    lay(
        _message(
            plan, "charlie", "unknown", data_started_at=LAST_WEEK, body_text="a", body_html="a"
        ),
        _message(plan, "diane", "refused", reason="550 boîte inconnue"),
        _message(plan, "emile", "deferred", next_try_at=NOW + timedelta(hours=1)),
        _message(
            plan,
            "bob",
            "sent",
            kind="invitation",
            sent_at=NOW,
            bounced_at=NOW,
            bounce_reason="550 5.1.1",
        ),
        Skip(slot_id=slot, unit_id=plan.units["anjou"], reason="no_contact"),
    )
    return plan


@pytest.mark.parametrize(
    ("query", "count", "seen"),
    [
        ("state=unknown", 1, "charlie"),
        ("state=refused", 1, "550 boîte inconnue"),
        ("state=deferred", 1, "Nouvel essai"),
        ("state=bounced", 1, "550 5.1.1"),
        ("state=sent", 0, "Rien ne répond à ces filtres."),
        ("state=deposited", 1, "Depuis le courriel"),
        ("state=skipped", 1, "Sans répondant"),
        ("state=answered", 1, "après 3 h"),
        ("state=unanswered", 0, "Rien ne répond à ces filtres."),
        ("state=nonsense", 6, "charlie"),
        ("kind=invitation", 1, "550 5.1.1"),
        ("kind=weekly", 2, "Anjou"),
        ("who=anjou", 1, "Anjou"),
        ("who=verdun", 2, "après 3 h"),
        ("who=CHARLIE", 1, "charlie"),
        ("who=personne+de+ce+nom", 0, "Rien ne répond à ces filtres."),
        ("week=2026-04-06", 1, "Anjou"),
        ("week=2026-04-15", 4, "charlie"),
        ("since=2026-04-14", 1, "550 5.1.1"),
        ("until=2026-04-06", 1, "Anjou"),
        ("since=2026-04-13&until=2026-04-13", 4, "charlie"),
    ],
)
def test_each_filter_keeps_its_lines(laid, emile, query, count, seen):
    page = _found(emile, query)

    noun = "lignes trouvées" if count > 1 else "ligne trouvée"
    assert f" {count} {noun}" in page.text
    assert seen in _lines(page).replace("\N{NO-BREAK SPACE}", " ")


def test_a_mail_is_of_the_week_of_its_slot_whenever_it_left(plan, emile, lay):
    (slot,) = lay(_slot(date(2026, 4, 6)))
    lay(_message(plan, "bob", "sent", kind="weekly", slot_id=slot, sent_at=LAST_WEEK))

    assert "1 ligne trouvée" in _found(emile, "week=2026-04-06").text
    assert "0 ligne trouvée" in _found(emile, "week=2026-04-13").text


def test_a_filter_stands_in_its_form_and_in_the_link_to_the_file(laid, emile):
    page = _found(emile, "state=unknown&who=charlie")

    assert page.form("Filtrer").fields["state"] == "unknown"
    assert page.form("Filtrer").fields["who"] == "charlie"
    assert 'href="/reminders/ledger.csv?state=unknown&amp;who=charlie"' in page.html


def test_the_form_works_without_script(laid, emile):
    page = read(press(emile, read(emile.get("/reminders/ledger")), "Filtrer", state="refused"))

    assert "1 ligne trouvée" in page.text


@pytest.mark.parametrize("query", ["since=hier", "until=2026-02-31", "week=jamais", "page=x"])
def test_what_cannot_be_read_is_left_out(laid, emile, query):
    assert " 6 lignes trouvées" in _found(emile, query).text


def test_a_date_that_cannot_be_read_is_told_beside_it(laid, emile):
    assert "Écrivez la date ainsi : 2026-05-04." in _found(emile, "since=hier").text
    assert "n’est pas avant l’autre" in _found(emile, "since=2026-04-20&until=2026-04-01").text


def test_fifty_lines_make_a_page(plan, emile, lay):
    lay(*(_message(plan, created_at=LAST_WEEK + timedelta(minutes=n)) for n in range(120)))

    first, last = _found(emile, "kind=test"), _found(emile, "kind=test&page=3")

    assert "120 lignes trouvées · page 1 de 3" in first.text
    assert "Plus anciens" in first.text
    assert "Plus récents" not in first.text
    assert "Destinataire 120" in first.text
    assert "Destinataire 70 " not in _spaced(first)
    assert "Plus récents" in last.text
    assert "Plus anciens" not in last.text
    assert "Destinataire 20 " in _spaced(last)
    assert 'href="/reminders/ledger?kind=test&amp;page=2"' in last.html
    assert "page 3 de 3" in _found(emile, "kind=test&page=99").text


def test_the_figures_of_the_week(plan, emile):
    opened_at = LAST_WEEK + timedelta(hours=2, minutes=54)
    _answered(plan, timedelta(hours=3), opened_at=opened_at)
    on_page = plan.commitment("legal")
    plan.mail(on_page, to="charlie", at=LAST_WEEK)
    plan.say(on_page, "on_track", "charlie", at=LAST_WEEK + timedelta(hours=1))

    week = read(emile.get("/reminders/ledger")).region("semaine").replace("\N{NO-BREAK SPACE}", " ")

    assert "Semaine du 13 avril 2026" in week
    told = [part.split("<")[0].strip() for part in week.split("<dd>")[1:]]
    assert told == ["2", "1", "6", "0"]
    assert "médiane de 1 réponse" in week


def test_no_median_where_nothing_was_measured(plan, emile):
    assert "aucune réponse mesurée" in read(emile.get("/reminders/ledger")).text


def test_the_file_holds_what_the_page_filters(laid, emile, lay):
    lay(_message(laid, "fanny", "refused", to_name="=HYPERLINK(1)", reason="+550"))

    answer = emile.get("/reminders/ledger.csv?state=refused")

    assert answer.mimetype == "text/csv"
    assert "registre-2026-04-20.csv" in answer.headers["Content-Disposition"]
    rows = list(csv.DictReader(io.StringIO(answer.data.decode("utf-8-sig"), newline="")))
    assert len(rows) == 2
    assert {row["Destinataire"] for row in rows} >= {"'=HYPERLINK(1)"}
    assert {row["Raison"] for row in rows} == {"550 boîte inconnue", "'+550"}
    assert {row["État"] for row in rows} == {"Refusé"}


def test_the_file_is_whole_and_tells_the_answers(laid, emile):
    data = emile.get("/reminders/ledger.csv").data.decode("utf-8-sig")

    rows = list(csv.DictReader(io.StringIO(data, newline="")))
    assert len(rows) == 6
    (answered,) = [row for row in rows if row["Réponse"]]
    assert answered["Réponse"].replace("\N{NO-BREAK SPACE}", " ") == "Depuis le courriel, après 3 h"
    assert answered["Semaine"] == "2026-04-13"
    assert answered["Quand"] == "2026-04-13 09:00"


def test_it_is_in_english_for_who_reads_english(laid, emile):
    page = _found(emile, "lang=en")

    assert "Full register" in page.text
    assert "From the email, after 3 h" in page.text


def test_statements_are_as_many_for_many_lines_as_for_few(app, plan, emile, lay):
    lay(_message(plan))
    emile.get("/reminders/ledger")
    with counted(app) as few:
        emile.get("/reminders/ledger")
    lay(*(_message(plan) for _ in range(80)))
    plan.mail(plan.commitment(), at=LAST_WEEK)
    emile.get("/reminders/ledger")
    with counted(app) as many:
        emile.get("/reminders/ledger")

    assert len(many) == len(few)


def test_the_pages_of_the_reminders_lead_to_it(plan, emile):
    plan.mail(plan.commitment(), at=LAST_WEEK)

    assert 'href="/reminders/ledger"' in emile.get("/reminders").text
    assert 'href="/reminders/ledger?week=2026-04-13"' in emile.get("/reminders/2026-04-13").text
