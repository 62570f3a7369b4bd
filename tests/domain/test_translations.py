"""An English title says which French one it renders."""

from types import SimpleNamespace

import pytest

from tests.support.databases import NOW
from tracker.domain.changes import Actor
from tracker.domain.translations import is_stale, rendered, retitle

ACTOR = Actor(None, "Coordination", NOW)


class Notes:
    """A session that only keeps the lines of the history."""

    def __init__(self):
        self.fields = []

    def add(self, change):
        self.fields.append(change.field)


@pytest.fixture
def thing():
    return SimpleNamespace(id=1, title_fr="Neige", title_en="Snow", title_en_of="Neige")


def stale(thing):
    return is_stale(thing.title_fr, thing.title_en, thing.title_en_of)


def test_a_french_title_that_changes_makes_the_english_one_stale(thing):
    assert retitle(Notes(), "plan", thing, ACTOR, "Déneigement", "Snow") == ["title_fr"]
    assert stale(thing)


def test_an_english_title_written_again_renders_the_french_of_that_day(thing):
    notes = Notes()
    retitle(notes, "plan", thing, ACTOR, "Déneigement", "Snow removal")
    assert not stale(thing)
    assert notes.fields == ["title_fr", "title_en"]


def test_an_english_title_read_again_holds_for_the_new_french(thing):
    retitle(Notes(), "plan", thing, ACTOR, "Déneigement", "Snow")
    retitle(Notes(), "plan", thing, ACTOR, "Déneigement", "Snow", confirmed=True)
    assert not stale(thing)


def test_a_missing_english_title_is_never_stale(thing):
    retitle(Notes(), "plan", thing, ACTOR, "Déneigement", "")
    assert thing.title_en_of == ""
    assert not stale(thing)
    assert rendered("Neige", "") == ""


def test_a_french_title_put_back_makes_the_english_one_hold_again(thing):
    retitle(Notes(), "plan", thing, ACTOR, "Déneigement", "Snow")
    retitle(Notes(), "plan", thing, ACTOR, "Neige", "Snow")
    assert not stale(thing)


def test_a_dossier_bears_a_name():
    dossier = SimpleNamespace(id=1, name_fr="A", name_en="", name_en_of="")
    changed = retitle(Notes(), "dossier", dossier, ACTOR, "A", "An A", stem="name")
    assert (changed, dossier.name_en_of) == (["name_en"], "A")
