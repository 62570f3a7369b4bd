"""The reply of a unit that blocks another."""

from datetime import date

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import HiddenField, RadioField
from wtforms.fields.choices import SelectChoice

from tracker.web.fields import ADay, AtMost, TypedDateField, WordsField, clean_text

SENTENCE_LIMIT = 500


class ReplyForm(FlaskForm):
    """« C’est levé », or « réponse le … ». `update`: the answer that the reader replies to."""

    kind = RadioField(
        _l("Que répondez-vous?"),
        choices=[
            SelectChoice("lifted", _l("C’est levé")),
            SelectChoice("promised", _l("Réponse le …")),
        ],
        validate_choice=False,
    )
    promised_on = TypedDateField(_l("Réponse le"), [ADay(required=False)], filters=[clean_text])
    sentence = WordsField(_l("En une phrase"), [AtMost(SENTENCE_LIMIT)])
    update = HiddenField()

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.sentence.flags.optional = True

    def holds(self, today: date) -> bool:
        """Whether it may be recorded; the sentences stand beside what is to mend."""
        good = self.validate()
        if self.kind.data not in {"lifted", "promised"}:
            self.kind.errors = [_("Choisissez une des deux réponses.")]
            return False
        if self.kind.data == "lifted":
            self.promised_on.errors = []
            return not self.errors
        if good and self.promised_on.day is None:
            self.promised_on.errors = [_("Choisissez une date.")]
        elif good and self.promised_on.day < today:
            self.promised_on.errors = [_("Choisissez une date d’aujourd’hui ou d’après.")]
        return not self.errors
