"""An SMTP server that does everything a server may do wrong, and counts what it really accepted.

`python -m tests.chaos.server SEED RATE FOLDER` prints its two ports, the second one with the
certificate of FOLDER, then serves until its standard input ends. Each message that it accepts is a
line of FOLDER/accepted: its Message-ID. FOLDER/talking holds the number of its conversations.
"""

import asyncio
import random
import re
import ssl
import sys
from contextlib import suppress
from pathlib import Path

#: Replies that may be given at any verb, instead of the one that is due.
_REPLIES = {
    "4xx": b"451 4.3.0 Later",
    "5xx": b"554 5.0.0 No",
    "421": b"421 4.7.0 Closing",
    "nonsense": b"350 What now",
}
#: What else may happen at a verb; the last four only once the whole text is there.
_FAULTS = (*_REPLIES, "stall", "drop")
_AT_THE_END = ("accept and drop", "accept and stall", "accept and talk nonsense")
#: Longer than the patience of the processes.
_STALL_SECONDS = 5.0
_NAME = re.compile(rb"(?mi)^Message-ID:\s*(<[^>]+>)")


class Cut(Exception):
    """The conversation ends here, without a word."""


class ChaosServer:
    """`rate`: share of the verbs at which something goes wrong."""

    def __init__(self, seed: int, rate: float, folder: Path) -> None:
        self._random = random.Random(seed)
        self._rate = rate
        self._log = (folder / "accepted").open("ab", buffering=0)
        self._talking = (folder / "talking").open("r+b", buffering=0)
        self._count = 0

    def _talks(self, more: int) -> None:
        self._count += more
        self._talking.seek(0)
        self._talking.write(b"%6d" % self._count)

    async def converse(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._talks(1)
        try:
            await self._say(reader, writer, self._due("connect", b"220 chaos"))
            while line := await reader.readline():
                await self._answer(line.strip().upper(), reader, writer)
        except (Cut, OSError, asyncio.IncompleteReadError):
            pass
        finally:
            writer.transport.abort()
            self._talks(-1)

    async def _answer(
        self, line: bytes, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        verb = line.split(b" ")[0]
        if verb == b"DATA":
            reply = self._due("data", b"354 Go on")
            await self._say(reader, writer, reply)
            if isinstance(reply, bytes) and reply.startswith(b"354"):
                content = await reader.readuntil(b"\r\n.\r\n")
                await self._say(reader, writer, self._judge(content))
            return
        if verb == b"QUIT":
            await self._say(reader, writer, self._due("quit", b"221 Bye"))
            raise Cut
        known = verb in {b"EHLO", b"HELO", b"MAIL", b"RCPT", b"RSET", b"NOOP"}
        usual = b"250 OK" if known else b"500 5.5.1 Unknown"
        await self._say(reader, writer, self._due(verb.decode("ascii", "replace").lower(), usual))

    def _judge(self, content: bytes) -> bytes | str:
        """The reply to a whole message, which is accepted or not."""
        reply = self._due("dot", b"250 Accepted", _AT_THE_END)
        accepted = reply == b"250 Accepted" or str(reply).startswith("accept")
        if accepted:
            self._log.write(_NAME.search(content)[1] + b"\n")
        return {"accept and drop": "drop", "accept and stall": "stall"}.get(
            str(reply), _REPLIES["nonsense"] if reply == "accept and talk nonsense" else reply
        )

    def _due(self, verb: str, usual: bytes, more: tuple[str, ...] = ()) -> bytes | str:
        if self._random.random() >= self._rate:
            return usual
        fault = self._random.choice((*_FAULTS, *more))
        # The way out as a whole is closed by some of these: rarely enough to get on.
        if verb in {"connect", "ehlo", "mail"} and self._random.random() < 0.7:
            return usual
        return _REPLIES.get(fault, fault)

    async def _say(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, reply: bytes | str
    ) -> None:
        if reply == "stall":
            # Until the other side has had enough.
            with suppress(TimeoutError):
                await asyncio.wait_for(reader.read(), _STALL_SECONDS)
            raise Cut
        if reply == "drop":
            raise Cut
        writer.write(reply + b"\r\n")
        await writer.drain()
        if reply.startswith(b"421"):
            raise Cut


async def _serve(seed: int, rate: float, folder: Path) -> None:
    chaos = ChaosServer(seed, rate, folder)
    expired = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    expired.load_cert_chain(folder / "cert", folder / "key")
    plain = await asyncio.start_server(chaos.converse, "127.0.0.1", 0, limit=2**24)
    secure = await asyncio.start_server(chaos.converse, "127.0.0.1", 0, limit=2**24, ssl=expired)
    ports = [str(server.sockets[0].getsockname()[1]) for server in (plain, secure)]
    print(*ports, flush=True)  # noqa: T201 - the conductor reads it
    await asyncio.to_thread(sys.stdin.read)


if __name__ == "__main__":
    given = sys.argv[1:]
    asyncio.run(_serve(int(given[0]), float(given[1]), Path(given[2])))
