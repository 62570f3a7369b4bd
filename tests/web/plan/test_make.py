"""/plan/new: by hand, as a copy, from a file."""

import io
import re
from datetime import timedelta

import pytest

from tests.support.databases import NOW
from tests.support.pages import read
from tests.support.plan_builder import in_days
from tracker.domain.changes import Change
from tracker.domain.commitments import Commitment
from tracker.domain.milestones import Baseline, Milestone
from tracker.domain.plans import ActionPlan, Dossier

GOOD = {
    "title_fr": "Plan 2027",
    "title_en": "",
    "starts_on": "2027-01-04",
    "ends_on": "2027-12-31",
}
HEADINGS = (
    "file_id,file_fr,bureau_role,milestone_id,kind,title_fr,lead_unit,collaborators,"
    "start,baseline_due"
)
LINE = "A,Neige,cible,A-1,jalon,Messages prêts,VERDUN,LEGAL,2027-01-11,2027-03-24"


@pytest.fixture
def upload(emile):
    """`upload(lines)`: the file sent with the good fields."""

    def send(*lines, content=None, **fields):
        token = re.search(r'name="csrf_token" value="([^"]+)"', emile.get("/plan/new").text)[1]
        content = content if content is not None else "\n".join(lines).encode()
        data = GOOD | fields | {"csrf_token": token, "file": (io.BytesIO(content), "plan.csv")}
        return emile.post("/plan/new?door=file", data=data)

    return send


def test_by_hand_it_is_empty_and_the_plan_in_force_stays(emile, press, stored):
    answer = press(emile, "/plan/new", **GOOD)
    made = stored(ActionPlan)[-1]
    assert answer.headers["Location"] == f"/plan/{made.id}"
    assert (made.title_fr, made.state, made.is_current) == ("Plan 2027", "draft", False)
    assert stored(Change)[-1].what == "created"


def test_what_is_wrong_is_kept_with_its_sentence(emile, press, stored):
    answer = press(emile, "/plan/new", **(GOOD | {"ends_on": "2026-01-01"}))
    assert answer.status_code == 422
    assert "La fin du plan précède son début" in read(answer).text
    assert 'value="Plan 2027"' in answer.text
    assert len(stored(ActionPlan)) == 1


def test_a_copy_has_the_units_on_later_days_and_none_of_the_answers(plan, emile, press, stored):
    first = plan.commitment("verdun", due=in_days(60))
    plan.say(first, "done", done_on=in_days(-8), sentence="Déposé.")
    released = plan.contribution(first, "anjou")
    plan.edit(Commitment, released, released_at=NOW, released_by="X", released_reason="Sans objet")
    gone = plan.commitment("verdun")
    with_it = next(one for one in stored(Commitment) if one.id == gone).milestone_id
    plan.edit(Milestone, with_it, withdrawn_at=NOW, withdrawn_by="X", withdrawn_reason="Y")
    starts = in_days(-120) + timedelta(days=364)
    answer = press(
        emile, "/plan/new?copy=1", **(GOOD | {"starts_on": str(starts), "ends_on": "2027-12-31"})
    )
    assert answer.status_code == 303
    (copied,) = [one for one in stored(Milestone) if one.plan_id != 1]
    assert (copied.code, copied.baseline_due) == ("D1-01", in_days(60 + 364))
    shares = [one for one in stored(Commitment) if one.milestone_id == copied.id]
    assert {(one.role, one.answer, one.forecast_due) for one in shares} == {
        ("lead", None, in_days(60 + 364)),
        ("contributor", None, None),
    }
    assert [one.code for one in stored(Dossier) if one.plan_id != 1] == ["D1", "D2"]
    assert copied.id not in {one.milestone_id for one in stored(Baseline)}
    assert stored(Change)[-1].what == "copied"


def test_a_copy_may_shift_by_another_number_of_days(plan, emile, press, stored):
    plan.commitment("verdun", due=in_days(60))
    press(emile, "/plan/new?copy=1", **(GOOD | {"shift": "-7"}))
    assert stored(Milestone)[-1].baseline_due == in_days(53)


@pytest.mark.parametrize("shift", ["bientôt", "3.5", "99999", "-"])
def test_a_shift_that_is_no_number_of_days_is_refused(emile, press, stored, shift):
    answer = press(emile, "/plan/new?copy=1", **(GOOD | {"shift": shift}))
    assert answer.status_code == 422
    assert "Écrivez un nombre de jours entier" in read(answer).text
    assert len(stored(ActionPlan)) == 1


def test_a_copy_offers_whole_weeks_after_the_end(emile):
    page = emile.get("/plan/new?copy=1")
    assert f'value="{in_days(-120 + 721)}"' in page.text
    assert "721 jours" in read(page).text
    assert emile.get("/plan/new?copy=77").status_code == 404


def test_a_file_makes_a_draft(upload, stored):
    assert upload(HEADINGS, LINE).status_code == 303
    made = stored(ActionPlan)[-1]
    assert [(one.plan_id, one.code) for one in stored(Milestone)] == [(made.id, "A-1")]
    assert (stored(Change)[-1].what, stored(Change)[-1].reason) == ("loaded", "plan.csv")


def test_a_file_with_a_wrong_line_leaves_nothing_and_says_where(upload, stored):
    answer = upload(HEADINGS, LINE, LINE.replace("A-1", "A-2").replace("VERDUN", "LUNE"))
    page = read(answer)
    assert answer.status_code == 422
    assert "« LUNE » n’est le nom d’aucune unité connue" in page.text
    assert "lead_unit" in page.text
    assert "choisissez-le de nouveau" in page.text
    assert 'value="Plan 2027"' in answer.text
    assert (len(stored(ActionPlan)), stored(Milestone)) == (1, [])


def test_an_english_name_that_is_too_long_is_refused_with_its_line_and_limit(upload, stored):
    answer = upload(f"{HEADINGS},file_en", f"{LINE},{'x' * 201}")
    row = '<td class="num">2</td><td>file_en</td><td>le texte dépasse 200 caractères</td>'
    assert answer.status_code == 422
    assert row in answer.text
    assert len(stored(ActionPlan)) == 1


def test_what_no_database_writes_is_left_out_of_a_file(upload, stored):
    assert upload(HEADINGS, LINE.replace("Neige", "Nei\0ge")).status_code == 303
    assert stored(Dossier)[-1].name_fr == "Neige"


def test_a_file_that_is_no_text_is_refused_in_words(upload):
    assert "UTF-8" in read(upload(content=b"\xff\xfe\x00PK")).text
    assert "la colonne manque" in read(upload(content=b"")).text


def test_a_file_must_be_chosen_and_chosen_again(upload, emile, press):
    nothing = press(emile, "/plan/new?door=file", **GOOD)
    assert "Choisissez le fichier à lire" in read(nothing).text
    again = upload(HEADINGS, LINE, title_fr="")
    assert "le navigateur ne le garde pas" in read(again).text


def test_a_file_that_is_too_big_gets_a_sentence(emile):
    answer = emile.post("/plan/new?door=file", data={"file": "a" * 1_100_000})
    assert answer.status_code == 413
    assert "Ce fichier est trop gros" in read(answer).text
