"""What is asked on the first day, of the city later, and before the demonstration is left."""

from zoneinfo import ZoneInfo

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import BooleanField, PasswordField, RadioField, SelectChoice, ValidationError
from wtforms.validators import EqualTo, Length
from wtforms.widgets import PasswordInput

from tracker.domain.demonstration import DOMAIN
from tracker.web import passwords
from tracker.web.editing import EditForm
from tracker.web.fields import AtMost, EmailField, Given, LineField
from tracker.web.setup import zones
from tracker.wording.city import LANGUAGES

#: What was typed comes back with the page when another field is wrong; the page is never kept.
_KEPT = PasswordInput(hide_value=False)


class CodeForm(FlaskForm):
    """The code of the first day. Before the others: its error is told first."""

    code = LineField(
        _l("Code"),
        description=_l("Quatre groupes de quatre lettres; majuscules ou minuscules."),
        validators=[
            Given(_l("Écrivez le code que « make run » ou « flask setup-code » a imprimé."))
        ],
    )


class CoordinatorForm(FlaskForm):
    """The first coordinator: who she is, and her password."""

    name = LineField(_l("Votre nom"), validators=[Given(_l("Écrivez votre nom.")), AtMost(120)])
    email = EmailField(
        _l("Votre courriel"), validators=[Given(_l("Écrivez votre adresse de courriel."))]
    )
    password = PasswordField(
        _l("Mot de passe"),
        description=_l("Au moins 12 caractères. Une phrase que vous retenez fait l’affaire."),
        widget=_KEPT,
        validators=[
            Given(_l("Écrivez un mot de passe.")),
            Length(min=passwords.SHORTEST, message=_l("Écrivez au moins 12 caractères.")),
            Length(max=200, message=_l("Écrivez au plus 200 caractères.")),
        ],
    )
    again = PasswordField(
        _l("Le même, encore une fois"),
        widget=_KEPT,
        validators=[EqualTo("password", _l("Écrivez deux fois le même mot de passe."))],
    )

    def validate_password(self, field):
        why = passwords.weakness(field.data, self.name.data or "", self.email.data or "")
        if why:
            raise ValidationError(why)

    def validate_email(self, field):
        if field.data and field.data.endswith(DOMAIN):
            raise ValidationError(
                _("Écrivez une vraie adresse : celles en exemple.test ne reçoivent rien.")
            )


class _FirstPersonForm(CodeForm, CoordinatorForm):
    """The code, and all that is asked of the first coordinator."""

    title = LineField(_l("Votre fonction"), validators=[AtMost(160)])
    locale = RadioField(
        _l("Votre langue"),
        choices=[SelectChoice("fr", "Français"), SelectChoice("en", "English")],
        default="fr",
    )


class CityFields:
    """The city, its clocks and languages, the sender of its mail: asked first, changed later."""

    city_name = LineField(
        _l("Nom de la ville"), validators=[Given(_l("Écrivez le nom de la ville.")), AtMost(120)]
    )
    timezone = LineField(
        _l("Fuseau horaire"),
        description=_l("Les jours et l’heure des relances en dépendent."),
        default="America/Toronto",
        validators=[Given(_l("Choisissez un fuseau horaire."))],
    )
    languages = RadioField(
        _l("Langues de la ville"),
        choices=[SelectChoice(code, name) for code, name in LANGUAGES.items()],
        default="fr_en",
    )
    sender_name = LineField(
        _l("Nom de l’expéditeur"),
        default="Suivi",
        validators=[Given(_l("Écrivez le nom qui signe les courriels.")), AtMost(120)],
    )
    sender_address = EmailField(
        _l("Adresse de l’expéditeur"),
        description=_l("Une adresse que votre serveur de courriel accepte comme expéditeur."),
        validators=[Given(_l("Écrivez l’adresse d’où partent les courriels."))],
    )

    def validate_timezone(self, field):
        zone = zones.understood(field.data or "")
        if zone is None:
            raise ValidationError(
                _("Choisissez un fuseau de la liste, par exemple America/Toronto.")
            )
        field.data = zone

    @property
    def zone(self) -> ZoneInfo:
        """The zone that was chosen, once the form is valid."""
        return ZoneInfo(self.timezone.data)


class SetupForm(CityFields, _FirstPersonForm):
    """The code, the first coordinator, the city, the sender of its mail."""

    units = BooleanField(_l("Charger les unités de la Ville de Montréal"), default=True)


class CityForm(CityFields, EditForm):
    """The same of the city, later."""


class LeaveForm(FlaskForm):
    """What stays when the demonstration goes."""

    keep_units = BooleanField(_l("Garder les unités"), default=True)
    keep_closures = BooleanField(_l("Garder les jours de fermeture"), default=True)


class LeaveWithCoordinatorForm(CoordinatorForm, LeaveForm):
    """The same, where the first coordinator is still to be made."""
