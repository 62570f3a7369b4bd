"""What an import would do, or did, as its page shows it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from flask import g
from flask_babel import gettext as _
from flask_babel import ngettext

from tracker.exchange.workbook.columns import BY_KEY, SHEETS
from tracker.exchange.workbook.findings import Cell, Change, Findings, Trouble
from tracker.exchange.workbook.tables import Teller
from tracker.web.workbook.labels import label_of, labels, unit_names
from tracker.wording import dates, imports, numbers, states

#: Lines of each list on the page; the rest is counted.
SHOWN = 100


@dataclass(frozen=True, slots=True)
class CellShown:
    """`before`: what is there, "" for nothing; `exported`: what left, where somebody else changed
    it since; `touched`: who did, "" where that is not known."""

    heading: str
    before: str
    after: str
    exported: str | None
    touched: str


@dataclass(frozen=True, slots=True)
class LineShown:
    """`place`: its place among the changes, by which a conflict is decided; `touched`: who
    answered since the export, where no cell says so."""

    place: int
    sheet: str
    line: int
    label: str
    cells: tuple[CellShown, ...]
    why: str
    touched: str


@dataclass(frozen=True, slots=True)
class TroubleShown:
    sheet: str
    line: int
    heading: str
    words: str


@dataclass(frozen=True, slots=True)
class Preview:
    """`changed`, `added`, `conflicts` and `troubles` are cut at SHOWN; the counts are whole."""

    headline: str
    changed: tuple[LineShown, ...]
    added: tuple[LineShown, ...]
    conflicts: tuple[LineShown, ...]
    troubles: tuple[TroubleShown, ...]
    changed_count: int
    added_count: int
    conflict_count: int
    trouble_lines: int
    trouble_count: int
    lines: int
    ignored: tuple[tuple[str, str], ...]
    strange: int
    digest: str

    @property
    def count(self) -> int:
        """How many lines would be taken, if every conflict were."""
        return self.changed_count + self.added_count + self.conflict_count


def preview(findings: Findings, zone: ZoneInfo) -> Preview:
    """The findings in the reader's words."""
    teller = Teller(g.locale, unit_names())
    placed = list(enumerate(findings.changes))
    conflicts = [one for one in placed if one[1].conflict]
    added = [one for one in placed if one[1].ident is None]
    changed = [one for one in placed if one[1].ident is not None and not one[1].conflict]
    aside = len(findings.set_aside)
    named = labels(
        (BY_KEY[change.sheet].kind, change.ident)
        for _place, change in conflicts[:SHOWN] + changed[:SHOWN]
    )

    def shown(some: list[tuple[int, Change]]) -> tuple[LineShown, ...]:
        return tuple(
            _line(place, change, label_of(change, named), teller, zone)
            for place, change in some[:SHOWN]
        )

    return Preview(
        headline=_headline(len(changed), len(added), len(conflicts), aside),
        changed=shown(changed),
        added=shown(added),
        conflicts=shown(conflicts),
        troubles=tuple(trouble_shown(one) for one in _in_order(findings.troubles)[:SHOWN]),
        changed_count=len(changed),
        added_count=len(added),
        conflict_count=len(conflicts),
        trouble_lines=aside,
        trouble_count=len(findings.troubles),
        lines=findings.lines,
        ignored=tuple(findings.ignored[:SHOWN]),
        strange=findings.strange,
        digest=findings.digest(),
    )


def trouble_shown(trouble: Trouble) -> TroubleShown:
    """Why one line is set aside."""
    return TroubleShown(
        trouble.name, trouble.line, trouble.heading, imports.trouble(trouble.code, trouble.about)
    )


def sheet_name(key: str) -> str:
    """« Jalons », "Milestones"."""
    return BY_KEY[key].name(g.locale)


def _in_order(troubles: Iterable[Trouble]) -> list[Trouble]:
    """As the eye meets them in the file: by sheet, then down its lines."""
    places = {sheet.key: place for place, sheet in enumerate(SHEETS)}
    return sorted(troubles, key=lambda one: (places[one.sheet], one.line))


def _line(place: int, change: Change, label: str, teller: Teller, zone: ZoneInfo) -> LineShown:
    sheet = next(sheet for sheet in SHEETS if sheet.key == change.sheet)
    cells = tuple(
        CellShown(
            sheet.column(cell.column).heading(g.locale),
            _told(teller, change.sheet, cell.column, cell.before),
            _told(teller, change.sheet, cell.column, cell.after),
            None if cell.base is None else _told(teller, change.sheet, cell.column, cell.base),
            _who(imports.touched, cell, zone),
        )
        for cell in change.cells
    )
    who = "" if any(cell.touched for cell in cells) else _who(imports.answered, change, zone)
    return LineShown(
        place,
        sheet_name(change.sheet),
        change.line,
        label,
        cells,
        _why(change),
        who,
    )


def _who(words: Callable[..., str], one: Cell | Change, zone: ZoneInfo) -> str:
    """« modifié par Coordination du Bureau, le 25 avril 2016, 8 h 12 »; "" for nobody known."""
    return words(one.by, datetime.fromisoformat(one.at), zone, g.locale) if one.by else ""


def _why(change: Change) -> str:
    """« Effectifs », « Décision attendue : le conseil siège en juin »."""
    if change.answer is None:
        return ""
    reason, sentence = change.answer.get("reason"), change.answer.get("sentence", "")
    word = states.reason(reason) if reason and reason != "other" else ""
    if word and sentence:
        return _("%(reason)s : %(words)s", reason=word, words=sentence)
    return word or sentence


def _told(teller: Teller, sheet: str, column: str, value: str) -> str:
    cell = teller.cell(BY_KEY[sheet].column(column), value)
    if cell is None:
        return ""
    return dates.long_date(cell, g.locale) if isinstance(cell, date) else str(cell)


#: Lines that change, that are added, in conflict, set aside: how many, and the same in words.
_COUNTED: tuple[Callable[[int, str], str], ...] = (
    lambda n, told: ngettext("%(n)s ligne change", "%(n)s lignes changent", n, n=told),
    lambda n, told: ngettext("%(n)s s’ajoute", "%(n)s s’ajoutent", n, n=told),
    lambda n, told: ngettext("%(n)s conflit", "%(n)s conflits", n, n=told),
    lambda n, told: ngettext("%(n)s ligne de côté", "%(n)s lignes de côté", n, n=told),
)


def _headline(*counts: int) -> str:
    told = ", ".join(
        words(n, numbers.number(n, g.locale))
        for words, n in zip(_COUNTED, counts, strict=True)
        if n
    )
    return (
        f"{told}." if told else _("Ce fichier ne change rien : le plan dit déjà tout ce qu’il dit.")
    )
