"""The four lists of the board, and the sentences behind a cell of the map."""

from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass
from datetime import date

from flask import url_for
from flask_babel import gettext as _

from tracker.domain.standing import due
from tracker.mail.announcing import since_then
from tracker.queries.attention import Need
from tracker.queries.plan_rows import CommitmentRow, QuestionRow
from tracker.queries.plan_view import PlanView
from tracker.wording import counts, dates, numbers, plan, states, units

#: Items shown before the rest is folded.
SHOWN = 4
#: Folded items beyond which the map takes over.
FOLDED = 16
#: Units named in a line or a summary before « et n autres ».
_NAMED = 5
_CHANGES = ("blocked", "postponed", "done", "on_track")


@dataclass(frozen=True, slots=True)
class Line:
    """One item: a milestone, how it stands (or what was answered), who and when, what was said."""

    milestone_id: int
    title: str
    mark: str = ""
    word: str = ""
    hatched: bool = False
    note: str = ""
    who: tuple[str, ...] = ()
    slip: str = ""
    slip_past: bool = False
    say: str = ""
    url: str = ""
    reply: str = ""
    commitment_id: int = 0


@dataclass(frozen=True, slots=True)
class Block:
    """The items in sight, those folded, and what the fold says is in it."""

    lines: tuple[Line, ...]
    folded: tuple[Line, ...] = ()
    summary: str = ""
    left_out: int = 0


@dataclass(frozen=True, slots=True)
class Telling:
    """How a view is told to one reader: his language, and whether he is the director."""

    view: PlanView
    locale: str
    hers: bool

    def line(self, row: CommitmentRow, **words: object) -> Line:
        """`row` under its milestone's title and its tag; `words` fill in the rest."""
        milestone = self.view.milestone_of(row)
        word = self.view.word(row)
        silent = self.view.flags(row).silent
        told = {
            "mark": word,
            "word": states.standing(word),
            "hatched": silent and word != "silent",
            "slip": plan.slip(self.view, row, self.locale),
            "slip_past": row.answer == "done",
        }
        return Line(milestone.id, plan.title(milestone, self.locale), **(told | words))

    def code(self, row: CommitmentRow) -> str:
        return self.view.milestone_of(row).code

    def unit(self, row: CommitmentRow) -> str:
        return units.margin_name(self.view.directory.units[row.unit_id])

    def units(self, rows: Iterable[CommitmentRow]) -> str:
        """« Anjou, Verdun et 3 autres »: each unit once, in the order of the rows."""
        names = list(dict.fromkeys(self.unit(row) for row in rows))
        if len(names) > _NAMED + 1:
            names[_NAMED:] = [_("%(n)s autres", n=len(names) - _NAMED)]
        return numbers.listing(names, self.locale)

    def days(self, day: date) -> str:
        """Business days from `day` to today: « 7 jours ouvrables »."""
        return numbers.business_days(self.age(day), self.locale)

    def age(self, day: date) -> int:
        return max(0, self.view.calendar.between(day, self.view.today))

    def day(self, day: date) -> str:
        return dates.short_date(day, self.locale, self.view.today)

    def due(self, row: CommitmentRow) -> str:
        return _("échéance %(day)s", day=self.day(due(row)))

    def quote(self, sentence: str) -> str:
        return _("« %(sentence)s »", sentence=sentence) if sentence else ""


def awaiting(telling: Telling, needs: list[Need], questions: list[QuestionRow]) -> Block:
    """What needs the director, why, and for how long; then her questions on dossiers."""
    lines = [_need(telling, need) for need in needs]
    return _block([*lines, *(_asked(telling, row) for row in questions)], _titles)


def _asked(telling: Telling, row: QuestionRow) -> Line:
    dossier = telling.view.dossier_by_id[row.dossier_id]
    since = row.asked_at.date()
    waiting = _("depuis %(days)s", days=telling.days(since)) if telling.age(since) else ""
    return Line(
        0,
        plan.dossier_name(dossier, telling.locale),
        who=_filled((dossier.code, _WHY["question_open"](telling, None), waiting)),
        say=telling.quote(row.text),
        url=url_for("questions.page", question_id=row.id),
    )


def waits_since(need: Need) -> date | None:
    """The day from which it waits: when it was raised or asked, else the answer's."""
    if need.why[0] == "raised" and need.raised and need.raised.decided_at:
        return need.raised.decided_at.date()
    if need.why[0] == "question_open" and need.row.question_at:
        return need.row.question_at.date()
    if need.why[0] == "proposal" and need.proposed_at:
        return need.proposed_at.date()
    return need.row.said_on


def _need(telling: Telling, need: Need) -> Line:
    row, since = need.row, waits_since(need)
    why = [_WHY[code](telling, row) for code in need.why]
    waits = since and telling.age(since)
    waiting = _("depuis %(days)s", days=telling.days(since)) if waits else ""
    who = [telling.code(row), telling.unit(row), *why, waiting]
    answers = telling.hers and "blocked_here" in need.why
    reply = url_for("blockers.page", commitment_id=row.id) if answers else ""
    say = telling.quote(row.sentence)
    if need.raised is not None:
        words, sentence = need.raised.words(telling.locale), need.raised.sentence
        since = since_then(telling.view, need.raised, telling.locale)
        say = " ".join(filter(None, [telling.quote(words), since, telling.quote(sentence)]))
    return telling.line(row, who=_filled(who), say=say, reply=reply)


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
    "question_open": lambda telling, _row: (
        _("votre question est sans réponse")
        if telling.hers
        else _("une question de la direction est sans réponse")
    ),
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


def changed(telling: Telling, rows: list[CommitmentRow]) -> Block:
    """Answers given since the last relance; the same answer on one milestone is one line."""
    rows = sorted(rows, key=lambda row: _CHANGES.index(row.answer or "on_track"))
    groups = _grouped(rows, lambda row: (row.milestone_id, row.answer))
    lines = [_change(telling, group) for group in groups]
    folded = [row.answer or "" for group in groups[SHOWN:] for row in group]
    return _block(lines, lambda _lines: ", ".join(counts.answers(folded)), len(folded))


def _change(telling: Telling, rows: list[CommitmentRow]) -> Line:
    row = rows[0]
    answer = row.answer or ""
    words = {"mark": answer, "word": states.answer(answer), "hatched": False, "slip": ""}
    if len(rows) > 1:
        received = _received(telling.view, rows) if answer == "done" else ""
        who = (telling.code(row), telling.units(rows), received)
        return telling.line(row, **words, who=_filled(who))
    said = telling.day(row.said_on) if row.said_on else ""
    who = [telling.code(row), f"{telling.unit(row)}, {said}", _what_changed(telling, row)]
    return telling.line(row, **words, who=_filled([*who, telling.quote(row.sentence)]))


def _received(view: PlanView, rows: list[CommitmentRow]) -> str:
    if rows[0].role != "contributor":
        return ""
    everybody = view.contributors(rows[0].milestone_id)
    done = sum(row.answer == "done" for row in everybody)
    return _("%(done)s sur %(total)s reçues", done=done, total=len(everybody))


def _what_changed(telling: Telling, row: CommitmentRow) -> str:
    if row.answer == "postponed" and row.prior_due and row.new_due:
        moved = _(
            "du %(before)s au %(after)s",
            before=telling.day(row.prior_due),
            after=telling.day(row.new_due),
        )
        reason = states.reason(row.reason).lower() if row.reason else ""
        return ", ".join(filter(None, (moved, reason)))
    if row.answer == "blocked":
        return blocker(telling, row)
    return ""


def late(telling: Telling, rows: list[CommitmentRow]) -> Block:
    """Late and blocked, those of one milestone that stand alike on one line."""
    groups = _grouped(rows, lambda row: (row.milestone_id, telling.view.word(row)))
    folded = telling.units(row for group in groups[SHOWN:] for row in group)
    size = sum(len(group) for group in groups[SHOWN:])
    return _block([_late(telling, group) for group in groups], lambda _lines: folded, size)


def _late(telling: Telling, rows: list[CommitmentRow]) -> Line:
    row = rows[0]
    days = telling.view.days_late(row)
    age = ""
    if days:
        age = _("échéance passée de %(days)s", days=numbers.business_days(days, telling.locale))
    if len(rows) > 1:
        return telling.line(
            row, who=_filled((telling.code(row), telling.units(rows), age)), slip=""
        )
    who = (telling.code(row), telling.unit(row), age, blocked_since(telling, row))
    return telling.line(row, who=_filled(who), say=telling.quote(row.sentence))


def silent(telling: Telling, rows: list[CommitmentRow]) -> Block:
    """Silence, the units of one milestone together, the longest first."""
    groups = _grouped(rows, lambda row: row.milestone_id)
    folded = telling.units(row for group in groups[SHOWN:] for row in group)
    size = sum(len(group) for group in groups[SHOWN:])
    return _block([_silent(telling, group) for group in groups], lambda _lines: folded, size)


def _silent(telling: Telling, rows: list[CommitmentRow]) -> Line:
    row = rows[0]
    title = plan.title(telling.view.milestone_of(row), telling.locale)
    longest = max(telling.view.silent_for(each) for each in rows)
    return Line(
        row.milestone_id,
        telling.units(rows),
        note=numbers.business_days(longest, telling.locale),
        who=_filled((telling.code(row), title, telling.due(row))),
    )


def _grouped(
    rows: Iterable[CommitmentRow], key: Callable[[CommitmentRow], Hashable]
) -> list[list[CommitmentRow]]:
    groups: dict[Hashable, list[CommitmentRow]] = {}
    for row in rows:
        groups.setdefault(key(row), []).append(row)
    return list(groups.values())


def _block(lines: list[Line], tell: Callable[[list[Line]], str], size: int | None = None) -> Block:
    """`tell` says in words what the fold holds; `size` counts it where a line stands for many."""
    rest = lines[SHOWN:]
    if not rest:
        return Block(tuple(lines))
    count = len(rest) if size is None else size
    summary = _("%(n)s de plus : %(what)s", n=count, what=tell(rest))
    return Block(tuple(lines[:SHOWN]), tuple(rest[:FOLDED]), summary, len(rest[FOLDED:]))


def _titles(lines: list[Line]) -> str:
    return ", ".join(line.title for line in lines)


def _filled(parts: Iterable[str]) -> tuple[str, ...]:
    return tuple(part for part in parts if part)
