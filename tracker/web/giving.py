"""Giving the value of an indicator, by its page or by a mail: one form, one judgement."""

from dataclasses import dataclass
from datetime import date

from flask import g
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy import select
from sqlalchemy.orm import Session
from wtforms import Form, HiddenField

from tracker.domain import trajectories
from tracker.domain.changes import Actor
from tracker.domain.indicators import Indicator, IndicatorUnit, IndicatorValue
from tracker.domain.values import Given, GivenMeanwhile, ReasonMissing, give, standing_value
from tracker.web import reading
from tracker.web.addresses import row_id
from tracker.web.fields import AtMost, LineField, WordsField, field_errors
from tracker.web.fields import Given as Written
from tracker.wording import dates, measures
from tracker.wording.typed_numbers import could_be_two_numbers, typed_number


class ValueForm(Form):
    """A value, typed as people write it; why, where another one stands already."""

    value = LineField(_l("Valeur"), validators=[Written(_l("Écrivez la valeur.")), AtMost(40)])
    note = LineField(_l("Une phrase pour la lire"), validators=[AtMost(500)])
    reason = WordsField(_l("Pourquoi la corriger"), validators=[AtMost(500)])
    seen = HiddenField()
    form_errors = ()


@dataclass(frozen=True)
class Sought:
    """The value of a unit's period, and the one that stands, None where none was given."""

    indicator: Indicator
    unit_id: int
    period_on: date
    standing: IndicatorValue | None

    @property
    def period(self) -> str:
        return measures.period(self.period_on, self.indicator.every_months, g.locale)

    @property
    def name(self):
        return measures.indicator_name(self.indicator, g.locale)

    @property
    def measure(self) -> str:
        return measures.measure_of(self.indicator, g.locale)

    def told(self, number: float) -> str:
        return measures.value(self.indicator, number, g.locale)

    @property
    def typed(self) -> str:
        """The standing value as one types it."""
        if self.standing is None:
            return ""
        return f"{self.standing.value:g}".replace(".", "," if g.locale == "fr" else ".")


def sought(
    session: Session, indicator_id: int, unit_id: int, period: str, *, lock: bool = False
) -> Sought | None:
    """What is to be given; None where that unit owes no such period. Three statements.

    `lock`: hold the indicator until the commit.
    """
    indicator = session.get(Indicator, indicator_id, with_for_update=lock, populate_existing=lock)
    day = _day(period)
    if indicator is None or indicator.withdrawn_at is not None or day is None:
        return None
    reports = session.scalar(
        select(IndicatorUnit.unit_id).where(
            IndicatorUnit.indicator_id == indicator_id, IndicatorUnit.unit_id == unit_id
        )
    )
    ended = trajectories.periods(indicator.first_on, indicator.every_months, reading.today())
    if reports is None or day not in ended:
        return None
    return Sought(indicator, unit_id, day, standing_value(session, indicator_id, unit_id, day))


def new_form(what: Sought) -> ValueForm:
    """The form as it is first drawn: the value that stands is in it."""
    seen = what.standing.seq + 1 if what.standing else 0
    note = what.standing.note if what.standing else ""
    return ValueForm(data={"value": what.typed, "note": note, "seen": str(seen)})


def save(
    session: Session, what: Sought, form: ValueForm, actor: Actor
) -> tuple[IndicatorValue | None, int]:
    """Judge the form and keep the value; the status of a page that shows the form again where it
    is not kept: 422, or 409 where somebody else gave one meanwhile. The caller commits."""
    number = _number(what, form) if form.validate() else None
    if number is None:
        return None, 422
    given = Given(
        what.unit_id,
        what.period_on,
        number,
        form.note.data,
        form.reason.data,
        row_id(form.seen.data),
    )
    try:
        return give(session, what.indicator, given, actor, reading.today()), 303
    except ReasonMissing:
        field_errors(form.reason, _("Dites en une phrase pourquoi la valeur donnée change."))
        return None, 422
    except GivenMeanwhile as meanwhile:
        form.seen.data = str(meanwhile.standing.seq + 1)
        return None, 409


def _number(what: Sought, form: ValueForm) -> float | None:
    indicator, typed = what.indicator, form.value.data
    units = [indicator.measure_fr, indicator.measure_en]
    number = typed_number(typed, units)
    if number is not None:
        return number
    if could_be_two_numbers(typed, units):
        words = _("Mille, ou un et des poussières? Écrivez 1 234 ou 1,2.")
    else:
        words = _(
            "Écrivez un nombre, comme 12,5 ou 1 234 %(measure)s; les mots vont dans la phrase.",
            measure=what.measure,
        )
    field_errors(form.value, words)
    return None


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if len(text) == 10 else None
    except ValueError:
        return None


def given_words(what: Sought, locale: str) -> str:
    """« 41 jours, donné par X le 3 mai 2026 », of the value that stands."""
    standing = what.standing
    if standing is None:
        return ""
    return _(
        "%(value)s, valeur donnée par %(who)s le %(day)s",
        value=what.told(standing.value),
        who=standing.by_name,
        day=dates.long_date(standing.given_on, locale),
    )
