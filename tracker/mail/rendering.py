"""Templates of mails turned into words: lines of text, and HTML with its styles written in."""

import re
import textwrap
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

import css_inline
from flask import current_app
from flask_babel import get_translations
from markupsafe import Markup

#: Characters of a line of the text part; an address is never broken.
WIDTH = 72
#: Characters of a subject, at most.
SUBJECT_LIMIT = 150
_GAPS, _GAP = re.compile(r"\n{4,}"), "\n\n\n"
#: What differs between two mails of one shape: the words, and where the links lead.
_WORDS = re.compile(r"""(?<=>)[^<]*[^<\s][^<]*(?=<)|(?<=href=")[^"]*(?=")""")
#: Stands for them in a shape; no word holds it (a character for private use).
_HOLE = "\ue000"
_BREAKS = re.compile(r"[\x00-\x1f\x7f\u2028\u2029]+")


@dataclass(frozen=True)
class Letter:
    """One mail as words. The subject holds no line break."""

    subject: str
    text: str
    html: str


@dataclass(frozen=True)
class Way:
    """A link in words."""

    label: str
    url: str


@dataclass(frozen=True)
class Foot:
    """What stands under every mail. `why`: why one gets it; `words`: the Bureau's own; `small`:
    how long its links last, that the plan is an illustration."""

    why: str
    not_for_me: str = ""
    help: tuple[Way, ...] = ()
    words: str = ""
    small: tuple[str, ...] = ()


def letter(template: str, mail: object, subject: str) -> Letter:
    """`mail` through templates/mail/TEMPLATE/letter.txt and .html. Needs an app context."""
    text = _GAPS.sub(
        "\n\n\n", _render(f"mail/{template}/letter.txt", _saying(str), mail=mail, wrap=wrap)
    )
    html = styled(_render(f"mail/{template}/letter.html", _saying(Markup), mail=mail))
    return Letter(subject, f"{text.strip()}\n", html)


def one_line(subject: str) -> str:
    """`subject` without line breaks, no longer than a subject may be."""
    subject = _BREAKS.sub(" ", subject).strip()
    return subject if len(subject) <= SUBJECT_LIMIT else f"{subject[: SUBJECT_LIMIT - 1]}…"


def styled(html: str) -> str:
    """`html` with the styles of mail.css written on its elements. Needs an app context.

    They depend on the elements alone: mails of one shape are inlined once.
    """
    words = _WORDS.findall(html)
    pieces = _styled_shape(_WORDS.sub(_HOLE, html))
    if len(pieces) != len(words) + 1:  # something moved the words: they keep their own elements
        return _inliner().inline(html)
    return "".join(piece + word for piece, word in zip(pieces, (*words, ""), strict=True))


@lru_cache(256)
def _styled_shape(shape: str) -> list[str]:
    return _inliner().inline(shape).split(_HOLE)


@lru_cache(1024)
def wrap(text: str, indent: str = "") -> str:
    """`text` on lines of WIDTH characters; its own line breaks stay."""
    return "\n".join(_filled(line, indent) for line in text.splitlines())


def _filled(line: str, indent: str) -> str:
    if line and len(indent) + len(line) <= WIDTH and line == line.strip() and "\t" not in line:
        return indent + line
    return textwrap.fill(
        line,
        WIDTH,
        initial_indent=indent,
        subsequent_indent=indent,
        break_long_words=False,
        break_on_hyphens=False,
    )


def _render(template: str, say: Callable[..., str], **context: object) -> str:
    """A template without the web's own context: a mail has no reader who is signed in.

    `say`: what `_` is in it, for the language is known for the whole of a mail.
    """
    return current_app.jinja_env.get_template(template).render(_=say, **context)


def _saying(kind: type[str]) -> Callable[..., str]:
    """gettext of the language that is spoken now; `kind`: Markup escapes what is told in it."""
    translated = get_translations().ugettext
    return lambda sentence, **told: kind(translated(sentence)) % told


@cache
def _inliner() -> css_inline.CSSInliner:
    return css_inline.CSSInliner(
        load_remote_stylesheets=False, keep_at_rules=True, extra_css=_stylesheet()
    )


def _stylesheet() -> str:
    return Path(current_app.root_path, current_app.template_folder, "mail", "mail.css").read_text()
