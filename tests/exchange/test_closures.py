"""Closed days: Québec's holidays and the city's own."""

from datetime import date

import pytest
from sqlalchemy import func, select

from tracker.domain.closures import Closure
from tracker.exchange import carried
from tracker.exchange.closures import closed_days, load_closures


@pytest.mark.parametrize("year", [2015, 2016, 2017])
def test_the_rules_give_the_days_the_city_listed(year):
    listed = {
        date.fromisoformat(row["date"]): row["name_fr"]
        for row in carried.rows_of("closures_2015_2017.csv")
        if row["date"].startswith(str(year))
    }
    assert {closed.day: closed.name for closed in closed_days([year])} == listed


def test_other_years_have_the_citys_own_days_too():
    names = {closed.day: closed.name for closed in closed_days([2026])}
    assert names[date(2026, 1, 2)] == "Lendemain du jour de l’An"
    assert names[date(2026, 12, 24)] == "Veille de Noël"
    assert names[date(2026, 4, 6)] == "Lundi de Pâques"


def test_a_day_edited_in_the_database_is_left_alone(sqlite_session):
    edited = Closure(day=date(2026, 6, 24), name="Fête nationale", basis="décision du Bureau")
    sqlite_session.add(edited)
    sqlite_session.commit()
    added = load_closures(sqlite_session, [2026])
    sqlite_session.commit()
    assert added == len(closed_days([2026])) - 1
    assert load_closures(sqlite_session, [2026]) == 0
    assert edited.name == "Fête nationale"
    total = sqlite_session.scalar(select(func.count()).select_from(Closure))
    assert total == added + 1
