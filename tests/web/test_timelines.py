"""The calendar's geometry, as pure numbers."""

from datetime import date, timedelta
from itertools import pairwise

import pytest

from tracker.web.time_scale import NARROW, NARROW_DENSE, WIDE, WIDE_DENSE
from tracker.web.timelines import Track, draw, span_of

TODAY = date(2026, 4, 20)


def track(**told):
    facts = {
        "code": "D1-01",
        "title": "Liste unique des documents requis par type de travaux",
        "lang": "",
        "href": "/milestones/1",
        "starts": date(2026, 1, 12),
        "baseline": date(2026, 4, 10),
        "due": date(2026, 4, 10),
        "done": False,
        "late": False,
        "label": "10 avril",
        "name": "D1-01",
    }
    return Track(**(facts | told))


def one(frame=WIDE, today=TODAY, **told):
    # A second milestone keeps the scale wide enough for the first to move in it.
    far = track(
        code="D1-09", starts=date(2025, 7, 1), baseline=date(2027, 6, 1), due=date(2027, 6, 1)
    )
    return draw([track(**told), far], today, frame).rows[0]


def test_nothing_to_draw_gives_no_drawing():
    assert draw([], TODAY, WIDE) is None


def test_the_ghost_stays_where_it_was_promised_when_the_forecast_moves():
    assert one(due=date(2026, 6, 3)).ghost == one().ghost


def test_a_postponed_milestone_has_dots_from_the_promise_to_a_red_diamond():
    row = one(due=date(2026, 6, 3))

    assert row.slip == (row.ghost.x + row.ghost.width, row.x)
    assert row.mark == "slip"


def test_a_milestone_brought_forward_has_no_dots_and_its_diamond_within_the_ghost():
    row = one(due=date(2026, 3, 2))

    assert row.slip is None
    assert row.ghost.x < row.x < row.ghost.x + row.ghost.width


def test_a_done_milestone_fills_its_bar_to_the_promise_and_keeps_its_slip():
    row = one(done=True, due=date(2026, 4, 17))

    assert row.mark == "done"
    assert row.bar.width == row.ghost.width
    assert row.slip is not None


def test_the_bar_of_an_open_milestone_ends_today():
    row = one(baseline=date(2026, 9, 1), due=date(2026, 9, 1))

    assert 0 < row.bar.width < row.ghost.width


def test_what_has_not_started_has_no_bar():
    assert one(starts=date(2026, 5, 1), baseline=date(2026, 9, 1), due=date(2026, 9, 1)).bar is None


def test_a_late_milestone_is_marked_even_where_nothing_slipped():
    assert one(late=True).mark == "slip"


def test_every_mark_and_label_stays_on_the_sheet():
    for frame in (WIDE, NARROW, WIDE_DENSE, NARROW_DENSE):
        tracks = [
            track(
                code=f"D1-{n:02}", starts=day, baseline=day, due=day, label="+34 j. o., 3 juin 2027"
            )
            for n, day in enumerate(
                date(2025, 7, 1) + timedelta(days=73 * step) for step in range(10)
            )
        ]
        drawing = draw(tracks, TODAY, frame)
        for row in drawing.rows:
            assert row.x - frame.mark >= 0
            assert row.x + frame.mark <= frame.width
            assert row.label_x <= frame.width
            assert row.bottom <= drawing.bottom
        if not frame.beside:
            assert {row.anchor for row in drawing.rows} == {"start", "end"}


@pytest.mark.parametrize("years", [1, 2, 5, 12, 30])
@pytest.mark.parametrize("frame", [WIDE, NARROW])
def test_marks_of_the_axis_leave_room_for_their_words_however_long_the_plan(frame, years):
    end = date(2025 + years, 6, 1)
    drawing = draw([track(starts=date(2025, 7, 1), baseline=end, due=end)], TODAY, frame)

    places = [tick.x for tick in drawing.ticks]
    assert places
    assert all(after - before >= 44 for before, after in pairwise(places))


def test_the_year_is_written_where_it_changes():
    drawing = draw([track(starts=date(2025, 7, 1))], TODAY, WIDE)

    assert [(tick.day.month, tick.with_year) for tick in drawing.ticks] == [
        (7, True),
        (10, False),
        (1, True),
        (4, False),
    ]


def test_today_is_drawn_only_within_the_calendar():
    assert draw([track()], date(2026, 3, 2), WIDE).today_x is not None
    assert draw([track()], date(2028, 3, 2), WIDE).today_x is None


def test_a_milestone_of_one_day_is_still_seen():
    day = date(2026, 4, 1)

    assert draw([track(starts=day, baseline=day, due=day)], TODAY, WIDE).rows[0].ghost.width >= 2


def test_a_long_title_is_cut_at_two_lines():
    row = one(title="Norme de délai commune testée " * 8)

    assert len(row.title) == 2
    assert row.title[-1][1].endswith("…")


def test_drawings_of_one_span_put_a_day_at_one_place():
    early = track(starts=date(2025, 7, 1), baseline=date(2025, 9, 1), due=date(2025, 9, 1))
    late = track(starts=date(2026, 5, 1), baseline=date(2027, 6, 1), due=date(2027, 6, 1))
    span = span_of([early, late])

    alone, together = draw([late], TODAY, WIDE, span), draw([early, late], TODAY, WIDE, span)

    assert alone.rows[0].x == together.rows[1].x
    assert alone.ticks == together.ticks


def test_what_history_lets_expect_is_a_band_from_its_first_day_to_its_last():
    row = one(likely=(date(2026, 5, 1), date(2026, 7, 1)))

    assert row.likely.x > row.x
    assert row.likely.width == pytest.approx(one(due=date(2026, 7, 1)).x - row.likely.x, abs=0.2)
    assert one().likely is None


def test_the_scale_reaches_the_last_day_that_history_lets_expect():
    assert span_of([track(likely=(date(2026, 5, 1), date(2028, 7, 1)))]).last == date(2028, 7, 1)
