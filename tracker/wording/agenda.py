"""The agenda of a review in words: a milestone, and what is to be said of it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from flask_babel import gettext as _
from flask_babel import ngettext

from tracker.queries.agenda import DossierAgenda, Fall, Point
from tracker.queries.attention import Need
from tracker.queries.contradictions import Contradiction
from tracker.queries.milestone_facts import milestone_word
from tracker.queries.plan_rows import CommitmentRow, MilestoneRow
from tracker.queries.plan_view import PlanView
from tracker.wording import contradictions, naming, numbers
from tracker.wording.naming import Name
from tracker.wording.telling import (
    Telling,
    blocked_since,
    blocker,
    overdue,
    quote,
    said_of,
    waits_since,
    why,
)


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
    """A dossier on the agenda. `falls`: confidence that fell, in sentences; `bare`: what is done
    with nothing behind it, in one line."""

    dossier_id: int
    code: str
    name: Name
    points: tuple[PointWords, ...]
    falls: tuple[str, ...]
    bare: str = ""

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
    teller = _Teller(Telling(view, locale, hers=False))
    return [
        AgendaWords(
            one.dossier.id,
            one.dossier.code,
            naming.dossier_title(one.dossier, locale),
            tuple(map(teller.point, one.points)),
            tuple(map(teller.fall, one.falls)),
            teller.bare(one.bare),
        )
        for one in agenda
    ]


@dataclass(frozen=True, slots=True)
class _Teller:
    telling: Telling

    def point(self, point: Point) -> PointWords:
        view = self.telling.view
        lines = [self.need(need) for need in point.needs]
        lines += [self.case(case) for case in point.contradictions]
        lines += [self.blocked(row) for row in point.blocked]
        if point.late:
            lines.append(self.late(point.late))
        rows = [*(need.row for need in point.needs), *point.blocked, *point.late]
        return PointWords(
            point.milestone.id,
            point.milestone.code,
            naming.milestone_title(point.milestone, self.telling.locale),
            point.why,
            view.word(rows[0]) if rows else milestone_word(view, point.milestone),
            tuple(lines),
        )

    def need(self, need: Need) -> str:
        """« À décider, Anjou : de l’aide est demandée, depuis 4 jours ouvrables. « … » »."""
        reasons = [why(self.telling, need.row, code) for code in need.why]
        said = ", ".join(filter(None, (*reasons, self.telling.waiting(waits_since(need)))))
        what = _("À décider, %(unit)s : %(what)s.", unit=self.telling.unit(need.row), what=said)
        return _joined(what, said_of(self.telling, need))

    def case(self, case: Contradiction) -> str:
        """« Se contredit : … »."""
        said = contradictions.told(self.telling.view, case, self.telling.locale)
        return _("Se contredit : %(what)s", what=said)

    def blocked(self, row: CommitmentRow) -> str:
        what = blocked_since(self.telling, row) or blocker(self.telling, row)
        said = _("%(unit)s : %(what)s.", unit=self.telling.unit(row), what=what)
        return _joined(said, quote(row.sentence))

    def late(self, rows: tuple[CommitmentRow, ...]) -> str:
        longest = max(rows, key=self.telling.view.days_late)
        what = _(
            "%(unit)s : %(what)s.",
            unit=self.telling.units(rows),
            what=overdue(self.telling, longest),
        )
        return _joined(what, quote(rows[0].sentence) if len(rows) == 1 else "")

    def bare(self, milestones: Sequence[MilestoneRow]) -> str:
        """« Faits, sans lien vers une pièce : D4-02 et D4-03. »; empty where there are none."""
        if not milestones:
            return ""
        codes = numbers.listing([one.code for one in milestones], self.telling.locale)
        return ngettext(
            "Fait, sans lien vers une pièce : %(codes)s.",
            "Faits, sans lien vers une pièce : %(codes)s.",
            len(milestones),
            codes=codes,
        )

    def fall(self, fall: Fall) -> str:
        words = {"before": level(fall.before), "now": level(fall.now.level)}
        if fall.now.source == "declared":
            what = _("La confiance déclarée passe de « %(before)s » à « %(now)s ».", **words)
        else:
            what = _("La confiance évaluée passe de « %(before)s » à « %(now)s ».", **words)
        return f"{what} {quote(fall.now.sentence)} {fall.now.by_name}"


def _joined(*parts: str) -> str:
    return " ".join(filter(None, parts))
