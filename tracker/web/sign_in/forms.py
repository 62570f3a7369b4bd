"""What is asked to sign in and to set a password."""

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import HiddenField, PasswordField, StringField
from wtforms.validators import DataRequired, EqualTo, Length

SHORTEST = 12


class SignInForm(FlaskForm):
    """Address and password of a person of the city."""

    email = StringField(
        _l("Courriel"), validators=[DataRequired(_l("Écrivez votre adresse de courriel."))]
    )
    password = PasswordField(
        _l("Mot de passe"), validators=[DataRequired(_l("Écrivez votre mot de passe."))]
    )
    next = HiddenField()


class PasswordForm(FlaskForm):
    """A new password, twice."""

    password = PasswordField(
        _l("Nouveau mot de passe"),
        description=_l("Au moins 12 caractères. Une phrase que vous retenez fait l’affaire."),
        validators=[
            DataRequired(_l("Écrivez un mot de passe.")),
            Length(min=SHORTEST, max=200, message=_l("Écrivez au moins 12 caractères.")),
        ],
    )
    again = PasswordField(
        _l("Le même, encore une fois"),
        validators=[EqualTo("password", _l("Écrivez deux fois le même mot de passe."))],
    )
