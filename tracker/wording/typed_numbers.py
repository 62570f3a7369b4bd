"""Numbers as people type them: « 12 % », « 1 234,5 », "1,234.5"."""

import re
import unicodedata
from collections.abc import Iterable

_SPACES = re.compile(r"[\s\u00a0\u202f\u2009']+")
_PARTS = re.compile(r"([-+−–]?)(\d[\d.,]*)(.*)")
#: Beyond it, something else was typed.
_LIMIT = 1e12


def typed_number(text: str, units: Iterable[str] = ()) -> float | None:
    """The number that `text` says; None where it says none, or could say two (« 1,234 »).

    `units`: what may follow it (« jours », "%"); any other word makes it a text.
    """
    found = _parts(text, units)
    if found is None:
        return None
    sign, digits = found
    if could_be_two_numbers(text, units):
        return None
    plain = _plain(digits)
    if plain is None or float(plain) > _LIMIT:
        return None
    return -float(plain) if sign in {"-", "−", "–"} else float(plain)


def could_be_two_numbers(text: str, units: Iterable[str] = ()) -> bool:
    """Whether `text` is written « 1,234 »: a thousand to some, one and a little to others."""
    found = _parts(text, units)
    return bool(found) and bool(re.fullmatch(r"[1-9]\d{0,2}[.,]\d{3}", found[1]))


def _parts(text: str, units: Iterable[str]) -> tuple[str, str] | None:
    """Sign and digits, groups closed up, where nothing but a known unit follows."""
    whole = unicodedata.normalize("NFC", text).strip()
    # A space between two groups of digits belongs to the number; three digits follow it.
    closed = re.sub(r"(?<=\d)[\s\u00a0\u202f\u2009'’](?=\d{3}(?!\d))", "", whole)
    found = _PARTS.fullmatch(_SPACES.sub(" ", closed))
    if found is None:
        return None
    sign, digits, rest = found.groups()
    known = {unit.casefold() for unit in units}
    return (sign, digits) if not rest.strip() or rest.strip().casefold() in known else None


def _plain(digits: str) -> str | None:
    """« 1234,5 » as Python writes it; the last of two different marks is the decimal one."""
    if re.fullmatch(r"\d+([.,]\d+)?", digits):
        return digits.replace(",", ".")
    if re.fullmatch(r"\d{1,3}(,\d{3})+(\.\d+)?", digits):
        return digits.replace(",", "")
    if re.fullmatch(r"\d{1,3}(\.\d{3})+(,\d+)?", digits):
        return digits.replace(".", "").replace(",", ".")
    return None
