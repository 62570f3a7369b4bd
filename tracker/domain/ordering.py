"""The order of things shown one under the other: dossiers of a plan, milestones of a dossier."""

from collections.abc import Sequence
from typing import Protocol

from sqlalchemy.orm import Session

from tracker.domain.changes import Actor, note


class Placed(Protocol):
    id: int
    position: int


def shift(
    session: Session,
    kind: str,
    siblings: Sequence[Placed],
    thing: Placed,
    actor: Actor,
    *,
    up: bool,
) -> bool:
    """Move `thing` one place up or down among its `siblings`, and note its new rank.

    Returns whether it moved: the first does not go up. `siblings`: all of them, in order. The
    places they hold are dealt out again, so nothing else of the plan moves. The caller commits.
    """
    ordered = list(siblings)
    rank = ordered.index(thing)
    other = rank - 1 if up else rank + 1
    if not 0 <= other < len(ordered):
        return False
    places = _places(ordered)
    ordered[rank], ordered[other] = ordered[other], ordered[rank]
    for sibling, place in zip(ordered, places, strict=True):
        if sibling.position != place:
            sibling.position = place
    note(
        session,
        kind,
        thing.id,
        actor,
        "changed",
        field="position",
        before=rank + 1,
        after=other + 1,
    )
    return True


def _places(ordered: Sequence[Placed]) -> list[int]:
    """The positions held now; counted anew from the first where two are the same."""
    held = [sibling.position for sibling in ordered]
    if len(set(held)) == len(held):
        return held
    return list(range(held[0], held[0] + len(held)))
