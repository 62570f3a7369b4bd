"""A brief on paper: two letter pages, in one language, for whoever it is printed for."""

from dataclasses import dataclass
from pathlib import Path
from zoneinfo import ZoneInfo

from flask import current_app
from flask_babel import force_locale

from tracker.exchange.pdf import pdf_of
from tracker.mail.attachments import File
from tracker.queries.briefs import WholeBrief
from tracker.wording import dates
from tracker.wording.brief_lines import Chapter, chapters
from tracker.wording.briefs import headline
from tracker.wording.spelled import capitalised

PAGES = 2
#: Lines of a part on paper: as many as leave it on PAGES.
_SHOWN = (8, 5, 3, 2)


@dataclass(frozen=True, slots=True)
class Document:
    """What stands on the paper."""

    locale: str
    number: int
    plan: str
    day: str
    since: str
    made: str
    headline: str
    chapters: list[Chapter]
    illustrative: bool


def brief_pdf(brief: WholeBrief, locale: str, zone: ZoneInfo, *, hers: bool) -> bytes:
    """The brief, which must be one that was kept, as a PDF in `locale`. Needs an app context.

    `hers`: told to the director herself. Raises PdfUnavailable.
    """
    with force_locale(locale):
        template = current_app.jinja_env.get_template("briefs/document.html")
        documents = (_document(brief, locale, zone, hers, shown) for shown in _SHOWN)
        versions = (template.render(it=document) for document in documents)
        return pdf_of(versions, Path(current_app.static_folder or ""), PAGES)


def brief_file(brief: WholeBrief, locale: str, zone: ZoneInfo) -> File:
    """The brief as a file for the director's mail; what `brief_pdf` says holds for it."""
    made = brief_pdf(brief, locale, zone, hers=True)
    return File(file_name(brief, locale), "application/pdf", made)


def file_name(brief: WholeBrief, locale: str) -> str:
    """« point-du-lundi-12.pdf »."""
    return f"{'monday-brief' if locale == 'en' else 'point-du-lundi'}-{brief.number}.pdf"


def _document(brief: WholeBrief, locale: str, zone: ZoneInfo, hers: bool, shown: int) -> Document:
    content = brief.content
    return Document(
        locale,
        brief.number or 0,
        content.plan.of(locale),
        capitalised(dates.weekday_date(brief.day, locale)),
        dates.short_weekday_date(brief.since, locale),
        dates.moment(brief.made_at, zone, locale),
        headline(content, locale, hers),
        chapters(content, locale, hers=hers, shown=shown),
        content.illustrative,
    )
