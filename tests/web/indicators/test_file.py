"""Values as a CSV file: out and in with the same headings, nothing written before it is read."""

import csv
import io
from datetime import date

import pytest
from sqlalchemy import func, select

from tests.support import pages
from tests.support.databases import NOW
from tests.support.indicator_builder import MARCH, lay_indicator
from tracker.domain.changes import Actor
from tracker.domain.indicators import Indicator, IndicatorValue
from tracker.domain.values import Given, give
from tracker.extensions import db

HEAD = "indicator,unit,period,value,note,reason\r\n"
FEBRUARY = date(2026, 2, 28)


@pytest.fixture
def emile(app, plan, as_person):
    with app.app_context():
        verdun = plan.units["verdun"]
        lay_indicator(
            db.session, [verdun], first_on=date(2026, 1, 31), values=[(verdun, FEBRUARY, 41)]
        )
        db.session.commit()
    return as_person("emile")


def choose(client, text, encoding="utf-8"):
    fields = pages.read(client.get("/indicators/file")).form("Lire le fichier").fields
    content = io.BytesIO(text.encode(encoding))
    sent = {"csrf_token": fields["csrf_token"], "file": (content, "valeurs.csv")}
    return client.post("/indicators/file", data=sent, content_type="multipart/form-data")


def held(app):
    with app.app_context():
        rows = db.session.scalars(
            select(IndicatorValue).order_by(IndicatorValue.period_on, IndicatorValue.seq)
        )
        return [(row.period_on.month, row.value, row.seq, row.way) for row in rows]


def test_a_preview_says_what_would_change_and_writes_nothing(app, emile):
    file = HEAD + 'I1,VERDUN,2026-03-31,"39,5",Relevé,\r\nI1,Verdun,2026-02-28,41,,\r\n'
    page = pages.read(choose(emile, file))
    assert page.status == 200
    assert "Ce fichier changerait une ligne" in page.text
    assert "I1 · VERDUN · 2026-03-31" in page.text
    assert "Une ligne est déjà ainsi." in page.text
    assert len(held(app)) == 1


def test_what_was_read_is_kept_once_it_is_confirmed(app, emile):
    page = pages.read(choose(emile, HEAD + 'I1,VERDUN,31/03/2026,"1 234,5",Relevé,\r\n'))
    answer = pages.press(emile, page, "Enregistrer cette ligne")
    assert answer.status_code == 303
    assert held(app) == [(2, 41.0, 0, "page"), (3, 1234.5, 0, "page")]
    assert "1 ligne est enregistrée." in pages.read(emile.get("/indicators")).text


def test_the_export_comes_back_in_and_changes_nothing(app, emile):
    exported = emile.get("/indicators.csv").get_data(as_text=True)
    rows = list(csv.DictReader(io.StringIO(exported.lstrip("\ufeff"))))
    assert [(row["indicator"], row["period"], row["value"]) for row in rows] == [
        ("I1", "2026-02-28", "41")
    ]
    assert "Ce fichier ne change rien" in pages.read(choose(emile, exported)).text


@pytest.mark.parametrize(
    ("line", "column", "words"),
    [
        ("I9,VERDUN,2026-03-31,41,,", "indicator", "aucun indicateur suivi n’a ce code"),
        ("I1,ANJOU,2026-03-31,41,,", "unit", "cette unité ne donne pas cet indicateur"),
        ("I1,VERDUN,2026-04-30,41,,", "period", "ce n’est pas le dernier jour d’une période"),
        ("I1,VERDUN,hier,41,,", "period", "ce n’est pas le dernier jour d’une période"),
        ("I1,VERDUN,2026-03-31,oui,,", "value", "ce n’est pas un nombre qui se lit"),
        ("I1,VERDUN,2026-03-31,voir description,,", "value", "ce n’est pas un nombre"),
        (
            "I1,VERDUN,2026-02-28,40,,",
            "reason",
            "une autre valeur est donnée (41)",
        ),
    ],
)
def test_a_wrong_line_is_named_with_its_column_and_nothing_is_kept(app, emile, line, column, words):
    answer = choose(emile, HEAD + "I1,VERDUN,2026-01-31,42,,\r\n" + line + "\r\n")
    page = pages.read(answer)
    assert answer.status_code == 422
    assert f"3{column}{words}" in page.text
    assert len(held(app)) == 1


@pytest.mark.parametrize(
    ("text", "encoding", "words"),
    [
        ("indicator,unit\r\nI1,VERDUN\r\n", "utf-8", "la colonne manque"),
        (HEAD, "utf-8", "le fichier n’a aucune ligne"),
        (HEAD + "I1,VERDUN,2026-03-31,41,é,\r\n", "latin-1", "le fichier n’est pas en UTF-8"),
        (HEAD + "I1,VERDUN,2026-03-31,41,,,,\r\n", "utf-8", "plus de cellules que d’en-têtes"),
        (HEAD + "x" * 400_001, "utf-8", "Ce fichier dépasse 400 ko"),
        ("", "utf-8", "Choisissez le fichier à lire."),
    ],
)
def test_a_file_that_is_no_table_is_refused_in_words(app, emile, text, encoding, words):
    answer = choose(emile, text, encoding)
    assert answer.status_code == 422
    assert words in pages.read(answer).text


def test_semicolons_of_a_french_spreadsheet_are_read(emile):
    file = (HEAD + "I1,VERDUN,2026-03-31,39,,\r\n").replace(",", ";")
    assert "Ce fichier changerait une ligne" in pages.read(choose(emile, file)).text


def test_a_value_given_since_the_preview_is_shown_again_before_it_is_replaced(app, plan, emile):
    page = pages.read(choose(emile, HEAD + "I1,VERDUN,2026-03-31,39,,Relevé final\r\n"))
    with app.app_context():
        indicator = db.session.scalar(select(Indicator))
        given = Given(plan.units["verdun"], MARCH, 45)
        give(db.session, indicator, given, Actor(None, "Verdun", NOW), NOW.date())
        db.session.commit()

    answer = pages.press(emile, page, "Enregistrer cette ligne")

    again = pages.read(answer)
    assert answer.status_code == 409
    assert "Depuis l’aperçu, quelque chose a changé" in again.text
    assert len(held(app)) == 2
    assert pages.press(emile, again, "Enregistrer cette ligne").status_code == 303
    assert held(app)[-1] == (3, 39.0, 1, "page")


def test_who_only_reads_loads_nothing(app, emile, as_person, press):
    for name in ("alice", "diane", "fanny"):
        client = as_person(name)
        assert client.get("/indicators/file").status_code == 403
        assert press(client, "/indicators/file", content="x").status_code == 403
    with app.app_context():
        assert db.session.scalar(select(func.count()).select_from(IndicatorValue)) == 1
