"""When a survey comes back, and what the plan promises of it. Nothing here asks for the time."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.domain import milestone_edits
from tracker.domain.changes import Actor
from tracker.domain.commitments import Commitment
from tracker.domain.milestones import Milestone
from tracker.domain.plans import ActionPlan, Dossier
from tracker.domain.surveys import SEASONS, Survey, SurveyFigure, SurveyWave

#: Year and season of a wave; the season is empty where the source gives none.
Round = tuple[int, str]
#: First and last day of fieldwork, by season: a year's holidays are left out.
_DAYS = {
    "winter": ((1, 5), (3, 31)),
    "spring": ((4, 1), (6, 20)),
    "summer": ((6, 25), (8, 31)),
    "autumn": ((9, 1), (11, 30)),
    "": ((1, 5), (11, 30)),
}
_SEASONS_FR = {"winter": "hiver", "spring": "printemps", "summer": "été", "autumn": "automne"}
_SEASONS_EN = {name: name for name in SEASONS}


def round_days(when: Round) -> tuple[date, date]:
    """First and last day on which a wave of that season may be in the field."""
    year, season = when
    first, last = _DAYS[season]
    return date(year, *first), date(year, *last)


def round_order(when: Round) -> tuple[int, int]:
    """To sort waves by; one without season comes last in its year."""
    year, season = when
    return year, SEASONS.index(season) if season else len(SEASONS)


def next_round(known: Iterable[Round], every_months: int, today: date) -> Round | None:
    """The wave that comes after the last known one and is not over on `today`; None before the
    first. A wave without season is followed as the latest one that has a season."""
    rounds = sorted(known, key=round_order)
    if not rounds:
        return None
    seasons = [season for _, season in rounds if season]
    year, season = rounds[-1][0], rounds[-1][1] or (seasons[-1] if seasons else "")
    if not season:
        while round_days((year, season))[1] < today or year <= rounds[-1][0]:
            year += max(1, every_months // 12)
        return year, season
    at = year * 4 + SEASONS.index(season)
    while True:
        at += every_months // 3
        coming = (at // 4, SEASONS[at % 4])
        if round_days(coming)[1] >= today:
            return coming


def wave_number(when: Round, first: Round, every_months: int) -> int:
    """1 for the baseline, 2 for the wave that follows it, whether or not one was held."""
    months = (when[0] - first[0]) * 12
    return max(1, round(months / every_months) + 1)


@dataclass(frozen=True, slots=True)
class Coming:
    """A wave that the plan in force should promise, and does not."""

    survey: Survey
    when: Round
    number: int


def missing_waves(
    session: Session, plan: ActionPlan, today: date, *, lock: bool = False
) -> list[Coming]:
    """The next wave of each survey that follows a dossier of `plan`, where it is not promised
    there. Three statements. `lock`: hold the surveys until the commit."""
    wanted = select(Survey).where(Survey.dossier_code != "").order_by(Survey.position)
    surveys = session.scalars(wanted.with_for_update() if lock else wanted).all()
    came_out = set(session.scalars(select(SurveyFigure.wave_id).distinct()))
    rows = session.execute(
        select(SurveyWave, Milestone.plan_id)
        .outerjoin(Milestone, Milestone.id == SurveyWave.milestone_id)
        .order_by(SurveyWave.year)
    ).all()
    found = []
    for survey in surveys:
        waves = [(wave, plan_id) for wave, plan_id in rows if wave.survey_id == survey.id]
        held = [w for w, _ in waves if w.planned_at is None or w.id in came_out]
        when = next_round([(w.year, w.season) for w in held], survey.every_months, today)
        promised = {(w.year, w.season) for w, plan_id in waves if plan_id == plan.id}
        if when is None or when in promised or round_days(when)[0] > plan.ends_on:
            continue
        first = min(((w.year, w.season) for w, _ in waves), key=round_order)
        found.append(Coming(survey, when, wave_number(when, first, survey.every_months)))
    return found


def plan_waves(session: Session, plan: ActionPlan, today: date, actor: Actor) -> int:
    """Promise, in an approved plan, the next wave of every survey that lacks it; how many.

    Waits for whoever does the same. The caller commits.
    """
    missing = missing_waves(session, plan, today, lock=True)
    made = [promise(session, plan, coming, actor) for coming in missing]
    return sum(wave is not None for wave in made)


def promise(session: Session, plan: ActionPlan, coming: Coming, actor: Actor) -> SurveyWave | None:
    """Write the wave down with its milestone in the plan. The caller has locked the survey, and
    commits.

    A milestone of kind wave that the dossier already has in that season serves; else one is made,
    led by the survey's unit. None where the plan has no such dossier.
    """
    survey, when = coming.survey, coming.when
    first, last = round_days(when)
    dossier = session.scalar(
        select(Dossier).where(Dossier.plan_id == plan.id, Dossier.code == survey.dossier_code)
    )
    if dossier is None:
        return None
    milestone = session.scalar(
        select(Milestone)
        .where(
            Milestone.dossier_id == dossier.id,
            Milestone.kind == "wave",
            Milestone.withdrawn_at.is_(None),
            Milestone.starts_on <= last,
            Milestone.baseline_due >= first,
        )
        .order_by(Milestone.position)
        .limit(1)
    )
    if milestone is None:
        milestone = _milestone(session, plan, dossier, coming, actor)
    wave = session.scalar(
        select(SurveyWave).where(
            SurveyWave.survey_id == survey.id,
            SurveyWave.year == when[0],
            SurveyWave.season == when[1],
        )
    )
    if wave is None:
        wave = SurveyWave(survey_id=survey.id, year=when[0], season=when[1])
        session.add(wave)
    wave.planned_at, wave.milestone_id = actor.at, milestone.id
    session.flush()
    return wave


def _milestone(
    session: Session, plan: ActionPlan, dossier: Dossier, coming: Coming, actor: Actor
) -> Milestone:
    first, last = round_days(coming.when)
    (year, season), number = coming.when, coming.number
    words_fr = " ".join(filter(None, [_SEASONS_FR.get(season, ""), str(year)]))
    words_en = " ".join(filter(None, [_SEASONS_EN.get(season, ""), str(year)]))
    milestone = milestone_edits.create(
        session,
        plan,
        dossier,
        milestone_edits.Draft(
            code=milestone_edits.next_code(session, dossier),
            kind="wave",
            title_fr=f"Vague {number} : collecte ({words_fr})",
            title_en=f"Wave {number}: fieldwork ({words_en})",
            starts_on=first,
            baseline_due=last,
        ),
        actor,
    )
    unit_id = coming.survey.unit_id or dossier.lead_unit_id
    if unit_id is not None:
        milestone.commitments.append(
            Commitment(unit_id=unit_id, role="lead", forecast_due=milestone.baseline_due)
        )
        session.flush()
    return milestone
