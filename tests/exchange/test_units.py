"""The city's units, found again under any spelling."""

import pytest
from sqlalchemy import func, select

from tracker.domain.units import Unit
from tracker.exchange import carried
from tracker.exchange.units import load_units, read_unit_index


@pytest.mark.parametrize(
    ("alias", "code"),
    [(row["alias"], row["code"]) for row in carried.rows_of("borough_aliases.csv")],
)
def test_every_alias_of_the_open_data_names_its_borough(index, alias, code):
    assert index.find_unit(alias).code == code


@pytest.mark.parametrize("column", ["code", "name_fr", "short", "long_form_fr"])
@pytest.mark.parametrize("row", carried.rows_of("units.csv"), ids=lambda row: row["code"])
def test_every_unit_is_found_by_code_name_short_name_and_long_form(index, row, column):
    assert index.find_unit(row[column]).code == row["code"]


@pytest.mark.parametrize(
    "text",
    ["le sud ouest", "LE SUD-OUEST", "  Arrondissement du Sud-Ouest ", "rem20", "Sud–Ouest"],
)
def test_case_accents_dashes_and_articles_do_not_matter(index, text):
    assert index.find_unit(text).code == "REM20"


@pytest.mark.parametrize("text", ["", "Westmount", "Laval", "Saint"])
def test_what_is_no_unit_of_the_city_is_not_found(index, text):
    assert index.find_unit(text) is None


def test_boroughs_come_first_and_keep_their_official_names(session):
    load_units(session)
    session.commit()
    units = read_unit_index(session).units
    assert [unit.kind for unit in units[:19]] == ["borough"] * 19
    assert {unit.kind for unit in units[19:]} == {"direction", "bureau", "department"}
    assert [name.name for name in units[0].names] == ["Ahuntsic-Cartierville"]


def test_loading_twice_makes_no_unit_twice(session):
    load_units(session)
    session.commit()
    load_units(session)
    session.commit()
    assert session.scalar(select(func.count()).select_from(Unit)) == 31
