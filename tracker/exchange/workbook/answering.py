"""What the lines of the commitments say: an answer, by the rules of all answers; or a share."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from tracker.domain.answers import Answer, problems
from tracker.domain.standing import due
from tracker.domain.units import spelling_key
from tracker.exchange.workbook.columns import COMMITMENTS
from tracker.exchange.workbook.comparing import Comparer, Entry
from tracker.exchange.workbook.findings import Cell, Change, stamp
from tracker.exchange.workbook.sheets import day
from tracker.queries.corrections import uncorrected
from tracker.queries.plan_view import PlanView
from tracker.queries.touches import Touch
from tracker.wording import workbook as wording

#: Columns that say where a commitment stands.
_SAYS = ("forecast", "answer", "done_on", "blocker")
#: Where the rules of answers find fault, as columns.
_COLUMN_OF = {
    "new_due": "forecast",
    "answer": "answer",
    "done_on": "done_on",
    "reason": "reason",
    "sentence": "sentence",
    "blocker": "blocker",
}


@dataclass(frozen=True, slots=True)
class Judged:
    """By what answers are judged. `view`: gives the plan of today, once one is needed. `units`:
    ids of units by their codes. `speaker_id`: who brings the file, at `at`."""

    view: Callable[[], PlanView]
    units: dict[str, int]
    speaker_id: int | None
    at: datetime


class CommitmentLines(Comparer):
    """Commitments. `milestones`: codes of those that will be there; `leads`: which have a lead."""

    def __init__(
        self, *args, milestones: dict[str, str], leads: set[str], judged: Judged, **kwargs
    ) -> None:
        super().__init__(*args, **kwargs)
        self.milestones, self.leads, self.judged = milestones, leads, judged
        self._answers: list[tuple[Entry, Answer]] = []

    def compare(self) -> None:
        """The shares first, then the answers: what one says depends on what the others do."""
        super().compare()
        done = {entry.ident for entry, answer in self._answers if answer.answer == "done"}
        for entry, answer in self._answers:
            self._judge_answer(entry, answer, done)

    def judge(self, entry: Entry) -> None:
        if entry.adds:
            self._judge_share(entry)
            return
        for key in ("milestone", "unit", "role"):
            if entry.base is not None and entry.differs(key):
                entry.trouble(key, "key_fixed")
        said = [key for key in _SAYS if entry.differs(key)]
        if not said and entry.base is not None:
            for key in ("reason", "sentence"):
                if entry.values.get(key):
                    entry.trouble(key, f"{key}_alone")
        if entry.wrong or not said:
            return
        if all(entry.cell(key) is None for key in said):
            return
        if self.ground.state == "draft":
            entry.trouble(said[0], "draft_has_no_answer")
            return
        answer = self._answer(entry, set(said))
        if answer is not None and not entry.wrong:
            self._answers.append((entry, answer))

    def _answer(self, entry: Entry, said: set[str]) -> Answer | None:
        """What the line says, once it says one thing only."""
        kind = self._kind(entry, said)
        if kind is None:
            return None
        reason, words = self._why(entry.values.get("reason", ""))
        sentence = " ".join(filter(None, (words, entry.values.get("sentence", ""))))
        if kind == "postponed":
            if not entry.values["forecast"]:
                entry.trouble("forecast", "empty")
                return None
            moved = day(entry.values["forecast"])
            return Answer("postponed", new_due=moved, reason=reason, sentence=sentence)
        if entry.values.get("reason"):
            entry.trouble("reason", "reason_alone")
            return None
        if kind == "done":
            on = entry.values.get("done_on", "")
            return Answer("done", done_on=day(on) if on else None, sentence=sentence)
        if kind == "blocked":
            blocker = entry.values.get("blocker", "")
            unit = self.judged.units.get(self.reader.living(blocker)) if blocker else None
            words = "" if unit else blocker
            return Answer("blocked", blocker_unit_id=unit, blocker_words=words, sentence=sentence)
        return Answer(kind, sentence=sentence)

    def _kind(self, entry: Entry, said: set[str]) -> str | None:
        answer = entry.values.get("answer", entry.now.get("answer", ""))
        if "answer" in said and answer != "postponed":
            if not answer:
                entry.trouble("answer", "empty")
            elif "forecast" in said:
                entry.trouble("forecast", "two_answers")
            return answer or None
        if "forecast" in said:
            return "postponed"
        if "answer" in said:
            entry.trouble("forecast", "postponed_without_date")
        elif "done_on" in said and answer == "done":
            return "done"
        elif "done_on" in said:
            entry.trouble("done_on", "done_on_alone")
        elif answer == "blocked":
            return "blocked"
        else:
            entry.trouble("blocker", "blocker_alone")
        return None

    @staticmethod
    def _why(text: str) -> tuple[str | None, str]:
        """The reason of a move, and its words: one of the list, or a sentence of one's own."""
        if not text:
            return None, ""
        known = wording.codes("reasons")
        if code := known.get(spelling_key(text)):
            return code, ""
        head, colon, tail = text.partition(":")
        code = known.get(spelling_key(head)) if colon else None
        return (code, tail.strip()) if code else ("other", text)

    def _judge_answer(self, entry: Entry, answer: Answer, done: set[int | None]) -> None:
        view, judged = self.judged.view(), self.judged
        row = view.by_id[entry.ident]
        before = uncorrected(row, judged.speaker_id, judged.at)
        awaited = 0
        if row.role == "lead":
            others = view.contributors(row.milestone_id)
            awaited = sum(one.answer != "done" and one.id not in done for one in others)
        for problem in problems(
            answer,
            before,
            unit_id=row.unit_id,
            streak=before.streak,
            open_contributors=awaited,
            today=view.today,
            calendar=view.calendar,
        ):
            entry.trouble(_COLUMN_OF.get(problem.field, ""), problem.code)
        if entry.wrong:
            return
        change = self._change(entry, [entry.cell(key) for key in _SAYS if entry.differs(key)])
        change.answer = _plain(answer) | {"prior_due": due(before).isoformat()}
        if _answered_since(entry):
            change.answered_since = True
            change.by, change.at = stamp(self.touch(entry, "answer"))

    def touch(self, entry: Entry, key: str) -> Touch | None:
        """Who gave the answer that stands now, or withdrew the one before; whatever the cell."""
        if not _answered_since(entry):
            return None
        live = entry.now["answer_id"]
        return self.ground.touches().of_answer(
            entry.ident, int(live) if live else None, entry.memory.made_at
        )

    def _judge_share(self, entry: Entry) -> None:
        """A unit that joins a milestone."""
        entry.require(COMMITMENTS.column("milestone"), COMMITMENTS.column("unit"))
        code = entry.values.get("milestone", "")
        known = self.milestones.get(code.casefold())
        if code and known is None:
            entry.trouble("milestone", "unknown_milestone", code=code)
        if entry.values.get("unit"):
            entry.values["unit"] = self.reader.living(entry.values["unit"])
        role = entry.values.setdefault("role", "contributor") or "contributor"
        entry.values["role"] = role
        if role == "lead" and code.casefold() in self.leads:
            entry.trouble("role", "has_a_lead")
        for key in ("answer", "done_on", "blocker", "reason"):
            if entry.values.get(key):
                entry.trouble(key, "answer_after")
        if entry.wrong or known is None:
            return
        entry.values["milestone"] = known
        if role == "lead":
            self.leads.add(code.casefold())
        self._change(entry, [Cell("role", "", role)])

    def _change(self, entry: Entry, cells: list[Cell | None]) -> Change:
        code, unit = entry.effective("milestone"), entry.effective("unit")
        return entry.change(f"{code} · {self.reader.name_of(unit)}", cells)


def _answered_since(entry: Entry) -> bool:
    base = entry.base
    return base is not None and base["answer_id"] != entry.now["answer_id"]


def _plain(answer: Answer) -> dict[str, str]:
    told = {
        "answer": answer.answer,
        "done_on": answer.done_on,
        "new_due": answer.new_due,
        "reason": answer.reason,
        "sentence": answer.sentence,
        "blocker_unit_id": answer.blocker_unit_id,
        "blocker_words": answer.blocker_words,
    }
    return {
        name: value.isoformat() if isinstance(value, date) else str(value)
        for name, value in told.items()
        if value
    }


def spoken(told: dict[str, str]) -> Answer:
    """The answer that `told` holds, as `Change.answer` keeps it."""
    days = {name: day(told[name]) for name in ("done_on", "new_due") if name in told}
    unit = told.get("blocker_unit_id")
    return Answer(
        told["answer"],
        **days,
        reason=told.get("reason"),
        sentence=told.get("sentence", ""),
        blocker_unit_id=int(unit) if unit else None,
        blocker_words=told.get("blocker_words", ""),
    )
