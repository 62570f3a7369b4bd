"""When a survey comes back."""

from datetime import date

import pytest

from tracker.domain.waves import next_round, round_days, wave_number


@pytest.mark.parametrize(
    ("known", "months", "today", "coming"),
    [
        ([(2014, "autumn")], 24, date(2015, 7, 3), (2016, "autumn")),
        ([(2014, "autumn"), (2016, "autumn")], 24, date(2017, 4, 12), (2018, "autumn")),
        # The last day of the season still belongs to it; the day after, two more years.
        ([(2014, "autumn")], 24, date(2016, 11, 30), (2016, "autumn")),
        ([(2014, "autumn")], 24, date(2016, 12, 1), (2018, "autumn")),
        # Waves that nobody held are not made up for: the cadence goes on.
        ([(2016, "autumn")], 24, date(2026, 4, 20), (2026, "autumn")),
        # A source that gives a year only: the season of the wave before.
        ([(2014, "autumn"), (2016, "")], 24, date(2017, 1, 1), (2018, "autumn")),
        ([(2016, "")], 24, date(2017, 1, 1), (2018, "")),
        ([(2014, "autumn")], 3, date(2014, 12, 1), (2015, "winter")),
        ([], 24, date(2015, 7, 3), None),
    ],
)
def test_next_wave_keeps_the_cadence(known, months, today, coming):
    assert next_round(known, months, today) == coming


def test_a_wave_has_its_days_and_its_number():
    assert round_days((2016, "autumn")) == (date(2016, 9, 1), date(2016, 11, 30))
    assert wave_number((2014, "autumn"), (2014, "autumn"), 24) == 1
    assert wave_number((2018, "autumn"), (2014, "autumn"), 24) == 3
