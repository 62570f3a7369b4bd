"""The Monday brief as it was: what the director could read of the plan that day. Insert only.

What is kept holds the names, the words and the figures of its day: see docs/decisions/0015.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields
from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from tracker.db import Base, UtcDateTime, one_of, short_code

#: The shape of what is kept. Another one gets another number, and a way to read this one. Up to
#: WHOLE a brief held its items itself; since, they are rows.
VERSION, WHOLE = 2, 1
#: The five blocks, in the order in which they are read, each with its parts.
BLOCKS: Mapping[str, tuple[str, ...]] = {
    "changed": ("changed",),
    "slipped": ("slipped",),
    "awaits": ("awaits", "unread"),
    "silence": ("silent", "unreached"),
    "asked": ("asked",),
}
PARTS = tuple(part for parts in BLOCKS.values() for part in parts)
HEADLINE_LIMIT = 400
RANK_LIMIT = 60
LINE_LIMIT = 60
#: Numbers of a rank lie between this and its opposite: business days, places in a list.
_FAR = 5_000_000


class Brief(Base):
    """One Monday of one plan, with the names, words and figures of that day in both languages."""

    __tablename__ = "brief"
    __table_args__ = (
        UniqueConstraint("plan_id", "number"),
        UniqueConstraint("plan_id", "day"),
        CheckConstraint("number > 0", name="numbered_from_one"),
        CheckConstraint("since < day", name="since_is_before"),
        CheckConstraint("content <> ''", name="content_is_there"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey("action_plan.id"))
    number: Mapped[int]
    #: The day that it speaks of, and the day of the brief (or of the relance) before it.
    day: Mapped[date]
    since: Mapped[date]
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)
    #: Its conclusion, for lists: they read no content.
    headline_fr: Mapped[str] = mapped_column(String(HEADLINE_LIMIT))
    headline_en: Mapped[str] = mapped_column(String(HEADLINE_LIMIT))
    #: JSON: `written` and `read` of a Content, nothing else.
    content: Mapped[str] = mapped_column(Text)


class BriefItem(Base):
    """One thing that a brief tells, in one of its parts. Insert only."""

    __tablename__ = "brief_item"
    __table_args__ = (
        one_of("part", PARTS),
        CheckConstraint("content <> ''", name="content_is_there"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    brief_id: Mapped[int] = mapped_column(ForeignKey("brief.id"), index=True)
    part: Mapped[str] = mapped_column(short_code())
    #: Its place in the part: `rank` of what it is put in order by; the id decides between equals.
    rank: Mapped[str] = mapped_column(String(RANK_LIMIT))
    #: `Item.line`: what the items of a part that are told on one line share.
    line: Mapped[str] = mapped_column(String(LINE_LIMIT))
    #: JSON: `written_item` and `read` of an Item, nothing else.
    content: Mapped[str] = mapped_column(Text)


@dataclass(frozen=True, slots=True)
class Words:
    """A text in both languages."""

    fr: str = ""
    en: str = ""

    def of(self, locale: str) -> str:
        return self.en if locale == "en" else self.fr


@dataclass(frozen=True, slots=True)
class Told:
    """An item in one language. `unit`: whose it is, by the name of that day; `about`: why, since
    when, until when; `word`: of its tag; `say`: somebody's sentence, in its quotation marks."""

    title: str
    unit: str = ""
    about: tuple[str, ...] = ()
    word: str = ""
    slip: str = ""
    say: str = ""


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that a brief tells.

    `key`: what it is about (« commitment:12 »), the same in every brief. `page` and `page_id`:
    where it leads. `mark`: the code of its tag. `days`: the business days that its block counts.
    `facts`: codes and dates that do not grow older by themselves: when they differ, it moved.
    `group`: items of one group may be told on one line; empty for one that stands alone. `news`:
    it happened since the brief before, and the next one does not tell it again.
    """

    key: str
    page: str
    page_id: str
    code: str
    fr: Told
    en: Told
    mark: str = ""
    hatched: bool = False
    days: int | None = None
    facts: tuple[str, ...] = ()
    group: str = ""
    news: bool = False

    @property
    def line(self) -> str:
        """What the items of a part that are told on one line share."""
        return self.group or self.key

    def told(self, locale: str) -> Told:
        return self.en if locale == "en" else self.fr


@dataclass(frozen=True, slots=True)
class Content:
    """What one brief tells. `slipped`: what slipped most, in a sentence; `answers`: how many of
    each answer came since the brief before; `parts`: the items of each of PARTS; none where only
    the head is told. `beyond`: how many more lines a part has than its items here make."""

    plan: Words
    illustrative: bool
    slipped: Words
    answers: Mapping[str, int]
    parts: Mapping[str, tuple[Item, ...]]
    beyond: Mapping[str, int] = field(default_factory=dict)

    @property
    def waiting(self) -> int:
        """How many things wait for the director: each has its line."""
        return len(self.parts["awaits"]) + self.beyond.get("awaits", 0)


def written(content: Content) -> str:
    """The content less its items as JSON, for `Brief.content`."""
    head = {"version": VERSION, **_fields(content)}
    del head["parts"], head["beyond"]
    return _json(head)


def written_item(item: Item) -> str:
    """The item as JSON, for `BriefItem.content`."""
    return _json(item)


def rank(order: Iterable[int]) -> str:
    """Whole numbers as a text that any database sorts as Python sorts them: digits alone."""
    return "".join(f"{min(max(number, -_FAR), _FAR) + _FAR:08}" for number in order)


def _json(thing: object) -> str:
    return json.dumps(thing, ensure_ascii=False, separators=(",", ":"), default=_fields)


def _fields(one: object) -> dict[str, object]:
    """Of a dataclass, without copying what is in them: a brief may be long."""
    return {each.name: getattr(one, each.name) for each in fields(one)}


def read(text: str, items: Iterable[tuple[str, str]]) -> Content:
    """The content that `written` wrote, with its `items`: the part and the text of each, in order.

    Raises ValueError for a shape that nobody knows.
    """
    whole = json.loads(text)
    if whole.get("version") not in (VERSION, WHOLE):
        raise ValueError(f"a brief of an unknown shape: {whole.get('version')}")
    parts: dict[str, list[Item]] = {part: [] for part in PARTS}
    for part, found in whole.get("parts", {}).items():
        parts[part] += map(_item, found)
    for part, item in items:
        parts[part].append(_item(json.loads(item)))
    return Content(
        plan=Words(**whole["plan"]),
        illustrative=whole["illustrative"],
        slipped=Words(**whole["slipped"]),
        answers=whole["answers"],
        parts={part: tuple(found) for part, found in parts.items()},
    )


def _item(one: dict) -> Item:
    told = {locale: _told(one[locale]) for locale in ("fr", "en")}
    return Item(**(one | told | {"facts": tuple(one["facts"])}))


def _told(one: dict) -> Told:
    return Told(**(one | {"about": tuple(one["about"])}))
