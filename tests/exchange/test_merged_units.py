"""Files written before a merger or a new name still load."""

from datetime import date

from tests.support.databases import NOW, TODAY
from tracker.domain import mergers
from tracker.domain.changes import Actor
from tracker.domain.units import rename
from tracker.exchange.units import load_units, read_unit_index

ACTOR = Actor(None, "Essai", NOW, "command")


def test_the_old_spellings_lead_to_the_successor_and_its_successor(sqlite_session):
    index = load_units(sqlite_session)
    verdun, sud_ouest, anjou = (index.by_code(code) for code in ("REM12", "REM20", "REM09"))
    mergers.merge(sqlite_session, verdun, sud_ouest, ("Verdun", "x"), ACTOR, TODAY)
    mergers.merge(sqlite_session, sud_ouest, anjou, ("x", "y"), ACTOR, TODAY)

    index = read_unit_index(sqlite_session)

    found = {index.find_unit(text).code for text in ("REM12", "Verdun", "le sud ouest", "Anjou")}
    assert found == {"REM09"}
    assert len(index.boroughs) == 17


def test_every_name_a_unit_ever_bore_is_understood(sqlite_session):
    unit = load_units(sqlite_session).by_code("REM12")
    for name, day in (("L", date(2020, 1, 1)), ("Île-des-Sœurs", date(2030, 1, 1))):
        values = {"name": name, "short": name, "long_form": name}
        rename(sqlite_session, unit, values, day, ACTOR)

    index = read_unit_index(sqlite_session)

    assert {index.find_unit(text) for text in ("Verdun", "l", "Île des Sœurs")} == {unit}
