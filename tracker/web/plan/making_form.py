"""The form that makes a draft: by hand, as a copy, or from a file."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField
from wtforms.validators import Optional

from tracker.web.fields import LineField, field_errors
from tracker.web.plan.forms import PlanForm

#: Days by which the dates of a copy may move: the longest plan, there and back.
_FURTHEST = 7320


class NewPlanForm(PlanForm):
    """`copies`: a plan is copied; `reads`: a file is read. By hand where neither is."""

    confirmed = None
    seen = None
    shift = LineField(_l("Décaler chaque date de (jours)"), [Optional()])
    file = FileField(
        _l("Fichier CSV"),
        description=_l(
            "UTF-8, un jalon par ligne, au plus 1 Mo. Colonnes : file_id, file_fr, bureau_role, "
            "milestone_id, kind, title_fr, lead_unit, collaborators, start, baseline_due; "
            "file_en et title_en si vous les avez."
        ),
    )

    def __init__(self, *args, copies=False, reads=False, **kwargs):
        super().__init__(*args, **kwargs)
        self.copies, self.reads = copies, reads

    @property
    def days(self) -> int | None:
        """The shift in days; None where it is left to the two starts."""
        return int(self.shift.data) if self.shift.data else None

    def validate(self, extra_validators=None):
        good = super().validate(extra_validators)
        if self.copies and not _is_shift(self.shift.data or ""):
            field_errors(self.shift, _("Écrivez un nombre de jours entier, comme 364, ou rien."))
            good = False
        if not self.reads:
            return good
        if not self.file.data:
            field_errors(self.file, _("Choisissez le fichier à lire."))
        elif not good:
            field_errors(
                self.file, _("Choisissez de nouveau le fichier : le navigateur ne le garde pas.")
            )
        return good and not self.file.errors


def _is_shift(text: str) -> bool:
    digits = text.removeprefix("-").removeprefix("+")
    if not digits:
        return not text
    return digits.isascii() and digits.isdigit() and len(digits) <= 5 and int(digits) <= _FURTHEST
