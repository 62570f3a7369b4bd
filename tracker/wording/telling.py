"""How a commitment is told on the board and in the brief: who, why, since when, by how much."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from flask_babel import gettext as _

from tracker.domain.standing import due
from tracker.queries.attention import Need
from tracker.queries.plan_rows import CommitmentRow
from tracker.queries.plan_view import PlanView
from tracker.wording import dates, numbers, states, units
from tracker.wording.raisings import since_then

#: Units named in a line or a summary before « et n autres ».
_NAMED = 5


@dataclass(frozen=True, slots=True)
class Telling:
    """How a view is told to one reader: the language, and whether it is the director herself."""

    view: PlanView
    locale: str
    hers: bool

    def code(self, row: CommitmentRow) -> str:
        return self.view.milestone_of(row).code

    def unit(self, row: CommitmentRow) -> str:
        return units.margin_name(self.view.directory.units[row.unit_id])

    def units(self, rows: Iterable[CommitmentRow]) -> str:
        """« Anjou, Verdun et 3 autres »: each unit once, in the order of the rows."""
        return named(map(self.unit, rows), self.locale)

    def days(self, day: date) -> str:
        """Business days from `day` to today: « 7 jours ouvrables »."""
        return numbers.business_days(self.age(day), self.locale)

    def age(self, day: date) -> int:
        return max(0, self.view.calendar.between(day, self.view.today))

    def day(self, day: date) -> str:
        return dates.short_date(day, self.locale, self.view.today)

    def due(self, row: CommitmentRow) -> str:
        return _("échéance %(day)s", day=self.day(due(row)))

    def waiting(self, since: date | None) -> str:
        """« depuis 7 jours ouvrables »; empty on its first day."""
        if since is None or not self.age(since):
            return ""
        return _("depuis %(days)s", days=self.days(since))


def named(names: Iterable[str], locale: str) -> str:
    """« Anjou, Verdun et 3 autres »: each name once."""
    found = list(dict.fromkeys(names))
    if len(found) > _NAMED + 1:
        found[_NAMED:] = [_("%(n)s autres", n=len(found) - _NAMED)]
    return numbers.listing(found, locale)


def quote(sentence: str) -> str:
    """« sentence » between the reader's quotation marks; nothing for nothing."""
    return _("« %(sentence)s »", sentence=sentence) if sentence else ""


def waits_since(need: Need) -> date | None:
    """The day from which it waits: when it was raised or asked, else the answer's."""
    if need.why[0] == "raised" and need.raised and need.raised.decided_at:
        return need.raised.decided_at.date()
    if need.why[0] == "question_open" and need.row.question_at:
        return need.row.question_at.date()
    if need.why[0] == "proposal" and need.proposed_at:
        return need.proposed_at.date()
    return need.row.said_on


def why(telling: Telling, row: CommitmentRow, code: str) -> str:
    """Why it needs the director: a code of NEEDS in words."""
    return _WHY[code](telling, row)


def asked_in_vain(telling: Telling) -> str:
    """« votre question est sans réponse »."""
    if telling.hers:
        return _("votre question est sans réponse")
    return _("une question de la direction est sans réponse")


def said_of(telling: Telling, need: Need) -> str:
    """The sentence behind what needs the director; of what was raised, the words announced."""
    if need.raised is None:
        return quote(need.row.sentence)
    words, sentence = need.raised.words(telling.locale), need.raised.sentence
    since = since_then(telling.view, need.raised, telling.locale)
    return " ".join(filter(None, (quote(words), since, quote(sentence))))


_WHY: dict[str, Callable[[Telling, CommitmentRow], str]] = {
    "raised": lambda telling, _row: (
        _("porté à votre attention par la coordination")
        if telling.hers
        else _("porté à l’attention de la direction")
    ),
    "blocked_here": lambda telling, row: blocker(telling, row),
    "help_wanted": lambda _telling, _row: _("de l’aide est demandée"),
    "beyond_plan": lambda telling, row: _(
        "échéance au-delà du plan : %(day)s", day=telling.day(due(row))
    ),
    "question_open": lambda telling, _row: asked_in_vain(telling),
    "proposal": lambda telling, row: _(
        "correction de la date de départ demandée : %(day)s",
        day=telling.day(telling.view.milestone_of(row).proposed_due or due(row)),
    ),
}


def blocker(telling: Telling, row: CommitmentRow) -> str:
    """« bloqué par Affaires juridiques »; empty where the answer names nobody."""
    if row.blocker_unit_id is not None:
        unit = telling.view.directory.units[row.blocker_unit_id]
        return _("bloqué par : %(who)s", who=units.margin_name(unit))
    return _("bloqué par : %(who)s", who=row.blocker_words) if row.blocker_words else ""


def blocked_since(telling: Telling, row: CommitmentRow) -> str:
    """« bloqué par : Affaires juridiques depuis 4 jours ouvrables »; empty where it is not."""
    if row.answer != "blocked" or row.said_on is None:
        return ""
    by = blocker(telling, row)
    return _("%(what)s depuis %(days)s", what=by, days=telling.days(row.said_on)) if by else ""


def overdue(telling: Telling, row: CommitmentRow) -> str:
    """« échéance passée de 7 jours ouvrables »; empty where it has not passed."""
    days = telling.view.days_late(row)
    if not days:
        return ""
    return _("échéance passée de %(days)s", days=numbers.business_days(days, telling.locale))


def moved(telling: Telling, row: CommitmentRow) -> tuple[str, str]:
    """From when to when its date was moved, and why; empty where the answer moved none."""
    if row.answer != "postponed" or not row.prior_due or not row.new_due:
        return "", ""
    days = _(
        "du %(before)s au %(after)s",
        before=telling.day(row.prior_due),
        after=telling.day(row.new_due),
    )
    return days, states.reason(row.reason).lower() if row.reason else ""
