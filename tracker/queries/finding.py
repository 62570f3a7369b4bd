"""What somebody typed, as words to look for, and where they stand in a text.

A word is found at the beginning of a word, whatever its accents and its case: « renov » finds
« Rénovation ». The two databases keep words in the same way (migration 0005).
"""

import re
import unicodedata
from dataclasses import dataclass

#: What is read of what was typed.
TYPED_LIMIT = 200
_WORDS_LIMIT = 8
_WORD_LENGTH = 40
_WORD = re.compile(r"[^\W_]+")
_LIGATURES = str.maketrans({"œ": "oe", "æ": "ae"})
#: Words that no sentence lacks: they would only hide what has another article.
_EMPTY = frozenset(
    [
        *("le", "la", "les", "un", "une", "des", "du", "de", "et", "ou", "au", "aux", "en", "dans"),
        *("par", "pour", "sur", "avec", "que", "qui", "qu", "ce", "cet", "cette"),
        *("the", "of", "and", "or", "to", "in", "on", "for", "with", "an", "that", "this"),
    ]
)


@dataclass(frozen=True, slots=True)
class Wanted:
    """`words`: what each result must hold, none when there is too little to look for; `code`:
    what was typed as the code of something, letters and digits only."""

    typed: str
    words: tuple[str, ...]
    code: str

    def __bool__(self) -> bool:
        return bool(self.words)


def wanted(typed: str) -> Wanted:
    """What to look for. Never raises: signs are between words, and what is too long is cut."""
    typed = " ".join(typed.replace("\0", " ")[: TYPED_LIMIT * 2].split())[:TYPED_LIMIT]
    found = [word[:_WORD_LENGTH] for word in _WORD.findall(fold(typed))]
    code = "".join(found)[:20]
    # « l’ », « d’ »: nothing without the word after them.
    telling = [word for word in found if len(word) > 1 or word.isdigit()]
    kept = [word for word in telling[:-1] if word not in _EMPTY] + telling[-1:]
    if not any(len(word) > 1 for word in kept):
        return Wanted(typed, (), "")
    return Wanted(typed, tuple(dict.fromkeys(kept))[:_WORDS_LIMIT], code)


def fold(text: str) -> str:
    """`text` in small letters, without accents and ligatures."""
    plain = unicodedata.normalize("NFKD", text)
    plain = "".join(sign for sign in plain if not unicodedata.combining(sign))
    return plain.lower().translate(_LIGATURES)


def is_prefix(word: str) -> bool:
    """Whether a word finds those that begin like it; a single digit finds itself only."""
    return len(word) > 1


def marked(text: str, words: tuple[str, ...]) -> list[tuple[str, bool]]:
    """`text` in pieces, each with whether it is one of `words` or begins like it."""
    folded, places = _folded(text)
    pieces: list[tuple[str, bool]] = []
    done = 0  # A sign that is read as two words, « ½ », is marked once.
    for match in _WORD.finditer(folded):
        length = _match(match.group(), words)
        if not length or places[match.start()] < done:
            continue
        start, end = places[match.start()], _end(places, match.start() + length, text)
        pieces += [(text[done:start], False), (text[start:end], True)]
        done = end
    pieces.append((text[done:], False))
    return [piece for piece in pieces if piece[0]]


def excerpt(text: str, words: tuple[str, ...], length: int = 240) -> str:
    """About `length` characters of `text`, cut between words, around the first of `words`."""
    text = " ".join(text.split())
    if len(text) <= length:
        return text
    folded, places = _folded(text)
    hits = (match.start() for match in _WORD.finditer(folded) if _match(match.group(), words))
    start = max(0, places[next(hits, 0)] - length // 3)
    start = start and text.find(" ", start) + 1
    end = text.rfind(" ", start, start + length) if start + length < len(text) else len(text)
    end = end if end > start else start + length
    return f"{'… ' if start else ''}{text[start:end]}{' …' if end < len(text) else ''}"


def _match(word: str, words: tuple[str, ...]) -> int:
    """How many letters of `word` are those of one of `words`; 0 for none."""
    return max(
        (len(one) for one in words if word == one or (is_prefix(one) and word.startswith(one))),
        default=0,
    )


def _folded(text: str) -> tuple[str, list[int]]:
    """`text` folded, and for each letter of it the place of the sign it comes from."""
    letters: list[str] = []
    places: list[int] = []
    for place, sign in enumerate(text):
        plain = fold(sign)
        letters.append(plain)
        places += [place] * len(plain)
    return "".join(letters), places


def _end(places: list[int], after: int, text: str) -> int:
    """Where the sign that follows the letter before `after` begins, its own accents with it."""
    end = places[after - 1] + 1
    while end < len(text) and unicodedata.combining(text[end]):
        end += 1
    return end
