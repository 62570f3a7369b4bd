"""The minutes of a review as they were frozen: a page of plain words for each language."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date

LOCALES = ("fr", "en")


@dataclass(frozen=True, slots=True)
class Named:
    """A name as it was; `lang`: its language where it is not the page's; `gloss`: what it means."""

    text: str
    lang: str = ""
    gloss: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class MinutesPoint:
    """A milestone that was on the agenda, its tag, and what was to be said of it."""

    milestone_id: int
    code: str
    title: Named
    word: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MinutesDecision:
    """A decision as it stood at the end of the review."""

    id: int
    number: int
    text: str
    owner: Named
    owner_id: int | None
    owner_unit_id: int | None
    due: date
    stands: str
    awaited: str


@dataclass(frozen=True, slots=True)
class MinutesDossier:
    """What was said and decided of a dossier."""

    code: str
    name: Named
    points: tuple[MinutesPoint, ...]
    falls: tuple[str, ...]
    note: str
    decisions: tuple[MinutesDecision, ...]


@dataclass(frozen=True, slots=True)
class MinutesPage:
    """`carried`: decisions of earlier reviews; `general`: decisions about no dossier; `quiet`:
    names of the dossiers of which there was nothing to say."""

    title: str
    when: str
    ran: str
    place: str
    guests: tuple[str, ...]
    note: str
    carried: tuple[MinutesDecision, ...]
    general: tuple[MinutesDecision, ...]
    dossiers: tuple[MinutesDossier, ...]
    quiet: tuple[Named, ...]

    @property
    def decisions(self) -> list[MinutesDecision]:
        """Everything that was decided, in the order of the page."""
        of_dossiers = (one for dossier in self.dossiers for one in dossier.decisions)
        return [*self.general, *of_dossiers]


def as_text(pages: Mapping[str, MinutesPage]) -> str:
    """The pages of LOCALES as JSON."""
    return json.dumps(
        {locale: asdict(pages[locale]) for locale in LOCALES},
        ensure_ascii=False,
        default=date.isoformat,
    )


def page_of(text: str, locale: str) -> MinutesPage:
    """The page of `locale` in the JSON of `as_text`."""
    page = json.loads(text)[locale]
    return MinutesPage(
        **page
        | {
            "guests": tuple(page["guests"]),
            "carried": _decisions(page["carried"]),
            "general": _decisions(page["general"]),
            "dossiers": tuple(map(_dossier, page["dossiers"])),
            "quiet": tuple(Named(**one) for one in page["quiet"]),
        }
    )


def _dossier(given: dict) -> MinutesDossier:
    return MinutesDossier(
        given["code"],
        Named(**given["name"]),
        tuple(map(_point, given["points"])),
        tuple(given["falls"]),
        given["note"],
        _decisions(given["decisions"]),
    )


def _point(given: dict) -> MinutesPoint:
    return MinutesPoint(
        **given | {"title": Named(**given["title"]), "lines": tuple(given["lines"])}
    )


def _decisions(given: list[dict]) -> tuple[MinutesDecision, ...]:
    return tuple(
        MinutesDecision(
            **one | {"owner": Named(**one["owner"]), "due": date.fromisoformat(one["due"])}
        )
        for one in given
    )
