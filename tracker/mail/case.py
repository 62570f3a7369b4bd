"""One mail of its own kind about to be composed: the facts it needs, and what is made of them."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from tracker.config import Config
from tracker.domain.messages import Message
from tracker.domain.tokens import token_hash
from tracker.mail.digests import Digest, Item
from tracker.mail.lead_part import LeadPart
from tracker.mail.links import LASTS, NewLink
from tracker.mail.occasion import Occasion
from tracker.mail.rendering import Way
from tracker.queries.directory import PersonRow
from tracker.queries.plan_view import PlanView
from tracker.wording import dates


class Moot(Exception):
    """Nothing is to be said any more. `reason`: a code of wording's SKIP_REASONS; `heir_id`: who
    is written to instead."""

    def __init__(self, reason: str, heir_id: int | None = None) -> None:
        super().__init__(reason)
        self.reason = reason
        self.heir_id = heir_id


@dataclass(frozen=True)
class Notice:
    """A mail in words: paragraphs, a button, paragraphs; or what is asked of a unit (`lead`)."""

    subject: str
    headline: str
    before: tuple[str, ...]
    button: Way | None = None
    after: tuple[str, ...] = ()
    lead: LeadPart | None = None
    eyebrow: str = ""
    why: str = ""
    help: str = "responsable"


@dataclass(frozen=True)
class Made:
    """A notice, the link it carries and the commitments it names."""

    notice: Notice
    link: NewLink | None = None
    items: tuple[Item, ...] = ()


@dataclass(frozen=True)
class Case:
    """`since`: when the mail was asked for; `now`: the real time; `token`: not kept yet."""

    session: Session
    view: PlanView
    message: Message
    person: PersonRow
    settings: Config
    since: datetime
    now: datetime
    token: str

    def url(self, path: str) -> str:
        return f"{self.settings.public_url}/{path}"

    @property
    def answer_base(self) -> str:
        return self.url(f"answer/{self.token}")

    def link(self, purpose: str = "", address_change_id: int | None = None) -> NewLink:
        return NewLink(token_hash(self.token), purpose, address_change_id)

    def until(self, purpose: str) -> str:
        """« 30 novembre 2026, 14 h »: how long a link that leaves now is good for."""
        return dates.moment(self.now + LASTS[purpose], self.settings.timezone, self.person.locale)

    def still_worth(self, purpose: str) -> None:
        """Raises Moot for a mail whose link would have been useless by now."""
        if self.now - self.since > max(LASTS[purpose], timedelta(days=1)):
            raise Moot("expired")

    def occasion(self, unit_id: int) -> Occasion:
        """What a line about a commitment of the unit is written from."""
        digest = Digest(self.person.id, (), (unit_id,))
        return Occasion(
            self.view,
            digest,
            self.person.locale,
            self.answer_base,
            self.settings.public_url,
            self.settings.timezone,
        )
