"""Results of surveys as a CSV file: out and in with the same headings."""

import csv
import io

import pytest
from sqlalchemy import select

from tests.support import pages
from tests.support.plan_builder import sign_in_role
from tests.support.survey_builder import lay_survey
from tracker.domain.surveys import SurveyFigure, SurveyWave, SurveyWording
from tracker.extensions import db

HEAD = (
    "survey,year,season,question,label_fr,population,unit,share,n,provenance,wording,scale,counted,"
    "mode,wave_n,design_effect\r\n"
)
NEXT = "essai,2018,automne,q1,,,,{share},,rapport,{words},échelle,compté,téléphone,1900,1\r\n"


@pytest.fixture
def emile(app, plan, as_person):
    with app.app_context():
        lay_survey(db.session, [(39, 44)])
        db.session.commit()
    return as_person("emile")


def choose(client, text):
    fields = pages.read(client.get("/surveys/file")).form("Lire le fichier").fields
    sent = {"csrf_token": fields["csrf_token"], "file": (io.BytesIO(text.encode()), "s.csv")}
    return client.post("/surveys/file", data=sent, content_type="multipart/form-data")


def load(client, text, button="Enregistrer cette ligne"):
    return pages.press(client, pages.read(choose(client, text)), button)


def test_the_export_comes_back_in_and_changes_nothing(emile):
    exported = emile.get("/surveys.csv").get_data(as_text=True)
    rows = list(csv.DictReader(io.StringIO(exported.lstrip("\ufeff"))))
    assert [(row["survey"], row["year"], row["share"], row["wave_n"]) for row in rows] == [
        ("essai", "2014", "39", "1900"),
        ("essai", "2016", "44", "1900"),
    ]
    assert "Ce fichier ne change rien" in pages.read(choose(emile, exported)).text


def test_what_was_published_comes_out_and_back_in_unchanged(demo_client):
    sign_in_role(demo_client, "coordinator")
    exported = demo_client.get("/surveys.csv").get_data(as_text=True)
    assert exported.count("\r\n") == 18
    assert "~1900" in exported
    assert "Ce fichier ne change rien" in pages.read(choose(demo_client, exported)).text


def test_a_new_wave_is_shown_then_kept_with_its_words(app, emile):
    file = HEAD + NEXT.format(share="45 %", words="Êtes-vous satisfait?")
    page = pages.read(choose(emile, file))
    assert "essai · autumn 2018 · q1" in page.text
    with app.app_context():
        assert db.session.scalar(select(SurveyWave).where(SurveyWave.year == 2018)) is None
    assert pages.press(emile, page, "Enregistrer cette ligne").status_code == 303
    with app.app_context():
        wave = db.session.scalar(select(SurveyWave).where(SurveyWave.year == 2018))
        assert (wave.season, wave.mode, wave.n, wave.design_effect) == (
            "autumn",
            "téléphone",
            1900,
            1.0,
        )
        wording = db.session.scalar(select(SurveyWording).order_by(SurveyWording.version.desc()))
        assert (wording.version, wording.wording) == (2, "Êtes-vous satisfait?")
    shown = pages.read(emile.get("/surveys")).text
    assert "45 % ± 2,2" in shown
    # Other words than in 2016: the way from one to the other is not said.
    assert "La question ou l’échelle a changé : l’écart ne se dit pas." in shown


def test_a_corrected_share_says_what_it_was(app, emile):
    exported = emile.get("/surveys.csv").get_data(as_text=True).lstrip("\ufeff")
    page = pages.read(choose(emile, exported.replace(",44,", ",43,")))
    assert "4443" in page.text
    assert pages.press(emile, page, "Enregistrer cette ligne").status_code == 303
    with app.app_context():
        assert sorted(db.session.scalars(select(SurveyFigure.share))) == [39, 43]


@pytest.mark.parametrize(
    ("line", "column"),
    [
        ("autre,2018,,q1,,,,45,,rapport,,,,,,", "survey"),
        ("essai,18,,q1,,,,45,,rapport,,,,,,", "year"),
        ("essai,2018,mousson,q1,,,,45,,rapport,,,,,,", "season"),
        ("essai,2018,,,,,,45,,rapport,,,,,,", "question"),
        ("essai,2018,,q1,,chats,,45,,rapport,,,,,,", "population"),
        ("essai,2018,,q1,,,Atlantide,45,,rapport,,,,,,", "unit"),
        ("essai,2018,,q1,,,,oui,,rapport,,,,,,", "share"),
        ("essai,2018,,q1,,,,101,,rapport,,,,,,", "share"),
        ("essai,2018,,q1,,,,45,beaucoup,rapport,,,,,,", "n"),
        ("essai,2018,,q1,,,,45,,,,,,,,", "provenance"),
        ("essai,2018,,q1,,,,45,,rapport,Des mots,,,,,", "wording"),
        ("essai,2018,,q1,,,,45,,rapport,,,,,,0", "design_effect"),
    ],
)
def test_a_wrong_cell_is_named_and_nothing_is_kept(app, emile, line, column):
    answer = choose(emile, HEAD + line + "\r\n")
    assert answer.status_code == 422
    assert f"2{column}" in pages.read(answer).text
    with app.app_context():
        assert len(db.session.scalars(select(SurveyFigure)).all()) == 2


def test_a_reader_exports_and_loads_nothing(emile, as_person):
    fanny = as_person("fanny")
    assert fanny.get("/surveys.csv").status_code == 200
    assert fanny.get("/surveys/file").status_code == 403
