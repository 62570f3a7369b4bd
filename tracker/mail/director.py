"""The director's section of the weekly mail: the brief of its day, short, and where it is whole."""

from collections.abc import Iterator

from flask_babel import gettext as _

from tracker.mail.brief import Block, BriefLine, block
from tracker.mail.occasion import Occasion
from tracker.mail.rendering import Way
from tracker.queries.briefs import WholeBrief
from tracker.wording import dates
from tracker.wording.brief_lines import Chapter, Part, chapters
from tracker.wording.briefs import headline
from tracker.wording.headline import awaits
from tracker.wording.lines import Line, filled


def director_blocks(occasion: Occasion, brief: WholeBrief) -> tuple[Block, ...]:
    """The five blocks of the brief, and their parts; an empty one says so in a sentence."""
    told = chapters(brief.content, occasion.locale, hers=True)
    since = dates.short_date(brief.since, occasion.locale, brief.day)
    return tuple(one for chapter in told for one in _blocks(occasion, brief, chapter, since))


def waiting(occasion: Occasion, brief: WholeBrief) -> str:
    """« Trois demandes vous attendent. »"""
    return awaits(brief.content.waiting, occasion.locale, hers=True)


def director_headline(occasion: Occasion, brief: WholeBrief) -> str:
    """What awaits her, then the largest slip among this week's postponements: as on the board."""
    return headline(brief.content, occasion.locale, hers=True)


def way_to(occasion: Occasion, brief: WholeBrief) -> Way:
    """Where the brief is whole; before it is kept, where it will be."""
    url = f"{occasion.public_url}/briefs"
    if brief.number is None:
        return Way(_("Le point du lundi"), url)
    return Way(_("Lire le point nº %(number)s", number=brief.number), f"{url}/{brief.number}")


def _blocks(occasion: Occasion, brief: WholeBrief, chapter: Chapter, since: str) -> Iterator[Block]:
    heading = chapter.heading
    if chapter.code == "changed":
        heading = _("Ce qui a changé depuis le %(day)s", day=since)
    for part in chapter.parts:
        if part.shown.lines or part.none:
            yield block(
                part.heading or heading,
                [_line(occasion, line) for line in _all(part)],
                more_url=way_to(occasion, brief).url,
                empty=part.none,
                beyond=brief.content.beyond.get(part.code, 0),
            )


def _all(part: Part) -> tuple[Line, ...]:
    return part.shown.lines + part.shown.folded


def _line(occasion: Occasion, line: Line) -> BriefLine:
    about = filled((line.word, line.note, *line.who, line.slip))
    url = f"{occasion.public_url}{line.url or '/briefs'}"
    return BriefLine(line.title, url, " · ".join(about), line.say)
