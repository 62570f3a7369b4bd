"""A commitment as a row of a table: the same on the page of its milestone and of its unit."""

from dataclasses import dataclass
from datetime import date
from urllib.parse import urlsplit

from flask_babel import gettext as _

from tracker.domain.standing import due
from tracker.queries.plan_rows import CommitmentRow
from tracker.queries.plan_view import PlanView
from tracker.web.replies import replied
from tracker.wording import dates, naming, numbers, plan, states
from tracker.wording.naming import Name


@dataclass(frozen=True, slots=True)
class Link:
    """An address somebody gave. `opens`: it may be followed; else it is only shown."""

    address: str
    host: str
    opens: bool


@dataclass(frozen=True, slots=True)
class Last:
    """The answer that stands: its word, what was written, who and when, by what way."""

    word: str
    sentence: str
    link: Link | None
    who: str


@dataclass(frozen=True, slots=True)
class Blocked:
    """Who keeps a unit from going on (another unit, or somebody in words), and since when."""

    who: Name
    since: str


@dataclass(frozen=True, slots=True)
class Promise:
    """What one unit promised on one milestone. `moved_from`: the first date, if it moved."""

    id: int
    milestone_id: int
    code: str
    title: Name
    dossier: Name
    unit_code: str
    unit: Name
    leads: bool
    word: str
    hatched: bool
    due: date
    moved_from: date | None
    slip: str
    settled: bool
    blocked: Blocked | None
    remarks: tuple[str, ...]
    question: str
    last: Last | None


def promise(view: PlanView, row: CommitmentRow, locale: str) -> Promise:
    """The row of one commitment, in words of `locale`."""
    milestone = view.milestone_of(row)
    unit = view.directory.units[row.unit_id]
    shown = plan.due_date(row)
    word = view.word(row)
    return Promise(
        id=row.id,
        milestone_id=milestone.id,
        code=milestone.code,
        title=naming.milestone_title(milestone, locale),
        dossier=naming.dossier_title(view.dossier_by_id[milestone.dossier_id], locale),
        unit_code=unit.code,
        unit=naming.unit_name(unit, locale),
        leads=row.role == "lead",
        word=word,
        hatched=word != "silent" and view.flags(row).silent,
        due=shown,
        moved_from=row.first_baseline if shown != row.first_baseline else None,
        slip=plan.slip(view, row, locale),
        settled=row.answer == "done" or word == "withdrawn",
        blocked=blocked(view, row, locale),
        remarks=tuple(filter(None, _remarks(view, row, locale))),
        question=row.question_text or "" if row.question_open else "",
        last=_last(view, row, locale),
    )


def link(address: str) -> Link | None:
    """What may be done with an address: only http and https are followed."""
    if not address:
        return None
    opens = address.lower().startswith(("http://", "https://"))
    return Link(address, _host(address) if opens else "", opens)


def blocked(view: PlanView, row: CommitmentRow, locale: str) -> Blocked | None:
    """What the live answer names as the blocker; None unless the row stands blocked."""
    if view.standing(row) != "blocked":
        return None
    unit_id, words = row.blocker_unit_id, row.blocker_words
    return Blocked(blocker_name(view, unit_id, words, locale), blocked_for(view, row, locale))


def blocker_name(view: PlanView, unit_id: int | None, words: str, locale: str) -> Name:
    """The unit's name, or the words given."""
    unit = view.directory.units.get(unit_id or 0)
    return naming.unit_name(unit, locale) if unit else Name(words)


def blocked_for(view: PlanView, row: CommitmentRow, locale: str) -> str:
    """« depuis 6 jours ouvrables », « depuis aujourd’hui »."""
    age = view.calendar.between(row.answered_on, view.today) if row.answered_on else 0
    if age <= 0:
        return _("depuis aujourd’hui")
    return _("depuis %(days)s", days=numbers.business_days(age, locale))


def _remarks(view: PlanView, row: CommitmentRow, locale: str) -> list[str]:
    flags, said = view.flags(row), [replied(view, row, locale)]
    if view.standing(row) in {"late", "blocked"} and (late := view.days_late(row)):
        days = numbers.business_days(late, locale)
        said.append(_("échéance passée de %(days)s", days=days))
    if flags.silent:
        days = numbers.business_days(view.silent_for(row), locale)
        said.append(_("aucune réponse depuis %(days)s", days=days))
    if flags.unreachable:
        said.append(_("non joint : l’unité est sans répondant"))
    if flags.help_wanted:
        said.append(_("aide demandée"))
    if flags.beyond_plan and due(row) != row.baseline_due:
        said.append(_("au-delà du plan"))
    return said


def _last(view: PlanView, row: CommitmentRow, locale: str) -> Last | None:
    if row.answer is None or row.said_on is None:
        return None
    day = dates.short_date(row.said_on, locale, view.today)
    way = _(", par le lien du courriel") if row.way == "mail" else ""
    who = f"{row.author_name}, {day}{way}"
    return Last(states.answer(row.answer), row.sentence, link(row.link), who)


def _host(address: str) -> str:
    try:
        return urlsplit(address).hostname or address
    except ValueError:
        return address
