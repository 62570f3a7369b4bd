"""Small numbers in letters, for a headline: « Deux réponses à donner »."""

from tracker.wording import numbers

_LETTERS = {
    "fr": ["zéro", "un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix"],
    "en": ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"],
}


def spelled(n: int, locale: str, feminine: bool = False) -> str:
    """« deux », « une » where `feminine`; figures from 11 on. Negative numbers stay in figures."""
    letters = _LETTERS[locale]
    if not 0 <= n < len(letters):
        return numbers.number(n, locale)
    return "une" if locale == "fr" and feminine and n == 1 else letters[n]


def capitalised(sentence: str) -> str:
    """`sentence` with its first letter in upper case and the rest as it is."""
    return sentence[:1].upper() + sentence[1:]
