"""House rules of the templates: one line per problem, exit 1 if there is one.

    scripts/lint_templates.py [FOLDER]

The content security policy allows nothing inline and nothing from elsewhere; every French
word goes through the catalogs; files stay short; tags close. What cannot be told for sure,
because a tag opens in one branch of an {% if %} and closes elsewhere, is left alone.
"""

import re
import sys
from html.parser import HTMLParser
from pathlib import Path

from jinja2 import Environment, TemplateSyntaxError

ROOT = Path(__file__).resolve().parent.parent
LONGEST = 120

EXPRESSION = "\N{OBJECT REPLACEMENT CHARACTER}"


def _set_of(names):
    return frozenset(names.split())


VOID = _set_of("area base br col embed hr img input link meta param source track wbr")
CLOSING_IS_OPTIONAL = _set_of(
    "html head body li dt dd p option optgroup thead tbody tfoot tr td th colgroup"
)
READ_ALOUD = _set_of("alt aria-description aria-label content placeholder title value")
FRENCH = re.compile(
    r"[àâçéèêëîïôûùüœÀÂÇÉÈÊËÎÏÔÛÙÜŒ«»]"
    r"|\b(?:le|la|les|des|du|une|est|pour|vous|votre|aucune?|sur|dans|avec)\b"
)
SAFE = re.compile(r"\|\s*safe\b")
COMMENT = re.compile(r"{#.*?#}", re.DOTALL)
OTHER_HOST = re.compile(r"https?://([\w.-]+)")
NAMESPACES = {"www.w3.org"}


def lint(name, source, environment):
    """The problems of one template, as (line, sentence)."""
    try:
        environment.parse(source)
    except TemplateSyntaxError as error:
        return [(error.lineno, f"Jinja cannot read it: {error.message}")]
    problems = [*_whole(source), *_lines(source)]
    if name.endswith(".html"):
        page = Page(in_mail="mail/" in name)
        page.read(environment.lex(source))
        problems += page.verdict()
    else:
        problems += [
            (line, "French outside _()")
            for line, kind, text in environment.lex(source)
            if kind == "data" and FRENCH.search(text)
        ]
    return sorted(set(problems))


def _whole(source):
    length = len(source.splitlines())
    if length > LONGEST:
        yield length, f"{length} lines; {LONGEST} at most"
    uncommented = COMMENT.sub(lambda found: "\n" * found[0].count("\n"), source)
    for number, line in enumerate(uncommented.splitlines(), 1):
        for host in OTHER_HOST.findall(line):
            if host not in NAMESPACES:
                yield number, f"reference to another host: {host}"


def _lines(source):
    for number, line in enumerate(source.splitlines(), 1):
        if "\t" in line:
            yield number, "tab"
        if SAFE.search(COMMENT.sub("", line)) and "{#" not in line:
            yield number, "|safe without a comment that says why"


class Page(HTMLParser):
    """Follows the tags of a template through the branches of its {% if %} and {% for %}."""

    def __init__(self, in_mail):
        super().__init__()
        self.in_mail = in_mail
        self.open = []  # (tag, line, has a lang)
        self.branches = []  # `open` as it was before each statement that has branches
        self.unsure = set()  # tags that a branch leaves open, or closes for another
        self.problems = []
        self.balance = []  # (line, sentence, tag): dropped if the tag is unsure

    def read(self, tokens):
        """Feed the HTML between the Jinja tags, keeping line numbers."""
        line, fresh = 1, False
        for at, kind, text in tokens:
            if kind == "data" or kind == "variable_begin":
                self.feed("\n" * (at - line) + (text if kind == "data" else EXPRESSION))
                line = at + (text.count("\n") if kind == "data" else 0)
            elif kind == "block_begin":
                fresh = True
            elif kind == "name" and fresh:
                fresh = False
                self._statement(text)
        self.close()

    def verdict(self):
        """All problems, once everything was read."""
        self._unclosed(self.open)
        sure = [(line, text) for line, text, tag in self.balance if tag not in self.unsure]
        return self.problems + sure

    def _statement(self, word):
        if word in ("if", "for"):
            self.branches.append(list(self.open))
        elif word in ("elif", "else", "endif", "endfor") and self.branches:
            before = self.branches[-1]
            self.unsure |= {tag for tag, *_ in set(self.open) ^ set(before)}
            self.open = list(before)
            if word.startswith("end"):
                self.branches.pop()

    def handle_starttag(self, tag, attributes):
        self._attributes(tag, dict(attributes))
        if tag not in VOID:
            self.open.append((tag, self.getpos()[0], "lang" in dict(attributes)))

    def handle_startendtag(self, tag, attributes):
        self._attributes(tag, dict(attributes))

    def handle_endtag(self, tag):
        places = [place for place, opened in enumerate(self.open) if opened[0] == tag]
        if not places:
            self.balance.append((self.getpos()[0], f"</{tag}> closes nothing", tag))
            return
        self._unclosed(self.open[places[-1] + 1 :])
        del self.open[places[-1] :]

    def _unclosed(self, opened):
        for tag, line, _lang in opened:
            if tag not in CLOSING_IS_OPTIONAL:
                self.balance.append((line, f"<{tag}> is not closed", tag))

    def handle_data(self, text):
        elsewhere = self.open and (self.open[-1][2] or self.open[-1][0] in ("script", "style"))
        if not elsewhere:
            self._french(text, self.getpos()[0])

    def _french(self, text, line):
        found = FRENCH.search(text)
        if found:
            line += text[: found.start()].count("\n")
            self.problems.append((line, f"French outside _(): {' '.join(text.split())[:60]}"))

    def _attributes(self, tag, attributes):
        line = self.getpos()[0]
        if tag == "script" and not attributes.get("src"):
            self.problems.append((line, "inline <script>"))
        if tag == "style" and not self.in_mail:
            self.problems.append((line, "inline <style>"))
        for name, value in attributes.items():
            if name == "style":
                self.problems.append((line, "style= attribute"))
            elif re.fullmatch(r"on[a-z]+|hx-on.*", name):
                self.problems.append((line, f"handler in an attribute: {name}"))
            elif name in READ_ALOUD:
                self._french(value or "", line)
            elif (value or "").startswith("//"):
                self.problems.append((line, f"reference to another host: {value[2:]}"))
            elif (value or "").startswith(("js:", "javascript:")):
                self.problems.append((line, f"script in an attribute: {name}"))


def lint_folder(folder):
    """Every problem of the templates in `folder`: "file:line: sentence"."""
    environment = Environment(
        extensions=["jinja2.ext.i18n", "jinja2.ext.do", "jinja2.ext.loopcontrols"],
        autoescape=True,
        keep_trailing_newline=True,
    )
    lines = []
    for path in sorted(folder.rglob("*")):
        if path.suffix in {".html", ".txt"}:
            name = path.relative_to(folder.parent).as_posix()
            found = lint(name, path.read_text(encoding="utf-8"), environment)
            lines += [f"{name}:{line}: {sentence}" for line, sentence in found]
    return lines


def main():
    folder = Path(sys.argv[1]).resolve() if len(sys.argv) > 1 else ROOT / "templates"
    lines = lint_folder(folder)
    for line in lines:
        print(line)
    return 1 if lines else 0


if __name__ == "__main__":
    sys.exit(main())
