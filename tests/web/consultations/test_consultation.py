"""Consulting on a dossier: a group is heard, each point is decided, it is closed, told, traced."""

import re

import pytest

from tests.support.databases import NOW
from tests.support.pages import read
from tests.support.statements import counted
from tracker.domain.consultations import Consultation, ConsultationPoint, ConsultationWaiver
from tracker.domain.messages import Message
from tracker.domain.people import Person
from tracker.domain.plans import ActionPlan
from tracker.extensions import db

GOOD = {
    "audience": "boroughs",
    "how": "Tournée",
    "starts_on": "2026-03-02",
    "ends_on": "2026-03-20",
    "summary": "Harmoniser peu, mais pour de bon.",
}


@pytest.fixture
def emile(as_person, plan):
    plan.edit(ActionPlan, 1, approved_at=None, approved_by=None)
    plan.commitment("verdun", title="Guichet")
    return as_person("emile")


@pytest.fixture
def begun(plan, emile, press):
    """The address of a consultation of Verdun, with its summary."""
    path = f"/plan/1/consultations/new?dossier={plan.dossiers['D1']}"
    answer = press(emile, path, **(GOOD | {"invited": str(plan.units["verdun"])}))
    return answer.headers["Location"]


@pytest.fixture
def stored(app):
    def rows(kind):
        with app.app_context():
            return list(db.session.query(kind).order_by(*kind.__table__.primary_key))

    return rows


def test_the_plan_says_which_dossiers_await_theirs(begun, emile):
    page = read(emile.get("/plan/1/consultations"))
    assert "2 dossiers attendent encore leur consultation" in page.text
    assert "Arrondissements, Tournée" in page.text
    assert "Personne n’a encore été consulté" in page.text


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"ends_on": "2026-02-01"}, "La fin précède le début"),
        ({"starts_on": "bientôt"}, "Écrivez la date ainsi"),
        ({"summary": "x" * 4001}, "Écrivez au plus 4000 caractères"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_lost(plan, emile, press, stored, changed, sentence):
    path = f"/plan/1/consultations/new?dossier={plan.dossiers['D1']}"
    answer = press(emile, path, **(GOOD | changed))
    assert answer.status_code == 422
    assert sentence in read(answer).text
    assert 'value="Tournée"' in answer.text
    assert stored(Consultation) == []


def test_a_point_set_aside_says_why_and_one_retained_names_its_milestone(
    begun, emile, press, stored
):
    refused = press(emile, f"{begun}/points", text="Dix règlements", outcome="not_retained")
    assert refused.status_code == 422
    assert "Dites pourquoi, en une phrase" in read(refused).text
    press(emile, f"{begun}/points", text="Dix", outcome="not_retained", because="c’est trop.")
    press(emile, f"{begun}/points", text="Cinq", outcome="retained", milestones="1")
    page = read(emile.get(begun))
    assert "2 points décidés sur 2" in page.text
    assert "Non retenu parce que : « c’est trop. »" in page.text
    assert "Jalons : D1-01" in page.text
    heard = read(emile.get("/milestones/1"))
    assert "Ce qui a été entendu « Cinq »" in heard.text
    assert f'href="{begun}"' in heard.html


def test_it_closes_once_it_is_summed_up_and_decided(begun, emile, press, stored):
    press(emile, f"{begun}/points", text="Cinq", outcome="")
    answer = press(emile, f"{begun}/close")
    assert answer.status_code == 422
    assert "Dites d’abord ce qu’il advient de chaque point" in read(answer).text
    press(emile, f"{begun}/points/1", text="Cinq", outcome="retained", seen="999")
    assert press(emile, f"{begun}/close").status_code == 303
    assert stored(Consultation)[0].closed_by == "Coordination du Bureau"
    assert "1 dossier attend encore" in read(emile.get("/plan/1/consultations")).text
    assert press(emile, f"{begun}/points", text="Encore", outcome="").status_code == 409
    press(emile, f"{begun}/reopen")
    assert stored(Consultation)[0].closed_at is None


def test_without_a_summary_it_stays_open(plan, emile, press, begun):
    press(emile, f"{begun}/edit", **(GOOD | {"summary": "", "seen": "999"}))
    answer = press(emile, f"{begun}/close")
    assert "Écrivez d’abord le résumé" in read(answer).text


def test_the_second_of_two_sees_what_the_first_wrote(begun, emile, as_person, plan, press, stored):
    form = read(emile.get(f"{begun}/edit")).form("Enregistrer la consultation").fields
    plan.edit(Person, plan.people["fanny"], role="coordinator")
    press(as_person("fanny"), f"{begun}/edit", **(GOOD | {"how": "Sondage", "seen": "999"}))
    answer = press(emile, f"{begun}/edit", **(GOOD | {"how": "Assemblée", "seen": form["seen"]}))
    assert answer.status_code == 409
    assert 'value="Assemblée"' in answer.text
    assert stored(Consultation)[0].how == "Sondage"


def test_who_was_invited_is_told_once_what_became_of_it(begun, emile, press, stored):
    assert press(emile, f"{begun}/mail").status_code == 409
    press(emile, f"{begun}/close")
    for _twice in range(2):
        press(emile, f"{begun}/mail")
    (message,) = stored(Message)
    assert (message.kind, message.to_name) == ("consulted", "Responsable, Verdun")


def test_where_nobody_was_invited_there_is_nobody_to_write_to(plan, emile, press):
    path = f"/plan/1/consultations/new?dossier={plan.dossiers['D1']}"
    begun = press(emile, path, **GOOD).headers["Location"]
    press(emile, f"{begun}/points", text="Un guichet.", outcome="retained", milestones="1")
    assert "Arrondissements : 1 point décidé sur 1" in read(emile.get(begun)).text
    press(emile, f"{begun}/close")
    assert f"{begun}/mail" not in emile.get(begun).text


def test_one_day_of_hearing_is_told_as_one_day(begun, emile, press):
    fields = GOOD | {"ends_on": GOOD["starts_on"]}
    path = "/plan/1/consultations/new?dossier=1"
    page = read(emile.get(press(emile, path, **fields).headers["Location"]))
    assert "le 2 mars 2026" in page.text
    assert "du 2 mars 2026" not in page.text


def test_the_director_waives_in_writing_and_nobody_else(plan, emile, as_person, press, stored):
    path = f"/plan/1/dossiers/{plan.dossiers['D1']}/waiver"
    diane = as_person("diane")
    assert press(emile, path, reason="Non.").status_code == 403
    assert press(diane, path, reason=" ").status_code == 422
    assert "Dispenser ce dossier" in read(diane.get(path)).text
    assert press(diane, path, reason="Déjà entendu.").status_code == 303
    assert [one.given_by for one in stored(ConsultationWaiver)] == ["Directrice du Bureau"]
    shown = read(diane.get("/plan/1/consultations"))
    assert "Dispense de la direction : « Déjà entendu. »" in shown.text
    assert "1 dossier attend encore" in shown.text


def test_whoever_is_signed_in_reads_and_does_not_write(begun, alice, press, stored):
    page = read(alice.get(begun))
    assert "Harmoniser peu" in page.text
    assert "Ajouter le point" not in page.text
    assert press(alice, f"{begun}/points", text="x").status_code == 403
    assert stored(ConsultationPoint) == []
    assert alice.get("/consultations/99").status_code == 404


def test_after_approval_it_is_not_reopened(begun, plan, emile, press):
    press(emile, f"{begun}/close")
    plan.edit(ActionPlan, 1, approved_at=NOW, approved_by="X")
    assert press(emile, f"{begun}/reopen").status_code == 409


def test_its_history_agrees_with_it_in_french_and_has_no_space_before_a_colon_in_english(
    begun, emile, plan, press
):
    press(emile, f"{begun}/points", text="Cinq", outcome="retained", milestones="1")
    press(emile, f"{begun}/close")
    press(emile, f"{begun}/reopen")

    def told():
        titles = re.findall("<h3>(.*?)</h3>", read(emile.get(begun)).region("historique"))
        return [title.replace("\N{NO-BREAK SPACE}", " ") for title in titles]

    assert told() == ["Rouverte", "Close", "Point entendu : ajouté", "Créée"]
    plan.edit(Person, plan.people["emile"], locale="en")
    assert told() == ["Reopened", "Closed", "Point heard: added", "Created"]


def test_the_pages_send_as_many_statements_however_much_was_said(app, begun, emile, press):
    for path in (begun, "/plan/1/consultations"):
        emile.get(path)
        with counted(app) as few:
            emile.get(path)
        for number in range(6):
            press(emile, f"{begun}/points", text=f"Point {number}", outcome="", milestones="1")
        emile.get(path)
        with counted(app) as many:
            emile.get(path)
        assert len(few) == len(many)
