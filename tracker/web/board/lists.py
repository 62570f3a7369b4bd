"""The four lists of the board."""

from flask import url_for
from flask_babel import gettext as _

from tracker.queries.attention import Need
from tracker.queries.plan_rows import CommitmentRow, QuestionRow
from tracker.queries.plan_view import PlanView
from tracker.wording import counts, numbers, plan, states
from tracker.wording.lines import SHOWN, Block, Line, block, filled, grouped, titles
from tracker.wording.telling import (
    Telling,
    asked_in_vain,
    blocked_since,
    blocker,
    moved,
    overdue,
    quote,
    said_of,
    waits_since,
    why,
)

_CHANGES = ("blocked", "postponed", "done", "on_track")


def line(telling: Telling, row: CommitmentRow, **words: object) -> Line:
    """`row` under its milestone's title and its tag; `words` fill in the rest."""
    milestone = telling.view.milestone_of(row)
    word = telling.view.word(row)
    silent = telling.view.flags(row).silent
    told = {
        "mark": word,
        "word": states.standing(word),
        "hatched": silent and word != "silent",
        "slip": plan.slip(telling.view, row, telling.locale),
        "slip_past": row.answer == "done",
    }
    return Line(milestone.id, plan.title(milestone, telling.locale), **(told | words))


def awaiting(telling: Telling, needs: list[Need], questions: list[QuestionRow]) -> Block:
    """What needs the director, why, and for how long; then her questions on dossiers."""
    lines = [_need(telling, need) for need in needs]
    return block([*lines, *(_asked(telling, row) for row in questions)], titles)


def _asked(telling: Telling, row: QuestionRow) -> Line:
    dossier = telling.view.dossier_by_id[row.dossier_id]
    waiting = telling.waiting(row.asked_at.date())
    return Line(
        0,
        plan.dossier_name(dossier, telling.locale),
        who=filled((dossier.code, asked_in_vain(telling), waiting)),
        say=quote(row.text),
        url=url_for("questions.page", question_id=row.id),
    )


def _need(telling: Telling, need: Need) -> Line:
    row = need.row
    reasons = [why(telling, row, code) for code in need.why]
    who = [telling.code(row), telling.unit(row), *reasons, telling.waiting(waits_since(need))]
    answers = telling.hers and "blocked_here" in need.why
    reply = url_for("blockers.page", commitment_id=row.id) if answers else ""
    return line(telling, row, who=filled(who), say=said_of(telling, need), reply=reply)


def changed(telling: Telling, rows: list[CommitmentRow]) -> Block:
    """Answers given since the last relance; the same answer on one milestone is one line."""
    rows = sorted(rows, key=lambda row: _CHANGES.index(row.answer or "on_track"))
    groups = grouped(rows, lambda row: (row.milestone_id, row.answer))
    lines = [_change(telling, group) for group in groups]
    folded = [row.answer or "" for group in groups[SHOWN:] for row in group]
    return block(lines, lambda _lines: ", ".join(counts.answers(folded)), len(folded))


def _change(telling: Telling, rows: list[CommitmentRow]) -> Line:
    row = rows[0]
    answer = row.answer or ""
    words = {"mark": answer, "word": states.answer(answer), "hatched": False, "slip": ""}
    if len(rows) > 1:
        received = _received(telling.view, rows) if answer == "done" else ""
        who = (telling.code(row), telling.units(rows), received)
        return line(telling, row, **words, who=filled(who))
    said = telling.day(row.said_on) if row.said_on else ""
    who = [telling.code(row), f"{telling.unit(row)}, {said}", _what_changed(telling, row)]
    told = filled([*who, quote(row.sentence)])
    return line(telling, row, **words, who=told, commitment_id=row.id)


def _received(view: PlanView, rows: list[CommitmentRow]) -> str:
    if rows[0].role != "contributor":
        return ""
    everybody = view.contributors(rows[0].milestone_id)
    done = sum(row.answer == "done" for row in everybody)
    return _("%(done)s sur %(total)s reçues", done=done, total=len(everybody))


def _what_changed(telling: Telling, row: CommitmentRow) -> str:
    if row.answer == "blocked":
        return blocker(telling, row)
    return ", ".join(filter(None, moved(telling, row)))


def late(telling: Telling, rows: list[CommitmentRow]) -> Block:
    """Late and blocked, those of one milestone that stand alike on one line."""
    groups = grouped(rows, lambda row: (row.milestone_id, telling.view.word(row)))
    folded = telling.units(row for group in groups[SHOWN:] for row in group)
    size = sum(len(group) for group in groups[SHOWN:])
    return block([_late(telling, group) for group in groups], lambda _lines: folded, size)


def _late(telling: Telling, rows: list[CommitmentRow]) -> Line:
    row, age = rows[0], overdue(telling, rows[0])
    if len(rows) > 1:
        who = (telling.code(row), telling.units(rows), age)
        return line(telling, row, who=filled(who), slip="")
    who = (telling.code(row), telling.unit(row), age, blocked_since(telling, row))
    return line(telling, row, who=filled(who), say=quote(row.sentence))


def silent(telling: Telling, rows: list[CommitmentRow]) -> Block:
    """Silence, the units of one milestone together, the longest first."""
    groups = grouped(rows, lambda row: row.milestone_id)
    folded = telling.units(row for group in groups[SHOWN:] for row in group)
    size = sum(len(group) for group in groups[SHOWN:])
    return block([_silent(telling, group) for group in groups], lambda _lines: folded, size)


def _silent(telling: Telling, rows: list[CommitmentRow]) -> Line:
    row = rows[0]
    title = plan.title(telling.view.milestone_of(row), telling.locale)
    longest = max(telling.view.silent_for(each) for each in rows)
    return Line(
        row.milestone_id,
        telling.units(rows),
        note=numbers.business_days(longest, telling.locale),
        who=filled((telling.code(row), title, telling.due(row))),
    )
