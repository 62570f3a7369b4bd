"""What changed between two briefs, whatever became of the plan since."""

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


def between(earlier: Content, later: Content) -> dict[str, PartChanges]:
    """The changes of each part, in its own order. Things are recognised by their key, so that a
    new name, another person or a plan that went on changes nothing; only their facts count."""
    return {part: _of_part(part, earlier.parts[part], later.parts[part]) for part in PARTS}


def _of_part(part: str, earlier: tuple[Item, ...], later: tuple[Item, ...]) -> PartChanges:
    before = {item.key: item for item in earlier}
    after = {item.key: item for item in later}
    both = [item for item in later if item.key in before]
    moved = [Moved(before[item.key], item) for item in both if item.facts != before[item.key].facts]
    return PartChanges(
        part,
        came=tuple(item for item in later if item.key not in before),
        went=tuple(item for item in earlier if item.key not in after),
        moved=tuple(moved),
        stayed=len(both) - len(moved),
    )
