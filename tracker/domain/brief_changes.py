"""What changed between two briefs, whatever became of the plan since."""

from collections.abc import Sequence
from dataclasses import dataclass

from tracker.domain.briefs import PARTS, Content, Item


@dataclass(frozen=True, slots=True)
class Moved:
    """The same thing in both, told with other facts."""

    before: Item
    after: Item


@dataclass(frozen=True, slots=True)
class PartChanges:
    """Of one part: what came, what went, what moved, and how many stayed as they were."""

    part: str
    came: tuple[Item, ...]
    went: tuple[Item, ...]
    moved: tuple[Moved, ...]
    stayed: int

    def __bool__(self) -> bool:
        return bool(self.came or self.went or self.moved)


def between(
    earlier: Content, later: Content, meanwhile: Sequence[Content] = ()
) -> dict[str, PartChanges]:
    """The changes of each part.

    Things are recognised by their key, so that a new name, another person or a plan that went on
    changes nothing; only their facts count. News, such as an answer, is told by one brief alone:
    what the briefs `meanwhile` told, oldest first, came too, and no news ever went.
    """
    return {
        part: _of_part(
            part,
            earlier.parts[part],
            later.parts[part],
            [item for one in meanwhile for item in one.parts[part] if item.news],
        )
        for part in PARTS
    }


def _of_part(
    part: str, earlier: tuple[Item, ...], later: tuple[Item, ...], meanwhile: list[Item]
) -> PartChanges:
    before = {item.key: item for item in earlier}
    now = {item.key for item in later}
    passed = {item.key: item for item in meanwhile if item.key not in now}
    after = {item.key: item for item in (*later, *passed.values())}
    both = [item for item in after.values() if item.key in before]
    moved = [Moved(before[item.key], item) for item in both if item.facts != before[item.key].facts]
    return PartChanges(
        part,
        came=tuple(item for item in after.values() if item.key not in before),
        went=tuple(item for item in earlier if item.key not in after and not item.news),
        moved=tuple(moved),
        stayed=len(both) - len(moved),
    )
