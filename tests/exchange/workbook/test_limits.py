"""No column takes a longer text than the table that keeps it."""

import pytest

from tracker.domain.milestones import Milestone
from tracker.domain.people import Person
from tracker.domain.plans import Dossier
from tracker.domain.updates import Update
from tracker.exchange.workbook.columns import COMMITMENTS, DOSSIERS, MILESTONES, PEOPLE, SHEETS

KEPT_IN = {
    (DOSSIERS.key, "code"): Dossier.code,
    (DOSSIERS.key, "name_fr"): Dossier.name_fr,
    (DOSSIERS.key, "name_en"): Dossier.name_en,
    (DOSSIERS.key, "short_fr"): Dossier.short_fr,
    (DOSSIERS.key, "short_en"): Dossier.short_en,
    (MILESTONES.key, "code"): Milestone.code,
    (MILESTONES.key, "title_fr"): Milestone.title_fr,
    (MILESTONES.key, "title_en"): Milestone.title_en,
    (MILESTONES.key, "dossier_fr"): Dossier.name_fr,
    (MILESTONES.key, "dossier_en"): Dossier.name_en,
    (COMMITMENTS.key, "blocker"): Update.blocker_words,
    (PEOPLE.key, "name"): Person.name,
    (PEOPLE.key, "title"): Person.title,
}
#: Codes of what is there, looked up and never kept; a new dossier's is judged as a code.
LOOKED_UP = {(MILESTONES.key, "dossier"), (COMMITMENTS.key, "milestone")}
#: Answers of any length, which their own rules shorten.
ANSWERED = {(COMMITMENTS.key, "reason"), (COMMITMENTS.key, "sentence")}


@pytest.mark.parametrize("place", KEPT_IN, ids=".".join)
def test_a_column_takes_what_its_table_holds(place):
    sheet, key = place
    column = next(one for one in SHEETS if one.key == sheet).column(key)
    assert column.limit == KEPT_IN[place].type.length


def test_every_column_that_is_typed_in_has_its_place_above():
    typed = {
        (sheet.key, column.key)
        for sheet in SHEETS
        for column in sheet.columns
        if column.kind in {"text", "reasons", "blocker"}
        and not column.told
        and column.locked != "always"
    }
    assert typed == set(KEPT_IN) | LOOKED_UP | ANSWERED
