"""Confirmations that say nothing but « dans les temps », one after the other: told as one."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby

from flask_babel import ngettext

from tracker.web.milestones.history import Entry
from tracker.wording import numbers


def folded(entries: Sequence[Entry], locale: str) -> tuple[Entry, ...]:
    """`entries`, newest first, with each run of plain confirmations in the place of one."""
    told: list[Entry] = []
    for plain, run in groupby(entries, key=_is_plain):
        same = list(run)
        told += [_together(same, locale)] if plain and len(same) > 1 else same
    return tuple(told)


def _is_plain(entry: Entry) -> bool:
    """« Dans les temps » without a word, that still counts and corrects nothing."""
    return entry.answer == "on_track" and not (
        entry.sentence or entry.link or entry.void or entry.marks
    )


def _together(run: list[Entry], locale: str) -> Entry:
    newest, oldest = run[0], run[-1]
    title = ngettext(
        "%(num)s confirmation, du %(first)s au %(last)s",
        "%(num)s confirmations, du %(first)s au %(last)s",
        len(run),
        first=oldest.day,
        last=newest.day,
    )
    by_unit = Counter(str(entry.unit) for entry in run)
    units = [f"{unit} ({count})" if count > 1 else unit for unit, count in by_unit.items()]
    return replace(
        newest,
        key=f"confirmations-{newest.key}",
        unit=None,
        title=title,
        facts=(numbers.listing(units, locale),),
        who="",
        folded=tuple(run),
    )
