"""The files of the plan, grouped by what the Bureau does in them, and the conclusion above."""

from dataclasses import dataclass
from datetime import date
from itertools import groupby

from flask_babel import gettext as _
from flask_babel import ngettext

from tracker.domain.standing import pressing
from tracker.queries.milestone_facts import is_done, milestone_due, milestone_word, next_due
from tracker.queries.plan_rows import DossierRow, MilestoneRow
from tracker.queries.plan_view import PlanView
from tracker.wording import dates, naming, plan
from tracker.wording.naming import Name
from tracker.wording.spelled import capitalised, spelled


@dataclass(frozen=True, slots=True)
class File:
    """A dossier in one line. `word`: its most pressing tag, shared by `count` commitments."""

    code: str
    name: Name
    lead: Name | None
    lead_code: str
    done: int
    total: int
    next_due: date | None
    word: str
    count: int
    hatched: bool
    slip: str
    slip_code: str
    slip_past: bool


@dataclass(frozen=True, slots=True)
class Group:
    role: str
    files: tuple[File, ...]


@dataclass(frozen=True, slots=True)
class Overview:
    headline: str
    lede: str
    groups: tuple[Group, ...]

    @property
    def count(self) -> int:
        return sum(len(group.files) for group in self.groups)


def overview(view: PlanView, locale: str) -> Overview:
    """Every dossier of the plan, in the plan's order."""
    groups = tuple(
        Group(role, tuple(_file(view, dossier, locale) for dossier in together))
        for role, together in groupby(view.dossiers, key=lambda dossier: dossier.bureau_role)
    )
    files = [file for group in groups for file in group.files]
    return Overview(_headline(view, files, locale), _lede(view, files, locale), groups)


def live_milestones(view: PlanView, dossier_id: int) -> list[MilestoneRow]:
    """The milestones of a dossier that were not withdrawn."""
    return [row for row in view.milestones_of(dossier_id) if not row.withdrawn]


def _file(view: PlanView, dossier: DossierRow, locale: str) -> File:
    milestones = live_milestones(view, dossier.id)
    ids = {milestone.id for milestone in milestones}
    rows = [row for id_ in ids for row in view.by_milestone.get(id_, ()) if not row.released]
    words = [view.word(row) for row in rows]
    words += [milestone_word(view, row) for row in milestones if view.lead_of(row.id) is None]
    word, count = pressing(words) if words else ("", 0)
    lead = view.directory.units.get(dossier.lead_unit_id or 0)
    ahead = next_due(view, milestones)
    return File(
        code=dossier.code,
        name=naming.dossier_title(dossier, locale),
        lead=naming.unit_name(lead, locale) if lead else None,
        lead_code=lead.code if lead else "",
        done=sum(is_done(view, milestone) for milestone in milestones),
        total=len(milestones),
        next_due=milestone_due(view, ahead) if ahead else None,
        word=word,
        count=count,
        hatched=word != "silent" and any(view.flags(row).silent for row in rows),
        **_largest_slip(view, milestones, locale),
    )


def _largest_slip(view: PlanView, milestones: list[MilestoneRow], locale: str) -> dict:
    """Of the leads, the one furthest behind its first baseline."""
    leads = [lead for row in milestones if (lead := view.lead_of(row.id)) is not None]
    worst = max(leads, key=view.slippage, default=None)
    if worst is None or view.slippage(worst) <= 0:
        return {"slip": "", "slip_code": "", "slip_past": False}
    return {
        "slip": plan.slip(view, worst, locale),
        "slip_code": view.milestone_of(worst).code,
        "slip_past": worst.answer == "done",
    }


def _headline(view: PlanView, files: list[File], locale: str) -> str:
    if view.plan is not None and view.plan.state == "draft":
        return _("Le plan est un projet : rien n’est encore demandé.")
    if view.plan is not None and view.plan.state == "closed":
        return _("Le plan est clos : plus rien n’est demandé.")
    troubled = sum(file.word in {"blocked", "late"} for file in files)
    if not troubled:
        return _("Aucun dossier n’a d’engagement en retard ou bloqué.")
    headline = ngettext(
        "%(n)s dossier a un engagement en retard ou bloqué.",
        "%(n)s dossiers ont un engagement en retard ou bloqué.",
        troubled,
        n=spelled(troubled, locale),
    )
    return capitalised(headline)


def _lede(view: PlanView, files: list[File], locale: str) -> str:
    done, total = sum(file.done for file in files), sum(file.total for file in files)
    if not total:
        return _("Aucun jalon n’est encore inscrit au plan.")
    said = ngettext(
        "%(done)s jalon fait sur %(total)s.", "%(done)s jalons faits sur %(total)s.", done,
        done=done, total=total,
    )  # fmt: skip
    days = [file.next_due for file in files if file.next_due and file.next_due >= view.today]
    if not days:
        return said
    return said + " " + _("Prochaine échéance : %(day)s.", day=dates.long_date(min(days), locale))
