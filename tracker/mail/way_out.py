"""The way out of the mail: an SMTP server where one is named, else a folder."""

from collections.abc import Callable
from typing import Protocol

from tracker.config import Config
from tracker.mail import return_path
from tracker.mail.maildir import MaildirWayOut
from tracker.mail.mime import parsed_sender
from tracker.mail.smtp import SmtpWayOut


class WayOut(Protocol):
    """Takes one message to one address at a time."""

    #: smtp or maildir: written down when a message is handed over.
    kind: str
    #: State of a message it has accepted: sent or deposited.
    state: str
    #: Where the mail goes, in words, without any password.
    where: str

    def offer(
        self, sender: str, recipient: str, meanwhile: Callable[[], None] | None = None
    ) -> None:
        """Go as far as possible without handing anything over. Raises PutOff or Refused.

        `meanwhile`: called where the other side has to be waited for, perhaps more than once.
        """

    def hand_over(self, content: bytes, message_id: str) -> str:
        """Hand the offered message over; what the other side said.

        Raises PutOff, Refused, or Undecided when the answer was lost.
        """

    def arrived(self, message_id: str) -> bool | None:
        """Whether a message handed over earlier got there; None where that cannot be known."""

    def abandon(self) -> None:
        """Called from elsewhere: give up at once, unless a message is being handed over."""

    def close(self) -> None:
        """End the conversation. Never raises."""


def way_out(settings: Config) -> WayOut:
    """The way out that the settings name. Raises ValueError for an address that makes no sense."""
    if settings.smtp_url:
        return SmtpWayOut(settings.smtp_url, settings.smtp_timeout_seconds)
    return MaildirWayOut(settings.mail_folder)


def sender_address(settings: Config, row_id: int | None = None) -> str:
    """The envelope's sender: the bare address of TRACKER_MAIL_FROM; signed for the message of
    that row where what comes back is read."""
    if settings.bounce_maildir is None or row_id is None:
        return parsed_sender(settings.mail_from)[1]
    return return_path.signed(settings.mail_from, row_id, settings.secret_key)
