"""The minutes of a review on paper, for whoever keeps a file of them."""

from pathlib import Path

from flask import current_app
from flask_babel import force_locale

from tracker.exchange.pdf import pdf_of
from tracker.queries.minutes import MinutesPage

#: As many pages as it takes.
_PAGES = 200


def minutes_pdf(page: MinutesPage, locale: str, plan: str, *, illustrative: bool) -> bytes:
    """The page in `locale`, under the plan's title `plan`, as a PDF. Needs an app context.

    Raises PdfUnavailable.
    """
    with force_locale(locale):
        template = current_app.jinja_env.get_template("reviews/document.html")
        html = template.render(
            minutes=page, locale=locale, plan_title=plan, illustrative=illustrative
        )
    return pdf_of([html], Path(current_app.static_folder or ""), _PAGES)


def minutes_name(number: int, locale: str) -> str:
    """« compte-rendu-3.pdf »."""
    return f"{'minutes' if locale == 'en' else 'compte-rendu'}-{number}.pdf"
