"""GET /briefs and /briefs/NUMBER: the brief of a Monday, kept as it was."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import update

from tests.support.databases import NOW, TODAY
from tests.support.pages import read, read_html
from tests.support.plan_builder import in_days
from tests.support.statements import counted
from tests.web.briefs.conftest import h1
from tracker.domain.decisions import Decision
from tracker.domain.people import Contact, Person
from tracker.domain.plans import ActionPlan
from tracker.domain.readings import Reading
from tracker.domain.revision import mark
from tracker.domain.units import UnitName
from tracker.extensions import db


@pytest.fixture
def block(diane):
    """`block(number, "slipped")`: the words of one block of a brief."""

    def of(number, name):
        return read_html(read(diane.get(f"/briefs/{number}")).region(name)).text

    return of


def test_the_five_blocks_come_in_their_order(plan, diane, keep):
    page = read(diane.get(f"/briefs/{keep()}"))

    order = [page.html.index(f'id="{name}"') for name in _BLOCKS]
    assert order == sorted(order)


_BLOCKS = ("changed", "slipped", "awaits", "silence", "asked")


def test_the_headline_counts_what_waits_and_names_the_largest_slip(plan, diane, keep):
    for _ in range(3):
        moved = plan.commitment(lead="verdun", due=in_days(7))
        plan.say(moved, "postponed", new_due=in_days(28), reason="staffing", help_wanted=True)

    html = diane.get(f"/briefs/{keep()}").text

    assert h1(html) == "Trois demandes vous attendent. Permis a glissé de 15 jours ouvrables."


def test_who_is_not_the_director_reads_of_the_direction(plan, as_person, keep):
    plan.ask(plan.commitment(), "Où en êtes-vous?")
    number = keep()

    for name in ("emile", "fanny"):
        assert h1(as_person(name).get(f"/briefs/{number}").text).startswith(
            "Une demande attend la direction."
        )


def test_what_slipped_says_by_how_much_and_why(plan, keep, block):
    moved = plan.commitment(lead="verdun", title="Permis en ligne", due=in_days(7))
    plan.say(
        moved,
        "postponed",
        new_due=in_days(28),
        reason="staffing",
        sentence="Deux postes sont vacants.",
    )
    plan.commitment(lead="legal", unit="legal", title="Contrat", due=in_days(-7))

    text = block(keep(), "slipped")

    assert "du 27 avril au 18 mai · effectifs · 1er report, +15 jours ouvrables" in text
    assert "« Deux postes sont vacants. »" in text
    assert "Contrat En retard" in text
    assert "échéance passée de 5 jours ouvrables" in text


def test_what_slipped_is_not_told_again_under_what_changed(plan, keep, block):
    moved = plan.commitment(lead="verdun", title="Permis en ligne", due=in_days(7))
    plan.say(moved, "postponed", new_due=in_days(28), reason="staffing")
    done = plan.commitment(lead="verdun", title="Guichet", due=in_days(7))
    plan.say(done, "done", done_on=in_days(-8), sentence="Ouvert.")

    text = block(keep(), "changed")

    assert "1 fait, 1 report" in text
    assert "Guichet" in text
    assert "Permis en ligne" not in text


def test_answers_not_read_for_a_week_stand_under_what_waits(plan, keep, block, app):
    first = plan.commitment(lead="verdun", title="Guichet")
    read_once = plan.say(first, "on_track", at=NOW - timedelta(days=20))
    later = plan.commitment(lead="verdun", title="Permis en ligne")
    plan.say(later, "on_track", at=NOW - timedelta(days=10), sentence="Le texte est prêt.")
    with app.app_context():
        db.session.add(Reading(update_id=read_once, by_name="Directrice du Bureau", at=NOW))
        db.session.commit()

    text = block(keep(), "awaits")

    assert "Réponses que la direction n’a pas lues depuis une semaine Permis en ligne" in text
    assert "Guichet" not in text


def test_the_silent_and_the_unreached_are_told_apart(plan, keep, block):
    ignored = plan.commitment(lead="verdun", title="Guichet unique")
    plan.mail(ignored, at=NOW - timedelta(days=28))
    plan.commitment("anjou")

    text = block(keep(), "silence")

    assert "Verdun 20 jours ouvrables" in text
    assert "Non joints Anjou sans répondant · 1 engagement" in text


def test_an_address_that_bounced_says_since_when(plan, keep, block):
    plan.commitment(lead="verdun")
    for name in ("alice", "bob"):
        plan.edit(
            Person,
            plan.people[name],
            suspended_at=NOW - timedelta(days=5),
            suspended_reason="mailbox_unknown",
        )

    assert "adresse suspendue depuis le 15 avril : boîte inconnue" in block(keep(), "silence")


def decide(plan):
    """Two decisions, the second late."""
    with plan.app.app_context():
        db.session.add_all(
            Decision(
                plan_id=1,
                number=number,
                text=text,
                owner_unit_id=plan.units["legal"],
                due=due,
                waited_since=in_days(-20),
                taken_on=in_days(-14),
                taken_at=NOW - timedelta(days=14),
                tell_since=NOW - timedelta(days=14),
                taken_by="Directrice du Bureau",
            )
            for number, (text, due) in enumerate(
                (("Réduire la liste.", in_days(5)), ("Écrire au Conseil.", in_days(-2))), start=1
            )
        )
        db.session.commit()


def test_what_she_asked_says_what_became_of_it(plan, keep, block):
    plan.ask(plan.commitment(title="Guichet"), "Qui s’en charge?")
    decide(plan)

    text = block(keep(), "asked")

    assert "Guichet Sans réponse" in text
    assert "question du 17 avril · depuis 1 jour ouvrable" in text
    assert "« Qui s’en charge? »" in text
    assert "« Réduire la liste. » En cours" in text
    assert "Affaires juridiques · décision du 6 avril · attendue le 25 avril" in text
    assert "« Écrire au Conseil. » En retard" in text


def test_a_decision_leads_to_its_own_page_for_who_may_open_it(plan, diane, as_person, keep):
    decide(plan)
    first, second = keep(in_days(-7)), keep()

    html = read(diane.get(f"/briefs/{second}")).region("asked")
    assert re.search(r'href="/decisions/1">[^<]*Réduire la liste', html)
    assert "Réduire la liste." in read(diane.get("/decisions/1")).text
    assert 'href="/decisions/2"' in diane.get(f"/briefs/{first}/compare/{second}").text

    for path in (f"/briefs/{second}", f"/briefs/{first}/compare/{second}"):
        page = as_person("fanny").get(path).text
        assert "Écrire au Conseil." in page
        assert "/decisions/" not in page


def test_nothing_that_happens_later_changes_a_brief(plan, diane, keep, app):
    late = plan.commitment(lead="verdun", title="Guichet unique", due=in_days(-7))
    plan.ask(late, "Où en êtes-vous?")
    path = f"/briefs/{keep()}"
    before = {lang: read(diane.get(f"{path}?lang={lang}")).region("contenu") for lang in _LANGS}

    plan.say(late, "done", at=NOW, done_on=TODAY, sentence="Ouvert.")
    plan.edit(Person, plan.people["alice"], active=False, name="Partie")
    with app.app_context():
        db.session.add(
            UnitName(
                unit_id=plan.units["verdun"],
                name="Verdun-Rive",
                short="VR",
                long_form="Verdun-Rive",
                valid_from=in_days(-1),
            )
        )
        db.session.query(Contact).filter_by(person_id=plan.people["alice"]).delete()
        mark(db.session)
        db.session.commit()

    for lang in _LANGS:
        assert read(diane.get(f"{path}?lang={lang}")).region("contenu") == before[lang]


_LANGS = ("fr", "en")


def test_it_is_read_in_both_languages(plan, diane, keep):
    plan.commitment(lead="verdun", title="Guichet", title_en="One counter", due=in_days(-7))
    number = keep()

    text = read(diane.get(f"/briefs/{number}?lang=en")).text

    assert "What slipped or stays blocked" in text
    assert "One counter" in text
    assert "5 business days" in text


def test_beyond_four_the_rest_is_folded_and_says_what_is_in_it(plan, keep, block):
    for number in range(6):
        plan.commitment("legal", lead="legal", title=f"Retard {number}", due=in_days(-7 - number))

    assert "2 de plus : Retard 1, Retard 2" in block(keep(), "slipped")


def test_contributions_that_stand_alike_are_one_line(plan, keep, block):
    first = plan.commitment(title="Consultation", due=in_days(40))
    second = plan.contribution(first, "anjou")
    for commitment in (first, second):
        plan.say(commitment, "done", done_on=in_days(-8), sentence="Transmis.")

    text = block(keep(), "changed")

    assert text.count("Consultation") == 1
    assert "Verdun et Anjou" in text


def test_the_list_is_numbered_newest_first(plan, diane, keep):
    for day in (-14, -7, 0):
        keep(in_days(day))

    text = read(diane.get("/briefs")).text

    assert "3 points gardés, le dernier du lundi 20 avril 2026." in text
    assert text.index("Nº 3, lundi 20 avril") < text.index("Nº 2, lundi 13 avril")


def test_before_the_first_one_the_page_says_so_and_shows_today(plan, diane):
    plan.commitment(lead="verdun", title="Guichet unique", due=in_days(-7))

    page = read(diane.get("/briefs"))

    assert (
        "Aucun point n’a encore été gardé. Le premier le sera le lundi 27 avril 2026" in page.text
    )
    assert "Guichet unique" in read_html(page.region("slipped")).text


def test_a_draft_keeps_its_first_brief_after_its_approval(plan, diane, app):
    with app.app_context():
        db.session.execute(update(ActionPlan).values(approved_at=None, approved_by=None))
        mark(db.session)
        db.session.commit()

    assert "une fois le plan approuvé" in read(diane.get("/briefs")).text


def test_without_a_plan_there_is_no_brief(plan, diane, app):
    with app.app_context():
        db.session.execute(update(ActionPlan).values(is_current=False))
        mark(db.session)
        db.session.commit()

    assert "Aucun plan n’est chargé." in read(diane.get("/briefs")).text
    assert diane.get("/briefs/1").status_code == 404


def test_a_number_that_was_never_given_is_not_found(plan, diane, keep):
    assert diane.get(f"/briefs/{keep() + 1}").status_code == 404


def test_on_the_day_of_a_brief_the_director_reads_it_first_and_then_the_board(plan, diane, keep):
    number = keep()

    first = diane.get("/")
    assert (first.status_code, first.location) == (303, f"/briefs/{number}")
    diane.get(first.location)

    assert diane.get("/").status_code == 200


def test_on_another_day_and_for_others_the_board_comes_first(plan, diane, as_person, keep):
    keep(in_days(-7))
    assert diane.get("/").status_code == 200

    keep()
    assert as_person("emile").get("/").status_code == 200


def test_a_link_into_the_board_is_not_led_elsewhere(plan, diane, keep):
    plan.commitment()
    keep()

    assert diane.get("/?cell=VERDUN-D1").status_code == 200


@pytest.mark.parametrize("size", [2, 30])
def test_a_kept_brief_costs_as_many_statements_however_large_the_plan(app, plan, diane, keep, size):
    for number in range(size):
        plan.commitment(due=in_days(number - size))
    number = keep()
    diane.get(f"/briefs/{number}")

    with counted(app) as page:
        diane.get(f"/briefs/{number}")
    with counted(app) as index:
        diane.get("/briefs")

    assert (len(page), len(index)) == (4, 3)


@pytest.mark.parametrize("size", [2, 30])
def test_before_the_first_one_too(app, plan, diane, size):
    for number in range(size):
        plan.commitment(due=in_days(number - size))
    diane.get("/briefs")

    with counted(app) as page:
        diane.get("/briefs")

    assert len(page) == 6
