"""A real Chromium, and what is refused of a page: console lines, errors, strangers, barriers."""

import os
import shutil
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import BrowserContext, ConsoleMessage, Page, Request, WebError

MISSING = (
    "Chromium is not installed: 'sudo apt install chromium', "
    "or name a browser in TRACKER_TEST_CHROMIUM."
)

#: Chromium keeps to itself: no look-ups of its makers' hosts at every start.
QUIET = (
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)

AXE_TAGS = (
    "wcag2a",
    "wcag2aa",
    "wcag21a",
    "wcag21aa",
    "wcag22a",
    "wcag22aa",
    "best-practice",
)


def chromium() -> str | None:
    """The path of the Chromium to drive, or None."""
    named = os.environ.get("TRACKER_TEST_CHROMIUM")
    names = [named] if named else ["chromium", "chromium-browser", "google-chrome"]
    return next((path for path in map(shutil.which, names) if path), None)


def launch_arguments(executable: str) -> dict[str, object]:
    """What pytest-playwright starts the browser with."""
    # Chromium's sandbox refuses root.
    sandbox = ("--no-sandbox",) if os.geteuid() == 0 else ()
    return {"executable_path": executable, "args": [*QUIET, *sandbox]}


@dataclass
class Complaints:
    """What the watched pages said or asked that they should not have."""

    found: list[str] = field(default_factory=list)
    _expected: list[str] = field(default_factory=list)

    def expect(self, text: str) -> None:
        """Let console lines that hold `text` pass: Chromium notes each 4xx answer there."""
        self._expected.append(text)

    @property
    def unexpected(self) -> list[str]:
        return [line for line in self.found if not any(text in line for text in self._expected)]

    def watch(self, context: BrowserContext) -> None:
        """Listen to every page of `context`."""
        context.on("console", self._console)
        context.on("weberror", self._error)
        context.on("request", self._request)

    def _console(self, message: ConsoleMessage) -> None:
        self.found.append(
            f"console {message.type}: {message.text} ({message.location.get('url', '')})"
        )

    def _error(self, error: WebError) -> None:
        self.found.append(f"page error: {error.error}")

    def _request(self, request: Request) -> None:
        parts = urlsplit(request.url)
        if parts.scheme in {"http", "https", "ws", "wss"} and parts.hostname not in {
            "127.0.0.1",
            "localhost",
        }:
            self.found.append(f"request to another host: {request.url}")


#: The rules whose verdict hangs on colours and sizes, not on the structure alone.
AXE_LOOKS = ("color-contrast", "link-in-text-block", "scrollable-region-focusable", "target-size")


def axe(page: Page, only: tuple[str, ...] = AXE_TAGS) -> list[str]:
    """What axe-core finds on the page as it stands (WCAG 2.0 to 2.2 A and AA, best practices).

    `only`: other tags, or names of rules. One line per element: the rule, how grave, which
    element, why.
    """
    # evaluate() is not subject to the page's Content-Security-Policy; a script tag is.
    if not page.evaluate("typeof axe === 'object'"):
        page.evaluate(AXE_SCRIPT)
    results = page.evaluate(
        "only => axe.run(document, {runOnly: only, resultTypes: ['violations']})", list(only)
    )
    return [
        f"{violation['id']} ({violation['impact']}): {' '.join(map(str, node['target']))}: "
        f"{node['failureSummary']}"
        for violation in results["violations"]
        for node in violation["nodes"]
    ]
