"""The mails of a review: the invitation, what became of it, its minutes."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.config import Config
from tracker.domain.messages import Message
from tracker.domain.people import Person
from tracker.mail import outbox
from tracker.mail.brief import quoted
from tracker.mail.case import Case, Made, Moot, Notice
from tracker.mail.rendering import Way
from tracker.queries.minutes import MinutesDecision, MinutesPage, page_of
from tracker.queries.reviews import ReviewRow, edition_of, guests_of, minutes_text, read_review
from tracker.wording import dates, reviews
from tracker.wording.spelled import capitalised, spelled

#: Decisions told in the mail; the page has them all.
_TOLD = 12


def post_all(
    session: Session,
    settings: Config,
    kind: str,
    review_id: int,
    people: Iterable[Person],
    at: datetime,
) -> None:
    """Queue the mail `kind` (`review`, `minutes`) of a review to each of `people`, unless one
    still waits to leave: it will say what is true by then. The caller commits. One statement, and
    those of the messages."""
    waiting = set(
        session.scalars(
            select(Message.person_id).where(
                Message.kind == kind,
                Message.about_id == review_id,
                Message.state.in_(("planned", "deferred")),
            )
        )
    )
    for person in people:
        if person.id not in waiting:
            outbox.post(session, settings, kind, person, at, about_id=review_id)


def review(case: Case) -> Made:
    """When and where; that it was moved, cancelled, or that one is no longer invited. Raises
    Moot once it has begun."""
    row = _of(case)
    if row.state in ("in_session", "ended"):
        raise Moot("closed")
    if row.state == "cancelled":
        return _cancelled(case, row)
    if case.person.id not in {one.id for one in guests_of(case.session, row.id)}:
        return _left_out(case, row)
    return _invited(case, row)


def _cancelled(case: Case, row: ReviewRow) -> Made:
    when = reviews.when(row, case.person.locale)
    title = reviews.title(row, case.person.locale)
    lines = (
        _("%(title)s, %(when)s, n’est pas tenue.", title=title, when=when),
        quoted(row.cancelled_reason or ""),
        _("Le fichier joint l’ôte de votre calendrier."),
    )
    subject = _("Revue annulée : %(when)s", when=when)
    return _made(case, row, subject, _("La revue est annulée"), lines)


def _left_out(case: Case, row: ReviewRow) -> Made:
    when = reviews.when(row, case.person.locale)
    lines = (
        _("La revue se tient toujours, %(when)s.", when=when),
        _("La liste des personnes invitées a changé : votre présence n’est plus demandée."),
        _("Le fichier joint l’ôte de votre calendrier."),
    )
    subject = _("Revue du plan, sans vous : %(when)s", when=when)
    headline = _("Votre présence n’est plus demandée")
    return _made(case, row, subject, headline, lines, door=False)


def _invited(case: Case, row: ReviewRow) -> Made:
    when = reviews.when(row, case.person.locale)
    moved = edition_of(case.session, row).number > 0
    lines = (
        _("Elle se tient désormais le %(when)s.", when=when)
        if moved
        else _("Elle se tient le %(when)s.", when=when),
        _("Lieu : %(place)s", place=row.place) if row.place else "",
        _(
            "L’ordre du jour se fait de lui-même à partir du plan : sa page le montre dès "
            "maintenant. Le fichier joint met la rencontre dans votre calendrier."
        ),
    )
    if moved:
        subject = _("Revue déplacée : %(when)s", when=when)
    else:
        subject = _("Invitation : revue du plan, %(when)s", when=when)
    return _made(case, row, subject, reviews.title(row, case.person.locale), lines)


def minutes(case: Case) -> Made:
    """What was decided, one's own first, and the door to the whole. Raises Moot where there are
    no minutes."""
    row = _of(case)
    text = minutes_text(case.session, row.id)
    if text is None:
        raise Moot("closed")
    locale = case.person.locale
    page = page_of(text, locale)
    units = {unit.id for unit in case.view.directory.units_of(case.person.id)}
    mine = [one for one in page.decisions if _owned(one, case.person.id, units)]
    others = [one for one in page.decisions if one not in mine]
    lines = [_("%(title)s, %(when)s : %(ran)s.", title=page.title, when=page.when, ran=page.ran)]
    if mine:
        lines.append(_("À mener par vous :"))
        lines += [_line(one, locale) for one in mine[:_TOLD]]
    if others:
        lines.append(_("Aussi décidé :") if mine else _("Ce qui est décidé :"))
        lines += [_line(one, locale) for one in others[: _TOLD - len(mine[:_TOLD])]]
    left = len(page.decisions) - _TOLD
    if left > 0:
        lines.append(ngettext("Et une autre.", "Et %(num)s autres.", left))
    count = len(page.decisions)
    decided = _decided(page, locale)
    subject = _("Compte rendu, %(when)s : %(decided)s", when=page.when, decided=decided)
    return _made(
        case,
        row,
        subject,
        capitalised(decided) if count else _("Le compte rendu est prêt"),
        tuple(lines),
        door=True,
        label=_("Lire le compte rendu"),
    )


def _decided(page: MinutesPage, locale: str) -> str:
    """« trois décisions », « aucune décision »."""
    count = len(page.decisions)
    if not count:
        return _("aucune décision")
    number = spelled(count, locale, feminine=True)
    return ngettext("%(n)s décision", "%(n)s décisions", count, n=number)


def _line(one: MinutesDecision, locale: str) -> str:
    return _(
        "Nº %(number)s · %(text)s · %(owner)s, d’ici le %(day)s",
        number=one.number,
        text=one.text,
        owner=one.owner.text,
        day=dates.long_date(one.due, locale),
    )


def _owned(one: MinutesDecision, person_id: int, unit_ids: set[int]) -> bool:
    return one.owner_id == person_id or one.owner_unit_id in unit_ids


def _of(case: Case) -> ReviewRow:
    row = read_review(case.session, case.message.about_id or 0)
    if row is None:
        raise Moot("closed")
    if case.person.suspended:
        raise Moot("suspended")
    return row


def _made(
    case: Case,
    row: ReviewRow,
    subject: str,
    headline: str,
    lines: Sequence[str],
    *,
    door: bool = True,
    label: str = "",
) -> Made:
    notice = Notice(
        subject=subject,
        headline=headline,
        before=tuple(filter(None, lines)),
        button=Way(label or _("Ouvrir la revue"), case.url(f"reviews/{row.id}")) if door else None,
        eyebrow=_("Revue du plan"),
        why=_("Vous recevez ce courriel parce que cette revue du plan demande votre présence.")
        if door
        else _("Vous recevez ce courriel parce que cette revue du plan demandait votre présence."),
        help="direction" if case.person.role == "director" else "coordination",
    )
    return Made(notice)
