"""A page as its reader has it: the words on it, and the forms that may be filled and sent."""

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

_TOKEN = re.compile(r'(?<=name="csrf_token" value=")[^"]+')
_VOID = {"input", "br", "meta", "link", "hr", "img", "path", "circle", "use"}
_SKIPPED = {"script", "style", "symbol", "option"}
_BLOCKS = {
    "p",
    "blockquote",
    "h1",
    "h2",
    "h3",
    "li",
    "dd",
    "dt",
    "div",
    "button",
    "label",
    "legend",
    "summary",
}


@dataclass
class FormOnPage:
    """A form: what a browser would send from it as it stands."""

    action: str
    method: str
    id: str = ""
    fields: dict[str, str] = field(default_factory=dict)
    buttons: list[tuple[str, str, str]] = field(default_factory=list)


@dataclass
class Page:
    """What a response shows. `text` has one space between words, no-break spaces made plain."""

    status: int
    html: str
    text: str
    title: str
    forms: list[FormOnPage]

    def form(self, button: str, within: str = "") -> FormOnPage:
        """The first form that holds a button of that label and whose action holds `within`."""
        for form in self.forms:
            if within in form.action and any(label == button for label, *_ in form.buttons):
                return form
        raise AssertionError(f"no button « {button} » on the page: {self.text}")

    def region(self, element_id: str) -> str:
        """The HTML of the element with this id, as it stands in the page."""
        return _element(self.html, element_id)


def read(response: TestResponse) -> Page:
    """The page of a response."""
    return read_html(response.get_data(as_text=True), response.status_code)


def read_html(html: str, status: int = 200) -> Page:
    reader = _Reader()
    reader.feed(html)
    for form_id, label, name, value in reader.distant:
        for form in reader.forms:
            if form.id == form_id:
                form.buttons.append((label, name, value))
    return Page(status, html, _plain("".join(reader.words)), _plain(reader.title), reader.forms)


def press(
    client: FlaskClient, page: Page, button: str, within: str = "", **typed: str
) -> TestResponse:
    """Fill the form that holds `button` and send it; redirections are not followed."""
    form = page.form(button, within)
    data = form.fields | typed
    name, value = next((n, v) for label, n, v in form.buttons if label == button)
    if name:
        data[name] = value
    if form.method == "post":
        return client.post(form.action, data=data)
    return client.get(form.action.split("#")[0], query_string=data)


def same(fragment: str, region: str) -> bool:
    """Whether a fragment is the region of its page, whatever the second of each one's token."""
    one, other = (_TOKEN.sub("", html.strip()) for html in (fragment, region))
    return one == other


def _plain(text: str) -> str:
    return re.sub(r"\s+", " ", text.replace("\N{NO-BREAK SPACE}", " ")).strip()


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []
        self.title = ""
        self.forms: list[FormOnPage] = []
        self.distant: list[tuple[str, str, str, str]] = []
        self._open: list[str] = []
        self._form: FormOnPage | None = None
        self._button: dict[str, str] | None = None
        self._label = ""
        self._typed: str | None = None
        self._select = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag not in _VOID:
            self._open.append(tag)
        if tag in _BLOCKS:
            self.words.append(" ")
        if tag == "form":
            self._form = FormOnPage(given.get("action", ""), given.get("method", "get"))
            self._form.id = given.get("id", "")
            self.forms.append(self._form)
        elif tag == "button":
            self._button, self._label = given, ""
        elif self._form is not None and tag == "textarea":
            self._form.fields[given["name"]] = ""
            self._typed = given["name"]
        elif tag == "select":
            self._select = given["name"]
        elif self._form is not None and tag == "option" and "selected" in given:
            self._form.fields[self._select] = given["value"]
        elif self._form is not None and tag == "input" and _is_sent(given):
            self._form.fields[given["name"]] = given.get("value", "")

    def handle_endtag(self, tag: str) -> None:
        if self._open and self._open[-1] == tag:
            self._open.pop()
        if tag == "form":
            self._form = None
        elif tag == "textarea":
            self._typed = None
        elif tag == "button" and self._button is not None:
            given, label = self._button, _plain(self._label)
            named = (label, given.get("name", ""), given.get("value", ""))
            if "form" in given:
                self.distant.append((given["form"], *named))
            elif self._form is not None:
                self._form.buttons.append(named)
            self._button = None

    def handle_data(self, data: str) -> None:
        if self._typed and self._form is not None:
            self._form.fields[self._typed] += data.lstrip("\r\n")
        if self._button is not None:
            self._label += data
        if "title" in self._open:
            self.title += data
        elif not _SKIPPED.intersection(self._open):
            self.words.append(data)


def _is_sent(given: dict[str, str]) -> bool:
    chosen = given.get("type") not in {"radio", "checkbox"} or "checked" in given
    return "name" in given and chosen


def _element(html: str, element_id: str) -> str:
    found = re.search(rf'<(\w+)[^>]*\sid="{re.escape(element_id)}"', html)
    assert found, f"nothing on the page has the id {element_id}"
    tag, start = found.group(1), found.start()
    depth = 0
    for mark in re.finditer(rf"<(/?){tag}\b", html[start:]):
        depth += -1 if mark.group(1) else 1
        if depth == 0:
            end = html.index(">", start + mark.start()) + 1
            return html[start:end]
    raise AssertionError(f"the element {element_id} is not closed")
