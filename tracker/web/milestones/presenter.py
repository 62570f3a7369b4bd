"""One milestone as its page shows it, without its history."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from flask_babel import gettext as _

from tracker.domain.standing import pressing_rank
from tracker.queries.forecasts import Slips
from tracker.queries.milestone_facts import milestone_word
from tracker.queries.plan_rows import CommitmentRow, MilestoneRow
from tracker.queries.plan_view import PlanView
from tracker.web.columns import Columns, columns
from tracker.web.forecasts import own_slip
from tracker.web.promises import Promise, promise
from tracker.wording import forecasts, naming, numbers
from tracker.wording.naming import Name


@dataclass(frozen=True, slots=True)
class MilestonePage:
    """`mine`: ids of the commitments the reader answers for; `usual`: of past postponements.

    `proposed`: the baseline that waits for a decision; `ages`: by commitment, since when its
    question waits.
    """

    code: str
    title: Name
    kind: str
    dossier_code: str
    dossier: Name
    lead: Name | None
    lead_code: str
    word: str
    hatched: bool
    columns: Columns
    usual: str
    promises: tuple[Promise, ...]
    mine: frozenset[int]
    proposed: date | None
    ages: Mapping[int, str]


def milestone_page(
    view: PlanView,
    milestone: MilestoneRow,
    unit_ids: Collection[int],
    known: Slips,
    locale: str,
) -> MilestonePage:
    """`unit_ids`: units for which the reader answers; `known`: what past postponements come to.
    The lead comes first, then who presses."""
    rows = sorted(view.by_milestone.get(milestone.id, ()), key=lambda row: _order(view, row))
    promises = tuple(promise(view, row, locale) for row in rows)
    lead = view.lead_of(milestone.id)
    unit = view.directory.units[lead.unit_id] if lead else None
    dossier = view.dossier_by_id[milestone.dossier_id]
    word = milestone_word(view, milestone)
    own = own_slip(view, known, milestone)
    return MilestonePage(
        code=milestone.code,
        title=naming.milestone_title(milestone, locale),
        kind=milestone.kind,
        dossier_code=dossier.code,
        dossier=naming.dossier_title(dossier, locale),
        lead=naming.unit_name(unit, locale) if unit else None,
        lead_code=unit.code if unit else "",
        word=word,
        hatched=bool(lead and word != "silent" and view.flags(lead).silent),
        columns=columns(view, milestone, locale),
        usual=forecasts.told(own, locale) if own else "",
        promises=promises,
        mine=frozenset(row.id for row in rows if row.unit_id in unit_ids and _open(view, row)),
        proposed=milestone.proposed_due,
        ages={row.id: _waits(view, row, locale) for row in rows if row.question_open},
    )


def _order(view: PlanView, row: CommitmentRow) -> tuple[bool, int, int]:
    """The live lead, then the others by how much they press; units keep the city's order."""
    leads = row.role == "lead" and not row.released
    unit = view.directory.units[row.unit_id]
    return (not leads, pressing_rank(view.word(row)), unit.position)


def _waits(view: PlanView, row: CommitmentRow, locale: str) -> str:
    """« posée il y a 3 jours ouvrables »; empty on the day itself."""
    age = view.calendar.between(row.question_at.date(), view.today) if row.question_at else 0
    if age <= 0:
        return ""
    return _("posée il y a %(days)s", days=numbers.business_days(age, locale))


def _open(view: PlanView, row: CommitmentRow) -> bool:
    return view.standing(row) not in {"proposed", "no_lead", "withdrawn"}
