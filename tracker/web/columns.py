"""A milestone in three columns: what its lead declares, what stands behind it, what dates say."""

from dataclasses import dataclass
from datetime import date

from flask_babel import gettext as _

from tracker.queries.contradictions import of_milestones
from tracker.queries.milestone_facts import contributions, first_baseline, is_done, milestone_due
from tracker.queries.plan_rows import CommitmentRow, MilestoneRow
from tracker.queries.plan_view import PlanView
from tracker.web.promises import Link, blocked, link
from tracker.wording import dates, numbers, plan, states
from tracker.wording.contradictions import Told, told_all

#: Standings of a lead of whom nothing is asked, or not yet.
_NOTHING_ASKED = frozenset({"proposed", "withdrawn", "no_lead", "upcoming"})


@dataclass(frozen=True, slots=True)
class Declared:
    """The lead's last answer: `word` (« Reporté au 3 juin : fournisseur »), its sentence, who and
    when. `silence` stands where there is none."""

    word: str
    sentence: str
    who: str
    silence: str


@dataclass(frozen=True, slots=True)
class Evidence:
    """What may be opened, and contributions received. `lacks` where a link is missing."""

    link: Link | None
    lacks: str
    done: int
    total: int


@dataclass(frozen=True, slots=True)
class Dates:
    """`due`: the day it was done once `is_done`. `late`: « échéance passée de 6 jours ouvrables »;
    `settled`: the slip no longer calls."""

    baseline: date
    due: date
    is_done: bool
    slip: str
    settled: bool
    late: str


@dataclass(frozen=True, slots=True)
class Columns:
    """`against`: where the three do not agree, in words."""

    declared: Declared
    evidence: Evidence
    dates: Dates
    against: tuple[Told, ...]


def columns(view: PlanView, milestone: MilestoneRow, locale: str) -> Columns:
    """The three columns of one milestone. No statement."""
    lead = view.lead_of(milestone.id)
    done, total = contributions(view, milestone)
    finished = is_done(view, milestone)
    return Columns(
        declared=_declared(view, lead, locale),
        evidence=Evidence(
            link=link(lead.link) if lead else None,
            lacks=_lacks(lead) if lead and finished else "",
            done=done,
            total=total,
        ),
        dates=Dates(
            baseline=first_baseline(view, milestone),
            due=milestone_due(view, milestone),
            is_done=finished,
            slip=plan.slip(view, lead, locale) if lead else "",
            settled=finished or milestone.withdrawn,
            late=_late(view, lead, locale) if lead else "",
        ),
        against=told_all(view, of_milestones(view, [milestone]), locale),
    )


def _declared(view: PlanView, lead: CommitmentRow | None, locale: str) -> Declared:
    if lead is None:
        return Declared("", "", "", _("Aucune unité porteuse : personne ne déclare."))
    if lead.answer is None or lead.said_on is None:
        asked = view.standing(lead) not in _NOTHING_ASKED
        said = _("Aucune réponse encore.") if asked else _("Rien n’est encore demandé.")
        return Declared("", "", "", said)
    day = dates.short_date(lead.said_on, locale, view.today)
    who = _("%(who)s, %(day)s", who=lead.author_name, day=day)
    return Declared(_word(view, lead, locale), lead.sentence, who, "")


def _word(view: PlanView, lead: CommitmentRow, locale: str) -> str:
    """« Fait le 11 décembre », « Reporté au 3 juin : fournisseur », « Bloqué par : Verdun »."""
    if lead.answer == "done" and lead.done_on:
        return _("Fait le %(day)s", day=dates.short_date(lead.done_on, locale, view.today))
    if lead.answer == "postponed" and lead.new_due and lead.reason:
        return _(
            "Reporté au %(day)s : %(why)s",
            day=dates.short_date(lead.new_due, locale, view.today),
            why=states.reason(lead.reason).lower(),
        )
    held = blocked(view, lead, locale)
    if held is not None:
        return _("Bloqué par : %(who)s, %(since)s", who=held.who.text, since=held.since)
    return states.answer(lead.answer or "on_track")


def _lacks(lead: CommitmentRow) -> str:
    if lead.link:
        return ""
    return _("Une phrase, aucun lien.") if lead.sentence else _("Rien ne le montre.")


def _late(view: PlanView, lead: CommitmentRow, locale: str) -> str:
    if view.standing(lead) not in {"late", "blocked"}:
        return ""
    days = view.days_late(lead)
    if not days:
        return ""
    return _("échéance passée de %(days)s", days=numbers.business_days(days, locale))
