"""The Monday brief in words: what was found on a day becomes what is kept, in both languages."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from zoneinfo import ZoneInfo

from flask_babel import force_locale

from tracker.domain.briefs import HEADLINE_LIMIT, PARTS, Content, Item, Words
from tracker.queries.attention import urgency, worst_slip
from tracker.queries.brief_findings import Findings
from tracker.queries.plan_view import PlanView
from tracker.wording import brief_items, brief_replies, plan
from tracker.wording.brief_items import BothWays
from tracker.wording.headline import awaits, slipped

#: A part of the brief, what the item is put in order by in it, and the item.
Telling = tuple[str, tuple[int, ...], Item]


class Conclusion:
    """What a brief concludes, from what was found in one part of the plan after the other. Needs
    an application context.

    Its words speak of « la direction »: a brief has several readers.
    """

    def __init__(self) -> None:
        self.waiting = 0
        self._answers: Counter[str] = Counter()
        self._worst: tuple[tuple[int, ...], Words] | None = None

    def add(self, found: Findings) -> None:
        """Count in what was found in a part."""
        view = found.view
        self.waiting += len(found.needs) + len(found.unanswered)
        self._answers.update(row.answer for row in found.changes if row.answer)
        row = worst_slip(view, list(found.changes))
        if row is None:
            return
        order = (-view.slippage(row), *urgency(view, row))
        if self._worst is None or order < self._worst[0]:
            self._worst = order, _both(lambda locale: slipped(view, [row], locale))

    def head(self, view: PlanView) -> Content:
        """All of the brief but its items."""
        still = self._worst[1] if self._worst else _both(lambda locale: slipped(view, [], locale))
        title = _both(lambda locale: plan.plan_title(view.plan, locale))
        return Content(title, view.plan.illustrative, still, dict(self._answers), {})

    def headlines(self, head: Content) -> Words:
        """The conclusion in both languages, for lists."""
        return _headlines(self.waiting, head)


def items_of(found: Findings, zone: ZoneInfo) -> Iterator[Telling]:
    """Each thing found, told in both languages: its part, its place in it, its words. Needs an
    application context. `zone`: the Bureau's."""
    tell = BothWays(found.view, zone)
    told = (
        ("changed", found.changed, brief_items.changed),
        ("slipped", found.slipped, brief_items.slipped),
        ("awaits", found.needs, brief_items.needed),
        ("awaits", found.unanswered, brief_replies.unanswered),
        ("unread", found.unread, brief_items.unread),
        ("silent", found.silent, brief_items.silent),
        ("unreached", found.unreached, brief_items.unreached),
        ("asked", found.asked, brief_replies.question),
        ("asked", found.decisions, brief_replies.decision),
    )
    for part, placed, words in told:
        for order, what in placed:
            yield part, order, words(tell, what)


def content_of(found: Sequence[Findings], zone: ZoneInfo) -> Content:
    """What a brief tells of all that was found. Needs an application context."""
    conclusion = Conclusion()
    parts: dict[str, list[tuple[tuple[int, ...], Item]]] = {part: [] for part in PARTS}
    for one in found:
        conclusion.add(one)
        for part, order, item in items_of(one, zone):
            parts[part].append((order, item))
    in_order = {
        part: tuple(item for _order, item in sorted(some, key=lambda one: one[0]))
        for part, some in parts.items()
    }
    return replace(conclusion.head(found[0].view), parts=in_order)


def headline(content: Content, locale: str, hers: bool = False) -> str:
    """« Trois demandes attendent la direction. Permis de rénovation a glissé de… »

    `hers`: told to the director herself.
    """
    return _concluded(content.waiting, content, locale, hers)


def headlines(content: Content) -> Words:
    """The conclusion in both languages, for lists. Needs an application context."""
    return _headlines(content.waiting, content)


def _headlines(waiting: int, head: Content) -> Words:
    return _both(lambda locale: _concluded(waiting, head, locale)[:HEADLINE_LIMIT])


def _concluded(waiting: int, head: Content, locale: str, hers: bool = False) -> str:
    return f"{awaits(waiting, locale, hers)} {head.slipped.of(locale)}"


def _both(words: Callable[[str], str]) -> Words:
    told = []
    for locale in ("fr", "en"):
        with force_locale(locale):
            told.append(words(locale))
    return Words(*told)
