"""GET /surveys: waves side by side, and what may be said of the way from one to the next."""

import re
from datetime import date

import pytest

from tests.support.pages import read, read_html
from tests.support.plan_builder import sign_in_role
from tests.support.statements import counted
from tests.support.survey_builder import WORDING, lay_survey, lay_units
from tracker.domain.units import Unit, UnitName
from tracker.exchange import carried
from tracker.extensions import db


@pytest.fixture
def database(sqlite_database):
    """One database: these words are made from rows that both give alike."""
    return sqlite_database


@pytest.fixture
def demo_database(sqlite_demo_database):
    return sqlite_demo_database


@pytest.fixture
def lay(app, plan):
    """`lay([(80, 82)])`: a survey with these shares in two waves; its id."""

    def make(shares, **how):
        with app.app_context():
            survey_id = lay_survey(db.session, shares, **how)
            db.session.commit()
            return survey_id

    return make


def cells(told):
    """The words of the page with a space between cells."""
    return read_html(told.html.replace("<", " <")).text


def page(client, lang="fr"):
    return read(client.get(f"/surveys?lang={lang}"))


def test_80_to_82_percent_of_1900_is_no_significant_change(lay, alice):
    lay([(80, 82)])
    told = page(alice)
    assert told.status == 200
    assert "80 % ± 1,8" in told.text
    assert "82 % ± 1,7" in told.text
    assert "Aucun changement significatif" in told.text
    assert "Aucun résultat n’a changé de façon significative." in told.text


def test_39_to_44_percent_of_1900_is_a_change_and_says_between_what(lay, alice):
    lay([(39, 44)])
    told = page(alice)
    assert "En hausse de 5 points, entre 2 et 8" in told.text
    assert "Un résultat a changé d’une vague à l’autre." in told.text


def test_the_way_down_is_said_too(lay, alice):
    lay([(44, 39)])
    assert "En baisse de 5 points, entre 2 et 8" in page(alice).text


def test_a_design_effect_widens_what_is_said(lay, alice):
    lay([(39, 44)], design_effect=3)
    told = page(alice)
    assert "Aucun changement significatif" in told.text
    assert "39 % ± 3,8" in told.text


def test_other_words_are_not_compared(lay, alice):
    lay([(39, 44)], words="other")
    told = page(alice)
    assert "La question ou l’échelle a changé : l’écart ne se dit pas." in told.text
    assert "En hausse" not in told.text
    assert f"{WORDING} (1)" in told.text
    assert f"{WORDING} (2)" in told.text


def test_words_that_nobody_published_are_not_compared(lay, alice):
    lay([(39, 44)], words=False)
    told = page(alice)
    assert "Formulation non publiée : l’écart ne se dit pas." in told.text
    assert "Rien ne permet encore de dire ce qui a changé entre les vagues." in told.text


def test_without_number_of_answers_there_is_neither_margin_nor_verdict(lay, alice):
    lay([(39, 44)], n=None)
    told = page(alice)
    assert "n non publié" in told.text
    assert "Nombre de réponses non publié : l’écart ne se dit pas." in told.text
    assert "±" not in told.text
    assert "whisker" not in told.html
    assert "intervalle à 95 %" not in told.text


def test_bars_are_drawn_to_scale_with_their_intervals(lay, alice):
    lay([(50, 100)])
    html = page(alice).html
    assert re.findall(r'<rect class="bar[^>]* y="[\d.]+" width="([\d.]+)"', html) == [
        "120.0",
        "240.0",
    ]
    assert html.count('class="whisker"') == 3  # The third is in the key.
    assert 'aria-label="Satisfaits, 1 · automne 2014 : 50' in html


def test_the_ends_of_the_scale_show_their_interval_instead_of_no_margin(lay, alice):
    lay([(50, 100)], n=40)
    assert "100 % de 91 à 100 %" in page(alice).text


@pytest.fixture
def boroughs(app, plan):
    """Ids of three more boroughs: Anjou, Verdun, Lachine."""
    with app.app_context():
        lachine = Unit(code="LACHINE", kind="borough", gloss_en="", position=9)
        lachine.names.append(
            UnitName(
                name="Lachine",
                short="Lachine",
                long_form="Lachine",
                valid_from=date(2002, 1, 1),
            )
        )
        db.session.add(lachine)
        db.session.commit()
        return [plan.units["anjou"], plan.units["verdun"], lachine.id]


def test_below_100_answers_a_unit_has_its_margin_and_no_rank(app, lay, boroughs, alice):
    anjou, verdun, lachine = boroughs
    survey_id = lay([(70, 74)])
    with app.app_context():
        lay_units(db.session, survey_id, {anjou: (61, 100), verdun: (88, 150), lachine: (99, 99)})
        db.session.commit()
    told = cells(page(alice))
    ranked = told.index("1 Verdun 88 %"), told.index("2 Anjou 61 %"), told.index("Lachine 99 %")
    assert ranked == tuple(sorted(ranked))
    assert "3 Lachine" not in told
    assert "moins de 100 réponses : pas de rang" in told
    assert (
        "Ensemble : 74 %. D’un arrondissement à l’autre, de 61 % à 88 % : 27 points d’écart "
        "autour d’une moyenne de 74,5 %."
    ) in told


def test_every_published_figure_stands_with_its_provenance(demo_client):
    told = demonstration(demo_client)
    for row in carried.rows_of("survey_figures.csv"):
        assert plain(row["measure"]) in told.text
        assert plain(row["value"]) in told.text
        seen = row["provenance"].removeprefix("seen: ").removesuffix(" (2014 derived)")
        assert f"vu dans {plain(seen)}" in told.text
    assert "vu dans TVA 2017-04-12 (2014 calculé)" in told.text
    assert "?" not in told.region("publies")


def demonstration(client, lang="fr"):
    sign_in_role(client, "director")
    return page(client, lang)


def plain(text):
    return " ".join(text.replace("\N{NO-BREAK SPACE}", " ").split())


def test_the_demonstration_says_what_is_missing_and_what_comes_next(demo_client):
    told = cells(demonstration(demo_client))
    assert "Aucun résultat de ce sondage n’est publié dans les sources chargées." in told
    assert "Prochaine : automne 2026, promise au plan ( T4-02 )." in told
    assert "non publié" in told
    assert "26 % ± 2,0 n ≈ 1 900 vu dans La Presse 2015-07-04" in told


def test_english_says_the_same(demo_client):
    told = demonstration(demo_client, "en").text
    assert "Nothing yet allows a change between waves to be stated." in told
    assert "26% ± 2.0" in told
    assert "not published" in told


def test_nobody_signed_out_reads_it(client):
    assert client.get("/surveys").status_code == 303


def test_without_a_survey_the_page_says_so(plan, alice):
    assert "Aucun sondage n’est inscrit." in page(alice).text


@pytest.mark.parametrize("size", [1, 12])
def test_sends_as_many_statements_however_many_questions(app, lay, alice, size):
    lay([(39, 44)] * size)
    with counted(app) as cold:
        alice.get("/surveys")
    with counted(app) as warm:
        alice.get("/surveys")
    assert (len(cold), len(warm)) == (18, 2)
