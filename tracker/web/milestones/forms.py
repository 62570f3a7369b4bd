"""The forms of a milestone."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import (
    BooleanField,
    HiddenField,
    RadioField,
    SelectField,
    SelectMultipleField,
    ValidationError,
)
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Optional

from tracker.domain.milestone_edits import Draft
from tracker.domain.milestones import KINDS
from tracker.web.editing import EditForm
from tracker.web.fields import ADay, AtMost, Given, LineField, TypedDateField, WordsField
from tracker.wording import states

REASON_LIMIT = 500


class MilestoneForm(EditForm):
    """Everything of a milestone but its units; without `baseline_due` once that is frozen."""

    title_fr = LineField(
        _l("Titre"), [Given(_l("Écrivez le titre en français : il suffit.")), AtMost(300)]
    )
    title_en = LineField(_l("Titre anglais"), [Optional(), AtMost(300)])
    still_translates = BooleanField(_l("Le titre anglais déjà écrit reste juste"))
    dossier = SelectField(
        _l("Dossier"), [Given(_l("Choisissez le dossier."))], validate_choice=False
    )
    code = LineField(_l("Code"), [Given(_l("Écrivez un code, comme D8-04.")), AtMost(20)])
    kind = RadioField(
        _l("Genre"), [Given(_l("Choisissez le genre du jalon."))], validate_choice=False
    )
    starts_on = TypedDateField(_l("Début"), [ADay()])
    baseline_due = TypedDateField(_l("Échéance"), [ADay()])

    def __init__(self, dossiers, frozen_due=None, **kwargs):
        """`dossiers`: (code, name) pairs. `frozen_due`: the baseline, where it stands already."""
        super().__init__(**kwargs)
        self.dossier.choices = [SelectChoice(*pair) for pair in dossiers]
        self.kind.choices = [SelectChoice(code, states.kind(code)) for code in KINDS]
        self.frozen_due = frozen_due
        if frozen_due is not None:
            del self.baseline_due

    def validate_dossier(self, field):
        if field.data not in {choice.value for choice in field.choices}:
            raise ValidationError(_("Choisissez un dossier de ce plan."))

    def validate_kind(self, field):
        if field.data not in KINDS:
            raise ValidationError(_("Choisissez le genre du jalon."))

    def validate_code(self, field):
        field.data = field.data.upper()
        if not field.data.replace("-", "").replace(".", "").isalnum():
            raise ValidationError(
                _("Écrivez le code en lettres, chiffres et traits d’union, comme D8-04.")
            )

    def validate_starts_on(self, field):
        if self.frozen_due is not None and field.day > self.frozen_due:
            raise ValidationError(_("Le début ne peut pas suivre la date de départ de l’échéance."))

    def validate_baseline_due(self, field):
        if self.starts_on.day is not None and field.day < self.starts_on.day:
            raise ValidationError(_("L’échéance ne peut pas précéder le début."))

    @property
    def draft(self) -> Draft:
        """What was written, once valid."""
        due = self.frozen_due or self.baseline_due.day
        return Draft(
            self.code.data,
            self.kind.data,
            self.title_fr.data,
            self.title_en.data or "",
            self.starts_on.day,
            due,
            self.still_translates.data,
        )


class ReasonForm(EditForm):
    """Why something is withdrawn or a unit released."""

    reason = WordsField(
        _l("Pourquoi?"), [Given(_l("Dites pourquoi, en une phrase.")), AtMost(REASON_LIMIT)]
    )


class LeadForm(EditForm):
    """Which unit leads, and what becomes of the one before."""

    lead = SelectField(_l("Nouvelle unité porteuse"), validate_choice=False)
    former = RadioField(
        _l("L’unité qui portait le jalon"),
        choices=[
            SelectChoice("contributes", _l("continue d’y contribuer")),
            SelectChoice("released", _l("n’y est plus concernée (sans objet)")),
        ],
        default="contributes",
        validate_choice=False,
    )
    reason = WordsField(_l("Pourquoi n’est-elle plus concernée?"), [AtMost(REASON_LIMIT)])

    def __init__(self, groups, lead_code, **kwargs):
        """`groups`: (title, (code, name) pairs) of units; `lead_code`: who leads now, if any."""
        super().__init__(**kwargs)
        self.lead.choices = [SelectChoice("", _("Choisissez"))] + [
            SelectChoice(code, name, optgroup=title)
            for title, units in groups
            for code, name in units
            if code != lead_code
        ]
        self.lead_code = lead_code
        if not lead_code:
            del self.former
            del self.reason

    def validate_lead(self, field):
        if field.data and field.data == self.lead_code:
            raise ValidationError(_("Cette unité porte déjà le jalon : choisissez-en une autre."))
        if not field.data or field.data not in {choice.value for choice in field.choices}:
            raise ValidationError(_("Choisissez l’unité qui porte le jalon."))

    def validate_reason(self, field):
        if self.releases and not field.data:
            raise ValidationError(_("Dites pourquoi, en une phrase."))

    @property
    def releases(self) -> bool:
        return bool(self.lead_code) and self.former.data == "released"


class ContributorsForm(FlaskForm):
    """Units that contribute from now on; `all`: every borough not there yet."""

    units = SelectMultipleField(_l("Unités"), validate_choice=False)
    all = HiddenField()


class CorrectionForm(EditForm):
    """Another baseline, and why."""

    due = TypedDateField(_l("Nouvelle date de départ"), [ADay()])
    reason = WordsField(
        _l("Pourquoi la corriger?"),
        [Given(_l("Dites pourquoi, en une phrase.")), AtMost(REASON_LIMIT)],
    )

    def __init__(self, starts_on, current, **kwargs):
        """`starts_on`: the milestone's start; `current`: its baseline now."""
        super().__init__(**kwargs)
        self.starts_on, self.current = starts_on, current

    def validate_due(self, field):
        if field.day < self.starts_on:
            raise ValidationError(_("Cette date précède le début du jalon."))
        if field.day == self.current:
            raise ValidationError(_("C’est déjà la date de départ : choisissez-en une autre."))


class DecisionForm(FlaskForm):
    """The director's word on a correction; `proposal`: the one she read."""

    proposal = HiddenField()
    outcome = HiddenField()
    words = WordsField(_l("Vos mots à l’unité porteuse"), [Optional(), AtMost(REASON_LIMIT)])

    def validate(self, extra_validators=None):
        """A refusal says why."""
        valid = super().validate(extra_validators)
        if self.outcome.data == "refused" and not self.words.data:
            self.words.errors = [_("Dites pourquoi vous la refusez, en une phrase.")]
            return False
        return valid
