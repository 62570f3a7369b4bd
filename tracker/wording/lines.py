"""Lists of lines as pages show them: what is in sight, and what a fold says that it holds."""

from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass
from typing import TypeVar

from flask_babel import gettext as _

T = TypeVar("T")

#: Items shown before the rest is folded.
SHOWN = 4
#: Folded items beyond which another page takes over.
FOLDED = 16


@dataclass(frozen=True, slots=True)
class Line:
    """One item: what it is about, how that stands (or what was answered), who and when, what was
    said. It leads to its milestone, or to `url`; `reply`: where it may be answered."""

    milestone_id: int
    title: str
    mark: str = ""
    word: str = ""
    hatched: bool = False
    note: str = ""
    who: tuple[str, ...] = ()
    slip: str = ""
    slip_past: bool = False
    say: str = ""
    url: str = ""
    reply: str = ""
    commitment_id: int = 0


@dataclass(frozen=True, slots=True)
class Block:
    """The items in sight, those folded, and what the fold says is in it; `left_out`: how many
    found no room."""

    lines: tuple[Line, ...]
    folded: tuple[Line, ...] = ()
    summary: str = ""
    left_out: int = 0


def block(
    lines: list[Line],
    tell: Callable[[list[Line]], str],
    size: int | None = None,
    *,
    shown: int = SHOWN,
    room: int = FOLDED,
) -> Block:
    """`tell` says in words what the fold holds; `size` counts it where a line stands for many.

    `shown`: lines in sight; `room`: lines that the fold has room for.
    """
    rest = lines[shown:]
    if not rest:
        return Block(tuple(lines))
    count = len(rest) if size is None else size
    summary = _("%(n)s de plus : %(what)s", n=count, what=tell(rest))
    return Block(tuple(lines[:shown]), tuple(rest[:room]), summary, len(rest[room:]))


def titles(lines: list[Line]) -> str:
    """What a fold holds, by title: each once."""
    return ", ".join(dict.fromkeys(line.title for line in lines))


def grouped(rows: Iterable[T], key: Callable[[T], Hashable]) -> list[list[T]]:
    """Rows of one key together, in the order in which each key first comes."""
    groups: dict[Hashable, list[T]] = {}
    for row in rows:
        groups.setdefault(key(row), []).append(row)
    return list(groups.values())


def filled(parts: Iterable[str]) -> tuple[str, ...]:
    """The parts that say something."""
    return tuple(part for part in parts if part)
