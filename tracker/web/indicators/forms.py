"""The form of an indicator; the reasons that a dispute, its end and a withdrawal ask for."""

import re
from datetime import date

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, Form, RadioField, SelectField, SelectMultipleField
from wtforms.validators import Optional

from tracker.domain.indicators import PERIODS
from tracker.queries.plan_view import PlanView
from tracker.web.editing import EditForm
from tracker.web.fields import (
    ADay,
    AtMost,
    Given,
    LineField,
    TypedDateField,
    WordsField,
    field_errors,
)
from tracker.wording import measures
from tracker.wording.typed_dates import typed_date
from tracker.wording.typed_numbers import could_be_two_numbers, typed_number

_STEP = re.compile(r"(.+?)\s*[:;=→]\s*(.+)")


class NumberField(LineField):
    """A number as people write it; `number` is what it means, None when it means none."""

    @property
    def number(self) -> float | None:
        return typed_number(self.data or "", self.units)

    @property
    def units(self) -> tuple[str, ...]:
        return getattr(self, "_units", ("%",))


class IndicatorForm(EditForm):
    """Name, measure, way to go, who gives values and when. French is enough."""

    name_fr = LineField(_l("Nom"), [Given(_l("Écrivez le nom de l’indicateur.")), AtMost(200)])
    name_en = LineField(_l("Nom anglais"), [Optional(), AtMost(200)])
    measure_fr = LineField(
        _l("Unité de mesure"),
        [Given(_l("Écrivez ce qui se compte : jours, %, demandes.")), AtMost(40)],
        description=_l("Ce qui suit le nombre : jours, %, demandes."),
    )
    measure_en = LineField(_l("Unité de mesure en anglais"), [Optional(), AtMost(40)])
    decimals = SelectField(_l("Décimales"))
    direction = RadioField(_l("Ce qui est souhaité"))
    baseline = NumberField(_l("Mesure de base"), [Optional(), AtMost(40)])
    baseline_on = TypedDateField(_l("Date de la mesure de base"), [ADay(required=False)])
    target = NumberField(_l("Cible"), [Optional(), AtMost(40)])
    target_on = TypedDateField(_l("Date de la cible"), [ADay(required=False)])
    steps = WordsField(
        _l("Étapes vers la cible"),
        [Optional(), AtMost(1000)],
        description=_l("Une par ligne, la date puis la valeur : 31 décembre 2026 : 38"),
    )
    every_months = SelectField(_l("Périodicité"), default="3")
    first_on = TypedDateField(
        _l("Fin de la première période"),
        [ADay()],
        description=_l("Les suivantes se comptent de là : 31 mars, puis 30 juin…"),
    )
    grace_days = LineField(
        _l("Jours pour donner la valeur"),
        description=_l("Jours de calendrier après la fin de la période."),
    )
    source = LineField(_l("Source"), [Optional(), AtMost(300)])
    by_unit = BooleanField(_l("Chaque unité donne sa propre valeur"))
    units = SelectMultipleField(_l("Unités qui donnent la valeur"), validate_choice=False)
    dossiers = SelectMultipleField(
        _l("Dossiers qui doivent le faire bouger"), validate_choice=False
    )

    def __init__(self, view: PlanView, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.view = view
        self.direction.choices = [("up", _("Une hausse")), ("down", _("Une baisse"))]
        self.decimals.choices = [(str(n), str(n)) for n in range(4)]
        self.every_months.choices = [(str(n), measures.periodicity(n)) for n in PERIODS]
        for field in (self.baseline, self.target):
            field._units = ("%", self.measure_fr.data or "", self.measure_en.data or "")

    def validate(self, extra_validators=None):
        good = super().validate(extra_validators)
        for field in (self.baseline, self.target):
            self._number(field)
        self._pair(self.baseline, self.baseline_on)
        self._pair(self.target, self.target_on)
        self._steps()
        self._grace()
        self._units_chosen()
        first, last = self.baseline_on.day, self.target_on.day
        if first and last and last <= first:
            field_errors(self.target_on, _("La cible vient après la mesure de base."))
        return good and not self.errors

    def values(self) -> dict:
        """What the row takes; call it on a valid form."""
        return {
            "name_fr": self.name_fr.data,
            "name_en": self.name_en.data or "",
            "measure_fr": self.measure_fr.data,
            "measure_en": self.measure_en.data or "",
            "decimals": int(self.decimals.data),
            "direction": self.direction.data,
            "baseline": self.baseline.number if self.baseline.data else None,
            "baseline_on": self.baseline_on.day,
            "target": self.target.number if self.target.data else None,
            "target_on": self.target_on.day,
            "every_months": int(self.every_months.data),
            "first_on": self.first_on.day,
            "grace_days": int(self.grace_days.data),
            "source": self.source.data or "",
            "by_unit": self.by_unit.data,
        }

    @property
    def step_marks(self) -> dict[date, float]:
        return dict(filter(None, map(self._mark, self._lines())))

    @property
    def unit_ids(self) -> list[int]:
        found = {unit.code: unit.id for unit in self.view.directory.live_units}
        return [found[code] for code in self.units.data or () if code in found]

    @property
    def dossier_ids(self) -> list[int]:
        found = {dossier.code: dossier.id for dossier in self.view.dossiers}
        return [found[code] for code in self.dossiers.data or () if code in found]

    def _number(self, field: NumberField) -> None:
        if not field.data or field.number is not None:
            return
        if could_be_two_numbers(field.data, field.units):
            words = _("Mille, ou un et des poussières? Écrivez 1 234 ou 1,2.")
        else:
            words = _("Écrivez un nombre, comme 12,5 ou 1 234.")
        field_errors(field, words)

    def _pair(self, number: NumberField, day: TypedDateField) -> None:
        if number.data and not (day.data or "").strip():
            field_errors(day, _("Dites de quelle date est cette valeur."))
        if (day.data or "").strip() and not number.data:
            field_errors(number, _("Écrivez la valeur de cette date, ou effacez la date."))

    def _lines(self) -> list[str]:
        return [line for line in (self.steps.data or "").splitlines() if line.strip()]

    def _mark(self, line: str) -> tuple[date, float] | None:
        found = _STEP.fullmatch(line.strip())
        day = typed_date(found[1]) if found else None
        number = typed_number(found[2], self.target.units) if found else None
        return (day, number) if day is not None and number is not None else None

    def _steps(self) -> None:
        wrong = [line for line in self._lines() if self._mark(line) is None]
        if wrong:
            words = _("Cette ligne ne se lit pas : « %(line)s ».", line=wrong[0].strip()[:80])
            field_errors(self.steps, words)

    def _grace(self) -> None:
        typed = (self.grace_days.data or "").strip()
        if not (typed.isascii() and typed.isdigit() and int(typed[:4]) <= 366):
            field_errors(self.grace_days, _("Écrivez un nombre de jours, de 0 à 366."))

    def _units_chosen(self) -> None:
        chosen = len(self.unit_ids)
        if not chosen:
            field_errors(
                self.units, _("Cochez au moins une unité : sans elle, rien n’est demandé.")
            )
        elif chosen > 1 and not self.by_unit.data:
            words = _("Une seule unité donne la valeur, ou chacune donne la sienne : choisissez.")
            field_errors(self.units, words)


class ReasonForm(Form):
    """One sentence, asked for."""

    reason = WordsField(_l("Raison"), validators=[AtMost(500)])
    form_errors = ()

    def given(self, sentence: str) -> bool:
        """Whether it is written, and not too long; `sentence` says what is to be."""
        good = self.validate()
        if not (self.reason.data or "").strip():
            field_errors(self.reason, sentence)
            return False
        return good
