"""A whole plan, dossier by dossier: what is in it, and in words what it still lacks."""

from dataclasses import dataclass
from datetime import date

from flask_babel import gettext as _
from flask_babel import ngettext

from tracker.domain.translations import is_stale
from tracker.queries.plan_rows import DossierRow, MilestoneRow, PlanRow
from tracker.queries.plan_view import PlanView
from tracker.web.plan.shelf import holds
from tracker.wording import naming
from tracker.wording.naming import Name


@dataclass(frozen=True, slots=True)
class Line:
    """A milestone. `marks`: what it lacks, in words; `key` names it to the order's buttons."""

    id: int
    key: str
    code: str
    title: Name
    kind: str
    lead: Name | None
    lead_code: str
    others: str
    starts_on: date
    due: date
    withdrawn: bool
    marks: tuple[str, ...]
    first: bool
    last: bool


@dataclass(frozen=True, slots=True)
class File:
    """A dossier and its milestones, in the plan's order."""

    id: int
    key: str
    code: str
    title: Name
    role: str
    lead: Name | None
    lead_code: str
    marks: tuple[str, ...]
    lines: tuple[Line, ...]
    first: bool
    last: bool


@dataclass(frozen=True, slots=True)
class WholePlan:
    """`lacks`: how many things are marked."""

    id: int
    title: Name
    state: str
    holds: str
    lacks: int
    files: tuple[File, ...]


def whole(view: PlanView, plan: PlanRow, locale: str, *, english: bool) -> WholePlan:
    """`english`: also say which English titles are missing or to review."""
    told = _Teller(view, plan, locale, english)
    count = len(view.dossiers)
    files = tuple(
        told.file(dossier, rank == 0, rank == count - 1)
        for rank, dossier in enumerate(view.dossiers)
    )
    live = [row for row in view.milestones.values() if not row.withdrawn]
    ids = {row.id for row in live}
    owed = [row for row in view.commitments if row.milestone_id in ids and not row.released]
    return WholePlan(
        id=plan.id,
        title=naming.plan_title(plan, locale),
        state=plan.state,
        holds=holds(len(view.dossiers), len(live), len(owed)),
        lacks=sum(
            len(file.marks) + sum(len(line.marks) for line in file.lines if not line.withdrawn)
            for file in files
        ),
        files=files,
    )


@dataclass(frozen=True, slots=True)
class _Teller:
    view: PlanView
    plan: PlanRow
    locale: str
    english: bool

    def file(self, dossier: DossierRow, first: bool, last: bool) -> File:
        lead = self.view.directory.units.get(dossier.lead_unit_id or 0)
        milestones = self.view.milestones_of(dossier.id)
        marks = [] if lead else [_("unité porteuse à désigner")]
        marks += self._english(dossier.name_fr, dossier.name_en, dossier.name_en_of)
        return File(
            id=dossier.id,
            key=f"d{dossier.id}",
            code=dossier.code,
            title=naming.dossier_title(dossier, self.locale),
            role=dossier.bureau_role,
            lead=naming.unit_name(lead, self.locale) if lead else None,
            lead_code=lead.code if lead else "",
            marks=tuple(marks),
            lines=tuple(
                self._line(row, rank == 0, rank == len(milestones) - 1)
                for rank, row in enumerate(milestones)
            ),
            first=first,
            last=last,
        )

    def _line(self, row: MilestoneRow, first: bool, last: bool) -> Line:
        lead = self.view.lead_of(row.id)
        unit = self.view.directory.units[lead.unit_id] if lead else None
        return Line(
            id=row.id,
            key=f"m{row.id}",
            code=row.code,
            title=naming.milestone_title(row, self.locale),
            kind=row.kind,
            lead=naming.unit_name(unit, self.locale) if unit else None,
            lead_code=unit.code if unit else "",
            others=self._others(row),
            starts_on=row.starts_on,
            due=row.baseline_due,
            withdrawn=row.withdrawn,
            marks=() if row.withdrawn else tuple(self._marks(row)),
            first=first,
            last=last,
        )

    def _others(self, row: MilestoneRow) -> str:
        """« 19 arrondissements », « 3 unités » where not all are boroughs."""
        units = [self.view.directory.units[one.unit_id] for one in self.view.contributors(row.id)]
        if not units:
            return ""
        if all(unit.kind == "borough" for unit in units):
            return ngettext("%(num)s arrondissement", "%(num)s arrondissements", len(units))
        return ngettext("%(num)s unité", "%(num)s unités", len(units))

    def _marks(self, row: MilestoneRow) -> list[str]:
        marks = []
        if self.view.lead_of(row.id) is None:
            helped = bool(self.view.contributors(row.id))
            marks.append(_("sans porteur") if helped else _("aucune unité"))
        if row.starts_on < self.plan.starts_on or row.baseline_due > self.plan.ends_on:
            marks.append(_("hors des dates du plan"))
        return marks + self._english(row.title_fr, row.title_en, row.title_en_of)

    def _english(self, french: str, english: str, english_of: str) -> list[str]:
        if not self.english:
            return []
        if not english:
            return [_("anglais manquant")]
        return [_("anglais à revoir")] if is_stale(french, english, english_of) else []
