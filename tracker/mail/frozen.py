"""The text of a message that leaves, as it is kept."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from tracker.domain.raising import Announcement
from tracker.mail.digests import Item
from tracker.mail.holds import Claim
from tracker.mail.links import NewLink


@dataclass(frozen=True, slots=True)
class Frozen:
    """What is about to leave. Bodies hold no token, `link` only its hash; a test has no link.

    `facts`: number of the facts it tells; `announced`: what it tells will be raised; `rewrite`:
    whether `items` are not written down yet.
    """

    facts: int
    day: date
    person_id: int
    to_name: str
    to_address: str
    locale: str
    subject: str
    text: str
    html: str
    link: NewLink | None
    items: Sequence[Item]
    announced: Sequence[Announcement] = ()
    rewrite: bool = True

    @property
    def asked(self) -> list[int]:
        """Ids of the commitments it asks for."""
        return [item.commitment_id for item in self.items if item.asked]


@dataclass(frozen=True, slots=True)
class Receipt:
    """A message that the other side has taken: `state` is sent or deposited, `words` what it said.

    `frozen`: what has just left; without it, it is read again what the message asked.
    """

    claim: Claim
    state: str
    at: datetime
    words: str
    frozen: Frozen | None = None
