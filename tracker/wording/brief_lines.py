"""A brief as it is shown: its blocks and their lines, in the reader's language."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask_babel import gettext as _

from tracker.domain.briefs import BLOCKS, Content, Item
from tracker.wording import counts, numbers
from tracker.wording.lines import SHOWN, Block, Line, block, filled, grouped, titles
from tracker.wording.telling import named

_PAGES = {
    "milestone": "/milestones/",
    "question": "/questions/",
    "unit": "/units/",
    "dossier": "/dossiers/",
}


@dataclass(frozen=True, slots=True)
class Part:
    """Lines, under a heading of their own unless it is empty; `none`: a sentence in their place,
    empty for a part that is left out when it holds nothing."""

    code: str
    heading: str
    shown: Block
    none: str


@dataclass(frozen=True, slots=True)
class Chapter:
    """One of the five blocks: its heading, what it counts, its parts."""

    code: str
    heading: str
    about: str
    parts: tuple[Part, ...]


def chapters(
    content: Content,
    locale: str,
    *,
    hers: bool = False,
    shown: int = SHOWN,
    decisions: bool = True,
) -> list[Chapter]:
    """The five blocks in their order, each part with at most `shown` lines before its fold.

    `hers`: told to the director herself. `decisions`: as `lines` has it. Needs an application
    context, in `locale`.
    """
    headings = chapter_headings(hers)
    about = {"changed": ", ".join(_answers(content.answers))}
    return [
        Chapter(
            code,
            headings[code],
            about.get(code, ""),
            tuple(_part(content, part, locale, shown, decisions) for part in parts),
        )
        for code, parts in BLOCKS.items()
    ]


def chapter_headings(hers: bool) -> dict[str, str]:
    """What heads each block."""
    return {
        "changed": _("Ce qui a changé"),
        "slipped": _("Ce qui a glissé ou reste bloqué"),
        "awaits": _("Ce qui vous attend") if hers else _("Ce qui attend la direction"),
        "silence": _("Qui se tait, qui n’a pas été joint"),
        "asked": _("Ce que vous aviez demandé") if hers else _("Ce que la direction avait demandé"),
    }


def part_heading(code: str) -> str:
    """What heads a part within its block; empty for the part that the block is named after."""
    headings = {
        "unread": _("Réponses que la direction n’a pas lues depuis une semaine"),
        "unreached": _("Non joints"),
    }
    return headings.get(code, "")


def lines(part: str, items: Sequence[Item], locale: str, *, decisions: bool = True) -> list[Line]:
    """The items of a part as lines: those of one group on one line.

    `decisions`: whether the reader may open their pages; else they lead to what they are about.
    """
    return [_line(part, group, locale, address(group[0], decisions)) for group in _groups(items)]


def address(item: Item, decisions: bool) -> str:
    """The path of the page of an item; empty where it has none.

    A decision's is in its key, so that briefs kept before it had a page lead to it too; it is
    there as long as the brief is: nothing takes a decision away.
    """
    kind, _colon, number = item.key.partition(":")
    if kind == "decision" and decisions:
        return f"/decisions/{number}"
    return f"{_PAGES[item.page]}{item.page_id}" if item.page else ""


def _part(content: Content, code: str, locale: str, shown: int, decisions: bool) -> Part:
    items = content.parts[code]
    told = lines(code, items, locale, decisions=decisions)
    groups = _groups(items)[shown:]
    left = [item for group in groups for item in group]

    def holds(folded: list[Line]) -> str:
        if code == "changed":
            return ", ".join(counts.answers(item.mark for item in left))
        if code == "silent":
            return named((item.told(locale).unit for item in left), locale)
        return titles(folded)

    answered = bool(content.answers)
    none = {
        "changed": _("Aucune autre réponse.") if answered else _("Aucune réponse reçue."),
        "slipped": _("Rien n’a glissé, rien n’est bloqué."),
        "awaits": _("Rien n’attend de décision."),
        "silent": _("Personne ne se tait."),
        "asked": _("Aucune question ni décision à suivre."),
    }
    size = len(told[shown:]) if code not in {"changed", "silent"} else len(left)
    inside = block(told, holds, size, shown=shown, room=len(told))
    return Part(code, part_heading(code), inside, none.get(code, ""))


def _groups(items: Sequence[Item]) -> list[list[Item]]:
    return grouped(items, lambda item: item.line)


def _line(part: str, group: list[Item], locale: str, url: str) -> Line:
    first, told = group[0], group[0].told(locale)
    units = named(filled(item.told(locale).unit for item in group), locale)
    alone = len(group) == 1
    common = (
        words
        for words in told.about
        if alone or all(words in item.told(locale).about for item in group)
    )
    if part == "silent":
        longest = max(item.days or 0 for item in group)
        return Line(
            0,
            units,
            note=numbers.business_days(longest, locale),
            who=filled((first.code, told.title, *common)),
            url=url,
        )
    return Line(
        0,
        told.title,
        mark=first.mark,
        word=told.word,
        hatched=first.hatched,
        who=filled((first.code, units, *common)),
        slip=told.slip if alone else "",
        slip_past=first.mark == "done",
        say=told.say if alone else "",
        url=url,
    )


def _answers(count: Mapping[str, int]) -> list[str]:
    return counts.answers(code for code, many in count.items() for _one in range(many))
