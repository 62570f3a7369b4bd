"""A claimed message composed with the facts of the moment, or the reason to send none."""

import logging
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from tracker.config import Config
from tracker.domain.messages import Message, MessageEvent
from tracker.domain.raising import Announcement
from tracker.domain.slots import in_grace
from tracker.domain.tokens import new_token, token_hash
from tracker.exchange.brief_document import brief_file
from tracker.exchange.briefs import live_brief
from tracker.exchange.pdf import PdfUnavailable
from tracker.jobs.looking import looking
from tracker.jobs.nothing import NothingToSay, TooLate, nothing_for
from tracker.jobs.notice_files import file_of
from tracker.jobs.sight import Seen, Sight
from tracker.mail import mime
from tracker.mail.announcing import announcements
from tracker.mail.attachments import attached
from tracker.mail.brief import SHOWN
from tracker.mail.case import Case, Moot
from tracker.mail.compose import compose
from tracker.mail.digests import Item
from tracker.mail.frozen import Frozen
from tracker.mail.holds import Held
from tracker.mail.links import NewLink
from tracker.mail.notices import address_of, compose_notice
from tracker.mail.planner import digest_of, had_enough
from tracker.mail.rendering import Letter
from tracker.queries.briefs import WholeBrief, brief_head, brief_of_day

log = logging.getLogger(__name__)

#: What stands in the stored text for the token that only the recipient may hold.
MASK = "…"


@dataclass(frozen=True, slots=True)
class Draft:
    """A message ready to leave: what is kept of it, and its bytes."""

    frozen: Frozen
    message_id: str
    content: bytes


def draft(
    session: Session, held: Held, sight: Sight, real_now: datetime, settings: Config
) -> Draft | NothingToSay | TooLate:
    """Compose the claimed message as of its business day. Reads only. Needs an app context.

    Raises Refused for a message that cannot be made into bytes.
    """
    seen = sight.of(held)
    if held.slot_id is None:
        with looking(session):
            return _notice(session, held, seen, real_now, settings)
    view = seen.view
    if seen.overtaken or not _in_time(seen):
        with looking(session):
            asked_again = session.scalar(_requeued(held.claim.id)) is not None
        if view.plan is None or view.plan.id != seen.slot.plan_id:
            return NothingToSay("superseded", view, held.slot_id)
        # What a human asked to send again is never too old.
        if not asked_again:
            late = not seen.overtaken
            return TooLate() if late else NothingToSay("superseded", view, held.slot_id)
    digest = digest_of(view, seen.slot, held.person_id, seen.mends)
    if digest is None:
        return nothing_for(seen, held, sight)
    if seen.slot.rule == "daily":
        with looking(session):
            enough = had_enough(session, view, seen.slot, held.claim.id, held.person_id, settings)
        if enough is not None:
            return NothingToSay(enough, view, held.slot_id)
    announced = announcements(view, digest, seen.after.day)
    brief = _brief(seen, sight) if digest.is_director else None
    person = view.directory.people[held.person_id]
    token = new_token()
    letter = compose(
        view,
        digest,
        locale=person.locale,
        answer_base=f"{settings.public_url}/answer/{token}",
        public_url=settings.public_url,
        next_slot=seen.after,
        zone=settings.timezone,
        footer=seen.bureau.footer(person.locale),
        announced=announced,
        brief=brief,
        matters=seen.matters,
    )
    link = NewLink(token_hash(token))
    leaving = _Leaving(held, seen, person.email, token, link, digest.items, real_now, announced)
    made = _draft(leaving, letter, settings)
    if brief is None or brief.number is None or not person.brief_attached:
        return made
    with looking(session):
        kept = brief_of_day(session, view.plan.id, brief.day)
    return _with_file(made, kept, person.locale, settings)


def _with_file(made: Draft, brief: WholeBrief, locale: str, settings: Config) -> Draft:
    """The mail with the brief, which was kept; without, where no PDF can be made: the mail matters
    more, and its link leads to the page."""
    try:
        file = brief_file(brief, locale, settings.timezone)
    except PdfUnavailable as missing:
        log.warning("the brief is not attached: %s", missing)
        return made
    return replace(made, content=attached(made.content, file))


def _brief(seen: Seen, sight: Sight) -> WholeBrief:
    """What a director reads first: the head of the brief that was kept with the slot; where none
    was, the brief as it would be made now, for which all of the plan is read."""
    view, session = seen.view, sight.session
    with looking(session):
        kept = brief_head(session, view.plan.id, seen.slot.sent_for or view.today, SHOWN)
    if kept is not None:
        return kept
    whole = sight.whole_for(seen)
    with looking(session):
        return live_brief(session, whole, sight.settings.timezone)


def _in_time(seen: Seen) -> bool:
    """Whether the days of grace still run, from the day that the slot was planned for: one
    caught up on the last of them may still be put off by a server. A reminder of its own day
    leaves on that day or not at all."""
    since = seen.slot.sent_for or seen.slot.nominal_on
    if seen.slot.rule == "daily":
        return seen.view.today == since
    return in_grace(since, seen.view.today, seen.view.calendar)


def _notice(
    session: Session, held: Held, seen: Seen, real_now: datetime, settings: Config
) -> Draft | NothingToSay:
    """A mail of another kind than a slot's."""
    message = session.get_one(Message, held.claim.id)
    view = seen.view
    person = view.directory.people[held.person_id]
    token = new_token()
    since = session.scalar(_requeued(message.id)) or message.created_at
    case = Case(session, view, message, person, settings, since, real_now, token)
    try:
        letter, made = compose_notice(case, seen.bureau.footer(person.locale))
    except Moot as moot:
        return NothingToSay(moot.reason, view, None, heir_id=moot.heir_id)
    to_address = address_of(message, person)
    leaving = _Leaving(held, seen, to_address, token, made.link, made.items, real_now)
    draft, file = _draft(leaving, letter, settings), file_of(session, message, person, settings)
    return replace(draft, content=attached(draft.content, file)) if file else draft


@dataclass(frozen=True, slots=True)
class _Leaving:
    """What is known of a message besides its words; `token` is in them."""

    held: Held
    seen: Seen
    to_address: str
    token: str
    link: NewLink | None
    items: tuple[Item, ...]
    at: datetime
    announced: tuple[Announcement, ...] = ()


def _draft(leaving: _Leaving, letter: Letter, settings: Config) -> Draft:
    view, held, token = leaving.seen.view, leaving.held, leaving.token
    person = view.directory.people[held.person_id]
    answers = leaving.link is not None and not leaving.link.purpose
    content = mime.as_bytes(
        subject=letter.subject,
        text=letter.text,
        html=letter.html,
        sender=settings.mail_from,
        to_name=person.name,
        to_address=leaving.to_address,
        message_id=held.message_id,
        at=leaving.at.astimezone(settings.timezone),
        answer_base=f"{settings.public_url}/answer/{token}" if answers else None,
    )
    frozen = Frozen(
        facts=leaving.seen.facts,
        day=view.today,
        person_id=person.id,
        to_name=person.name,
        to_address=leaving.to_address,
        locale=person.locale,
        subject=letter.subject,
        text=letter.text.replace(token, MASK),
        html=letter.html.replace(token, MASK),
        link=leaving.link,
        items=leaving.items,
        announced=leaving.announced,
        rewrite=(leaving.items, view.today) != (held.items, held.composed_for),
    )
    return Draft(frozen, held.message_id, content)


def _requeued(message_id: int) -> Select[tuple[datetime]]:
    """When a human last asked to send the message again."""
    return (
        select(MessageEvent.at)
        .where(MessageEvent.message_id == message_id, MessageEvent.what == "requeued")
        .order_by(MessageEvent.id.desc())
        .limit(1)
    )
