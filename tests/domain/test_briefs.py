"""What a brief keeps comes back as it was; what changed between two is told by keys and facts."""

import json

import pytest

from tracker.domain.brief_changes import between
from tracker.domain.briefs import (
    BLOCKS,
    PARTS,
    Content,
    Item,
    Told,
    Words,
    rank,
    read,
    written,
    written_item,
)


def item(key, **more):
    usual = {"page": "milestone", "page_id": "7", "code": "D1-01"}
    told = Told("Titre", "Verdun", ("pourquoi",), "En retard", "+3 jours", "« Phrase. »")
    return Item(key, fr=told, en=Told("Title", "Verdun"), **(usual | more))


def content(**parts):
    empty = dict.fromkeys(PARTS, ())
    return Content(Words("Plan", "Plan"), True, Words("Rien.", "None."), {"done": 2}, empty | parts)


def test_what_is_written_is_read_back_as_it_was():
    whole = content(
        slipped=(item("commitment:1", mark="late", days=3, facts=("late", "2026-04-20")),),
        unreached=(item("unit:2", page="unit", hatched=True, group="7:late", news=True),),
    )
    items = [(part, written_item(one)) for part, some in whole.parts.items() for one in some]
    assert read(written(whole), items) == whole


def test_a_brief_that_held_its_items_itself_is_still_read():
    whole = content(silent=(item("commitment:1"),))
    text = json.loads(written(whole)) | {
        "version": 1,
        "parts": {part: [] for part in PARTS}
        | {"silent": [json.loads(written_item(item("commitment:1")))]},
    }
    assert read(json.dumps(text), ()) == whole


def test_places_are_sorted_as_texts_as_they_are_as_numbers():
    orders = [(-3, 0), (-3, 12), (0, -40), (0, 7), (2, -1_000_000), (2, 5), (10, 0)]
    assert sorted(orders, key=rank) == orders
    assert all(rank(order).isdigit() for order in orders)


def test_a_shape_that_nobody_knows_is_refused():
    text = json.dumps(json.loads(written(content())) | {"version": 99})
    with pytest.raises(ValueError, match="99"):
        read(text, ())


def test_the_five_blocks_stand_in_the_order_in_which_they_are_read():
    assert list(BLOCKS) == ["changed", "slipped", "awaits", "silence", "asked"]


def test_what_came_went_and_moved():
    earlier = content(slipped=(item("a", facts=("late",)), item("b"), item("c")))
    later = content(slipped=(item("d"), item("a", facts=("blocked",)), item("c")))

    found = between(earlier, later)["slipped"]

    assert [one.key for one in found.came] == ["d"]
    assert [one.key for one in found.went] == ["b"]
    assert [(one.before.facts, one.after.facts) for one in found.moved] == [
        (("late",), ("blocked",))
    ]
    assert found.stayed == 1


def test_a_longer_wait_and_another_name_are_no_change():
    earlier = content(silent=(item("a", days=10),))
    later = content(silent=(item("a", days=15, code="D2-09", page_id="8"),))

    assert not between(earlier, later)["silent"]


def test_news_of_the_briefs_between_came_and_no_news_went():
    earlier = content(changed=(item("a", news=True),))
    meanwhile = content(changed=(item("b", news=True),), slipped=(item("c"),))

    found = between(earlier, content(), [meanwhile])

    assert [one.key for one in found["changed"].came] == ["b"]
    assert found["changed"].went == ()
    assert not found["slipped"], "what stood for a week between is no news"


def test_the_last_word_counts_when_something_was_news_twice():
    first = content(changed=(item("a", facts=("on_track",), news=True),))
    second = content(changed=(item("a", facts=("postponed",), news=True),))
    last = content(changed=(item("a", facts=("done",), news=True),))

    assert between(content(), last, [first, second])["changed"].came[0].facts == ("done",)
