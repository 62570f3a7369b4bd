"""Two answers to one commitment, side by side, with what differs between them."""

from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from flask_babel import gettext as _

from tracker.domain.answers import Answer
from tracker.domain.standing import due
from tracker.domain.updates import Update
from tracker.queries.plan_view import CommitmentRow, PlanView
from tracker.wording import dates, states


@dataclass(frozen=True)
class Fact:
    """A line of a version; `differs` from the same line of the other."""

    label: str
    value: str
    differs: bool


@dataclass(frozen=True)
class Version:
    """One answer: its facts, and its sentence in three parts, the middle one different."""

    answer: str
    by: str
    facts: tuple[Fact, ...]
    sentence: tuple[str, str, str]


@dataclass(frozen=True)
class Versions:
    """The reader's own, not saved yet, and the one saved meanwhile."""

    yours: Version
    theirs: Version
    theirs_id: int
    theirs_by: str


def versions(
    yours: Answer,
    theirs: Update,
    row: CommitmentRow,
    seen: PlanView,
    *,
    name: str,
    locale: str,
    zone: ZoneInfo,
) -> Versions:
    """Compare what was just sent by `name` with the answer that stands."""
    mine, other = said_facts(yours, row, seen, locale), said_facts(theirs, row, seen, locale)
    labels = list(dict.fromkeys((*mine, *other)))
    when = dates.moment(theirs.said_at, zone, locale)
    way = _("par le lien du courriel") if theirs.way == "mail" else _("par cette page")
    own_words, other_words = _apart(yours.sentence or yours.link, theirs.sentence or theirs.link)
    return Versions(
        Version(
            yours.answer,
            _("%(who)s · pas encore enregistrée", who=name),
            tuple(_fact(label, mine, other) for label in labels),
            own_words,
        ),
        Version(
            theirs.answer,
            f"{theirs.author_name} · {when}, {way}",
            tuple(_fact(label, other, mine) for label in labels),
            other_words,
        ),
        theirs.id,
        theirs.author_name,
    )


def said_facts(
    said: Answer | Update, row: CommitmentRow, seen: PlanView, locale: str
) -> dict[str, str]:
    """What an answer holds besides its sentence: label and value, in the reader's language."""
    day = {"done": said.done_on, "postponed": said.new_due}.get(said.answer) or due(row)
    facts = {_("Date"): _day(day, locale)}
    if said.answer == "postponed":
        facts[_("Raison")] = states.reason(said.reason)
        facts[_("Aide")] = _("Oui") if said.help_wanted else _("Non")
    if said.answer == "blocked":
        unit = seen.directory.units.get(said.blocker_unit_id or 0)
        facts[_("Bloqué par")] = unit.name if unit else said.blocker_words
    return facts


def _fact(label: str, own: dict[str, str], other: dict[str, str]) -> Fact:
    value = own.get(label, "")
    return Fact(label, value, value != other.get(label, ""))


def _day(day: date, locale: str) -> str:
    return dates.long_date(day, locale)


def _apart(one: str, other: str) -> tuple[tuple[str, str, str], tuple[str, str, str]]:
    """Each text as (same beginning, different middle, same end), cut between words."""
    a, b = one.split(), other.split()
    head = 0
    while head < min(len(a), len(b)) and a[head] == b[head]:
        head += 1
    tail = 0
    while tail < min(len(a), len(b)) - head and a[-1 - tail] == b[-1 - tail]:
        tail += 1
    return _cut(a, head, tail), _cut(b, head, tail)


def _cut(words: list[str], head: int, tail: int) -> tuple[str, str, str]:
    end = len(words) - tail
    return " ".join(words[:head]), " ".join(words[head:end]), " ".join(words[end:])
