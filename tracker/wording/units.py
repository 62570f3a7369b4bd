"""Names of units as there is room for them. Official names are French in every language."""

import re

from tracker.queries.directory import UnitRow

#: Characters that the margin of the map has room for.
MARGIN = 30
_SERVICE = re.compile(r"^Service (?:des |de la |de l’|du )")


def margin_name(unit: UnitRow) -> str:
    """« Communications », « VSP »: the name without « Service des », or the short one."""
    bare = _SERVICE.sub("", unit.name)
    bare = bare[:1].upper() + bare[1:]
    return bare if len(bare) <= MARGIN else unit.short


def full_name(unit: UnitRow, locale: str) -> str:
    """The official name, with what it means in English for who reads English."""
    meaning = gloss(unit) if locale == "en" else ""
    return f"{unit.name} ({meaning})" if meaning else unit.name


def gloss(unit: UnitRow) -> str:
    """« borough »: what the name means in English, without the name that stands before it."""
    return unit.gloss_en.replace(unit.name, "").strip()


def of_unit(unit: UnitRow, locale: str) -> str:
    """« de l’arrondissement du Sud-Ouest », « du Service des communications »; "of Verdun"."""
    if locale == "en":
        return f"of {unit.name}"
    if unit.long_form[:1].lower() in "aeéiouyh":
        return f"de l’{unit.long_form}"
    article = "de la" if unit.kind == "direction" else "du"
    return f"{article} {unit.long_form}"


def the_unit(unit: UnitRow, locale: str) -> str:
    """« l’arrondissement du Sud-Ouest », « le Service des communications »; "Verdun"."""
    if locale == "en":
        return unit.name
    if unit.long_form[:1].lower() in "aeéiouyh":
        return f"l’{unit.long_form}"
    article = "la" if unit.kind == "direction" else "le"
    return f"{article} {unit.long_form}"
