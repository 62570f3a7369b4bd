"""The value of an indicator behind the link of a mail: shown by GET, kept by POST."""

from flask import g, render_template, request, url_for
from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker import clock
from tracker.domain.changes import Actor
from tracker.domain.messages import MailLink, Message
from tracker.domain.tokens import token_hash
from tracker.queries.plan_view import PlanView
from tracker.web import giving, reading
from tracker.web.answers.links import LinkRefused, Opened
from tracker.web.giving import Sought, ValueForm


def value_behind(
    session: Session,
    opened: Opened,
    seen: PlanView,
    indicator_id: int,
    unit_id: int,
    period: str,
    *,
    lock: bool = False,
) -> Sought:
    """The value that the weekly mail may have asked for, of a unit that the link's owner still
    answers for. Raises LinkRefused."""
    kind = session.scalar(
        select(Message.kind)
        .join(MailLink, MailLink.message_id == Message.id)
        .where(MailLink.token_hash == token_hash(opened.token))
    )
    what = giving.sought(session, indicator_id, unit_id, period, lock=lock)
    zone = reading.settings().timezone
    if (
        kind != "weekly"
        or what is None
        or what.period_on >= clock.local_day(opened.created_at, zone)
    ):
        raise LinkRefused("unknown")
    theirs = {unit.id for unit in seen.directory.units_of(opened.person.id)}
    if seen.directory.living(unit_id) not in theirs:
        raise LinkRefused("not_yours")
    return what


def speaker(opened: Opened) -> Actor:
    return Actor(opened.person.id, opened.person.name, clock.now(), "mail")


def value_page(
    opened: Opened,
    what: Sought,
    form: ValueForm,
    *,
    saved: bool = False,
    conflicting: bool = False,
) -> str:
    """The indicator, its period, the field; or thanks, with what was kept."""
    seen = reading.view()
    remaining = [
        one
        for one in seen.values_owed
        if seen.directory.recipient_of(one.unit_id) == opened.person.id
    ]
    return render_template(
        "answers/value.html",
        what=what,
        form=form,
        saved=saved,
        conflicting=conflicting,
        unit=seen.directory.units[what.unit_id].name,
        given=giving.given_words(what, g.locale),
        person=opened.person,
        action=here(opened, what),
        again=here(opened, what, edit=1),
        lang_url=here(opened, what, lang="en" if g.locale == "fr" else "fr"),
        not_mine=url_for("answers.not_mine", token=opened.token),
        last_day=opened.expires_at.astimezone(reading.settings().timezone).date(),
        remaining=[(one, _address(opened, one)) for one in remaining],
    )


def here(opened: Opened, what: Sought, **query: object) -> str:
    """Address of the page of this value; keeps the language asked for in the address."""
    if "lang" not in query and request.args.get("lang") == g.locale:
        query["lang"] = g.locale
    return url_for(
        "answers.value",
        token=opened.token,
        indicator_id=what.indicator.id,
        unit_id=what.unit_id,
        period=what.period_on.isoformat(),
        **query,
    )


def _address(opened: Opened, one) -> str:
    return url_for(
        "answers.value",
        token=opened.token,
        indicator_id=one.row.indicator_id,
        unit_id=one.for_unit_id,
        period=one.period_on.isoformat(),
    )
