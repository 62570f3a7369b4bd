"""What is asked of a review: when, how long, where, who; and why it is cancelled."""

from datetime import date, time

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, SelectMultipleField, ValidationError
from wtforms.widgets import CheckboxInput, ListWidget

from tracker.domain.reviews import (
    LONGEST,
    NOTE_LIMIT,
    PLACE_LIMIT,
    REASON_LIMIT,
    SHORTEST,
    USUAL,
)
from tracker.web.editing import EditForm
from tracker.web.fields import ADay, AtMost, Given, LineField, TypedDateField, WordsField
from tracker.wording.typed_times import typed_time


class ReviewForm(EditForm):
    """The fields are named as in the history. `warned`: the day of which a warning was read."""

    held_on = TypedDateField(_l("Date"), [ADay()])
    starts_at = LineField(
        _l("Heure"), [Given(_l("Écrivez l’heure, comme 14 h ou 14 h 30."))], default="14:00"
    )
    minutes_long = LineField(_l("Durée, en minutes"), default=str(USUAL))
    place = LineField(
        _l("Lieu"),
        [AtMost(PLACE_LIMIT)],
        description=_l("Une salle, ou l’adresse d’une rencontre à distance."),
    )
    guests = SelectMultipleField(
        _l("Personnes invitées"),
        coerce=int,
        validate_choice=False,
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
    )
    warned = HiddenField()

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.place.flags.optional = True

    @property
    def wall(self) -> time | None:
        """The hour that was written."""
        return typed_time(self.starts_at.data or "")

    @property
    def minutes(self) -> int:
        """The length that was written, in minutes; 0 where it is no number."""
        text = (self.minutes_long.data or "").strip()
        return int(text) if text.isascii() and text.isdigit() and len(text) < 5 else 0

    @property
    def day(self) -> date | None:
        return self.held_on.day

    def validate_starts_at(self, field):
        if self.wall is None:
            raise ValidationError(_("Écrivez l’heure ainsi : 14 h, 14 h 30 ou 14:30."))

    def validate_minutes_long(self, field):
        if not SHORTEST <= self.minutes <= LONGEST:
            raise ValidationError(
                _(
                    "Écrivez un nombre de minutes, de %(least)s à %(most)s.",
                    least=SHORTEST,
                    most=LONGEST,
                )
            )

    def validate_guests(self, field):
        known = {value for value, _label in field.choices or ()}
        if not field.data or not known.issuperset(field.data):
            raise ValidationError(_("Invitez au moins une personne de la liste."))


class CancelForm(EditForm):
    """Why a review is not held."""

    reason = WordsField(
        _l("Raison"),
        [Given(_l("Dites pourquoi : les personnes invitées le liront.")), AtMost(REASON_LIMIT)],
        description=_l("Une phrase; elle part avec l’avis d’annulation."),
    )


class NoteForm(EditForm):
    """What is written down; `version`: the one that its writer had read."""

    text = WordsField(_l("Notes"), [AtMost(NOTE_LIMIT)])
    version = HiddenField()
