"""What the board says in words: headline, figures and lists, worked out once a reading."""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from tracker.domain.contradictions import CODES
from tracker.queries import attention
from tracker.queries.attention import Need
from tracker.queries.contradictions import contradictions
from tracker.queries.plan_rows import CommitmentRow, QuestionRow
from tracker.queries.plan_view import PlanView
from tracker.queries.week_before import Then
from tracker.web.board import figures, headline, lists
from tracker.web.board.figures import Figure
from tracker.web.decision_lines import DecisionLine, owned_by
from tracker.web.decision_lines import lines as decision_lines
from tracker.web.read_marks import Mark, mark_of
from tracker.wording import dates
from tracker.wording.contradictions import sort
from tracker.wording.lines import Block
from tracker.wording.spelled import capitalised
from tracker.wording.telling import Telling


@dataclass(frozen=True, slots=True)
class Reader:
    """Whose requests the board shows: a director's own, or the director's seen by somebody else."""

    director_id: int
    hers: bool


def reader_of(view: PlanView, person_id: int, role: str) -> Reader:
    """A director sees what awaits her; the others what awaits the first active director."""
    if role == "director":
        return Reader(person_id, True)
    people = view.directory.people.values()
    directors = (one.id for one in people if one.role == "director" and one.active)
    return Reader(next(directors, 0), False)


@dataclass(frozen=True)
class Words:
    """Computed only where something must be rendered. `read_then`: the counts of a past day."""

    view: PlanView
    reader: Reader
    locale: str
    read_then: Callable[[date], Then | None]

    @cached_property
    def since(self) -> date:
        """The day of the last relance before today's."""
        return attention.last_slot_before(self.view)

    @cached_property
    def today_said(self) -> str:
        """« Lundi 25 avril 2016 », at the head of the page."""
        return capitalised(dates.weekday_date(self.view.today, self.locale))

    @cached_property
    def since_said(self) -> str:
        """« lundi 18 avril »."""
        return dates.short_weekday_date(self.since, self.locale)

    @cached_property
    def headline(self) -> str:
        waiting = len(self._needs) + len(self._questions)
        return headline.headline(self.view, waiting, self._changes, self.locale, self.reader.hers)

    @cached_property
    def figures(self) -> tuple[Figure, ...]:
        return figures.figures(
            self._telling,
            self._needs,
            len(self._questions),
            self._changes,
            len(self._late),
            len(self._silent),
            self.since,
            self.read_then(self.since),
        )

    @cached_property
    def awaits(self) -> Block:
        return lists.awaiting(self._telling, self._needs, self._questions)

    @cached_property
    def changed(self) -> Block:
        return lists.changed(self._telling, self._changes)

    @cached_property
    def marks(self) -> Mapping[int, Mark]:
        """By commitment, what changed and whether the director has read it."""
        found = {row.id: mark_of(self.view, row) for row in self._changes}
        return {id_: mark for id_, mark in found.items() if mark is not None}

    @cached_property
    def decisions(self) -> list[DecisionLine]:
        """Open decisions that the director carries out herself, first due first."""
        hers = owned_by(self.view, self.reader.director_id, ())
        return decision_lines(self.view, hers, self.locale)

    @cached_property
    def late(self) -> Block:
        return lists.late(self._telling, self._late)

    @cached_property
    def silent(self) -> Block:
        return lists.silent(self._telling, self._silent)

    @cached_property
    def contradictions(self) -> tuple[tuple[str, str, int], ...]:
        """Where words and facts do not agree: each sort's code, its name, how many."""
        count = Counter(case.code for case in contradictions(self.view))
        return tuple((code, sort(code), count[code]) for code in CODES if count[code])

    @cached_property
    def _telling(self) -> Telling:
        return Telling(self.view, self.locale, self.reader.hers)

    @cached_property
    def _needs(self) -> list[Need]:
        return attention.needs_director(self.view, self.reader.director_id)

    @cached_property
    def _questions(self) -> list[QuestionRow]:
        return attention.unanswered_on_dossiers(self.view, self.reader.director_id)

    @cached_property
    def _changes(self) -> list[CommitmentRow]:
        return attention.changed_since(self.view, self.since)

    @cached_property
    def _late(self) -> list[CommitmentRow]:
        return attention.late_or_blocked(self.view)

    @cached_property
    def _silent(self) -> list[CommitmentRow]:
        return attention.silent(self.view)
