"""What is asked to sign in, and to be sent a link for a new password."""

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import HiddenField, PasswordField, StringField
from wtforms.validators import DataRequired

from tracker.web.fields import EmailField, Given


class SignInForm(FlaskForm):
    """Address and password of a person of the city."""

    email = StringField(
        _l("Courriel"), validators=[DataRequired(_l("Écrivez votre adresse de courriel."))]
    )
    password = PasswordField(
        _l("Mot de passe"), validators=[DataRequired(_l("Écrivez votre mot de passe."))]
    )
    next = HiddenField()


class ForgottenForm(FlaskForm):
    """The address to which a link for a new password goes."""

    email = EmailField(_l("Courriel"), validators=[Given(_l("Écrivez votre adresse de courriel."))])
