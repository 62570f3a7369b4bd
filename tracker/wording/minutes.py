"""The minutes of a review, put into words once for all in both languages."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from flask_babel import force_locale
from flask_babel import gettext as _

from tracker.queries.agenda import DossierAgenda
from tracker.queries.decisions import DecisionRow
from tracker.queries.minutes import (
    LOCALES,
    MinutesDecision,
    MinutesDossier,
    MinutesPage,
    MinutesPoint,
    Named,
    as_text,
)
from tracker.queries.plan_view import PlanView
from tracker.queries.reviews import GuestRow, NoteRow, ReviewRow
from tracker.wording import agenda as agenda_words
from tracker.wording import dates, decisions, reviews
from tracker.wording.agenda import AgendaWords
from tracker.wording.naming import Name


@dataclass(frozen=True, slots=True)
class Held:
    """What a review leaves behind: who was invited, what was written down, decided before
    (`carried`) and in it (`taken`); `ended_at`: now."""

    review: ReviewRow
    guests: Sequence[GuestRow]
    notes: Mapping[int | None, NoteRow]
    carried: Sequence[DecisionRow]
    taken: Sequence[DecisionRow]
    ended_at: datetime
    zone: ZoneInfo


def frozen(view: PlanView, held: Held, agenda: Sequence[DossierAgenda]) -> str:
    """The minutes as they are kept, JSON. `agenda`: as it stands at the end. Needs an application
    context."""
    pages = {}
    for locale in LOCALES:
        with force_locale(locale):
            pages[locale] = _page(view, held, agenda, locale)
    return as_text(pages)


def _page(view: PlanView, held: Held, agenda: Iterable[DossierAgenda], locale: str) -> MinutesPage:
    told = agenda_words.told(view, agenda, locale)
    by_dossier: dict[int | None, list[DecisionRow]] = {}
    for row in held.taken:
        by_dossier.setdefault(row.dossier_id, []).append(row)
    spoken = [one for one in told if _spoken_of(one, held, by_dossier)]
    general = held.notes.get(None)
    return MinutesPage(
        title=reviews.title(held.review, locale),
        when=reviews.when(held.review, locale),
        ran=_ran(held, locale),
        place=held.review.place,
        guests=tuple(_guest(one) for one in held.guests),
        note=general.text if general else "",
        carried=_decisions(view, held.carried, locale),
        general=_decisions(view, by_dossier.get(None, []), locale),
        dossiers=tuple(_dossier(view, one, held, by_dossier, locale) for one in spoken),
        quiet=tuple(_named(one.name) for one in told if one not in spoken),
    )


def _spoken_of(one: AgendaWords, held: Held, decided: Mapping[int | None, list]) -> bool:
    note = held.notes.get(one.dossier_id)
    return bool(not one.is_empty or (note and note.text) or decided.get(one.dossier_id))


def _dossier(
    view: PlanView,
    one: AgendaWords,
    held: Held,
    decided: Mapping[int | None, list[DecisionRow]],
    locale: str,
) -> MinutesDossier:
    note = held.notes.get(one.dossier_id)
    return MinutesDossier(
        one.code,
        _named(one.name),
        tuple(
            MinutesPoint(
                point.milestone_id, point.code, _named(point.title), point.word, point.lines
            )
            for point in one.points
        ),
        one.falls,
        note.text if note else "",
        _decisions(view, decided.get(one.dossier_id, []), locale),
    )


def _decisions(
    view: PlanView, rows: Iterable[DecisionRow], locale: str
) -> tuple[MinutesDecision, ...]:
    return tuple(
        MinutesDecision(
            row.id,
            row.number,
            row.text,
            _named(decisions.owner(view, row, locale)),
            row.owner_id,
            row.owner_unit_id,
            row.due,
            decisions.stands(view, row, locale),
            decisions.awaited(view, row, locale),
        )
        for row in rows
    )


def _ran(held: Held, locale: str) -> str:
    """« commencée à 14 h 02, terminée à 15 h 05 »."""
    begun, ended = (
        dates.time_of_day(at.astimezone(held.zone).time(), locale)
        for at in (held.review.begun_at or held.ended_at, held.ended_at)
    )
    return _("commencée à %(begun)s, terminée à %(ended)s", begun=begun, ended=ended)


def _guest(one: GuestRow) -> str:
    return f"{one.name}, {one.title}" if one.title and one.title != one.name else one.name


def _named(name: Name) -> Named:
    return Named(name.text, name.lang, name.gloss)
