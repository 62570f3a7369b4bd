"""What a help page is made of."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Section:
    """A heading, what to know under it; `points`: a word and what it means; a real screen.

    `anchor` is the place that pages and mails lead to, the same in both languages.
    """

    anchor: str
    title: str
    paragraphs: tuple[str, ...] = ()
    points: tuple[tuple[str, str], ...] = ()
    picture: str = ""
    shows: str = ""


@dataclass(frozen=True, slots=True)
class HelpPage:
    """One role's page."""

    slug: str
    title: str
    lede: str
    sections: tuple[Section, ...]
