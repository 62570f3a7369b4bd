"""The history of a milestone in words: each answer, each promised date, what was retired."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

from flask_babel import gettext as _

from tracker.queries.happenings import Happenings
from tracker.queries.history import AnswerRow, BaselineRow, History, RetiredRow
from tracker.queries.plan_view import PlanView
from tracker.web.milestones.happenings import other_events
from tracker.web.promises import Link, link
from tracker.wording import dates, naming, numbers, states
from tracker.wording.naming import Name


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that happened. `answer`: code of an answer, else empty and `title` says what.

    `void`: it no longer counts; `marks` say why. `folded`: the confirmations it stands for.
    """

    key: str
    at: datetime
    when: str
    who: str
    unit: Name | None
    answer: str
    title: str
    blocker: Name | None
    facts: tuple[str, ...]
    sentence: str
    link: Link | None
    void: bool
    marks: tuple[str, ...]
    day: str = ""
    folded: tuple["Entry", ...] = ()


@dataclass(frozen=True, slots=True)
class Teller:
    """Puts rows into words of `locale`, on the clocks of `zone`."""

    view: PlanView
    locale: str
    zone: ZoneInfo

    def entries(self, history: History, happened: Happenings) -> tuple[Entry, ...]:
        """The whole history, newest first; what two records tell of one act is told once."""
        created = {row.at for row in happened.changes if row.what == "created"}
        accepted = {row.at for row in happened.changes if row.what == "accepted"}
        told = [
            self._baseline(row, row.frozen_at in created)
            for row in history.baselines
            if row.frozen_at not in accepted
        ]
        told += [self._answer(row, history) for row in history.answers]
        told += [self._retired(row, history) for row in history.retired]
        known = {row.at for row in history.retired}
        known |= {row.frozen_at for row in history.baselines if row.frozen_at in created}
        told += [self.event(**one) for one in other_events(self, history, happened, known)]
        told.sort(key=lambda entry: entry.at)
        return tuple(reversed(told))

    def _answer(self, row: AnswerRow, history: History) -> Entry:
        corrected = history.corrected.get(row.id)
        return Entry(
            key=f"reponse-{row.id}",
            at=row.said_at,
            when=self.moment(row.said_at),
            who=f"{row.author_name}, {self._way(row)}",
            unit=self._unit(row, row.said_at, history),
            answer=row.answer,
            title=states.answer(row.answer),
            blocker=self._blocker(row, history),
            facts=tuple(fact for fact in _FACTS.get(row.answer, _nothing)(self, row) if fact),
            sentence=row.sentence,
            link=link(row.link),
            void=corrected is not None or row.withdrawn_at is not None,
            marks=tuple(self._marks(row, corrected)),
            day=self.day(row.said_at.astimezone(self.zone).date()),
        )

    def _marks(self, row: AnswerRow, corrected: datetime | None) -> list[str]:
        marks = []
        if row.withdrawn_at is not None:
            marks.append(
                _(
                    "Retirée par %(who)s, %(when)s",
                    who=row.withdrawn_by,
                    when=self.moment(row.withdrawn_at),
                )
            )
        if corrected is not None:
            marks.append(_("Corrigée, %(when)s", when=self.moment(corrected)))
        if row.corrects_id is not None:
            marks.append(_("Corrige la réponse précédente"))
        return marks

    def _way(self, row: AnswerRow) -> str:
        if row.way == "mail":
            if row.owner_name and row.owner_name != row.author_name:
                return _("par le lien du courriel de %(who)s", who=row.owner_name)
            return _("par le lien du courriel")
        return _("démonstration") if row.way == "demonstration" else _("sur la page")

    def postponed(self, row: AnswerRow) -> list[str]:
        """From which day to which, by how much, why, and whether help is needed."""
        assert row.new_due is not None  # the database holds a date with each postponement
        return [
            self._move(row, row.new_due),
            states.reason(row.reason) if row.reason else "",
            _("Aide demandée") if row.help_wanted else "",
        ]

    def done(self, row: AnswerRow) -> list[str]:
        assert row.done_on is not None  # the database holds the day with each « fait »
        return [_("Fait le %(day)s", day=self.day(row.done_on))]

    def on_track(self, row: AnswerRow) -> list[str]:
        return [_("Échéance : %(day)s", day=self.day(row.prior_due))]

    def _blocker(self, row: AnswerRow, history: History) -> Name | None:
        if row.answer != "blocked":
            return None
        if row.blocker_unit_id is None:
            return Name(row.blocker_words)
        return self.named(row.blocker_unit_id, row.said_at, history)

    def _move(self, row: AnswerRow, new_due: date) -> str:
        before, after = self.day(row.prior_due), self.day(new_due)
        moved = self.view.calendar.between(row.prior_due, new_due)
        days = numbers.business_days(abs(moved), self.locale)
        if moved < 0:
            days = _("devancé de %(days)s", days=days)
        return _(
            "Du %(before)s au %(after)s, %(by)s",
            before=before,
            after=after,
            by=days if moved < 0 else f"+{days}",
        )

    def _baseline(self, row: BaselineRow, at_once: bool) -> Entry:
        """`at_once`: frozen as the milestone was made, in a plan approved before."""
        day = self.day(row.due)
        if row.seq:
            title = _("Nouvelle date de départ : %(day)s", day=day)
        elif at_once:
            title = _("Jalon inscrit au plan, date de départ fixée au %(day)s", day=day)
        else:
            title = _("Plan approuvé, date de départ fixée au %(day)s", day=day)
        return self.event(f"depart-{row.seq}", row.frozen_at, row.by, title, row.reason)

    def _retired(self, row: RetiredRow, history: History) -> Entry:
        unit = self._unit(row, row.at, history)
        title = _("Jalon retiré") if unit is None else _("Contribution sans objet")
        key = f"retrait-{row.commitment_id or 0}"
        return self.event(key, row.at, row.by, title, row.reason, unit=unit)

    def event(
        self,
        key: str,
        at: datetime,
        by: str,
        title: str,
        reason: str | None,
        unit: Name | None = None,
        facts: tuple[str, ...] = (),
    ) -> Entry:
        """Something that happened and is no answer: who did it, on which unit, why."""
        when = self.moment(at)
        said = reason or ""
        return Entry(key, at, when, by, unit, "", title, None, facts, said, None, False, ())

    def retired(self, history: History) -> Entry | None:
        """Who withdrew the milestone as a whole, when and why; None while it is followed."""
        rows = (row for row in history.retired if row.commitment_id is None)
        return next((self._retired(row, history) for row in rows), None)

    def _unit(self, row: AnswerRow | RetiredRow, at: datetime, history: History) -> Name | None:
        """The unit of a commitment as it was at that instant, under its name of then."""
        if row.unit_id is None:
            return None
        then = history.names.unit_then(row.commitment_id, row.unit_id, at)
        return self.named(then, at, history)

    def named(self, unit: int | str, at: datetime, history: History) -> Name:
        if isinstance(unit, str):
            return Name(unit, "fr" if self.locale == "en" else "")
        now = naming.unit_name(self.view.directory.units[unit], self.locale)
        return replace(now, text=history.names.name_on(unit, at.astimezone(self.zone).date()))

    def commitment(self, commitment_id: int | None, at: datetime, history: History) -> Name | None:
        """The unit of a commitment at that instant; None for none of this milestone."""
        row = self.view.by_id.get(commitment_id or 0)
        if row is None:
            return None
        return self.named(history.names.unit_then(row.id, row.unit_id, at), at, history)

    def day(self, day: date) -> str:
        return dates.long_date(day, self.locale)

    def moment(self, at: datetime) -> str:
        return dates.moment(at, self.zone, self.locale)


def _nothing(_teller: Teller, _row: AnswerRow) -> list[str]:
    return []


_FACTS: dict[str, Callable[[Teller, AnswerRow], list[str]]] = {
    "postponed": Teller.postponed,
    "done": Teller.done,
    "on_track": Teller.on_track,
}
