"""What of the complete ledger is asked for, as its address says it."""

from collections.abc import Collection, Mapping
from datetime import date, datetime, time, timedelta

from flask import g
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import Form, SelectField

from tracker.domain.messages import KINDS, STATES
from tracker.domain.slots import instant
from tracker.queries.ledger_entries import Span, Wanted
from tracker.queries.ledger_page import whom
from tracker.web import reading
from tracker.web.fields import LineField, TypedDateField
from tracker.wording import dates, states
from tracker.wording import ledger as words

#: What may be chosen as a state, in this order.
SHOWN_STATES = (*STATES, "bounced", "skipped", "answered", "unanswered")
#: Dates before and after these are slips of the keyboard.
_YEARS = range(2000, 2101)


class LedgerForm(Form):
    """Filters, sent by GET. What names nothing is left out; a date that cannot be read is told."""

    week = SelectField(_l("Semaine du"), default="")
    state = SelectField(_l("État"), default="")
    kind = SelectField(_l("Genre"), default="")
    who = LineField(_l("Personne ou unité"), default="")
    since = TypedDateField(_l("Depuis le"), default="")
    until = TypedDateField(_l("Jusqu’au"), default="")

    def __init__(self, sent: Mapping, mondays: Collection[date]) -> None:
        """`sent`: the query of the address. `mondays`: weeks that have a slot, newest first."""
        super().__init__(formdata=sent)
        asked = _monday(self.week.data)
        self.week.data = asked.isoformat() if asked else ""
        known = sorted({*mondays, *([asked] if asked else [])}, reverse=True)
        self.week.choices = [("", _("Toutes"))] + [
            (day.isoformat(), dates.long_date(day, g.locale)) for day in known
        ]
        self.state.choices = [("", _("Tous"))] + [
            (code, words.state(code)) for code in SHOWN_STATES
        ]
        self.kind.choices = [("", _("Tous"))] + [
            (code, states.message_kind(code)) for code in KINDS
        ]
        for field in (self.state, self.kind):
            if field.data not in dict(field.choices):
                field.data = ""
        for field in (self.since, self.until):
            day = field.day
            if field.data and (day is None or day.year not in _YEARS):
                field.errors = [_("Écrivez la date ainsi : 2026-05-04.")]
        first, last = self._day(self.since), self._day(self.until)
        if first and last and first > last:
            self.until.errors = [_("Choisissez un jour qui n’est pas avant l’autre.")]

    def wanted(self) -> Wanted:
        """The lines to show."""
        zone = reading.settings().timezone
        first, last = self._day(self.since), self._day(self.until)
        monday = _monday(self.week.data)
        return Wanted(
            state=self.state.data,
            kind=self.kind.data,
            who=whom(reading.view().directory, self.who.data) if self.who.data else None,
            since=instant(first, time(0), zone) if first else None,
            until=instant(last + timedelta(days=1), time(0), zone) if last else None,
            week=span_of(monday) if monday else None,
        )

    @property
    def query(self) -> dict[str, str]:
        """What the address holds, without what is empty."""
        return {field.name: field.data for field in self if field.data}

    def _day(self, field: TypedDateField) -> date | None:
        return None if field.errors else field.day


def span_of(monday: date) -> Span:
    """The week of a Monday on the Bureau's clocks."""
    zone = reading.settings().timezone

    def midnight(day: date) -> datetime:
        return instant(day, time(0), zone)

    last = monday + timedelta(days=6)
    return Span(monday, last, midnight(monday), midnight(last + timedelta(days=1)))


def _monday(written: str) -> date | None:
    """The Monday of the week of an ISO day; None where it is none."""
    try:
        day = date.fromisoformat(written or "")
    except ValueError:
        return None
    return day - timedelta(days=day.weekday()) if day.year in _YEARS else None
