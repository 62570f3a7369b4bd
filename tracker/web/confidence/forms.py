"""A level, and why."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import RadioField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import StopValidation

from tracker.domain.confidence import LEVELS, SENTENCE_LIMIT
from tracker.web.editing import EditForm
from tracker.web.fields import AtMost, Given, WordsField
from tracker.wording import confidence


class _OneOfThem:
    """One of the four levels is chosen."""

    def __call__(self, form, field):
        if field.data not in LEVELS:
            field.errors = []
            raise StopValidation(_("Choisissez un niveau."))


class LevelForm(EditForm):
    """One of the four levels, and a sentence. `seen`: the level that stood when it was drawn."""

    level = RadioField(
        _l("Niveau"),
        [_OneOfThem()],
        choices=[SelectChoice(code, words) for code, words in confidence.LEVELS.items()],
        validate_choice=False,
    )
    sentence = WordsField(
        _l("Pourquoi, en une phrase"),
        [Given(_l("Dites pourquoi en une phrase.")), AtMost(SENTENCE_LIMIT)],
        description=_l("Elle paraît à côté du niveau, avec votre nom et la date."),
    )
