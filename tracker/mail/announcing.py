"""What a mail tells a unit will be raised, with whom and when, in the exact words."""

from collections.abc import Callable, Sequence
from datetime import date, datetime
from functools import cache

from flask_babel import gettext as _
from sqlalchemy import Connection, Insert, exists, or_

from tracker.db import Base, Ready, inserting
from tracker.domain import ladder
from tracker.domain.messages import ACCEPTED, Message
from tracker.domain.raising import Announcement, RaisingProposal
from tracker.domain.standing import due
from tracker.mail.digests import Digest
from tracker.queries.directory import PersonRow
from tracker.queries.plan_view import CommitmentRow, PlanView
from tracker.wording import dates, plan
from tracker.wording.speaking import speaking
from tracker.wording.units import of_unit, the_unit

_MESSAGE, _PROPOSAL = Message.__table__, RaisingProposal.__table__


def announcements(view: PlanView, digest: Digest, until: date) -> tuple[Announcement, ...]:
    """What the mail of `digest` announces; `until`: the day of the next weekly mail. Needs an
    application context."""
    asked = (view.by_id[item.commitment_id] for item in digest.items if item.asked)
    found = (_announcement(view, row, digest.person_id, until) for row in asked)
    return tuple(one for one in found if one is not None)


def _announcement(
    view: PlanView, row: CommitmentRow, reader_id: int, until: date
) -> Announcement | None:
    """A step that was told in a mail that arrived, decided, or answered, is not told again."""
    said = {
        one.step: one.raised_on
        for one in view.raisings_of(row.id)
        if one.due == due(row) and (one.told or one.outcome or one.answered)
    }
    own = view.directory.heads.get(row.unit_id) == reader_id
    skipped = "head" if own else None
    step = ladder.to_announce(row, view.today, until, view.calendar, said, skipped)
    if step is None:
        return None
    words = {locale: _words(view, row, step[1], locale) for locale in ("fr", "en")}
    return Announcement(row.id, step[0], due(row), step[1], words["fr"], words["en"])


def _words(view: PlanView, row: CommitmentRow, day: date, locale: str) -> str:
    """True from `day` on, for as long as the unit says nothing."""
    milestone, unit = view.milestone_of(row), view.directory.units[row.unit_id]
    told = {
        "code": milestone.code,
        "title": plan.title(milestone, locale),
        "due": dates.long_date(due(row), locale),
        "day": dates.long_date(day, locale),
    }
    with speaking(locale):
        if row.role == "lead":
            return _(
                "%(code)s, %(title)s : ce jalon, porté par %(unit)s, était prévu le %(due)s. "
                "Au %(day)s, aucune réponse n’a été donnée depuis cette date.",
                unit=the_unit(unit, locale),
                **told,
            )
        return _(
            "%(code)s, %(title)s : la part %(of_unit)s était prévue le %(due)s. "
            "Au %(day)s, aucune réponse n’a été donnée depuis cette date.",
            of_unit=of_unit(unit, locale),
            **told,
        )


def head_of(view: PlanView, unit_id: int) -> PersonRow | None:
    """The head of the unit, where one is named and can be written to."""
    person = view.directory.people.get(view.directory.heads.get(unit_id) or 0)
    return person if person and person.active and not person.suspended else None


def to_whom(view: PlanView, unit_id: int, step: str, locale: str) -> str:
    """« la direction du Bureau »; « la personne à la tête du Service X (Directeur) »."""
    if step == "director":
        return _("la direction du Bureau")
    of_the_unit = of_unit(view.directory.units[unit_id], locale)
    head = head_of(view, unit_id)
    if head is None or not head.title:
        return _("la personne à la tête %(of_unit)s", of_unit=of_the_unit)
    return _("la personne à la tête %(of_unit)s (%(title)s)", of_unit=of_the_unit, title=head.title)


def warning(view: PlanView, one: Announcement, locale: str) -> str:
    """« Sans réponse de votre part d’ici le 12 mai, … en ces mots : « … » »."""
    unit_id = view.by_id[one.commitment_id].unit_id
    return _(
        "Sans réponse de votre part d’ici le %(day)s, la coordination pourra porter ce jalon à "
        "l’attention de %(who)s en ces mots : « %(words)s »",
        day=dates.short_date(one.raised_on, locale, view.today),
        who=to_whom(view, unit_id, one.step, locale),
        words=one.words_en if locale == "en" and one.words_en else one.words_fr,
    )


def keep(
    connection: Connection, announced: Sequence[Announcement], message_id: int, now: datetime
) -> None:
    """Write down what a mail that begins to leave announces. The caller commits.

    What a mail that never arrived had announced is announced anew by this one; what was decided,
    or told before, stays as it is.
    """
    rows = [
        {
            "commitment_id": one.commitment_id,
            "step": one.step,
            "due": one.due,
            "raised_on": one.raised_on,
            "announced_at": now,
            "announced_by": message_id,
            "words_fr": one.words_fr,
            "words_en": one.words_en,
            "sentence": "",
        }
        for one in sorted(announced, key=lambda one: (one.commitment_id, one.step))
    ]
    if rows:
        _keep(inserting(connection.dialect.name)).run(connection, rows)


@cache
def _keep(insert: Callable[[type[Base]], Insert]) -> Ready:
    """Insert, or write over what is open and reached nobody."""
    new = insert(_PROPOSAL)
    arrived = (
        exists()
        .where(
            _MESSAGE.c.id == _PROPOSAL.c.announced_by,
            # Not IN: several rows are inserted at once.
            or_(*(_MESSAGE.c.state == state for state in ACCEPTED)),
            _MESSAGE.c.bounced_at.is_(None),
        )
        .correlate(_PROPOSAL)
    )
    told = ("raised_on", "announced_at", "announced_by", "words_fr", "words_en")
    return Ready(
        new.on_conflict_do_update(
            index_elements=["commitment_id", "step", "due"],
            set_={name: new.excluded[name] for name in told},
            where=_PROPOSAL.c.outcome.is_(None) & ~arrived,
        )
    )
