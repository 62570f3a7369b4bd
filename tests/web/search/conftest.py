"""A plan with something said in it, and what a browser finds there."""

import re
from dataclasses import dataclass
from html import unescape

import pytest

_RESULT = re.compile(r'<li><a class="what" href="([^"]+)">(.*?)</li>', re.DOTALL)


@dataclass
class Results:
    """`found`: path and words of each, in order."""

    status: int
    html: str
    found: list[tuple[str, str]]

    @property
    def text(self):
        return _plain(self.html)

    def leads_to(self, words):
        """Where the first result that holds these words leads."""
        return next((path for path, text in self.found if words in text), None)


@pytest.fixture
def search():
    """`search(client, "déneigement", kind="answer")`: what the page shows."""

    def ask(client, typed, **more):
        answer = client.get("/search", query_string={"q": typed, **more})
        found = [(unescape(path), _plain(text)) for path, text in _RESULT.findall(answer.text)]
        return Results(answer.status_code, answer.text, found)

    return ask


def _plain(html):
    text = unescape(re.sub(r"<[^>]+>", "", html)).replace("\N{NO-BREAK SPACE}", " ")
    return " ".join(text.split())
