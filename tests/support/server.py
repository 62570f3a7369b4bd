"""The app behind a real socket, in a thread."""

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from flask import Flask
from werkzeug.serving import WSGIRequestHandler, make_server


@dataclass(frozen=True)
class LiveServer:
    """A served app: `url` has no slash at the end."""

    url: str
    app: Flask


class _Quiet(WSGIRequestHandler):
    def log_request(self, *_: object) -> None:
        """Say nothing: a test's report is about its failure."""


@contextmanager
def served(make: Callable[[str], Flask]) -> Iterator[LiveServer]:
    """Serve what `make(public_url)` returns on a free loopback port until the context ends.

    The port is taken before the app is made, so that the app knows its public address.
    """
    with socket.create_server(("127.0.0.1", 0)) as listening:
        host, port = listening.getsockname()
        url = f"http://{host}:{port}"
        app = make(url)
        server = make_server(
            host, port, app, threaded=True, request_handler=_Quiet, fd=listening.fileno()
        )
        # Ctrl-C and the end of a test wait for no forgotten connection.
        server.daemon_threads = True
        server.block_on_close = False
        thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
        thread.start()
        try:
            yield LiveServer(url, app)
        finally:
            server.shutdown()
            thread.join()
            server.server_close()
