"""A real SMTP server on a free loopback port, which can be told to misbehave at any step."""

import asyncio
import socket
import threading
from collections import deque
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from enum import Enum

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, Session

PATIENCE_SECONDS = 20


class Step(Enum):
    """Where a conversation can be disturbed; a message refused before ACCEPTED is not kept."""

    EHLO = "EHLO"
    MAIL = "MAIL"
    RCPT = "RCPT"
    DATA = "DATA"  # the command, before 354
    CONTENT = "CONTENT"  # the whole message arrived, and is not kept yet
    ACCEPTED = "ACCEPTED"  # the message is kept, the client not told yet
    QUIT = "QUIT"


@dataclass(frozen=True)
class Received:
    """One message the server kept."""

    sender: str
    recipients: tuple[str, ...]
    content: bytes

    @property
    def message(self) -> EmailMessage:
        """The message parsed, headers decoded."""
        return message_from_bytes(self.content, policy=policy.default)


@dataclass
class Pause:
    """A conversation held: wait until it is `reached`, do something, `release` it."""

    _reached: threading.Event = field(default_factory=threading.Event)
    _released: threading.Event = field(default_factory=threading.Event)

    def wait_until_reached(self) -> None:
        if not self._reached.wait(PATIENCE_SECONDS):
            raise TimeoutError("no client came to the step at which to pause")

    def release(self) -> None:
        self._released.set()

    async def hold(self) -> None:
        self._reached.set()
        await asyncio.to_thread(self._released.wait, PATIENCE_SECONDS)


KILL = "kill"


class Mailbox:
    """What arrived, and how the server behaves from now on."""

    def __init__(self, port: int = 0) -> None:
        """`port`: a free one by default."""
        self.received: list[Received] = []
        self._plans: dict[Step, deque[str | Pause]] = {step: deque() for step in Step}
        self._passwords: dict[str, str] = {}
        self._socket = socket.create_server(("127.0.0.1", port))
        self.host, self.port = self._socket.getsockname()
        self._controller = _Controller(self, self._socket, self.port)

    @property
    def url(self) -> str:
        """The way out to this server, as TRACKER_SMTP_URL takes it."""
        return f"smtp://{self.host}:{self.port}"

    def answer(self, step: Step, reply: str, times: int = 1) -> None:
        """Answer `reply` ("451 4.3.0 Later") the next `times` that `step` is reached."""
        self._plans[step].extend([reply] * times)

    def kill(self, step: Step, times: int = 1) -> None:
        """Cut the connection without a word the next `times` that `step` is reached."""
        self._plans[step].extend([KILL] * times)

    def pause(self, step: Step) -> Pause:
        """Hold the next conversation that reaches `step` until the pause is released."""
        pause = Pause()
        self._plans[step].append(pause)
        return pause

    def knows(self, user: str, password: str) -> None:
        """From now on, `user` has to sign in with `password`, and no other."""
        self._passwords[user] = password

    def welcomes(self, user: bytes, password: bytes) -> bool:
        return self._passwords.get(user.decode()) == password.decode()

    def start(self) -> None:
        self._controller.start()

    def stop(self) -> None:
        """Stop listening: a later connection is refused."""
        for plans in self._plans.values():
            for plan in plans:
                if isinstance(plan, Pause):
                    plan.release()
        self._controller.stop(no_assert=True)

    async def disturb(self, step: Step, server: SMTP) -> str | None:
        """Do what is planned for `step`; the reply to give instead of the usual one, if any."""
        plan = self._plans[step].popleft() if self._plans[step] else None
        if isinstance(plan, Pause):
            await plan.hold()
            return None
        if plan == KILL:
            server.transport.abort()
            raise ConnectionResetError
        return plan


class _Conversation(SMTP):
    """aiosmtpd's server, which can also refuse the DATA command itself."""

    async def smtp_DATA(self, arg: str) -> None:
        reply = await self.event_handler.mailbox.disturb(Step.DATA, self)
        if reply is None:
            await super().smtp_DATA(arg)
        else:
            await self.push(reply)


@dataclass
class _Handler:
    mailbox: Mailbox

    async def handle_EHLO(
        self, server: SMTP, session: Session, _: Envelope, hostname: str, responses: list[str]
    ) -> list[str]:
        session.host_name = hostname
        reply = await self.mailbox.disturb(Step.EHLO, server)
        return [reply] if reply else responses

    async def handle_MAIL(
        self, server: SMTP, _: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        reply = await self.mailbox.disturb(Step.MAIL, server)
        if reply is None:
            envelope.mail_from = address
            envelope.mail_options.extend(options)
        return reply or "250 OK"

    async def handle_RCPT(
        self, server: SMTP, _: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        reply = await self.mailbox.disturb(Step.RCPT, server)
        if reply is None:
            envelope.rcpt_tos.append(address)
            envelope.rcpt_options.extend(options)
        return reply or "250 OK"

    async def handle_DATA(self, server: SMTP, _: Session, envelope: Envelope) -> str:
        reply = await self.mailbox.disturb(Step.CONTENT, server)
        if reply:
            return reply
        self.mailbox.received.append(
            Received(envelope.mail_from, tuple(envelope.rcpt_tos), bytes(envelope.content))
        )
        return await self.mailbox.disturb(Step.ACCEPTED, server) or "250 OK"

    async def handle_QUIT(self, server: SMTP, _: Session, __: Envelope) -> str:
        return await self.mailbox.disturb(Step.QUIT, server) or "221 Bye"


class _Controller(Controller):
    """Listens on a socket that is already bound: no port is guessed."""

    def __init__(self, mailbox: Mailbox, listening: socket.socket, port: int) -> None:
        super().__init__(_Handler(mailbox), hostname="127.0.0.1", port=port)
        self._listening = listening

    def factory(self) -> SMTP:
        return _Conversation(
            self.handler,
            authenticator=self._welcome,
            auth_require_tls=False,
            **self.SMTP_kwargs,
        )

    def _welcome(self, _server, _session, _envelope, _mechanism, data) -> AuthResult:
        known = self.handler.mailbox.welcomes(data.login, data.password)
        return AuthResult(success=known, handled=False)

    def _create_server(self):
        return self.loop.create_server(self._factory_invoker, sock=self._listening)
