"""The words of the workbook: what its codes are called, in either language, and read again."""

from functools import cache

from flask_babel import force_locale
from flask_babel import gettext as _

from tracker.domain.people import LOCALES, ROLES
from tracker.domain.plans import BUREAU_ROLES
from tracker.domain.units import spelling_key
from tracker.wording import people, states
from tracker.wording.states import N_

SHARES = {"lead": N_("Porteuse"), "contributor": N_("Contribution")}
UNIT_KINDS = {
    "borough": N_("Arrondissement"),
    "direction": N_("Direction"),
    "bureau": N_("Bureau"),
    "department": N_("Service"),
}
#: Words of files laid out by hand, besides the product's own.
_ALSO = {
    "kinds": {"jalon": "milestone", "livrable": "deliverable"},
    "bureau_roles": {
        "collaborateur": "collaborator",
        "cible": "targeted",
        "ciblé": "targeted",
        "mandat": "mandate",
    },
    "shares": {"porteur": "lead", "contributeur": "contributor", "contributrice": "contributor"},
    "locales": {"anglais": "en", "french": "fr"},
    "roles": {"aucun": "none", "direction": "director", "coordination": "coordinator"}
    | {"administration": "administrator"},
}


@cache
def words(name: str, locale: str) -> dict[str, str]:
    """The words of the list `name` by their codes, in the order in which they are offered."""
    with force_locale(locale):
        match name:
            case "kinds":
                return {code: states.kind(code) for code in states.KINDS}
            case "bureau_roles":
                return {code: states.bureau_role(code) for code in BUREAU_ROLES}
            case "answers":
                return {code: states.answer(code) for code in states.ANSWERS}
            case "reasons":
                return {code: states.reason(code) for code in states.REASONS}
            case "roles":
                return {code: people.role(code) for code in ROLES}
            case "locales":
                return {code: people.language(code) for code in LOCALES}
            case "shares":
                return {code: _(text) for code, text in SHARES.items()}
            case "unit_kinds":
                return {code: _(text) for code, text in UNIT_KINDS.items()}
    raise KeyError(name)


@cache
def codes(name: str) -> dict[str, str]:
    """Codes by their words in both languages, spelled alike; the codes themselves too."""
    found = {spelling_key(text): code for text, code in _ALSO.get(name, {}).items()}
    for locale in LOCALES:
        found |= {spelling_key(text): code for code, text in words(name, locale).items()}
    return {spelling_key(code): code for code in words(name, "fr")} | found
