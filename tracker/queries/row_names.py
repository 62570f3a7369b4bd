"""What dossiers, milestones, commitments and people are called now, by their ids."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from sqlalchemy import Select, literal, select
from sqlalchemy.orm import Session

from tracker.domain.commitments import Commitment
from tracker.domain.milestones import Milestone
from tracker.domain.people import Person
from tracker.domain.plans import Dossier
from tracker.domain.units import Unit


@dataclass(frozen=True, slots=True)
class RowName:
    """`code`: its own, or its milestone's, "" for a person; `unit`: a commitment's, by its code."""

    code: str = ""
    fr: str = ""
    en: str = ""
    unit: str = ""


def read_row_names(
    session: Session, wanted: Iterable[tuple[str, int]]
) -> dict[tuple[str, int], RowName]:
    """The names of these (kind, id); what is not there any more is left out. A few hundred at
    most: one statement a kind."""
    ids: dict[str, set[int]] = {}
    for kind, ident in wanted:
        ids.setdefault(kind, set()).add(ident)
    return {
        (kind, ident): RowName(*rest)
        for kind, some in ids.items()
        if kind in _STATEMENTS
        for ident, *rest in session.execute(_STATEMENTS[kind](some))
    }


def _dossiers(ids: Collection[int]) -> Select:
    return select(Dossier.id, Dossier.code, Dossier.name_fr, Dossier.name_en).where(
        Dossier.id.in_(ids)
    )


def _milestones(ids: Collection[int]) -> Select:
    return select(Milestone.id, Milestone.code, Milestone.title_fr, Milestone.title_en).where(
        Milestone.id.in_(ids)
    )


def _commitments(ids: Collection[int]) -> Select:
    return (
        select(Commitment.id, Milestone.code, literal(""), literal(""), Unit.code)
        .join(Milestone, Milestone.id == Commitment.milestone_id)
        .join(Unit, Unit.id == Commitment.unit_id)
        .where(Commitment.id.in_(ids))
    )


def _people(ids: Collection[int]) -> Select:
    return select(Person.id, literal(""), Person.name).where(Person.id.in_(ids))


_STATEMENTS = {
    "dossier": _dossiers,
    "milestone": _milestones,
    "commitment": _commitments,
    "person": _people,
}
