"""The agenda of a review in words: a milestone, and what is to be said of it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from flask_babel import gettext as _

from tracker.domain.standing import due
from tracker.queries.agenda import DossierAgenda, Fall, Point
from tracker.queries.attention import Need, waits_since
from tracker.queries.plan_rows import CommitmentRow
from tracker.queries.plan_view import PlanView
from tracker.wording import dates, naming, numbers, units
from tracker.wording.naming import Name

#: Units named before « et n autres ».
_NAMED = 4


@dataclass(frozen=True, slots=True)
class PointWords:
    """A milestone on the agenda: its tag, and a sentence for each thing to say of it. `why`: the
    first of the codes of WHY."""

    milestone_id: int
    code: str
    title: Name
    why: str
    word: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AgendaWords:
    """A dossier on the agenda. `falls`: confidence that fell, in sentences."""

    dossier_id: int
    code: str
    name: Name
    points: tuple[PointWords, ...]
    falls: tuple[str, ...]

    @property
    def is_empty(self) -> bool:
        return not (self.points or self.falls)

    @property
    def count(self) -> int:
        """How many things there are to speak of."""
        return len(self.points) + len(self.falls)


def level(code: str) -> str:
    """A level of confidence, inside a sentence."""
    return {
        "secured": _("objectifs sécurisés"),
        "achievable": _("objectifs atteignables"),
        "support_needed": _("appuis nécessaires"),
        "compromised": _("objectifs compromis"),
    }[code]


def told(view: PlanView, agenda: Iterable[DossierAgenda], locale: str) -> list[AgendaWords]:
    """Every dossier of the agenda in words of `locale`."""
    teller = _Teller(view, locale)
    return [
        AgendaWords(
            one.dossier.id,
            one.dossier.code,
            naming.dossier_title(one.dossier, locale),
            tuple(map(teller.point, one.points)),
            tuple(map(teller.fall, one.falls)),
        )
        for one in agenda
    ]


@dataclass(frozen=True, slots=True)
class _Teller:
    view: PlanView
    locale: str

    def point(self, point: Point) -> PointWords:
        lines = [self.need(need) for need in point.needs]
        lines += point.contradictions
        lines += [self.blocked(row) for row in point.blocked]
        if point.late:
            lines.append(self.late(point.late))
        rows = [*(need.row for need in point.needs), *point.blocked, *point.late]
        lead = self.view.lead_of(point.milestone.id)
        shown = lead or (rows[0] if rows else None)
        return PointWords(
            point.milestone.id,
            point.milestone.code,
            naming.milestone_title(point.milestone, self.locale),
            point.why,
            self.view.word((rows or [shown])[0]) if shown or rows else "no_lead",
            tuple(lines),
        )

    def need(self, need: Need) -> str:
        """« Anjou : de l’aide est demandée, depuis 4 jours ouvrables. « … » »."""
        row, since = need.row, waits_since(need)
        why = ", ".join(_WHY[code](self, row) for code in need.why)
        age = self.age(since) if since else 0
        waits = _("depuis %(days)s", days=self.days(age)) if age else ""
        said = ", ".join(filter(None, (why, waits)))
        quoted = self.quote(row.sentence)
        if need.raised is not None:
            quoted = self.quote(need.raised.words(self.locale))
        what = _("À décider, %(unit)s : %(what)s.", unit=self.unit(row), what=said)
        return " ".join(filter(None, (what, quoted)))

    def blocked(self, row: CommitmentRow) -> str:
        age = self.age(row.said_on) if row.said_on else 0
        since = _("depuis %(days)s", days=self.days(age)) if age else _("depuis aujourd’hui")
        what = _(
            "%(unit)s : %(blocker)s, %(since)s.",
            unit=self.unit(row),
            blocker=self.blocker(row),
            since=since,
        )
        return " ".join(filter(None, (what, self.quote(row.sentence))))

    def late(self, rows: tuple[CommitmentRow, ...]) -> str:
        longest = max(map(self.view.days_late, rows))
        what = _(
            "%(units)s : échéance passée de %(days)s.",
            units=self.units(rows),
            days=self.days(longest),
        )
        said = self.quote(rows[0].sentence) if len(rows) == 1 else ""
        return " ".join(filter(None, (what, said)))

    def fall(self, fall: Fall) -> str:
        words = {"before": level(fall.before), "now": level(fall.now.level)}
        if fall.now.source == "declared":
            what = _("La confiance déclarée passe de « %(before)s » à « %(now)s ».", **words)
        else:
            what = _("La confiance évaluée passe de « %(before)s » à « %(now)s ».", **words)
        return f"{what} {self.quote(fall.now.sentence)} {fall.now.by_name}"

    def blocker(self, row: CommitmentRow) -> str:
        unit = self.view.directory.units.get(row.blocker_unit_id or 0)
        who = units.margin_name(unit) if unit else row.blocker_words
        return _("bloqué par : %(who)s", who=who)

    def unit(self, row: CommitmentRow) -> str:
        return units.margin_name(self.view.directory.units[row.unit_id])

    def units(self, rows: Iterable[CommitmentRow]) -> str:
        names = list(dict.fromkeys(map(self.unit, rows)))
        if len(names) > _NAMED + 1:
            names[_NAMED:] = [_("%(n)s autres", n=len(names) - _NAMED)]
        return numbers.listing(names, self.locale)

    def age(self, day: date) -> int:
        return max(0, self.view.calendar.between(day, self.view.today))

    def days(self, count: int) -> str:
        return numbers.business_days(count, self.locale)

    def day(self, day: date) -> str:
        return dates.short_date(day, self.locale, self.view.today)

    def quote(self, sentence: str) -> str:
        return _("« %(sentence)s »", sentence=sentence) if sentence else ""


_WHY: dict[str, Callable[[_Teller, CommitmentRow], str]] = {
    "raised": lambda _teller, _row: _("porté à l’attention de la direction"),
    "blocked_here": lambda teller, row: teller.blocker(row),
    "help_wanted": lambda _teller, _row: _("de l’aide est demandée"),
    "beyond_plan": lambda teller, row: _(
        "échéance au-delà du plan : %(day)s", day=teller.day(due(row))
    ),
    "question_open": lambda _teller, _row: _("une question de la direction est sans réponse"),
    "proposal": lambda teller, row: _(
        "correction de la date de départ demandée : %(day)s",
        day=teller.day(teller.view.milestone_of(row).proposed_due or due(row)),
    ),
}
