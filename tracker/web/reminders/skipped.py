"""« Ne partent pas »: who gets no mail, why in words, and what to do about it."""

from collections.abc import Iterable
from dataclasses import dataclass

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from tracker.mail.weeks import Skipped
from tracker.queries.plan_view import PlanView
from tracker.web.access import may
from tracker.wording import returns
from tracker.wording.states import SKIP_REASONS, skip_reason

_OPEN = frozenset({"blocked", "late", "silent", "due_soon", "to_confirm", "revised", "on_track"})


@dataclass(frozen=True)
class SkipLine:
    """Somebody, or a unit, that is not written to. No `todo`: nothing to do."""

    who: str
    why: str
    todo: str = ""
    url: str = ""


def skip_lines(view: PlanView, skips: Iterable[Skipped]) -> tuple[SkipLine, ...]:
    """People and units to mend something about, in their order. Silence that is due is not here."""
    return tuple(
        _unit_line(view, skip.unit_id) if skip.unit_id is not None else _person_line(view, skip)
        for skip in skips
        if skip.reason != "nothing_to_ask"
    )


def quiet_names(view: PlanView, skips: Iterable[Skipped]) -> tuple[str, ...]:
    """Names of those who get no mail because nothing is asked of them."""
    return tuple(
        view.directory.people[skip.person_id].name
        for skip in skips
        if skip.person_id is not None and skip.reason == "nothing_to_ask"
    )


def reason_words(reason: str) -> str:
    """A reason of the ledger in words: the domain's codes are translated, sentences stay."""
    return skip_reason(reason) if reason in SKIP_REASONS else reason


def _unit_line(view: PlanView, unit_id: int) -> SkipLine:
    unit = view.directory.units[unit_id]
    words = [view.word(row) for row in view.by_unit.get(unit_id, ())]
    open_ = sum(1 for word in words if word in _OPEN)
    late = words.count("late")
    why = [
        _("Sans répondant : aucune personne à qui écrire"),
        ngettext("%(num)s engagement ouvert", "%(num)s engagements ouverts", open_),
        ngettext("%(num)s en retard", "%(num)s en retard", late) if late else "",
    ]
    return SkipLine(
        unit.name,
        ", ".join(filter(None, why)) + ".",
        _("Nommer un répondant"),
        _contacts_address(unit.code),
    )


def _person_line(view: PlanView, skip: Skipped) -> SkipLine:
    person = view.directory.people[skip.person_id]
    units = view.directory.units_of(person.id)
    url = f"/people/{person.id}" if may("people:manage") else ""
    if skip.reason == "suspended":
        why = _(
            "Adresse suspendue (%(address)s) : %(why)s",
            address=person.email,
            why=returns.why(person.suspended_reason),
        )
        return SkipLine(person.name, why, _("Corriger l’adresse"), url)
    if skip.reason == "left":
        why = _("N’est plus en fonction.")
        place = _contacts_address(units[0].code) if units else url
        return SkipLine(person.name, why, _("Nommer un répondant"), place)
    if skip.reason == "away":
        instead = [
            view.directory.people[found].name
            for unit in units
            if (found := view.directory.recipient_of(unit.id))
        ]
        why = (
            _("En absence; %(who)s reçoit le courriel.", who=instead[0])
            if instead
            else _("En absence, sans remplacement.")
        )
        return SkipLine(
            person.name, why, "" if instead else _("Nommer un remplacement"), "" if instead else url
        )
    return SkipLine(person.name, reason_words(skip.reason))


def _contacts_address(code: str) -> str:
    """Where who answers for a unit is changed; its page for who may only read."""
    return url_for("units.contacts_page" if may("units:manage") else "units.page", code=code)
