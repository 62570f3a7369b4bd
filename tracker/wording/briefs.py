"""The Monday brief in words: what was found on a day becomes what is kept, in both languages."""

from collections import Counter
from collections.abc import Callable
from zoneinfo import ZoneInfo

from flask_babel import force_locale

from tracker.domain.briefs import HEADLINE_LIMIT, Content, Words
from tracker.queries.briefs import Findings
from tracker.wording import brief_items, brief_replies, plan
from tracker.wording.brief_items import BothWays
from tracker.wording.headline import awaits, slipped


def content_of(found: Findings, zone: ZoneInfo) -> Content:
    """What is kept of `found`. Needs an application context.

    Its words speak of « la direction »: a brief has several readers. `zone`: the Bureau's.
    """
    view, tell = found.view, BothWays(found.view, zone)
    return Content(
        plan=_both(lambda locale: plan.plan_title(view.plan, locale)),
        illustrative=view.plan.illustrative,
        slipped=_both(lambda locale: slipped(view, list(found.changes), locale)),
        answers=dict(Counter(row.answer for row in found.changes if row.answer)),
        parts={
            "changed": tuple(brief_items.changed(tell, row) for row in found.changed),
            "slipped": tuple(brief_items.slipped(tell, row) for row in found.slipped),
            "awaits": (
                *(brief_items.needed(tell, need) for need in found.needs),
                *(brief_replies.unanswered(tell, row) for row in found.unanswered),
            ),
            "unread": tuple(brief_items.unread(tell, row) for row in found.unread),
            "silent": tuple(brief_items.silent(tell, row) for row in found.silent),
            "unreached": tuple(brief_items.unreached(tell, one) for one in found.unreached),
            "asked": (
                *(brief_replies.question(tell, row) for row in found.asked),
                *(brief_replies.decision(tell, row) for row in found.decisions),
            ),
        },
    )


def headline(content: Content, locale: str, hers: bool = False) -> str:
    """« Trois demandes attendent la direction. Permis de rénovation a glissé de… »

    `hers`: told to the director herself.
    """
    return f"{awaits(content.waiting, locale, hers)} {content.slipped.of(locale)}"


def headlines(content: Content) -> Words:
    """The conclusion in both languages, for lists. Needs an application context."""
    return _both(lambda locale: headline(content, locale)[:HEADLINE_LIMIT])


def _both(words: Callable[[str], str]) -> Words:
    told = []
    for locale in ("fr", "en"):
        with force_locale(locale):
            told.append(words(locale))
    return Words(*told)
