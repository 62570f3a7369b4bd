"""The way out through an SMTP server, one message and one recipient at a time.

`smtplib.sendmail` and `with SMTP()` are not used: the first hides refusals of some recipients,
the second raises on a bad QUIT after the message was accepted.
"""

import contextlib
import select
import smtplib
import socket
import ssl
from collections.abc import Callable

from tracker.config import LAST_REPLY
from tracker.mail.fates import PutOff, Refused, Undecided
from tracker.mail.relay import relay

#: Seconds until a reply counts as slow.
_SLOW = 0.05


class _Talk(smtplib.SMTP):
    """A conversation; `meanwhile` is done where the server lets wait for its reply."""

    meanwhile: Callable[[], None] | None = None

    def getreply(self) -> tuple[int, bytes]:
        if self.meanwhile is not None and not select.select([self.sock], [], [], _SLOW)[0]:
            self.meanwhile()
        return super().getreply()


class _SecureTalk(_Talk, smtplib.SMTP_SSL):
    """The same within TLS from its first byte on."""


class SmtpWayOut:
    """Hands messages to a server over one connection, which is kept between messages."""

    kind = "smtp"
    state = "sent"

    def __init__(self, url: str, timeout: int, context: ssl.SSLContext | None = None) -> None:
        """`timeout`: seconds for one step. `context`: verified TLS by default."""
        self._relay = relay(url)
        self._timeout = timeout
        self._context = context
        self._smtp: _Talk | None = None
        self._opening: _Talk | None = None
        self._handing_over = False
        self._abandoned = False
        #: An envelope was begun on this connection, and no reply to its text has ended it.
        self._begun = False
        self.where = f"{self._relay.host}:{self._relay.port}"

    def offer(
        self, sender: str, recipient: str, meanwhile: Callable[[], None] | None = None
    ) -> None:
        if self._abandoned:
            raise PutOff("stopped before the message was handed over")
        reused = self._smtp is not None
        if not reused and meanwhile is not None:
            meanwhile()
        try:
            self._envelope(sender, recipient, meanwhile)
        except OSError as error:
            opened = self._smtp is not None
            self.close()
            if not reused:
                raise PutOff(_words(error), trouble=_trouble(error, opened)) from error
            self.offer(
                sender, recipient, meanwhile
            )  # the server had closed the connection kept open

    def hand_over(self, content: bytes, message_id: str) -> str:
        self._handing_over = True
        try:
            return self._data(content)
        finally:
            self._handing_over = False

    def arrived(self, message_id: str) -> None:
        return None

    def abandon(self) -> None:
        self._abandoned = True
        smtp = self._smtp or self._opening
        if smtp is not None and smtp.sock is not None and not self._handing_over:
            with contextlib.suppress(OSError):
                smtp.sock.shutdown(socket.SHUT_RDWR)

    def close(self) -> None:
        smtp, self._smtp = self._smtp, None
        if smtp is None:
            return
        # Whatever QUIT brings, what was accepted stays accepted.
        with contextlib.suppress(OSError):
            if smtp.sock is not None:
                smtp.sock.settimeout(1)
            smtp.quit()
        smtp.close()

    def _envelope(
        self, sender: str, recipient: str, meanwhile: Callable[[], None] | None = None
    ) -> None:
        smtp = self._smtp or self._connect()
        smtp.meanwhile = meanwhile
        try:
            if self._begun:
                smtp.rset()
            self._begun = True
            self._expect_sender(smtp.mail(sender))
            self._expect(smtp.rcpt(recipient), "2")
        finally:
            smtp.meanwhile = None

    def _connect(self) -> _Talk:
        to = self._relay
        name = socket.gethostname()
        arguments = {
            "timeout": self._timeout,
            "local_hostname": name if "." in name else "[127.0.0.1]",
        }
        if to.tls == "implicit":
            smtp = _SecureTalk(context=self._tls(), **arguments)
        else:
            smtp = _Talk(**arguments)
        smtp._host = to.host  # the name that the certificate must bear
        self._opening = smtp
        try:
            self._greet(smtp)
        except BaseException:
            smtp.close()
            raise
        finally:
            self._opening = None
        self._smtp, self._begun = smtp, False
        return smtp

    def _greet(self, smtp: _Talk) -> None:
        to = self._relay
        code, reply = smtp.connect(to.host, to.port)
        if code != 220:
            raise smtplib.SMTPConnectError(code, reply)
        smtp.ehlo_or_helo_if_needed()
        if to.tls == "required":
            if not smtp.has_extn("starttls"):
                raise smtplib.SMTPNotSupportedError(
                    "the server offers no STARTTLS, and plaintext is not allowed"
                )
            smtp.starttls(context=self._tls())
            smtp.ehlo_or_helo_if_needed()
        if to.user:
            smtp.login(to.user, to.password)

    def _tls(self) -> ssl.SSLContext:
        return self._context or ssl.create_default_context()

    def _data(self, content: bytes) -> str:
        smtp = self._smtp
        if smtp is None:
            raise PutOff("the connection was closed before the text")
        try:
            self._expect(smtp.docmd("DATA"), "354")
        except OSError as error:
            # Nothing of the text has left: this is certain.
            self.close()
            raise PutOff(_words(error)) from error
        try:
            smtp.send(_stuffed(content) + b".\r\n")
            # A relay that looks into the text answers only once it has read it all.
            smtp.sock.settimeout(LAST_REPLY * self._timeout)
            code, reply = smtp.getreply()
            self._begun = False
            smtp.sock.settimeout(self._timeout)
        except OSError as error:
            self.close()
            raise Undecided(_words(error)) from error
        if code // 100 not in {2, 4, 5}:
            self.close()
            raise Undecided(_said(code, reply))
        self._expect((code, reply), "2")
        return _said(code, reply)

    def _expect_sender(self, answer: tuple[int, bytes]) -> None:
        """A sender refused for good is our configuration, nobody's address: all must wait."""
        try:
            self._expect(answer, "2")
        except Refused as refused:
            self.close()
            raise PutOff(refused.words, trouble="sender_refused") from refused

    def _expect(self, answer: tuple[int, bytes], wanted: str) -> None:
        """The first digit decides, save that 354 alone asks for the text. 421 says that the
        server closes, for everybody."""
        code, reply = answer
        if str(code).startswith(wanted):
            return
        words = _said(code, reply)
        if code == 421:
            self.close()
            raise PutOff(words, trouble="closed")
        if code // 100 == 5:
            raise Refused(words)
        if code // 100 != 4:
            self.close()
        raise PutOff(words)


def _stuffed(content: bytes) -> bytes:
    """Lines ended by CR LF, and those that begin with a dot given a second one."""
    lines = content.replace(b"\r\n", b"\n").replace(b"\r", b"\n").replace(b"\n", b"\r\n")
    if not lines.endswith(b"\r\n"):
        lines += b"\r\n"
    stuffed = lines.replace(b"\r\n.", b"\r\n..")
    return b"." + stuffed if stuffed.startswith(b".") else stuffed


def _said(code: int, reply: bytes) -> str:
    return f"{code} {reply.decode('utf-8', 'replace')}"


def _words(error: OSError) -> str:
    if isinstance(error, smtplib.SMTPResponseException):
        reply = error.smtp_error
        return _said(error.smtp_code, reply if isinstance(reply, bytes) else reply.encode())
    return str(error) or type(error).__name__


def _trouble(error: OSError, opened: bool) -> str:
    """What closes the way out when no conversation comes about; nothing once it was `opened`."""
    if opened:
        return ""
    for kind, code in (
        (smtplib.SMTPAuthenticationError, "password"),
        (smtplib.SMTPNotSupportedError, "no_starttls"),
        (smtplib.SMTPConnectError, "closed"),
        (smtplib.SMTPHeloError, "closed"),
        (ssl.SSLError, "certificate"),
    ):
        if isinstance(error, kind):
            return code
    return "unreachable"
