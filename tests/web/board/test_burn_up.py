"""The curve: milestones done, promised at the start, and forecast."""

import re
from datetime import timedelta
from itertools import combinations, product

from tests.support.databases import NOW
from tests.support.pages import read
from tests.support.plan_builder import in_days
from tracker.extensions import db
from tracker.queries.plan_reading import read_plan_view
from tracker.web.burn_up import BOTTOM, LEFT, RIGHT, TOP, WIDTH, burn_up, label_places


def test_the_drawing_says_what_it_shows(plan, promise, diane):
    plan.say(promise(due=in_days(-20)), "done", done_on=in_days(-10), sentence="Fini.")
    promise(due=in_days(-5))
    promise(due=in_days(60))

    page = read(diane.get("/"))

    assert 'role="img"' in page.html
    assert "Jalons faits : 1 sur 3 le 20 avril 2026; 2 étaient prévus à cette date." in page.title


def test_the_numbers_stand_in_a_table_behind_the_drawing(plan, promise, diane):
    plan.say(promise(due=in_days(-20)), "done", done_on=in_days(-10), sentence="Fini.")
    promise(due=in_days(-5))

    html = read(diane.get("/")).html
    cells = re.search(r'<tr class="is-today">(.*?)</tr>', html)[1]

    assert "Voir les chiffres" in html
    assert re.findall(r">(\d+)</td>", cells) == ["1", "2", "2"]


def test_what_is_late_is_forecast_for_today_at_the_earliest(app, plan, promise):
    promise(due=in_days(-30))

    drawn = drawing(app)

    assert not any(row.forecast for row in drawn.table if row.day < in_days(0))
    assert drawn.table[-1].forecast == 1


def test_a_postponement_moves_the_forecast_and_leaves_what_was_promised(app, plan, promise):
    plan.say(promise(due=in_days(30)), "postponed", new_due=in_days(300), reason="winter")

    by_day = {row.day: row for row in drawing(app).table}
    between = [row for day, row in by_day.items() if in_days(60) < day < in_days(290)]

    assert between
    assert all((row.planned, row.forecast) == (1, 0) for row in between)


def test_every_point_lies_within_the_drawing(app, plan, promise):
    plan.say(
        promise(due=in_days(-200), starts=in_days(-210)),
        "done",
        done_on=in_days(-150),
        sentence="Tôt.",
        at=NOW - timedelta(days=60),
    )
    plan.say(promise(due=in_days(30)), "postponed", new_due=in_days(900), reason="winter")

    drawn = drawing(app)
    xs = [
        float(x)
        for path in (drawn.real, drawn.plan, drawn.fore)
        for x in re.findall(r"[MH]([\d.]+)", path)
    ]
    ys = [
        float(y)
        for path in (drawn.real, drawn.plan, drawn.fore)
        for y in re.findall(r"V([\d.]+)", path)
    ]

    assert min(xs) >= LEFT
    assert max(xs) <= RIGHT
    assert min(ys) >= TOP
    assert max(ys) <= BOTTOM


def drawing(app):
    with app.app_context():
        return burn_up(read_plan_view(db.session, in_days(0)))


#: Room that the longest words of each label take.
WORDS = {"done": 146, "planned": 128, "today": 84, "forecast": 66}


def box(label):
    width = WORDS[label.what]
    left = label.x if label.anchor == "start" else label.x - width
    return left, left + width, label.y - 10, label.y + 3


def cross(one, other):
    (left, right, top, bottom), (left2, right2, top2, bottom2) = box(one), box(other)
    return left < right2 and left2 < right and top < bottom2 and top2 < bottom


def places():
    """Labels for a plan anywhere in its time, with any part done and any part promised by now."""
    height = BOTTOM - TOP
    for through, done, planned in product(range(0, 101, 4), range(0, 101, 4), range(0, 101, 20)):
        yield label_places(
            LEFT + (RIGHT - LEFT) * through / 100,
            BOTTOM - height * done / 100,
            BOTTOM - height * planned / 100,
            BOTTOM - height * 3 / 4,
        )


def test_no_words_cross_others_wherever_the_plan_is():
    crossing = [pair for labels in places() for pair in combinations(labels, 2) if cross(*pair)]

    assert crossing == []


def test_all_words_stay_on_the_sheet_wherever_the_plan_is():
    boxes = [box(label) for labels in places() for label in labels]

    assert min(left for left, *_rest in boxes) >= 0
    assert max(right for _left, right, *_rest in boxes) <= WIDTH + 1
    assert min(top for *_rest, top, _bottom in boxes) >= 0
    assert max(bottom for *_rest, bottom in boxes) <= BOTTOM


def test_in_its_first_week_a_plan_says_three_things_on_three_lines(app, plan, promise):
    for due in (60, 200, 500):
        promise(due=in_days(due), starts=in_days(-1))

    ys = {label.what: label.y for label in drawing(app).labels}

    assert len({ys["done"], ys["planned"], ys["today"]}) == 3


def test_a_dossier_counts_its_own_milestones_only(app, plan, promise):
    plan.say(promise(due=in_days(-20)), "done", done_on=in_days(-10), sentence="Fini.")
    promise(due=in_days(60), dossier="D2")

    with app.app_context():
        drawn = burn_up(read_plan_view(db.session, in_days(0)), plan.dossiers["D1"])

    assert (drawn.done, drawn.total) == (1, 1)
