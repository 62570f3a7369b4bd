"""What is to mend in a form, as its head says it: each line leads to a field, none like another."""

import re
from collections import Counter

from flask_babel import gettext as _
from wtforms import Form

_FIGURES = re.compile(r"\d+")


def error_lines(form: Form) -> list[tuple[str, str]]:
    """The id that each line leads to, and its sentence; with the name of the field where another
    field says the same, but for its figures."""
    told = [
        (field, " ".join(dict.fromkeys(map(str, field.errors)))) for field in form if field.errors
    ]
    alike = Counter(_FIGURES.sub("", sentence) for _field, sentence in told)
    return [
        (
            _first_control(field),
            named(field.label.text, sentence)
            if alike[_FIGURES.sub("", sentence)] > 1
            else sentence,
        )
        for field, sentence in told
    ]


def named(about: str, sentence: str) -> str:
    """« Début : choisissez une date. »: a sentence with what it is about."""
    lowered = sentence[:1].lower() + sentence[1:]
    return _("%(field)s : %(sentence)s", field=about, sentence=lowered)


def _first_control(field) -> str:
    return f"{field.id}-0" if field.type == "RadioField" else field.id
