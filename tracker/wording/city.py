"""The languages of the city in words."""

from flask_babel import lazy_gettext as _l

#: Code of the settings -> its name; the first language is that of who chose none.
LANGUAGES = {
    "fr_en": _l("Français et anglais, le français d’abord"),
    "en_fr": _l("Français et anglais, l’anglais d’abord"),
    "fr": _l("Français seulement"),
}


def value(field: str, text: str) -> str:
    """A value of the settings' history; empty where the field is none of the city's."""
    return str(LANGUAGES.get(text, text)) if field == "languages" else ""
