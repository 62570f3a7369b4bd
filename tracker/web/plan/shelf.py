"""The plans on one page: what is in force, what is being prepared, what is over."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask_babel import gettext as _
from flask_babel import ngettext

from tracker.queries.plans import PlanLine
from tracker.web import reading
from tracker.wording import dates, naming
from tracker.wording.naming import Name
from tracker.wording.spelled import capitalised, spelled


@dataclass(frozen=True, slots=True)
class Volume:
    """A plan. `state`: what it is, with who and when."""

    id: int
    title: Name
    state: str
    span: str
    holds: str
    draft: bool


@dataclass(frozen=True, slots=True)
class Shelf:
    headline: str
    lede: str
    current: tuple[Volume, ...]
    drafts: tuple[Volume, ...]
    closed: tuple[Volume, ...]

    @property
    def any(self) -> bool:
        return bool(self.current or self.drafts or self.closed)


def shelf(lines: Sequence[PlanLine], locale: str) -> Shelf:
    """Every plan, told in `locale`."""
    approved = [line for line in lines if line.state == "approved"]
    drafts = [line for line in lines if line.state == "draft"]
    closed = [line for line in lines if line.state == "closed"]
    return Shelf(
        _headline(approved, drafts, locale),
        _lede(approved, drafts),
        _volumes(approved, locale),
        _volumes(drafts, locale),
        _volumes(closed, locale),
    )


def state_of(line, locale: str) -> str:
    """« Projet », « En vigueur, approuvé le … par … », « Clos le … »."""
    zone = reading.settings().timezone
    if line.state == "draft":
        return _("Projet : n’écrit à personne avant son approbation")
    day = dates.long_date((line.closed_at or line.approved_at).astimezone(zone).date(), locale)
    if line.state == "closed":
        return _("Clos le %(day)s", day=day)
    return _("En vigueur, approuvé le %(day)s par %(who)s", day=day, who=line.approved_by)


def holds(dossiers: int, milestones: int, commitments: int) -> str:
    """« 12 dossiers, 47 jalons, 213 engagements »."""
    return ", ".join(
        [
            ngettext("%(num)s dossier", "%(num)s dossiers", dossiers),
            ngettext("%(num)s jalon", "%(num)s jalons", milestones),
            ngettext("%(num)s engagement", "%(num)s engagements", commitments),
        ]
    )


def _volumes(lines: Sequence[PlanLine], locale: str) -> tuple[Volume, ...]:
    return tuple(
        Volume(
            id=line.id,
            title=naming.plan_title(line, locale),
            state=state_of(line, locale),
            span=_(
                "Du %(start)s au %(end)s",
                start=dates.long_date(line.starts_on, locale),
                end=dates.long_date(line.ends_on, locale),
            ),
            holds=holds(line.dossiers, line.milestones, line.commitments),
            draft=line.state == "draft",
        )
        for line in lines
    )


def _headline(approved: list[PlanLine], drafts: list[PlanLine], locale: str) -> str:
    if approved and drafts:
        return capitalised(
            ngettext(
                "Un plan en vigueur, %(n)s projet",
                "Un plan en vigueur, %(n)s projets",
                len(drafts),
                n=spelled(len(drafts), locale),
            )
        )
    if approved:
        return _("Un plan en vigueur, aucun projet")
    if drafts:
        return capitalised(
            ngettext(
                "%(n)s projet de plan, rien en vigueur",
                "%(n)s projets de plan, rien en vigueur",
                len(drafts),
                n=spelled(len(drafts), locale),
            )
        )
    return _("Aucun plan en vigueur")


def _lede(approved: list[PlanLine], drafts: list[PlanLine]) -> str:
    if approved:
        return _("Approuver un projet clôt le plan en vigueur et met le projet à sa place.")
    if drafts:
        return _("Les relances commencent quand un projet est approuvé.")
    return ""
