"""Where one is in a review: decisions carried over, dossier after dossier, the end."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from flask import url_for
from flask_babel import gettext as _

from tracker.wording.agenda import AgendaWords

#: Addresses of the first step and of the last, which are no dossiers.
FIRST, LAST = "", "-"


@dataclass(frozen=True, slots=True)
class Step:
    """A stop of the review. `count`: how many things there are to speak of; `noted`: something
    was written or decided there; `quiet`: a dossier of which there is nothing to say."""

    key: str
    label: str
    url: str
    count: int
    noted: bool
    quiet: bool
    current: bool


@dataclass(frozen=True, slots=True)
class Walk:
    """The steps, and those before and after the current one. `quiet`: the dossiers left out."""

    steps: tuple[Step, ...]
    quiet: tuple[Step, ...]
    before: Step | None
    after: Step | None
    current: Step


def walk(
    review_id: int,
    agenda: Sequence[AgendaWords],
    carried: int,
    noted: Collection[int | None],
    key: str,
) -> Walk | None:
    """`key`: the code of the dossier asked for, FIRST or LAST; None where there is no such step.

    `noted`: ids of the dossiers of which something was written or decided.
    """

    def url(at: str) -> str:
        return url_for("reviews.run", review_id=review_id, dossier=at or None)

    def step(at: str, label: str, count: int, done: bool, quiet: bool = False) -> Step:
        return Step(at, label, url(at), count, done, quiet, at == key)

    every = [
        step(FIRST, _("Décisions en cours"), carried, False),
        *(
            step(
                one.code,
                one.name.text,
                one.count,
                one.dossier_id in noted,
                one.is_empty and one.dossier_id not in noted,
            )
            for one in agenda
        ),
        step(LAST, _("Terminer"), 0, None in noted),
    ]
    here = next((place for place, one in enumerate(every) if one.current), None)
    if here is None:
        return None
    return Walk(
        tuple(one for one in every if not one.quiet),
        tuple(one for one in every if one.quiet),
        next((one for one in reversed(every[:here]) if not one.quiet), None),
        next((one for one in every[here + 1 :] if not one.quiet), None),
        every[here],
    )
