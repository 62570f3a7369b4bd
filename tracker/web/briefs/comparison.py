"""What changed between two briefs, as a page tells it: each in its own words."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from flask_babel import gettext as _
from flask_babel import ngettext

from tracker.domain.brief_changes import Moved, PartChanges, between
from tracker.domain.briefs import BLOCKS, Item
from tracker.queries.briefs import WholeBrief
from tracker.wording import dates, numbers
from tracker.wording.brief_lines import chapter_headings, lines, part_heading
from tracker.wording.lines import Block, Line, block, titles


@dataclass(frozen=True, slots=True)
class Step:
    """The same thing as each of the two told it."""

    before: Line
    after: Line


@dataclass(frozen=True, slots=True)
class Differences:
    """Of one part: what came, what went, what moved, in words how many stayed."""

    heading: str
    came: Block
    went: Block
    moved: list[Step]
    stayed: str


@dataclass(frozen=True)
class Comparison:
    """The first and the last of `briefs`, all those of one plan between two numbers, for a reader
    of `locale`; those between tell what was answered meanwhile. `decisions`: as `lines` has it."""

    briefs: Sequence[WholeBrief]
    locale: str
    hers: bool
    decisions: bool = True

    @property
    def earlier(self) -> WholeBrief:
        return self.briefs[0]

    @property
    def later(self) -> WholeBrief:
        return self.briefs[-1]

    @property
    def from_day(self) -> str:
        return self._day(self.earlier)

    @property
    def to_day(self) -> str:
        return self._day(self.later)

    @cached_property
    def headline(self) -> str:
        """« Entre le 6 avril et le 20 avril : 4 éléments nouveaux, 2 de moins, 1 qui a bougé. »"""
        came = sum(len(one.came) for one in self._changes.values())
        went = sum(len(one.went) for one in self._changes.values())
        moved = sum(len(one.moved) for one in self._changes.values())
        counted = [
            ngettext("%(num)s élément nouveau", "%(num)s éléments nouveaux", came) if came else "",
            ngettext("%(num)s de moins", "%(num)s de moins", went) if went else "",
            ngettext("%(num)s qui a bougé", "%(num)s qui ont bougé", moved) if moved else "",
        ]
        said = numbers.listing([words for words in counted if words], self.locale)
        days = {"from_day": self.from_day, "to_day": self.to_day}
        if not said:
            return _("Rien n’a changé entre le %(from_day)s et le %(to_day)s.", **days)
        return _("Entre le %(from_day)s et le %(to_day)s : %(what)s.", what=said, **days)

    def blocks(self) -> Iterator[tuple[str, str, list[Differences]]]:
        """Code, heading and differences of each block; none where its parts are alike."""
        headings = chapter_headings(self.hers)
        for code, parts in BLOCKS.items():
            told = [self._told(self._changes[part]) for part in parts if self._changes[part]]
            yield code, headings[code], told

    @cached_property
    def _changes(self) -> dict[str, PartChanges]:
        first, *meanwhile, last = (brief.content for brief in self.briefs)
        return between(first, last, meanwhile)

    def _told(self, changes: PartChanges) -> Differences:
        stayed = ngettext(
            "%(num)s autre sans changement", "%(num)s autres sans changement", changes.stayed
        )
        return Differences(
            part_heading(changes.part),
            self._block(changes.part, changes.came),
            self._block(changes.part, changes.went),
            [self._step(changes.part, one) for one in changes.moved],
            stayed if changes.stayed else "",
        )

    def _block(self, part: str, items: tuple) -> Block:
        told = self._lines(part, items)
        return block(told, titles, room=len(told))

    def _step(self, part: str, one: Moved) -> Step:
        (before,), (after,) = (self._lines(part, [item]) for item in (one.before, one.after))
        return Step(before, after)

    def _lines(self, part: str, items: Sequence[Item]) -> list[Line]:
        return lines(part, items, self.locale, decisions=self.decisions)

    def _day(self, brief: WholeBrief) -> str:
        return dates.short_date(brief.day, self.locale, self.later.day)
