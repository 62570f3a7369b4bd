"""What approving a draft would do, and what it lacks with where each thing is mended."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from flask import url_for
from flask_babel import ngettext
from sqlalchemy.orm import Session

from tracker import clock
from tracker.exchange.approval import Gap
from tracker.mail.weeks import week_of
from tracker.queries.plan_reading import read_plan_view
from tracker.queries.plan_view import PlanView
from tracker.web import reading
from tracker.wording import dates


@dataclass(frozen=True, slots=True)
class Lack:
    """One kind of thing that is missing: a sentence, and (word, address) of each."""

    sentence: str
    places: tuple[tuple[str, str], ...]

    @property
    def count(self) -> int:
        return len(self.places)


@dataclass(frozen=True, slots=True)
class Effects:
    """`people`: how many mails the first relance would be; `when`: its day."""

    baselines: int
    when: str
    people: int


def lacks(gaps: Sequence[Gap], view: PlanView) -> list[Lack]:
    """The gaps of a plan in words, each with the page that mends it."""
    milestones = {row.code: row.id for row in view.milestones.values()}
    dossiers = {row.code: row.id for row in view.dossiers}
    units = {unit.code: unit.name for unit in view.directory.units.values()}
    plan_id = view.plan.id

    def place(kind: str, code: str) -> tuple[str, str]:
        if kind == "no_contact":
            return units[code], url_for("units.page", code=code)
        if kind == "no_dossier_lead":
            address = url_for("plan.edit_dossier", plan_id=plan_id, dossier_id=dossiers[code])
            return code, address
        page = "edit" if kind == "outside" else "shares"
        return code, f"/milestones/{milestones[code]}/{page}"

    return [
        Lack(_sentence(gap), tuple(place(gap.code, code) for code in gap.concerns)) for gap in gaps
    ]


def effects(session: Session, view: PlanView, locale: str) -> Effects:
    """What pressing the button would do now: its mails are those of the first relance's day."""
    slot = view.schedule(reading.settings().timezone).after(clock.now())
    return Effects(
        baselines=len(view.milestones),
        when=dates.weekday_date(slot.day, locale),
        people=len(week_of(_in_force(session, view, slot.day)).digests),
    )


def _in_force(session: Session, view: PlanView, day: date) -> PlanView:
    """The draft on `day` as if it were approved now."""
    coming = read_plan_view(session, day, (view.revision, view.revised_at), view.plan.id)
    return replace(
        coming,
        plan=replace(coming.plan, approved_at=clock.now()),
        commitments=tuple(replace(row, plan_state="approved") for row in coming.commitments),
    )


def _sentence(gap: Gap) -> str:
    count = len(gap.concerns)
    match gap.code:
        case "no_commitment":
            return ngettext(
                "%(num)s jalon sans aucune unité",
                "%(num)s jalons sans aucune unité",
                count,
            )
        case "no_lead":
            return ngettext(
                "%(num)s jalon sans unité porteuse : rien n’y est demandé",
                "%(num)s jalons sans unité porteuse : rien n’y est demandé",
                count,
            )
        case "no_dossier_lead":
            return ngettext(
                "%(num)s dossier dont l’unité porteuse est à désigner",
                "%(num)s dossiers dont l’unité porteuse est à désigner",
                count,
            )
        case "no_contact":
            return ngettext(
                "%(num)s unité sans répondant à qui écrire",
                "%(num)s unités sans répondant à qui écrire",
                count,
            )
        case _:
            return ngettext(
                "%(num)s jalon dont les dates débordent celles du plan",
                "%(num)s jalons dont les dates débordent celles du plan",
                count,
            )
