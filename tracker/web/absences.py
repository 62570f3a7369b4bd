"""Days away, asked of oneself or by the coordination for somebody."""

from datetime import date

from flask import flash, g
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import SelectField

from tracker.domain import absences
from tracker.domain.changes import Actor
from tracker.domain.people import Person
from tracker.domain.units import spelling_key
from tracker.extensions import db
from tracker.web import reading
from tracker.web.editing import EditForm
from tracker.web.fields import ADay, TypedDateField, field_errors
from tracker.wording import dates


class AbsenceForm(EditForm):
    """First and last day away, and who answers instead."""

    starts_on = TypedDateField(_l("Premier jour d’absence"), validators=[ADay()])
    ends_on = TypedDateField(_l("Dernier jour d’absence"), validators=[ADay()])
    substitute = SelectField(
        _l("Qui répond pendant ce temps"),
        coerce=int,
        description=_l("Sans choix, c’est le répondant suivant de chaque unité."),
    )


def with_people(form: AbsenceForm, person_id: int) -> AbsenceForm:
    """The form with everybody in function but the person who is away."""
    people = [
        one
        for one in reading.view().directory.people.values()
        if one.active and one.id != person_id
    ]
    people.sort(key=lambda one: spelling_key(one.name))
    form.substitute.choices = [(0, _("Le répondant suivant")), *((p.id, p.name) for p in people)]
    return form


def noted(form: AbsenceForm, person: Person, actor: Actor) -> bool:
    """Whether the absence was noted; else the form says why not. The caller commits."""
    if not form.validate():
        return False
    starts, ends = form.starts_on.day, form.ends_on.day
    substitute_id = form.substitute.data or None
    judged = absences.judge(db.session, person.id, starts, ends, substitute_id)
    if judged.wrong:
        field = form.ends_on if judged.wrong[0] == "ends_before" else form.substitute
        field_errors(field, _refusal(judged, starts))
        return False
    substitute = db.session.get(Person, substitute_id) if substitute_id else None
    absences.add_absence(db.session, person, (starts, ends), substitute, actor)
    flash(_noted(judged))
    return True


def _refusal(judged: absences.Judged, starts: date) -> str:
    code = judged.wrong[0]
    if code == "ends_before":
        return _(
            "Le dernier jour doit suivre le premier (%(day)s).",
            day=dates.long_date(starts, g.locale),
        )
    if code == "substitute_away":
        return _(
            "Cette personne est elle-même en congé du %(first)s au %(last)s. "
            "Choisissez-en une autre.",
            **_days(judged.away),
        )
    if code == "substitute_self":
        return _("Choisissez une autre personne que celle qui s’absente.")
    return _("Cette personne n’est plus en fonction. Choisissez-en une autre.")


def _noted(judged: absences.Judged) -> str:
    if judged.overlaps:
        return _(
            "L’absence est notée. Une autre la chevauche, du %(first)s au %(last)s : "
            "celle qui commence en dernier dit qui répond.",
            **_days(judged.overlaps),
        )
    return _("L’absence est notée.")


def _days(days: tuple[date, date]) -> dict[str, str]:
    return {
        "first": dates.long_date(days[0], g.locale),
        "last": dates.long_date(days[1], g.locale),
    }
