"""Being asked to stop: nothing more is claimed, and what waits for an answer is interrupted."""

import signal
import threading
from collections.abc import Callable


class Stop:
    """Set once, from a signal; the courier looks before each step that matters."""

    def __init__(self) -> None:
        self._event = threading.Event()
        self._interrupt: Callable[[], None] | None = None

    def ask(self) -> None:
        """Ask to stop. Safe in a signal handler."""
        self._event.set()
        if self._interrupt is not None:
            self._interrupt()

    def asked(self) -> bool:
        return self._event.is_set()

    def wait(self, seconds: float | None = None) -> None:
        """Wait until somebody asks, `seconds` at most."""
        self._event.wait(seconds)

    def interrupts(self, interrupt: Callable[[], None] | None) -> None:
        """Call `interrupt` when asked; None: nothing is to be interrupted any more."""
        self._interrupt = interrupt
        if interrupt is not None and self.asked():
            interrupt()

    def on_signals(self) -> "Stop":
        """Ask when the process receives SIGTERM or SIGINT."""
        for name in (signal.SIGTERM, signal.SIGINT):
            signal.signal(name, lambda *_: self.ask())
        return self
