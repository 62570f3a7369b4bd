"""Dates and times as Québec writes them, in both languages."""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import pytest

from tracker.wording import dates

MONTREAL = ZoneInfo("America/Toronto")


def test_a_long_date_keeps_day_and_month_together():
    assert dates.long_date(date(2016, 6, 3), "fr") == "3\u00a0juin 2016"
    assert dates.long_date(date(2016, 6, 3), "en") == "June\u00a03, 2016"


def test_the_first_of_the_month_is_ordinal_in_french_only():
    assert dates.long_date(date(2016, 8, 1), "fr") == "1er\u00a0août 2016"
    assert dates.long_date(date(2016, 8, 1), "en") == "August\u00a01, 2016"
    assert dates.long_date(date(2016, 8, 11), "fr") == "11\u00a0août 2016"


def test_a_short_date_drops_the_year_only_in_the_same_year():
    today = date(2016, 4, 25)
    assert dates.short_date(date(2016, 12, 1), "fr", today) == "1er\u00a0décembre"
    assert dates.short_date(date(2016, 12, 1), "en", today) == "December\u00a01"
    assert dates.short_date(date(2017, 1, 2), "fr", today) == "2\u00a0janvier 2017"
    assert dates.short_date(date(2015, 7, 3), "en", today) == "July\u00a03, 2015"


def test_a_weekday_precedes_the_date():
    monday = date(2016, 4, 25)
    assert dates.weekday_date(monday, "fr") == "lundi 25\u00a0avril 2016"
    assert dates.weekday_date(monday, "en") == "Monday, April\u00a025, 2016"
    assert dates.short_weekday_date(monday, "fr") == "lundi 25\u00a0avril"
    assert dates.short_weekday_date(monday, "en") == "Monday, April\u00a025"


def test_months_stand_alone_in_full_and_in_short():
    assert dates.month(date(2016, 4, 25), "fr") == "avril 2016"
    assert dates.month(date(2016, 4, 25), "en") == "April 2016"
    assert dates.short_month(date(2015, 7, 3), "fr") == "juil. 2015"
    assert dates.short_month(date(2015, 9, 3), "en") == "Sept. 2015"


def test_every_month_and_weekday_has_its_name():
    days = [date(2016, month, month) for month in range(1, 13)]
    for locale in ("fr", "en"):
        assert len({dates.month(day, locale) for day in days}) == 12
        assert len({dates.short_month(day, locale) for day in days}) == 12
        assert len({dates.weekday_date(date(2016, 5, day), locale) for day in range(1, 8)}) == 7


@pytest.mark.parametrize(
    ("at", "french", "english"),
    [
        (time(9), "9\u00a0h", "9\u00a0a.m."),
        (time(14, 30), "14\u00a0h\u00a030", "2:30\u00a0p.m."),
        (time(8, 5, 59), "8\u00a0h\u00a005", "8:05\u00a0a.m."),
        (time(0), "0\u00a0h", "12\u00a0a.m."),
        (time(12), "12\u00a0h", "12\u00a0p.m."),
    ],
)
def test_a_time_of_day_is_written_with_h_in_french(at, french, english):
    assert dates.time_of_day(at, "fr") == french
    assert dates.time_of_day(at, "en") == english


def test_a_moment_is_told_on_the_clocks_of_the_zone():
    at = datetime(2016, 4, 25, 12, 12, tzinfo=UTC)
    assert dates.moment(at, MONTREAL, "fr") == "25\u00a0avril 2016, 8\u00a0h\u00a012"
    assert dates.moment(at, MONTREAL, "en") == "April\u00a025, 2016, 8:12\u00a0a.m."


def test_a_moment_just_after_midnight_utc_is_still_the_evening_before():
    at = datetime(2016, 1, 1, 2, 0, tzinfo=UTC)
    assert dates.moment(at, MONTREAL, "fr") == "31\u00a0décembre 2015, 21\u00a0h"


def test_a_moment_without_zone_is_refused():
    naive = datetime(2016, 4, 25, 12, 12, tzinfo=UTC).replace(tzinfo=None)
    with pytest.raises(ValueError, match="without zone"):
        dates.moment(naive, MONTREAL, "fr")


def test_an_unknown_language_is_refused():
    with pytest.raises(KeyError):
        dates.long_date(date(2016, 6, 3), "de")
    with pytest.raises(KeyError):
        dates.time_of_day(time(9), "de")
