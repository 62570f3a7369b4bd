"""A draft plan made of the lines of a file: dossiers, milestones, commitments."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from sqlalchemy.orm import Session

from tracker.domain.commitments import Commitment
from tracker.domain.milestones import Milestone
from tracker.domain.plans import ActionPlan, Dossier
from tracker.domain.translations import rendered
from tracker.exchange.copies import NewPlan, empty_draft
from tracker.exchange.plan_lines import PlanLine
from tracker.exchange.units import UnitIndex

#: The Bureau's own unit, which leads the dossiers where its role is to lead.
BUREAU = "BASC"
LED_BY_THE_BUREAU = frozenset({"lead", "mandate"})


def lay_draft(
    session: Session,
    lines: Sequence[PlanLine],
    index: UnitIndex,
    *,
    title_fr: str,
    title_en: str,
    starts_on: date,
    ends_on: date,
    loaded_at: datetime,
    illustrative: bool = False,
    short_names: Mapping[str, tuple[str, str]] | None = None,
) -> ActionPlan:
    """Add a draft plan. It is the current one where there is none. The caller commits.

    `short_names`: French and English short names of dossiers, by their code. A dossier whose
    lead the file does not say has none: « à désigner » is a legal state.
    """
    new = NewPlan(title_fr, title_en, rendered(title_fr, title_en), starts_on, ends_on, loaded_at)
    plan = empty_draft(session, new, illustrative=illustrative)
    dossiers = _dossiers(plan, lines, index, short_names or {})
    session.flush()
    milestones = [
        _milestone(plan, dossiers[line.dossier_code], line, position)
        for position, line in enumerate(lines)
    ]
    session.add_all(milestones)
    session.flush()
    return plan


def _dossiers(plan, lines, index, short_names) -> dict[str, Dossier]:
    dossiers: dict[str, Dossier] = {}
    bureau = index.find_unit(BUREAU)
    for line in lines:
        if line.dossier_code in dossiers:
            continue
        short_fr, short_en = short_names.get(line.dossier_code, ("", ""))
        leads = bureau is not None and line.bureau_role in LED_BY_THE_BUREAU
        dossier = Dossier(
            code=line.dossier_code,
            name_fr=line.dossier_fr,
            name_en=line.dossier_en,
            name_en_of=rendered(line.dossier_fr, line.dossier_en),
            short_fr=short_fr,
            short_en=short_en,
            bureau_role=line.bureau_role,
            lead_unit_id=bureau.id if leads else None,
            position=len(dossiers),
        )
        plan.dossiers.append(dossier)
        dossiers[line.dossier_code] = dossier
    return dossiers


def _milestone(plan: ActionPlan, dossier: Dossier, line: PlanLine, position: int) -> Milestone:
    units = [(line.lead, "lead")] if line.lead else []
    units += [(unit, "contributor") for unit in line.contributors]
    return Milestone(
        plan_id=plan.id,
        dossier_id=dossier.id,
        code=line.code,
        kind=line.kind,
        title_fr=line.title_fr,
        title_en=line.title_en,
        title_en_of=rendered(line.title_fr, line.title_en),
        starts_on=line.starts_on,
        baseline_due=line.due,
        position=position,
        baselines=[],
        commitments=[
            Commitment(
                unit_id=unit.id,
                role=role,
                forecast_due=line.due if role == "lead" else None,
                updates=[],
            )
            for unit, role in units
        ],
    )
