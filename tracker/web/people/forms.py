"""What is asked of a person of the city."""

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, RadioField, SelectMultipleField
from wtforms.validators import AnyOf
from wtforms.widgets import CheckboxInput, ListWidget

from tracker.domain.people import LOCALES, ROLES
from tracker.web.editing import EditForm
from tracker.web.fields import AtMost, EmailField, Given, LineField
from tracker.wording import people as words


class PersonForm(EditForm):
    """Who somebody is, and what they may do; the fields are named as in the history."""

    name = LineField(
        _l("Nom"),
        description=_l("Tel qu’il paraît dans les pages et les courriels."),
        validators=[Given(_l("Écrivez le nom.")), AtMost(120)],
    )
    title = LineField(_l("Fonction"), validators=[AtMost(160)])
    locale = RadioField(_l("Langue des courriels"), default="fr")
    role = RadioField(
        _l("Rôle dans l’outil"),
        default="none",
        description=_l("Répondre pour une unité ne demande aucun rôle."),
        validators=[AnyOf(ROLES, _l("Choisissez un rôle."))],
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.title.flags.optional = True
        self.locale.choices = [(code, words.language(code)) for code in LOCALES]
        self.role.choices = [(code, words.role(code)) for code in ROLES]


class NewPersonForm(PersonForm):
    """Somebody who is not known yet."""

    email = EmailField(
        _l("Courriel"),
        description=_l("L’adresse de travail; c’est aussi avec elle qu’on entre."),
        validators=[Given(_l("Écrivez l’adresse de courriel."))],
    )
    units = SelectMultipleField(
        _l("Unités dont cette personne répond"),
        coerce=int,
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
    )
    invite = BooleanField(
        _l("Inviter par courriel dès maintenant"),
        default=True,
        description=_l(
            "Le lien sert une fois, pendant sept jours, à choisir un mot de passe. "
            "Pour répondre aux relances, aucun mot de passe n’est demandé."
        ),
    )
