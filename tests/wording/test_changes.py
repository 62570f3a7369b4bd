"""What an « Historique » says was done agrees with the noun that it was done to."""

import pytest
from flask_babel import force_locale

from tracker.domain.changes import OBJECTS
from tracker.wording import changes
from tracker.wording.deeds import Gender

pytestmark = pytest.mark.usefixtures("catalogs")


@pytest.mark.parametrize(
    ("noun", "code", "french", "english"),
    [
        ("consultation", "created", "Créée", "Created"),
        ("consultation", "closed", "Close", "Closed"),
        ("consultation", "reopened", "Rouverte", "Reopened"),
        ("review", "created", "Créée", "Created"),
        ("plan", "closed", "Clos", "Closed"),
        ("milestone", "created", "Créé", "Created"),
        ("milestone", "withdrawn", "Retiré, sans objet", "Withdrawn, no longer relevant"),
        ("question", "withdrawn", "Retirée, sans objet", "Withdrawn, no longer relevant"),
        ("question", "asked", "Posée", "Asked"),
        ("person", "created", "Inscription faite", "Added"),
        ("title_fr", "changed", "Changé", "Changed"),
        ("starts_at", "changed", "Changée", "Changed"),
        ("point", "added", "Ajouté", "Added"),
        ("guest", "removed", "Enlevée", "Removed"),
        ("results", "given", "Donnés", "Given"),
        ("invited", "changed", "Changées", "Changed"),
        ("summary", "something new", "something new", "something new"),
    ],
)
def test_what_was_done_agrees_with_its_noun(noun, code, french, english):
    with force_locale("fr"):
        assert changes.what(code, noun) == french
    with force_locale("en"):
        assert changes.what(code, noun) == english


def test_every_object_that_has_a_history_has_its_gender():
    for kind in OBJECTS:
        assert changes.gender(kind) in Gender


def test_a_noun_that_nobody_knows_is_said_as_it_is():
    assert changes.field("nouveauté") == "nouveauté"
    assert changes.what("changed", "nouveauté") == "Changé"
