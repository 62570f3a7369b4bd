"""What a coordinator types on the pages of the schedule."""

from datetime import time

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, HiddenField, SelectField, ValidationError
from wtforms.fields.choices import SelectChoice
from wtforms.validators import StopValidation

from tracker.web.editing import EditForm
from tracker.web.fields import ADay, AtMost, Given, LineField, TypedDateField, WordsField
from tracker.wording import schedule
from tracker.wording.typed_times import typed_time

#: A longer quiet period is a typing error.
LONGEST_QUIET = 366


class HourForm(EditForm):
    """The weekly weekday and hour; `first`: « next » spares the week that had its relance."""

    weekday = SelectField(_l("Jour"), choices=[])
    hour = LineField(_l("Heure"))
    first = HiddenField()

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.weekday.choices = [SelectChoice(str(n), schedule.weekday(n)) for n in range(5)]
        read = typed_time(self.hour.data or "")
        if read is not None:
            self.hour.data = f"{read:%H:%M}"

    @property
    def wall(self) -> time | None:
        return typed_time(self.hour.data or "")

    def validate_hour(self, field):
        if self.wall is None:
            raise StopValidation(_("Écrivez l’heure ainsi : 8 h, 8:15 ou 14 h 30."))
        if self.wall.minute % 15:
            raise StopValidation(_("Choisissez un quart d’heure : 8 h, 8 h 15, 8 h 30 ou 8 h 45."))


class OwnDayForm(EditForm):
    """Whether D-2 and D+1 come on their own day."""

    own_day = BooleanField(
        _l("Les rappels de l’avant-veille et du lendemain partent leur propre jour"),
        description=_l(
            "Deux jours ouvrables avant l’échéance, et le jour ouvrable qui la suit, à l’heure de "
            "la relance, à qui n’a pas encore répondu. Sans cette case, la relance de la semaine "
            "en tient lieu. Personne ne reçoit plus d’une relance par jour, ni plus de deux par "
            "semaine."
        ),
    )


class FooterForm(EditForm):
    """The Bureau's own words at the foot of every mail."""

    footer_fr = WordsField(_l("En français"), [AtMost(500)])
    footer_en = WordsField(
        _l("En anglais"),
        [AtMost(500)],
        description=_l("Vide : les mots français servent aussi aux courriels anglais."),
    )


class QuietForm(EditForm):
    """Days without relance."""

    starts_on = TypedDateField(_l("Premier jour"), [ADay()])
    ends_on = TypedDateField(_l("Dernier jour"), [ADay()])
    quiet_name = LineField(
        _l("Nom"), [Given(_l("Dites pourquoi : ce nom paraît au registre.")), AtMost(120)]
    )

    def validate_ends_on(self, field):
        if not (field.day and self.starts_on.day):
            return
        if field.day < self.starts_on.day:
            raise ValidationError(_("Le dernier jour vient avant le premier."))
        if (field.day - self.starts_on.day).days >= LONGEST_QUIET:
            raise ValidationError(_("Une période sans relance dure au plus un an."))


class ClosureForm(EditForm):
    """The name of a closed day."""

    name = LineField(_l("Nom"), [Given(_l("Donnez un nom à ce jour.")), AtMost(120)])


class NewClosureForm(ClosureForm):
    """A closed day of the city's own."""

    day = TypedDateField(_l("Jour"), [ADay()])

    def validate_day(self, field):
        if field.day and field.day.weekday() >= 5:
            raise ValidationError(_("Les fins de semaine sont déjà fermées."))
