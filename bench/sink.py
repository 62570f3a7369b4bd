"""An SMTP server that accepts all and keeps nothing: `python -m bench.sink` prints its port."""

import asyncio
import sys


async def _converse(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    writer.write(b"220 sink\r\n")
    while line := await reader.readline():
        verb = line[:4].upper()
        if verb == b"DATA":
            writer.write(b"354 Go on\r\n")
            await reader.readuntil(b"\r\n.\r\n")
            writer.write(b"250 Accepted\r\n")
        else:
            writer.write(b"221 Bye\r\n" if verb == b"QUIT" else b"250 OK\r\n")
    writer.close()


async def _serve() -> None:
    server = await asyncio.start_server(_converse, "127.0.0.1", 0, limit=2**24)
    print(server.sockets[0].getsockname()[1], flush=True)
    await asyncio.to_thread(sys.stdin.read)


if __name__ == "__main__":
    asyncio.run(_serve())
