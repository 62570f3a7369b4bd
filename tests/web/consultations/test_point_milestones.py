"""Which milestones a point may lead to: the dossier's own in sight, the others in a fold."""

import re

import pytest

from tests.support.databases import NOW
from tests.support.pages import read
from tracker.domain.consultations import ConsultationTrace
from tracker.domain.milestones import Milestone
from tracker.domain.plans import ActionPlan
from tracker.extensions import db

FIELDS = {
    "audience": "boroughs",
    "starts_on": "2026-03-02",
    "ends_on": "2026-03-20",
    "summary": "Harmoniser peu.",
}
OWN, OTHER = "2", "1"


@pytest.fixture
def emile(as_person, plan):
    """Coordinator of a draft whose first milestone is of D2, and the second of D1."""
    plan.edit(ActionPlan, 1, approved_at=None, approved_by=None)
    plan.commitment("verdun", dossier="D2", title="Neige")
    plan.commitment("verdun", dossier="D1", title="Guichet")
    return as_person("emile")


@pytest.fixture
def begun(plan, emile, press):
    """The address of a consultation on D1."""
    path = f"/plan/1/consultations/new?dossier={plan.dossiers['D1']}"
    return press(emile, path, **FIELDS).headers["Location"]


@pytest.fixture
def traced(app):
    def read_all() -> set[int]:
        with app.app_context():
            return set(db.session.scalars(db.select(ConsultationTrace.milestone_id)))

    return read_all


def fold_of(page) -> tuple[bool, str]:
    """Whether the fold is open, and what it holds; what stands before it is in sight."""
    (fold,) = re.findall(r"<details class=\"more\"( open)?>(.*?)</details>", page, re.S)
    return bool(fold[0]), fold[1]


def test_the_dossiers_own_are_in_sight_and_the_others_folded(begun, emile):
    region = read(emile.get(begun)).region("ajouter")
    is_open, folded = fold_of(region)
    assert not is_open
    assert "1 jalon d’un autre dossier" in folded
    assert "D2-01 Neige" in folded
    assert "D1-02 Guichet" in region.replace(folded, "")


def test_where_all_are_of_the_dossier_there_is_no_fold(begun, emile, plan):
    plan.edit(Milestone, 1, dossier_id=plan.dossiers["D1"])
    region = read(emile.get(begun)).region("ajouter")
    assert "<details" not in region
    assert "D2-01 Neige" in region


def test_one_chosen_in_the_fold_is_kept_in_sight_when_something_is_to_mend(begun, emile, press):
    answer = press(emile, f"{begun}/points", text="", outcome="retained", milestones=OTHER)
    assert answer.status_code == 422
    is_open, folded = fold_of(read(answer).region("ajouter"))
    assert is_open
    assert re.search(rf'<input[^>]*checked[^>]*value="{OTHER}"', folded)


def test_an_error_of_the_boxes_opens_the_fold_and_is_said_beside_them(begun, emile, press, traced):
    answer = press(emile, f"{begun}/points", text="Cinq", outcome="retained", milestones="99")
    page = read(answer)
    assert answer.status_code == 422
    assert fold_of(page.region("ajouter"))[0]
    assert "n’est plus de la liste" in page.region("milestones")
    assert 'href="#milestones"' in page.html
    assert traced() == set()


def test_one_chosen_in_the_fold_is_written_and_shown_open_again(begun, emile, press, traced):
    press(emile, f"{begun}/points", text="Cinq", outcome="retained", milestones=OTHER)
    assert traced() == {1}
    assert fold_of(emile.get(f"{begun}/points/1").text)[0]
    press(emile, f"{begun}/points", text="Six", outcome="retained", milestones=OWN)
    assert not fold_of(emile.get(f"{begun}/points/2").text)[0]


def test_a_milestone_withdrawn_since_stays_with_its_point(begun, emile, plan, press, traced):
    press(emile, f"{begun}/points", text="Cinq", outcome="retained", milestones=OTHER)
    plan.edit(Milestone, 1, withdrawn_at=NOW, withdrawn_by="X", withdrawn_reason="Y")
    form = read(emile.get(f"{begun}/points/1")).form("Enregistrer le point")
    assert form.fields["milestones"] == OTHER
    answer = emile.post(f"{begun}/points/1", data=form.fields | {"text": "Cinq, et demi"})
    assert answer.status_code == 303
    assert traced() == {1}
    assert "D2-01" not in read(emile.get(begun)).region("ajouter")
