"""The levels of confidence of a dossier as a page shows them: who says which, since when, why."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from flask_babel import gettext as _
from flask_login import current_user

from tracker.domain.confidence import LEVELS, SOURCES
from tracker.extensions import db
from tracker.queries.confidence import LevelRow, levels_of_plan, standing_levels
from tracker.queries.plan_rows import DossierRow
from tracker.queries.plan_view import PlanView
from tracker.web import reading
from tracker.web.access import may
from tracker.web.strip import Strip, draw
from tracker.wording import confidence, dates, naming
from tracker.wording.naming import Name


@dataclass(frozen=True, slots=True)
class Given:
    """A level that was given, in words. `by`: « Verdun : Responsable »; `who`: with the day."""

    source: str
    code: str
    level: str
    sentence: str
    by: str
    who: str
    on: date


@dataclass(frozen=True, slots=True)
class Step:
    """One of the four levels, with its definition; `by` the sources that stand on it."""

    code: str
    level: str
    definition: str
    by: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Carried:
    """A dossier that the reader's unit carries, and the level that it declared last."""

    code: str
    title: Name
    declared: Given | None


@dataclass(frozen=True, slots=True)
class Levels:
    """`lead` is None where no unit carries the dossier: nobody can declare. `given`: every level,
    newest first; `strip` is None where there is none."""

    dossier_code: str
    lead: Name | None
    steps: tuple[Step, ...]
    declared: Given | None
    assessed: Given | None
    given: tuple[Given, ...]
    strip: Strip | None
    strip_words: str
    since: date | None
    may_declare: bool
    may_assess: bool


def levels(view: PlanView, dossier: DossierRow, locale: str) -> Levels:
    """What a page says of the confidence of one dossier."""
    rows = [row for row in plan_levels(view) if row.dossier_id == dossier.id]
    given = [told(view, row, locale) for row in rows]
    last = {one.source: one for one in given}
    lead = view.directory.units.get(view.directory.living(dossier.lead_unit_id) or 0)
    drawn = draw(rows, view.today)
    return Levels(
        dossier_code=dossier.code,
        lead=naming.unit_name(lead, locale) if lead else None,
        steps=tuple(_step(code, last) for code in LEVELS),
        declared=last.get("declared"),
        assessed=last.get("assessed"),
        given=tuple(reversed(given)),
        strip=drawn,
        strip_words=_in_words(given, locale, view.today),
        since=rows[0].given_on if rows else None,
        may_declare=may_declare(view, dossier),
        may_assess=may("confidence:assess") and followed(view),
    )


def carried(view: PlanView, unit_ids: Collection[int], locale: str) -> tuple[Carried, ...]:
    """The dossiers that these units carry, while levels may be given."""
    own = [row for row in view.dossiers if view.directory.living(row.lead_unit_id) in unit_ids]
    if not own or not followed(view):
        return ()
    stands = standing_levels(plan_levels(view))
    found = []
    for dossier in own:
        row = stands.get((dossier.id, "declared"))
        given = told(view, row, locale) if row else None
        found.append(Carried(dossier.code, naming.dossier_title(dossier, locale), given))
    return tuple(found)


def plan_levels(view: PlanView) -> list[LevelRow]:
    """Every level of the plan, oldest first. One statement where something changed since."""
    if view.plan is None:
        return []
    plan_id = view.plan.id
    return reading.remembered(("levels", plan_id), lambda: levels_of_plan(db.session, plan_id))


def followed(view: PlanView) -> bool:
    """Whether levels may still be given: the plan is neither a draft nor closed."""
    return view.plan is not None and view.plan.state == "approved"


def may_declare(view: PlanView, dossier: DossierRow) -> bool:
    """Who answers for the unit that carries the dossier, while the plan is followed."""
    lead = view.directory.living(dossier.lead_unit_id)
    return followed(view) and lead is not None and lead in current_user.unit_ids


def told(view: PlanView, row: LevelRow, locale: str) -> Given:
    """A level in the reader's words."""
    unit = view.directory.units.get(row.unit_id or 0)
    by = _("%(unit)s : %(who)s", unit=unit.name, who=row.by_name) if unit else row.by_name
    day = dates.short_date(row.given_on, locale, view.today)
    who = _("%(who)s, %(day)s", who=by, day=day)
    level = confidence.level(row.level)
    return Given(row.source, row.level, level, row.sentence, by, who, row.given_on)


def _step(code: str, last: dict[str, Given]) -> Step:
    by = tuple(source for source in SOURCES if source in last and last[source].code == code)
    return Step(code, confidence.level(code), confidence.definition(code), by)


def _in_words(given: Sequence[Given], locale: str, today: date) -> str:
    """« Déclaré : Objectifs sécurisés le 5 octobre, Appuis nécessaires le 12 janvier. »"""
    said = {
        source: ", ".join(
            _("%(level)s le %(day)s", level=one.level, day=dates.short_date(one.on, locale, today))
            for one in given
            if one.source == source
        )
        for source in SOURCES
    }
    sentences = []
    if said["declared"]:
        sentences.append(_("Déclaré : %(levels)s.", levels=said["declared"]))
    if said["assessed"]:
        sentences.append(_("Évalué par le Bureau : %(levels)s.", levels=said["assessed"]))
    return " ".join(sentences)
