"""A few words, and what holds them: where it is, the words marked, the way into the history."""

import pytest

from tests.support.databases import NOW
from tests.support.plan_builder import in_days
from tests.support.statements import counted
from tracker.domain.confidence import Confidence
from tracker.domain.decisions import Decision
from tracker.domain.milestones import Milestone
from tracker.domain.questions import BlockerReply, Question
from tracker.domain.units import UnitAlias
from tracker.domain.updates import Update
from tracker.extensions import db


@pytest.fixture
def diane(as_person):
    return as_person("diane")


@pytest.fixture
def said(app, plan):
    """A milestone « Politique de déneigement », with everything that may be said of it."""
    row = plan.commitment("verdun", lead="verdun", title="Politique de déneigement adoptée")
    ids = {"answer": plan.say(row, "on_track", sentence="Le remorquage attend l’arrondissement.")}
    ids["question"] = plan.ask(row, "Le remorquage est-il prêt?")
    with app.app_context():
        ids["milestone"] = db.session.get(Update, ids["answer"]).commitment.milestone_id
        more = {
            "reply": BlockerReply(
                update_id=ids["answer"],
                kind="lifted",
                sentence="Le remorquage est levé.",
                by_name="Responsable, Anjou",
                at=NOW,
            ),
            "words": Question(
                dossier_id=plan.dossiers["D2"],
                asked_by_id=plan.people["diane"],
                asked_at=NOW,
                text="Et les délais?",
                answer_text="Le remorquage les allonge.",
                answered_at=NOW,
                answered_by="Responsable",
            ),
            "decision": Decision(
                plan_id=1,
                number=1,
                text="Doubler le remorquage.",
                owner_id=plan.people["diane"],
                due=in_days(20),
                waited_since=in_days(0),
                taken_on=in_days(0),
                taken_at=NOW,
                tell_since=NOW,
                taken_by="Directrice du Bureau",
            ),
            "confidence": Confidence(
                dossier_id=plan.dossiers["D1"],
                source="assessed",
                level="secured",
                sentence="Le remorquage est prêt.",
                given_on=in_days(0),
                given_at=NOW,
                by_name="Directrice du Bureau",
            ),
        }
        db.session.add_all(more.values())
        db.session.commit()
        return ids | {name: thing.id for name, thing in more.items()}


@pytest.mark.parametrize("typed", ["deneigement", "DÉNEIGEMENT", "deneig", "adoptée politique"])
def test_a_title_is_found_whatever_its_accents_and_the_order_of_words(search, diane, said, typed):
    results = search(diane, typed)
    assert results.leads_to("Politique de déneigement") == f"/milestones/{said['milestone']}"


@pytest.mark.parametrize("typed", ["D1-01", "d1-01", "D101", "d1 01"])
def test_a_code_leads_to_its_milestone_first(search, diane, plan, said, typed):
    plan.commitment(title="Suite du jalon D1-01")
    assert search(diane, typed).found[0][0] == f"/milestones/{said['milestone']}"


@pytest.mark.parametrize("typed", ["l’arrondissement", "l'arrondissement", "arrond"])
def test_a_sentence_is_found_with_either_apostrophe(search, diane, said, typed):
    where = f"/milestones/{said['milestone']}#reponse-{said['answer']}"
    assert search(diane, typed).leads_to("Le remorquage attend") == where


def test_each_thing_said_leads_to_its_place(search, diane, said):
    results = search(diane, "remorquage")
    page = f"/milestones/{said['milestone']}"
    assert results.leads_to("attend l’arrondissement") == f"{page}#reponse-{said['answer']}"
    assert results.leads_to("est-il prêt") == f"{page}#question-{said['question']}"
    assert results.leads_to("est levé") == f"{page}#levee-{said['reply']}"
    assert results.leads_to("les allonge") == f"/questions/{said['words']}"
    assert results.leads_to("Doubler").startswith("/decisions")
    assert results.leads_to("« Le remorquage est prêt") == "/dossiers/D1/confidence"
    assert "7 résultats" not in results.text
    assert "6 résultats pour « remorquage »" in results.text


def test_the_place_it_leads_to_is_on_the_page(search, diane, said):
    for path, _words in search(diane, "remorquage").found:
        page, _hash, anchor = path.partition("#")
        if page.startswith("/milestones/"):
            assert f'id="{anchor}"' in diane.get(page).text


def test_a_result_says_who_and_when_with_the_word_marked(search, diane, said):
    results = search(diane, "remorq", kind="answer")
    assert "<mark>remorq</mark>uage" in results.html
    assert "Responsable, Verdun, 13 avril 2026" in results.text


def test_an_older_answer_is_found_and_a_withdrawn_one_is_not(search, app, plan, diane, said):
    row = plan.commitment("verdun", lead="verdun")
    plan.say(row, "on_track", sentence="Les bornes sont commandées.")
    last = plan.say(row, "on_track", sentence="Les bornes sont posées.", at=NOW)
    assert [words for _path, words in search(diane, "bornes").found if "commandées" in words]
    plan.edit(Update, last, withdrawn_at=NOW, withdrawn_by="Responsable, Verdun")
    results = search(diane, "bornes")
    assert "commandées" in results.text
    assert "posées" not in results.text


def test_a_unit_is_found_under_a_name_it_had_and_another_spelling(search, app, plan, diane):
    with app.app_context():
        db.session.add(UnitAlias(unit_id=plan.units["verdun"], alias="Crawford Park", key="cp"))
        db.session.commit()
    results = search(diane, "crawford")
    assert results.leads_to("Verdun") == "/units/VERDUN"
    assert "aussi : Crawford Park" in results.text


def test_a_title_in_english_is_found_in_french_too(search, diane, plan):
    plan.commitment(title="Trottoirs", title_en="Sidewalks repaired")
    results = search(diane, "sidewalk")
    assert "Trottoirs" in results.text
    assert '<p class="who" lang="en"><mark>Sidewalk</mark>s repaired</p>' in results.html
    assert "Sidewalks" in search(diane, "trottoir", lang="en").text


def test_what_moves_is_found_where_it_is(search, plan, diane, said):
    plan.edit(Milestone, said["milestone"], title_fr="Politique de dégel")
    assert search(diane, "deneigement").found == []
    assert search(diane, "degel").leads_to("dégel") == f"/milestones/{said['milestone']}"


def test_the_rest_of_a_kind_is_one_press_away(search, plan, diane):
    for number in range(9):
        plan.commitment(title=f"Écluse {number}")
    results = search(diane, "ecluse")
    assert len(results.found) == 6
    assert "Voir les 3 autres" in results.text
    assert len(search(diane, "ecluse", kind="milestone").found) == 9


def test_more_than_can_be_counted_is_said(search, app, plan, diane):
    row = plan.commitment("verdun", lead="verdun")
    for _ in range(3):
        plan.say(row, "on_track", sentence="Les bornes sont posées.")
    with app.app_context():
        (update, *_rest) = db.session.query(Update).all()
        columns = [c.name for c in Update.__table__.columns if c.name not in {"id", "nonce"}]
        names = ", ".join(columns)
        for number in range(200):
            db.session.execute(
                db.text(
                    f"INSERT INTO commitment_update (nonce, {names})"
                    f" SELECT 'n{number}', {names} FROM commitment_update WHERE id = :id"
                ),
                {"id": update.id},
            )
        db.session.commit()
    results = search(diane, "bornes")
    assert "Plus de 200 résultats" in results.text
    assert "plus de 200" in results.text
    alone = search(diane, "bornes", kind="answer")
    assert len(alone.found) == 200
    assert "Un mot de plus resserre la recherche." in alone.text


HOSTILE = [
    '"', "*", ":", "^", "-", "NEAR(a b)", 'words : "x"', "a AND", "' OR 1=1 --", "\0", "(", "{}",
    "%", "_", "\\", "🦊", "a\u0301", "x" * 10_000, "mot " * 2_500, "&|!<->", "p0", "' & '", "<b>",
]  # fmt: skip


@pytest.mark.parametrize("typed", HOSTILE)
def test_whatever_is_typed_gives_results_or_none(search, diane, said, typed):
    assert search(diane, typed).status == 200


def test_what_is_typed_is_shown_as_text(search, diane, said):
    assert "<b>gras" not in search(diane, "<b>gras").html


def test_nothing_typed_says_what_can_be_found(search, diane):
    results = search(diane, "")
    assert "Que cherchez-vous?" in results.text
    assert "une unité sous chacun de ses noms" in results.text


def test_no_result_says_so_and_shows_another_way(search, diane):
    results = search(diane, "zzzz")
    assert "Rien ne répond à « zzzz »." in results.text
    assert 'href="/dossiers"' in results.html
    assert "Écrivez au moins deux lettres." in search(diane, "z").text


def test_as_one_types_the_region_of_the_page_comes_alone(search, diane, said):
    whole = diane.get("/search?q=remorquage").text
    part = diane.get("/search?q=remorquage", headers={"HX-Request": "true"}).text
    assert part.strip() in whole
    assert "<html" not in part


def test_the_box_of_every_page_gets_fewer_and_no_second_title(search, plan, diane):
    for number in range(5):
        plan.commitment(title=f"Écluse {number}")
    asked = "/search?q=ecluse&box=1"
    part = diane.get(asked, headers={"HX-Request": "true"}).text
    assert part.count('class="what"') == 3
    assert "<h1" not in part
    # The address, opened by itself, is a whole page.
    assert "<h1" in diane.get(asked).text


def test_the_box_is_on_pages_but_the_search_has_its_own(diane, plan):
    assert diane.get("/dossiers").text.count('id="seek"') == 1
    assert diane.get("/search").text.count('id="seek"') == 1


@pytest.mark.parametrize("size", [2, 30])
def test_a_search_is_one_statement_however_much_there_is(app, plan, diane, search, size):
    for number in range(size):
        row = plan.commitment("verdun", lead="verdun", title=f"Écluse {number}")
        plan.say(row, "on_track", sentence="L’écluse est prête.")
    search(diane, "ecluse")
    with counted(app) as sent:
        search(diane, "ecluse")
    # Who is signed in, the revision, the search.
    assert len(sent) == 3
