"""A commitment as the person who answers for it reads it: one row, the same on every page."""

from dataclasses import dataclass
from datetime import date, datetime

from flask import g, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from flask_login import current_user

from tracker import clock
from tracker.domain.answers import WITHDRAW_WITHIN
from tracker.domain.commitments import corrects
from tracker.domain.standing import effective_due
from tracker.queries.plan_view import CommitmentRow, PlanView
from tracker.web.read_marks import Mark, mark_of
from tracker.web.replies import replied
from tracker.wording import dates, numbers, plan, states


@dataclass(frozen=True)
class Reader:
    """Who reads: the person, the units they answer for, their language, the present instant."""

    person_id: int | None
    unit_ids: tuple[int, ...]
    locale: str
    now: datetime


def current_reader() -> Reader:
    """The person signed in, now."""
    return Reader(current_user.id, tuple(current_user.unit_ids), g.locale, clock.now())


@dataclass(frozen=True)
class Last:
    """The last sentence said, or the link given, with who and when."""

    sentence: str
    link: str
    who: str


@dataclass(frozen=True)
class Owed:
    """A row of `/mine`: what the template needs, in words of the reader's language."""

    id: int
    word: str
    hatched: bool
    due: date
    baseline: date | None
    title: str
    code: str
    url: str
    line: tuple[str, ...]
    slip: str
    settled: bool
    last: Last | None
    seen: int
    withdraw: str | None
    reply: str
    too_late: bool
    mark: Mark | None = None


def owed(row: CommitmentRow, seen: PlanView, reader: Reader) -> Owed:
    """The row of one commitment."""
    milestone = seen.milestone_of(row)
    word = seen.word(row)
    shown_due = plan.due_date(row)
    return Owed(
        id=row.id,
        word=word,
        hatched=seen.flags(row).silent,
        due=shown_due,
        baseline=row.first_baseline if shown_due != row.first_baseline else None,
        title=plan.title(milestone, reader.locale),
        code=milestone.code,
        url=url_for("milestones.page", milestone_id=milestone.id),
        line=(milestone.code, share(row, seen, reader), *_remarks(row, seen, reader.locale)),
        slip=plan.slip(seen, row, reader.locale),
        settled=row.answer == "done",
        last=last_said(row, seen, reader),
        seen=row.live_update_id or 0,
        withdraw=_withdraw_address(row, reader),
        reply=replied(seen, row, reader.locale),
        too_late=too_late_for_on_track(row, seen),
        mark=mark_of(seen, row) if row.read_at is not None else None,
    )


def share(row: CommitmentRow, seen: PlanView, reader: Reader) -> str:
    """Whose part it is: « votre part, avec le Service… », « vous portez ce jalon »."""
    unit = seen.directory.units[row.unit_id]
    mine = row.unit_id in reader.unit_ids
    if row.role == "lead":
        text = _("vous portez ce jalon") if mine else _("porté par %(unit)s", unit=unit.name)
    else:
        text = _("votre part") if mine else _("part de %(unit)s", unit=unit.name)
        lead = seen.lead_of(row.milestone_id)
        if lead is not None:
            name = seen.directory.units[lead.unit_id].name
            text = _("%(part)s, jalon porté par %(unit)s", part=text, unit=name)
    several = mine and len(reader.unit_ids) > 1
    return _("%(unit)s : %(part)s", unit=unit.name, part=text) if several else text


def last_said(row: CommitmentRow, seen: PlanView, reader: Reader) -> Last | None:
    """The last sentence or link, « Vous, 14 avril »; None where nothing was written."""
    if row.said_on is None or not (row.sentence or row.link):
        return None
    own = row.author_id is not None and row.author_id == reader.person_id
    day = dates.short_date(row.said_on, reader.locale, seen.today)
    who = _("Vous") if own else row.author_name or ""
    way = _(", par le lien du courriel") if row.way == "mail" else ""
    return Last(row.sentence, row.link, f"{who}, {day}{way}")


def contributions(row: CommitmentRow, seen: PlanView) -> tuple[int, int]:
    """Contributions received and expected on the milestone of `row`."""
    others = seen.contributors(row.milestone_id)
    return sum(1 for other in others if other.answer == "done"), len(others)


def _remarks(row: CommitmentRow, seen: PlanView, locale: str) -> list[str]:
    """What is worth saying beside the tag, the most useful first."""
    flags = seen.flags(row)
    said = []
    if row.role == "lead" and (parts := contributions(row, seen))[1]:
        done, total = parts
        said.append(
            ngettext(
                "%(done)s contribution sur %(num)s",
                "%(done)s contributions sur %(num)s",
                total,
                done=done,
            )
        )
    if late := seen.days_late(row) if row.answer != "done" else 0:
        said.append(_("en retard de %(days)s", days=numbers.business_days(late, locale)))
    if flags.silent:
        silent = numbers.business_days(seen.silent_for(row), locale)
        said.append(_("aucune réponse depuis %(days)s", days=silent))
    said += _answered(row, seen, locale)
    if flags.help_wanted:
        said.append(_("aide demandée"))
    if flags.beyond_plan:
        said.append(_("au-delà du plan"))
    return said


def _answered(row: CommitmentRow, seen: PlanView, locale: str) -> list[str]:
    if row.answered_on is None:
        return []
    day = dates.short_date(row.answered_on, locale, seen.today)
    if row.answer == "on_track":
        return [_("confirmé le %(day)s", day=day)]
    if row.answer == "postponed":
        return [_("reporté le %(day)s", day=day), states.reason(row.reason).lower()]
    if row.answer == "blocked":
        return [_("bloqué par %(who)s depuis le %(day)s", who=blocker(row, seen), day=day)]
    return []


def blocker(row: CommitmentRow, seen: PlanView) -> str:
    """Who blocks: the unit's name, or the words given."""
    unit = seen.directory.units.get(row.blocker_unit_id or 0)
    return unit.name if unit else row.blocker_words


def _withdraw_address(row: CommitmentRow, reader: Reader) -> str | None:
    if not _withdrawable(row, reader):
        return None
    return url_for("commitments.withdraw_answer", commitment_id=row.id, update=row.live_update_id)


def _withdrawable(row: CommitmentRow, reader: Reader) -> bool:
    """What one may still correct, one may take back."""
    return corrects(row.author_id, row.said_at, reader.person_id, reader.now)


def withdraw_until(seen: PlanView, reader: Reader) -> datetime | None:
    """The instant from which one withdraw offer fewer stands on the rows of `reader`; None where
    there is no offer now."""
    rows = (row for unit_id in reader.unit_ids for row in seen.by_unit.get(unit_id, ()))
    ends = (row.said_at + WITHDRAW_WITHIN for row in rows if _withdrawable(row, reader))
    return min(ends, default=None)


def too_late_for_on_track(row: CommitmentRow, seen: PlanView) -> bool:
    """Whether « Dans les temps » can no longer be said."""
    return seen.today > effective_due(row, seen.calendar)
