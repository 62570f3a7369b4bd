"""Fields shared by every form: text as people paste it, dates as they type them, addresses.

Each refuses in a sentence, and keeps what was typed.
"""

import unicodedata
from datetime import date

from flask_babel import gettext as _
from wtforms import StringField, TextAreaField, ValidationError
from wtforms.validators import StopValidation
from wtforms.widgets import TextInput

from tracker.domain.people import EMAIL, EMAIL_LIMIT, normal_email
from tracker.wording.typed_dates import could_be_two, typed_date

_INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\u00ad\0"))


def clean_line(text: str | None) -> str:
    """One line: no-break spaces and tabs become spaces, runs of them one; nothing invisible."""
    composed = unicodedata.normalize("NFC", (text or "").translate(_INVISIBLE))
    return " ".join(composed.split())


def clean_text(text: str | None) -> str:
    """Several lines: one kind of line end, nothing that the databases refuse."""
    composed = unicodedata.normalize("NFC", (text or "").translate(_INVISIBLE))
    return composed.replace("\r\n", "\n").replace("\r", "\n").strip()


class _DateInput(TextInput):
    """A calendar where the browser has one; plain text again for what could not be read."""

    def __call__(self, field, **kwargs):
        text = field.data or ""
        kwargs.setdefault("type", "date" if not text or typed_date(text) else "text")
        return super().__call__(field, **kwargs)


class TypedDateField(StringField):
    """A date picked or typed; `day` is what it means, None when it means nothing."""

    widget = _DateInput()

    @property
    def day(self) -> date | None:
        return typed_date(self.data or "")

    def _value(self) -> str:
        return self.day.isoformat() if self.day else self.data or ""


class LineField(StringField):
    """One line of text, cleaned."""

    def process_formdata(self, valuelist):
        self.data = clean_line(valuelist[0]) if valuelist else ""


class WordsField(TextAreaField):
    """Some lines of text, cleaned."""

    def process_formdata(self, valuelist):
        self.data = clean_text(valuelist[0]) if valuelist else ""


class EmailField(StringField):
    """A work address: case and stray spaces do not matter. `required` by its validators."""

    def process_formdata(self, valuelist):
        self.data = normal_email(clean_line(valuelist[0])) if valuelist else ""

    def pre_validate(self, form):
        if not self.data:
            return
        if not self.data.isascii():
            raise ValidationError(
                _("Écrivez l’adresse sans accent ni caractère spécial : %(given)s", given=self.data)
            )
        if not EMAIL.fullmatch(self.data) or len(self.data) > EMAIL_LIMIT:
            raise ValidationError(_("Écrivez une adresse complète, comme prenom.nom@ville.quebec."))


class Given:
    """Something must be written; `sentence` says what. Never `required` in HTML: the server
    judges, in words."""

    def __init__(self, sentence):
        self.sentence = sentence

    def __call__(self, form, field):
        if not (field.data or "").strip():
            field.errors = []
            raise StopValidation(str(self.sentence))


class AtMost:
    """No longer than `limit` characters; the sentence says how many there are."""

    def __init__(self, limit: int):
        self.limit = limit

    def __call__(self, form, field):
        length = len(field.data or "")
        if length > self.limit:
            raise ValidationError(
                _(
                    "Écrivez au plus %(limit)s caractères; il y en a %(length)s.",
                    limit=self.limit,
                    length=length,
                )
            )


class ADay:
    """A date that can be read, from 2000 to 2100; empty is let through unless `required`."""

    def __init__(self, required: bool = True):
        self.required = required

    def __call__(self, form, field):
        if not (field.data or "").strip():
            if self.required:
                raise StopValidation(_("Choisissez une date."))
            return
        if field.day is None and could_be_two(field.data):
            raise StopValidation(
                _("Le jour ou le mois d’abord? Écrivez-le en lettres : 3 juin 2016.")
            )
        if field.day is None:
            raise StopValidation(
                _("Écrivez la date ainsi : 2016-04-25, 25/04/2016 ou 25 avril 2016.")
            )
        if not 2000 <= field.day.year <= 2100:
            raise StopValidation(_("Vérifiez l’année de cette date."))


def field_errors(field, sentence: str) -> None:
    """Put `sentence` beside `field`, after validation."""
    field.errors = [*field.errors, sentence]
