"""The forms of a plan: its titles and dates, and a dossier of it."""

import re
from datetime import date

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, RadioField, SelectField, ValidationError
from wtforms.validators import Optional

from tracker.domain.plans import BUREAU_ROLES
from tracker.web.editing import EditForm
from tracker.web.fields import ADay, AtMost, Given, LineField, TypedDateField, field_errors
from tracker.wording import states

#: Years that a plan may last.
LONGEST = 10
_CODE = re.compile(r"[\w.-]+")


class PlanForm(EditForm):
    """Titles and dates of a plan. French is enough."""

    title_fr = LineField(
        _l("Titre"), [Given(_l("Écrivez le titre du plan, en français.")), AtMost(200)]
    )
    title_en = LineField(
        _l("Titre anglais"),
        [Optional(), AtMost(200)],
        description=_l("S’il manque, le titre français sert aussi en anglais, et le dit."),
    )
    confirmed = BooleanField(_l("J’ai relu le titre anglais : il convient au titre français"))
    starts_on = TypedDateField(_l("Début"), [ADay()])
    ends_on = TypedDateField(_l("Fin"), [ADay()])

    def validate(self, extra_validators=None):
        good = super().validate(extra_validators)
        return _dates_agree(self) and good


class DossierForm(EditForm):
    """A dossier. `taken`: codes of the plan's other dossiers; `units`: who may lead it."""

    code = LineField(
        _l("Code"),
        [Given(_l("Écrivez un code court, comme D9.")), AtMost(20)],
        description=_l("Court, et le seul de ce plan : D9."),
    )
    name_fr = LineField(
        _l("Nom"), [Given(_l("Écrivez le nom du dossier, en français.")), AtMost(200)]
    )
    name_en = LineField(
        _l("Nom anglais"),
        [Optional(), AtMost(200)],
        description=_l("S’il manque, le nom français sert aussi en anglais, et le dit."),
    )
    confirmed = BooleanField(_l("J’ai relu le nom anglais : il convient au nom français"))
    short_fr = LineField(
        _l("Nom court"),
        [Optional(), AtMost(40)],
        description=_l("Un mot ou deux, pour la tête des colonnes du tableau."),
    )
    short_en = LineField(_l("Nom court anglais"), [Optional(), AtMost(40)])
    bureau_role = RadioField(_l("Rôle du Bureau"), default="lead")
    lead = SelectField(
        _l("Unité porteuse"),
        description=_l("Sans elle, la coordination est relancée à sa place."),
    )

    def __init__(self, *args, taken=(), units=(), **kwargs):
        super().__init__(*args, **kwargs)
        self._taken = {code.casefold() for code in taken}
        self.bureau_role.choices = [(role, states.bureau_role(role)) for role in BUREAU_ROLES]
        self.lead.choices = [("", _("À désigner")), *((str(u.id), u.name) for u in units)]

    def validate_code(self, field):
        if not _CODE.fullmatch(field.data):
            raise ValidationError(_("Écrivez le code en lettres et en chiffres, sans espace."))
        if field.data.casefold() in self._taken:
            raise ValidationError(
                _("« %(code)s » est déjà le code d’un dossier de ce plan.", code=field.data)
            )


def too_long(starts_on: date, ends_on: date) -> bool:
    """Whether a plan would last more than LONGEST years."""
    return (ends_on.year - LONGEST, ends_on.month, ends_on.day) > (
        starts_on.year,
        starts_on.month,
        starts_on.day,
    )


def _dates_agree(form: PlanForm) -> bool:
    starts_on, ends_on = form.starts_on, form.ends_on
    if starts_on.errors or ends_on.errors:
        return False
    if ends_on.day < starts_on.day:
        field_errors(ends_on, _("La fin du plan précède son début : changez l’une des deux dates."))
    elif too_long(starts_on.day, ends_on.day):
        field_errors(
            ends_on,
            _("Un plan dure au plus %(years)s ans : rapprochez sa fin.", years=LONGEST),
        )
    return not ends_on.errors
