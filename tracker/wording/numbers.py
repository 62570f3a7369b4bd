"""Numbers as people write them in Québec. `locale` is "fr" or "en"; any other raises KeyError."""

from collections.abc import Sequence
from decimal import Decimal
from functools import lru_cache

NBSP = "\N{NO-BREAK SPACE}"

_MARKS = {"fr": str.maketrans({",": NBSP, ".": ",", "-": "−"}), "en": str.maketrans({"-": "−"})}
_BUSINESS_DAYS = {
    "fr": ("jour ouvrable", "jours ouvrables"),
    "en": ("business day", "business days"),
}
_AND = {"fr": " et ", "en": " and "}
_ENGLISH_ENDINGS = {1: "st", 2: "nd", 3: "rd"}


@lru_cache(4096)
def number(value: int | float | Decimal, locale: str, digits: int | None = None) -> str:
    """« 1 234,5 »; "1,234.5". `digits` after the mark; without it, as needed, three at most."""
    if digits is not None:
        plain = f"{value:,.{digits}f}"
    elif isinstance(value, int):
        plain = f"{value:,}"
    else:
        plain = f"{value:,.3f}".rstrip("0").rstrip(".")
    return plain.translate(_MARKS[locale])


@lru_cache(1024)
def ordinal(n: int, locale: str, feminine: bool = False) -> str:
    """« 1er » (« 1re » where `feminine`), « 2e »; "1st", "2nd", "3rd", "11th"."""
    if locale == "fr":
        return f"{n}e" if n != 1 else "1re" if feminine else "1er"
    teens = n % 100 in (11, 12, 13)
    ending = "th" if teens else _ENGLISH_ENDINGS.get(n % 10, "th")
    return number(n, locale) + ending


@lru_cache(4096)
def business_days(n: int, locale: str) -> str:
    """« 1 jour ouvrable », « 34 jours ouvrables »; the number stays with its noun.

    French counts 0 in the singular, English in the plural.
    """
    singular, plural = _BUSINESS_DAYS[locale]
    one = abs(n) < 2 if locale == "fr" else abs(n) == 1
    return f"{number(n, locale)}{NBSP}{singular if one else plural}"


def listing(items: Sequence[str], locale: str) -> str:
    """« a, b et c »; "a, b and c". Nothing gives an empty string."""
    if len(items) < 2:
        return "".join(items)
    return ", ".join(items[:-1]) + _AND[locale] + items[-1]
