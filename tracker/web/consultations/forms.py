"""The forms of a consultation, of a point heard, and of the director's waiver."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import RadioField, SelectMultipleField, ValidationError
from wtforms.validators import Optional
from wtforms.widgets import CheckboxInput, ListWidget

from tracker.domain.consultations import GROUPS, OUTCOMES, POINT_LIMIT, SUMMARY_LIMIT
from tracker.web.consultations.loading import Offered
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
from tracker.wording import consultations as words

REASON_LIMIT = 500


class Boxes(SelectMultipleField):
    """Several of a list, as boxes. What the list lost meanwhile is said in words."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()

    def pre_validate(self, form):
        known = {value for value, _label in self.choices}
        if not known.issuperset(self.data or ()):
            raise ValidationError(_("Une case cochée n’est plus de la liste : relisez-la."))


class ConsultationForm(EditForm):
    """`units`: (id, name) of those that may be invited."""

    audience = RadioField(_l("Qui est consulté"), default="citizens")
    how = LineField(
        _l("Comment"),
        [Optional(), AtMost(200)],
        description=_l("Une assemblée, un sondage, des rencontres."),
    )
    starts_on = TypedDateField(_l("Début"), [ADay()])
    ends_on = TypedDateField(_l("Fin"), [ADay()])
    invited = Boxes(_l("Unités invitées"), coerce=int)
    summary = WordsField(
        _l("Ce qui a été entendu, en résumé"),
        [AtMost(SUMMARY_LIMIT)],
        description=_l("Demandé pour clore la consultation."),
    )

    def __init__(self, *args, units=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.audience.choices = [(code, words.audience(code)) for code in GROUPS]
        self.invited.choices = list(units)

    def validate(self, extra_validators=None):
        good = super().validate(extra_validators)
        if good and self.ends_on.day < self.starts_on.day:
            field_errors(self.ends_on, _("La fin précède le début : changez l’une des deux dates."))
            return False
        return good

    @property
    def values(self) -> dict[str, object]:
        return {
            "audience": self.audience.data,
            "how": self.how.data or "",
            "starts_on": self.starts_on.day,
            "ends_on": self.ends_on.day,
            "summary": self.summary.data or "",
        }


class PointForm(EditForm):
    """`offered`: the milestones that may take account of the point."""

    text = WordsField(
        _l("Ce qui a été dit"),
        [Given(_l("Écrivez ce qui a été dit.")), AtMost(POINT_LIMIT)],
    )
    outcome = RadioField(_l("Ce qu’il en advient"), default="")
    because = WordsField(
        _l("Parce que…"),
        [AtMost(POINT_LIMIT)],
        description=_l("Demandé pour ce qui n’est pas retenu, ou ne l’est qu’en partie."),
    )
    milestones = Boxes(_l("Jalons qui en tiennent compte"), coerce=int)

    def __init__(self, *args, offered: Offered, **kwargs):
        super().__init__(*args, **kwargs)
        self._own = len(offered.own)
        self.outcome.choices = [(code, words.outcome(code)) for code in OUTCOMES]
        self.outcome.choices.append(("", words.outcome(None)))
        self.milestones.choices = [*offered.own, *offered.others]

    @property
    def own_boxes(self) -> list:
        """The milestones of the consultation's own dossier."""
        return list(self.milestones)[: self._own]

    @property
    def other_boxes(self) -> list:
        """Those of the plan's other dossiers, which a fold holds."""
        return list(self.milestones)[self._own :]

    @property
    def unfolded(self) -> bool:
        """Whether something that stands in the fold is to be seen."""
        return bool(self.milestones.errors) or any(box.checked for box in self.other_boxes)

    def validate(self, extra_validators=None):
        good = super().validate(extra_validators)
        if self.outcome.data in {"partly", "not_retained"} and not self.because.data:
            field_errors(self.because, _("Dites pourquoi, en une phrase."))
            return False
        return good


class WaiverForm(FlaskForm):
    """Why a dossier goes without consultation."""

    reason = WordsField(
        _l("Pourquoi s’en passer?"),
        [Given(_l("Dites pourquoi, en une phrase.")), AtMost(REASON_LIMIT)],
    )
