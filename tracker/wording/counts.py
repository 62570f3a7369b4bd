"""« 3 faits », « 1 échéance proche »: how many stand where, in the language of the reader."""

from collections import Counter
from collections.abc import Callable, Iterable

from flask_babel import ngettext

from tracker.domain.standing import PRESSING

_COUNTED: dict[str, Callable[[int], str]] = {
    "blocked": lambda n: ngettext("%(num)s bloqué", "%(num)s bloqués", n),
    "late": lambda n: ngettext("%(num)s en retard", "%(num)s en retard", n),
    "silent": lambda n: ngettext("%(num)s en silence", "%(num)s en silence", n),
    "due_soon": lambda n: ngettext("%(num)s échéance proche", "%(num)s échéances proches", n),
    "to_confirm": lambda n: ngettext("%(num)s à confirmer", "%(num)s à confirmer", n),
    "revised": lambda n: ngettext("%(num)s à la date révisée", "%(num)s à la date révisée", n),
    "on_track": lambda n: ngettext("%(num)s dans les temps", "%(num)s dans les temps", n),
    "upcoming": lambda n: ngettext("%(num)s à venir", "%(num)s à venir", n),
    "done": lambda n: ngettext("%(num)s fait", "%(num)s faits", n),
    "no_lead": lambda n: ngettext("%(num)s sans porteur", "%(num)s sans porteur", n),
    "proposed": lambda n: ngettext("%(num)s proposé", "%(num)s proposés", n),
    "withdrawn": lambda n: ngettext("%(num)s retiré", "%(num)s retirés", n),
}
_ANSWERED: dict[str, Callable[[int], str]] = {
    "done": _COUNTED["done"],
    "postponed": lambda n: ngettext("%(num)s report", "%(num)s reports", n),
    "blocked": _COUNTED["blocked"],
    "on_track": _COUNTED["on_track"],
}


def standings(words: Iterable[str]) -> list[str]:
    """How many stand under each of `words` (codes of the domain), most pressing first."""
    count = Counter(words)
    return [_COUNTED[word](count[word]) for word in PRESSING if word in count]


def answers(codes: Iterable[str]) -> list[str]:
    """How many of each answer: done, postponed, blocked, on_track, in this order."""
    count = Counter(codes)
    return [said(count[code]) for code, said in _ANSWERED.items() if code in count]
