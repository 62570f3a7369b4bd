"""GET /indicators and /indicators/<id>: where each stands, and who owes the next value."""

from datetime import date

import pytest
from sqlalchemy import func, select

from tests.support.databases import NOW
from tests.support.indicator_builder import MARCH, lay_indicator
from tests.support.pages import read, read_html
from tests.support.plan_builder import in_days
from tests.support.statements import counted
from tracker.domain.indicators import IndicatorDispute, IndicatorValue
from tracker.extensions import db


@pytest.fixture
def database(sqlite_database):
    """One database: these words are made from rows that both give alike."""
    return sqlite_database


@pytest.fixture
def lay(app, plan):
    """`lay("verdun", values=[("verdun", MARCH, 41)])`: an indicator; its id."""

    def make(*units, values=(), dossiers=(), **fields):
        with app.app_context():
            number = lay_indicator(
                db.session,
                [plan.units[unit] for unit in units],
                [plan.dossiers[code] for code in dossiers],
                values=[(plan.units[unit], period, value) for unit, period, value in values],
                **fields,
            )
            db.session.commit()
            return number

    return make


def test_says_how_many_values_are_late_and_who_owes_them(lay, alice):
    lay("verdun")
    page = read(alice.get("/indicators"))
    assert "Une valeur est en retard." in page.text
    assert "due le 10 avril 2026, en retard de 6 jours ouvrables" in page.text
    assert "Verdun" in page.text


def test_nothing_late_is_said_too(lay, alice):
    lay("verdun", values=[("verdun", MARCH, 41)])
    page = read(alice.get("/indicators"))
    assert "Toutes les valeurs dues sont données." in page.text
    assert "41 jours" in page.text
    assert "se rapproche de la cible" in page.text


def test_without_an_indicator_the_page_says_what_one_is(plan, alice):
    assert "Aucun indicateur n’est inscrit." in read(alice.get("/indicators")).text


def test_the_page_shows_the_way_its_steps_and_its_dossiers(lay, alice):
    number = lay(
        "verdun",
        values=[("verdun", MARCH, 41)],
        dossiers=["D1"],
        steps=[(date(2026, 12, 31), 36)],
    )
    page = read(alice.get(f"/indicators/{number}"))
    assert "Délai d’un permis : 41 jours, pour une cible de 30 jours" in page.text
    assert 'class="aim"' in page.html
    assert "31 décembre 2026" in page.text
    assert 'href="/dossiers/D1"' in page.html
    assert "avril 2026 · due le 11 mai 2026" in page.text


def test_the_steps_are_a_staircase_from_the_baseline(lay, alice):
    number = lay("verdun", values=[("verdun", MARCH, 41)], steps=[(date(2026, 12, 31), 36)])
    html = read(alice.get(f"/indicators/{number}")).html
    aim = html.partition('class="aim" d="')[2].partition('"')[0]
    # 36 until the step's day, then 30 until the target's.
    assert aim.count("H") == 2
    assert aim.count("V") == 1


def test_the_spread_of_units_is_a_strip_of_dots(lay, alice):
    number = lay(
        "verdun",
        "legal",
        by_unit=True,
        values=[("verdun", MARCH, 21), ("legal", MARCH, 75)],
    )
    page = read(alice.get(f"/indicators/{number}"))
    strip = page.html.partition("D’une unité à l’autre</h2>")[2]
    assert strip.partition("</svg>")[0].count("<circle") == 2
    assert "De 21 jours à 75 jours d’une unité à l’autre" in page.text
    assert "moyenne simple de 48 jours" in page.text


def test_what_is_illustrative_says_so(lay, alice):
    number = lay("verdun", illustrative=True)
    assert "illustratif" in read(alice.get("/indicators")).text
    assert "Indicateur illustratif" in read(alice.get(f"/indicators/{number}")).text


def test_a_disputed_value_says_by_whom_and_why(app, lay, alice):
    number = lay("verdun", values=[("verdun", MARCH, 41)])
    with app.app_context():
        db.session.add(
            IndicatorDispute(value_id=1, reason="Autre calcul", raised_at=NOW, raised_by="Bureau")
        )
        db.session.commit()
    assert (
        "contestée par Bureau : « Autre calcul »" in read(alice.get(f"/indicators/{number}")).text
    )


def test_the_newest_period_stands_whole_and_a_disputed_value_is_never_folded(app, lay, alice):
    months = [date(2025, month, 1) for month in range(1, 13)]
    given = [(unit, MARCH, 41) for unit in ("verdun", "anjou")]
    number = lay(
        "verdun",
        "anjou",
        by_unit=True,
        values=[*given, *(("verdun", day, 40 + day.month) for day in months)],
    )
    with app.app_context():
        oldest = db.session.scalar(select(func.min(IndicatorValue.period_on)))
        disputed = db.session.scalar(
            select(IndicatorValue.id).where(IndicatorValue.period_on == oldest)
        )
        db.session.add(
            IndicatorDispute(
                value_id=disputed, reason="Autre calcul", raised_at=NOW, raised_by="Bureau"
            )
        )
        db.session.commit()
    html = read(alice.get(f"/indicators/{number}")).region("valeurs")
    at_hand, folded = html.split("<details", 1)
    assert at_hand.index("Verdun") < html.index("<details")
    assert "Autre calcul" in at_hand
    assert "Anjou" in at_hand
    assert "1 valeur plus ancienne" in folded


def test_its_page_says_from_where_it_starts_and_who_gives_the_values(lay, alice):
    one = lay("verdun")
    many = lay("verdun", "anjou", code="I2", by_unit=True)
    assert "Mesure de base 44 jours, 3 juillet 2025" in _facts(alice, one)
    assert "Donnée par Verdun" in _facts(alice, one)
    assert "Donnée par 2 unités" in _facts(alice, many)


def _facts(client, number):
    html = read(client.get(f"/indicators/{number}")).html
    return read_html(html.replace("<dd", " <dd")).text


def test_on_its_dossier_it_stands_beside_the_milestones_not_in_them(lay, plan, alice):
    calm = plan.commitment(due=in_days(60))
    plan.say(calm, "on_track")
    before = read(alice.get("/dossiers/D1")).region("jalons")
    lay("verdun", dossiers=["D1"], values=[("verdun", MARCH, 60)])
    page = read(alice.get("/dossiers/D1"))
    assert page.region("jalons") == before
    assert "s’éloigne de la cible" in page.region("indicateurs")
    assert 'id="indicateurs"' not in read(alice.get("/dossiers/D2")).html


def done(plan):
    made = plan.commitment("legal", lead="legal", due=in_days(-20))
    plan.say(made, "done", by="charlie", done_on=in_days(-20), sentence="Déposé.")


def test_the_board_says_milestones_done_indicator_not_moved(lay, plan, as_person):
    done(plan)
    lay("verdun", dossiers=["D1"], values=[("verdun", MARCH, 44)])
    page = read(as_person("diane").get("/"))
    block = page.region("immobile")
    assert "Jalons faits, indicateur immobile" in block
    assert "1 jalon fait sur 1" in page.text
    assert "44 jours; mesure de base : 44 jours." in page.text


@pytest.mark.parametrize(
    ("value", "how_many_open"),
    [(36, 0), (44, 2)],
    ids=["the indicator moved", "most milestones are open"],
)
def test_the_board_says_nothing_where(lay, plan, as_person, value, how_many_open):
    done(plan)
    for _ in range(how_many_open):
        plan.commitment(due=in_days(60))
    lay("verdun", dossiers=["D1"], values=[("verdun", MARCH, value)])
    assert 'id="immobile"' not in as_person("diane").get("/").text


def test_a_lead_sees_the_value_owed_on_their_page(lay, alice):
    lay("verdun")
    page = read(alice.get("/mine"))
    assert "Une valeur à donner" in page.text
    assert "Valeurs d’indicateurs à donner" in page.text
    assert f"/indicators/1/values/1/{MARCH}" in page.html


def test_english_says_the_same(lay, alice):
    number = lay("verdun", values=[("verdun", MARCH, 41)])
    page = read(alice.get(f"/indicators/{number}?lang=en"))
    assert "Time for a permit: 41 days, for a target of 30 days" in page.text
    assert "moving towards the target" in page.text


@pytest.mark.parametrize("size", [1, 8])
def test_pages_send_as_many_statements_however_many_indicators(app, lay, alice, size):
    for number in range(size):
        lay(
            "verdun",
            "legal",
            code=f"I{number}",
            by_unit=True,
            dossiers=["D1"],
            values=[("verdun", MARCH, 41), ("legal", MARCH, 50)],
        )
    sent = []
    for path in ("/indicators", "/indicators/1", "/dossiers/D1"):
        with counted(app) as statements:
            alice.get(path)
        sent.append(len(statements))
    assert sent == [17, 3, 5]
