"""Passwords: argon2, the same time spent on somebody unknown, and which ones are refused."""

from functools import cache

from argon2.exceptions import InvalidHashError, VerificationError
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import PasswordField
from wtforms.validators import DataRequired, EqualTo, Length

from tracker.domain.units import spelling_key
from tracker.extensions import hasher

SHORTEST = 12
#: What zxcvbn reads at most; it scores 0 to 4, and 3 means more than 10^8 guesses.
_READ, _ENOUGH = 72, 3
#: Letters that must be left of a password once one's own name and address are taken out of it.
_OTHERS = 8


class PasswordForm(FlaskForm):
    """A new password, twice. `of` says whose name and address it must not be made of."""

    password = PasswordField(
        _l("Nouveau mot de passe"),
        description=_l("Au moins 12 caractères. Une phrase que vous retenez fait l’affaire."),
        validators=[
            DataRequired(_l("Écrivez un mot de passe.")),
            Length(min=SHORTEST, message=_l("Écrivez au moins 12 caractères.")),
            Length(max=200, message=_l("Écrivez au plus 200 caractères.")),
        ],
    )
    again = PasswordField(
        _l("Le même, encore une fois"),
        validators=[EqualTo("password", _l("Écrivez deux fois le même mot de passe."))],
    )

    def good_for(self, name: str, email: str) -> bool:
        """Whether the form is valid, and the password neither common nor one's own name."""
        if not self.validate():
            return False
        why = weakness(self.password.data, name, email)
        if why:
            self.password.errors = [why]
        return not why


@cache
def _nobodys() -> str:
    return hasher.hash("nobody has this password")


def hashed(password: str) -> str:
    """What is kept of a password."""
    return hasher.hash(password)


def matches(stored: str | None, password: str) -> bool:
    """Whether `password` is the one behind `stored`; never, where nothing is stored."""
    try:
        hasher.verify(stored or _nobodys(), password)
    except (VerificationError, InvalidHashError):
        return False
    return stored is not None


def weakness(password: str, name: str, email: str) -> str:
    """Why a password of sufficient length is refused, in a sentence; "" where it may serve."""
    own = [name, email, *name.replace(",", " ").split(), *email.replace("@", ".").split(".")]
    rest = spelling_key(password)
    for word in sorted({spelling_key(word) for word in own}, key=len, reverse=True):
        if len(word) >= 3:
            rest = rest.replace(word, "")
    if len(rest) < _OTHERS and rest != spelling_key(password):
        return _(
            "Ce mot de passe est fait de votre nom ou de votre adresse. Choisissez autre chose."
        )
    from zxcvbn import zxcvbn  # Its lists of words weigh 12 MB, which no clock needs.

    if zxcvbn(password[:_READ], user_inputs=own)["score"] < _ENOUGH:
        return _(
            "Ce mot de passe est parmi les plus courants, ou tout près de l’un d’eux. "
            "Prenez plutôt quatre ou cinq mots sans lien entre eux."
        )
    return ""
