"""What every template may use: the reader, the language, the plan, dates and words."""

from datetime import date

from flask import Flask, g, request
from flask_login import current_user

from tracker.web import demonstration, htmx, reading
from tracker.web.access import may
from tracker.web.addresses import static_url
from tracker.web.error_lines import error_lines, named
from tracker.web.help_links import help_for
from tracker.web.identity import Nobody
from tracker.web.navigation import NOWHERE, navigation
from tracker.wording import confidence, dates, naming, numbers, plan, states


def install(app: Flask) -> None:
    app.context_processor(_page)
    app.jinja_env.globals.update(
        static_url=static_url,
        states=states,
        levels_words=confidence,
        numbers=numbers,
        fragment=htmx.asked,
        long_date=lambda day: dates.long_date(day, g.locale),
        short_date=lambda day: dates.short_date(day, g.locale, reading.today()),
        short_month=lambda day: dates.short_month(day, g.locale),
        weekday_date=lambda day: dates.weekday_date(day, g.locale),
        moment=lambda at: dates.moment(at, reading.settings().timezone, g.locale),
        business_days=lambda n: numbers.business_days(n, g.locale),
        number=lambda n: numbers.number(n, g.locale),
        ordinal=lambda n: numbers.ordinal(n, g.locale),
        listing=lambda items: numbers.listing(list(items), g.locale),
        title_of=lambda thing: plan.title(thing, g.locale),
        name_of=lambda dossier: plan.dossier_name(dossier, g.locale),
        short_of=lambda dossier: plan.dossier_short(dossier, g.locale),
        iso=date.isoformat,
        may=may,
        error_lines=error_lines,
        named_error=named,
    )
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True


def _page() -> dict:
    locale = g.locale
    if g.get("without_database"):
        return _bare_page(locale)
    seen, bureau = reading.view(), reading.bureau()
    return {
        "locale": locale,
        "other_locale": _other(locale) if bureau.bilingual else None,
        "city_name": bureau.city_name,
        "demo": bool(seen.plan and seen.plan.illustrative),
        "persona_entry": demonstration.open_here(),
        "plan_title": naming.plan_title(seen.plan, locale) if seen.plan else None,
        "data_as_of": dates.moment(seen.revised_at, reading.settings().timezone, locale)
        if seen.plan
        else None,
        "today": seen.today,
        "nav": navigation(),
        "seeks": seen.plan is not None and may("plan:read"),
        "help_url": help_for(request.blueprint, current_user.role),
    }


def _bare_page(locale: str) -> dict:
    """What a page can still say when the database does not answer."""
    return {
        "locale": locale,
        "other_locale": _other(locale),
        "city_name": "",
        "demo": False,
        "persona_entry": False,
        "plan_title": None,
        "data_as_of": None,
        "today": reading.today(),
        "nav": NOWHERE,
        "seeks": False,
        "help_url": "/aide",
        "current_user": Nobody(),
    }


def _other(locale: str) -> str:
    return "en" if locale == "fr" else "fr"
