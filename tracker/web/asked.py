"""A question as a page shows it: whom it asks, its age until answered, the answer beside it."""

from dataclasses import dataclass

from flask import g, url_for
from flask_babel import gettext as _

from tracker.queries.plan_rows import CommitmentRow, DossierRow
from tracker.queries.plan_view import PlanView
from tracker.queries.questions import AskedRow
from tracker.web import reading
from tracker.wording import dates, naming, numbers, states
from tracker.wording.naming import Name


@dataclass(frozen=True, slots=True)
class About:
    """What a question is about, and who gets it. `unit` is None where nobody carries the dossier;
    `who` is empty where the unit has nobody to write to."""

    code: str
    title: Name
    url: str
    unit_id: int | None
    unit: Name | None
    unit_code: str
    person_id: int | None
    who: str


@dataclass(frozen=True, slots=True)
class Told:
    """A question in words. `answer` is empty while it is open."""

    id: int
    url: str
    code: str
    asker: str
    asked: str
    text: str
    age: str
    word: str
    answer: str
    answered: str
    withdrawn: str


def about_commitment(view: PlanView, row: CommitmentRow, locale: str) -> About:
    """The unit of the commitment is asked."""
    milestone = view.milestone_of(row)
    title = naming.milestone_title(milestone, locale)
    url = url_for("milestones.page", milestone_id=milestone.id)
    return _about(view, milestone.code, title, url, row.unit_id, locale)


def about_dossier(view: PlanView, dossier: DossierRow, locale: str) -> About:
    """The unit that carries the dossier is asked."""
    title = naming.dossier_title(dossier, locale)
    url = url_for("dossiers.page", code=dossier.code)
    asked = view.directory.living(dossier.lead_unit_id)
    return _about(view, dossier.code, title, url, asked, locale)


def _about(
    view: PlanView, code: str, title: Name, url: str, unit_id: int | None, locale: str
) -> About:
    unit = view.directory.units.get(unit_id or 0)
    if unit is None:
        return About(code, title, url, None, None, "", None, "")
    person_id = view.directory.recipient_of(unit.id)
    who = view.directory.people[person_id].name if person_id else ""
    name = naming.unit_name(unit, locale)
    return About(code, title, url, unit.id, name, unit.code, person_id, who)


def told(view: PlanView, row: AskedRow, code: str) -> Told:
    """`row` in the reader's words; `code` of the dossier or milestone it is about."""
    zone, locale = reading.settings().timezone, g.locale
    asked_on = row.asked_at.astimezone(zone).date()
    ends = row.answered_at or row.withdrawn_at
    end = ends.astimezone(zone).date() if ends else view.today
    return Told(
        id=row.id,
        url=url_for("questions.page", question_id=row.id),
        code=code,
        asker=row.asker,
        asked=dates.long_date(asked_on, locale),
        text=row.text,
        age=_age(max(0, view.calendar.between(asked_on, end)), row, locale),
        word=states.answer(row.update_answer) if row.update_answer else "",
        answer=row.words or row.update_sentence or row.update_link or "",
        answered=_by(row.words_by or row.update_by, row.answered_at),
        withdrawn=_by(row.withdrawn_by, row.withdrawn_at),
    )


def _age(days: int, row: AskedRow, locale: str) -> str:
    """« sans réponse depuis 3 jours ouvrables », « répondu en 2 jours ouvrables »."""
    counted = numbers.business_days(days, locale)
    if row.is_open:
        if not days:
            return _("posée aujourd’hui, sans réponse encore")
        return _("sans réponse depuis %(days)s", days=counted)
    if row.answered_at is None:
        return _("retirée")
    return _("répondu en %(days)s", days=counted) if days else _("répondu le jour même")


def _by(who: str | None, at) -> str:
    if at is None:
        return ""
    when = dates.moment(at, reading.settings().timezone, g.locale)
    return _("%(who)s, %(when)s", who=who, when=when)
