"""A page of paper from HTML: tagged, its text selectable, its letters those of the pages.

WeasyPrint stands on Pango, a library of the system that may be missing: it is loaded only here,
and only when a PDF is asked for.
"""

import logging
from collections.abc import Iterable
from pathlib import Path

#: PDF/UA-1 asks for tags, a title and a language; WeasyPrint takes them from the HTML.
VARIANT = "pdf/ua-1"


class PdfUnavailable(Exception):
    """No PDF can be made on this machine: a library of the system is missing."""


def pdf_of(versions: Iterable[str], folder: Path, pages: int) -> bytes:
    """The first of `versions` that fits on so many `pages`, as a PDF; else the last of them.

    Each is a whole HTML document with its language and its title. `folder`: what its addresses
    are relative to; nothing is fetched from elsewhere. Raises PdfUnavailable.
    """
    weasyprint, fetcher = _library()
    for html in versions:
        document = weasyprint.HTML(
            string=html,
            base_url=f"{folder.resolve().as_uri()}/",
            url_fetcher=fetcher(allowed_protocols=["file"]),
        ).render(pdf_variant=VARIANT)
        if len(document.pages) <= pages:
            break
    return document.write_pdf(pdf_variant=VARIANT)


def _library():
    try:
        import weasyprint
        from weasyprint.urls import URLFetcher
    except (ImportError, OSError) as error:
        raise PdfUnavailable(str(error)) from error
    # Its remarks on style sheets are nobody's to read.
    logging.getLogger("weasyprint").setLevel(logging.ERROR)
    logging.getLogger("fontTools").setLevel(logging.ERROR)
    return weasyprint, URLFetcher
