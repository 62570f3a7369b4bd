"""GET /dossiers/<code>/confidence: levels over time, who, when, why."""

from datetime import timedelta

import pytest

from tests.support.databases import NOW, TODAY
from tests.support.pages import read
from tests.support.plan_builder import in_days
from tracker.domain import confidence
from tracker.domain.changes import Actor
from tracker.extensions import db


@pytest.fixture
def database(sqlite_database):
    """One database: these words are made of plain rows, which both give alike."""
    return sqlite_database


@pytest.fixture
def levels(app, plan):
    """`levels(source, level, days)`: a level given so many days ago."""

    def give(source, level, days, sentence="Parce que."):
        with app.app_context():
            confidence.give(
                db.session,
                plan.dossiers["D1"],
                source,
                level,
                sentence,
                Actor(plan.people["diane"], "Directrice du Bureau", NOW - timedelta(days=days)),
                in_days(-days),
                plan.units["legal"],
            )
            db.session.commit()

    return give


def test_every_level_is_in_the_table_the_newest_first(levels, alice):
    levels("declared", "secured", 100, "Tout est signé.")
    levels("declared", "support_needed", 10, "Un avis manque.")
    levels("assessed", "achievable", 50, "Un écart.")

    page = read(alice.get("/dossiers/D1/confidence"))

    places = [page.text.index(words) for words in ("Un écart.", "Un avis manque.")]
    assert places == sorted(places)
    assert page.text.index("Un avis manque.") < page.text.index("Tout est signé.")
    assert "10 avril 2026" in page.text


def test_the_drawing_says_in_words_what_it_draws(levels, alice):
    levels("declared", "secured", 100)
    levels("declared", "support_needed", 10)
    levels("assessed", "achievable", 50)

    html = read(alice.get("/dossiers/D1")).region("confiance").replace("\N{NO-BREAK SPACE}", " ")

    assert (
        "Déclaré : Objectifs sécurisés le 10 janvier, Appuis nécessaires le 10 avril. "
        "Évalué par le Bureau : Objectifs atteignables le 1er mars." in html
    )
    assert html.count('<path class="d"') == html.count('<path class="b"') == 1


def test_without_any_level_nothing_is_drawn_and_the_four_are_still_defined(plan, alice):
    page = read(alice.get("/dossiers/D1"))

    assert "Le Bureau n’a encore rien évalué." in page.text
    for words in ("Rien ne menace les dates", "il faut revoir l’objectif"):
        assert words in page.text
    assert 'class="conf"' not in page.html


def test_two_lines_on_the_same_level_do_not_hide_one_another():
    from tracker.queries.confidence import LevelRow
    from tracker.web.strip import draw

    def row(source):
        return LevelRow(1, 1, source, "secured", "", None, in_days(-90), NOW, None, "")

    paths = draw([row("declared"), row("assessed")], TODAY).paths

    assert paths["declared"] != paths["assessed"]
