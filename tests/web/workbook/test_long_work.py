"""A long work is left and come back to; one whose worker died is taken up again."""

from datetime import timedelta

import pytest

from tests.support.databases import NOW
from tests.support.pages import press as send
from tests.support.pages import read
from tests.support.plan_builder import in_days
from tests.support.workbooks import changed
from tracker.domain.imports import ImportBatch
from tracker.domain.milestones import Milestone
from tracker.domain.people import Person
from tracker.web.workbook import working


@pytest.fixture
def book(plan, emile):
    plan.commitment("verdun", title="Guichet", due=in_days(60))
    return changed(emile.get("/plan/export.xlsx").data, "Jalons", {"Code": "D1-01"}, Titre="Autre")


@pytest.fixture
def threads(monkeypatch):
    """The works that go on beside the requests."""
    begun = []
    beside = working._beside
    monkeypatch.setattr(working, "READ_AT_ONCE", 0)
    monkeypatch.setattr(working, "APPLY_AT_ONCE", 0)
    monkeypatch.setattr(working, "_beside", lambda work: begun.append(beside(work)) or begun[-1])
    return begun


def test_a_big_file_is_read_and_applied_beside_the_requests(
    book, bring, emile, take, threads, stored
):
    path = bring(book).headers["Location"]
    threads[0].join()
    page = read(emile.get(path))
    assert "1 ligne change." in page.text
    assert take(page).status_code == 303
    threads[1].join()
    assert "L’import est fait." in read(emile.get(path)).text
    assert stored(Milestone)[0].title_fr == "Autre"


def test_a_press_that_came_too_late_shows_it_anew(book, bring, emile, plan, take, threads, stored):
    path = bring(book).headers["Location"]
    threads[0].join()
    page = read(emile.get(path))
    plan.edit(Milestone, 1, title_fr="Comptoir")
    take(page)
    threads[1].join()
    again = read(emile.get(path))
    assert "Le plan a changé pendant que vous lisiez" in again.text
    assert stored(Milestone)[0].title_fr == "Comptoir"


@pytest.fixture
def stopped(book, bring, plan, stored):
    """`stopped("reading", 10)`: an import in that state, silent for so many seconds."""
    path = bring(book).headers["Location"]

    def leave(state, seconds, done=40, total=90):
        batch = stored(ImportBatch)[0]
        heard = NOW - timedelta(seconds=seconds)
        at = {"worked_at": heard}
        if state == "waiting":
            at = {"received_at": heard, "worked_at": None}
        plan.edit(ImportBatch, batch.id, state=state, **at, done=done, total=total)
        return path

    return leave


def test_its_page_says_how_far_it_is_and_asks_again(stopped, emile):
    path = stopped("reading", 1)
    page = read(emile.get(path))
    assert "40 sur 90" in page.text
    fragment = emile.get(path, headers={"HX-Request": "true"}).text
    assert 'hx-trigger="every 1s"' in fragment
    assert fragment.strip() == page.region("avancement").strip()


@pytest.mark.parametrize(("locale", "told"), [("fr", "1 200 sur 6 091"), ("en", "1,200 of 6,091")])
def test_thousands_are_told_as_everywhere(stopped, emile, plan, locale, told):
    plan.edit(Person, plan.people["emile"], locale=locale)
    assert told in read(emile.get(stopped("reading", 1, 1200, 6091))).text


def test_once_it_is_over_the_page_is_drawn_whole(stopped, emile, plan):
    path = stopped("ready", 1)
    answer = emile.get(path, headers={"HX-Request": "true"})
    assert answer.headers["HX-Redirect"] == path


@pytest.mark.parametrize(
    ("state", "what", "next_step"),
    [
        ("waiting", "La lecture de plan.xlsx s’est interrompue.", "Reprendre la lecture"),
        ("reading", "La lecture de plan.xlsx s’est interrompue.", "Reprendre la lecture"),
        ("applying", "L’import de plan.xlsx s’est interrompu.", "Revenir à l’aperçu"),
    ],
)
def test_one_whose_worker_died_is_taken_up_again(stopped, emile, stored, state, what, next_step):
    path = stopped(state, 61)
    page = read(emile.get(path))
    assert what in page.text
    assert "Le plan n’a pas changé" in page.text
    assert "continue sans elle" not in page.text
    assert "every 1s" not in page.html
    assert "plan.xlsx Interrompu ·" in read(emile.get("/plan/1/import")).text
    send(emile, page, next_step)
    assert stored(ImportBatch)[0].state == "ready"
    assert "1 ligne change." in read(emile.get(path)).text


def test_a_reading_that_was_interrupted_may_be_dropped(stopped, emile, press, stored):
    path = stopped("reading", 61)
    assert f'formaction="{path}/drop"' in emile.get(path).text
    press(emile, f"{path}/drop")
    assert stored(ImportBatch)[0].state == "dropped"


def test_a_page_that_waits_is_drawn_whole_once_the_work_is_interrupted(stopped, emile):
    path = stopped("reading", 61)
    answer = emile.get(path, headers={"HX-Request": "true"})
    assert answer.headers["HX-Redirect"] == path


def test_a_slow_import_that_this_process_makes_is_not_interrupted(
    app, stopped, emile, press, stored
):
    path = stopped("applying", 61)
    app.extensions[working._PROGRESS] = {1: (1200, 6091)}
    try:
        assert "Enregistrement : 1 200 sur 6 091" in read(emile.get(path)).text
        press(emile, f"{path}/resume")
        assert stored(ImportBatch)[0].state == "applying"
    finally:
        del app.extensions[working._PROGRESS]


def test_one_that_is_worked_on_is_left_to_its_worker(stopped, emile, press, stored):
    path = stopped("reading", 5)
    press(emile, f"{path}/resume")
    assert stored(ImportBatch)[0].state == "reading"


def test_a_file_of_more_than_a_megabyte_is_received_here(plan, bring, monkeypatch):
    monkeypatch.setattr(working, "READ_AT_ONCE", 10 * 1024 * 1024)
    answer = bring(b"code,titre\n" + b"D9,Essai\n" * 200_000)
    assert answer.status_code == 422
    assert "dépasse 50 000 lignes" in read(answer).text
    assert bring(b"x" * (11 * 1024 * 1024)).status_code == 413
