"""The shape of a section that tells rather than asks: blocks of a few lines, each with its page."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask_babel import gettext as _
from flask_babel import ngettext

from tracker.mail.rendering import Way

#: Lines of a block before « et 3 autres ».
SHOWN = 6


@dataclass(frozen=True)
class BriefLine:
    """Something to know: its title leads to `url`; `say` quotes somebody and may be empty."""

    title: str
    url: str
    about: str
    say: str = ""


@dataclass(frozen=True)
class Block:
    """Lines under a heading, or `empty` in their place; `more` leads to the rest at `more_url`."""

    heading: str
    lines: tuple[BriefLine, ...]
    empty: str = ""
    more: str = ""
    more_url: str = ""


@dataclass(frozen=True)
class Section:
    """Blocks under a conclusion; `way`: where all of it is told, if anywhere."""

    headline: str
    blocks: tuple[Block, ...]
    way: Way | None = None


def block(
    heading: str, lines: Sequence[BriefLine], *, more_url: str, empty: str = "", beyond: int = 0
) -> Block:
    """A block of at most SHOWN lines, which says how many others there are.

    `beyond`: those that are not among `lines`, of which there are SHOWN then.
    """
    left = len(lines) + beyond - SHOWN
    more = ngettext("Voir %(num)s autre", "Voir les %(num)s autres", left) if left > 0 else ""
    return Block(heading, tuple(lines[:SHOWN]), empty if not lines else "", more, more_url)


def quoted(sentence: str) -> str:
    """« sentence » between the reader's quotation marks; nothing for nothing."""
    return _("« %(words)s »", words=sentence) if sentence else ""
