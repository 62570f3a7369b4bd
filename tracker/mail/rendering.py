"""Templates of mails turned into words: lines of text, and HTML with its styles written in."""

import re
import textwrap
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, lru_cache
from gettext import NullTranslations
from itertools import count
from pathlib import Path

import css_inline
from flask import current_app
from flask_babel import get_translations
from jinja2 import Environment
from markupsafe import Markup

#: Characters of a line of the text part; an address is never broken.
WIDTH = 72
#: Characters of a subject, at most.
SUBJECT_LIMIT = 150
_GAPS, _GAP = re.compile(r"\n{4,}"), "\n\n\n"
#: What differs between two mails of one shape: the words, and where the links lead.
_WORDS = re.compile(r"""(?<=>)[^<]*[^<\s][^<]*(?=<)|(?<=href=")[^"]*(?=")""")
#: Stands for them in a shape (a character for private use).
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
    text = _GAPS.sub("\n\n\n", _render(template, "txt", mail))
    html = styled(_render(template, "html", mail))
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
    pieces, places = _styled_shape(_WORDS.sub(_HOLE, html))
    told = [piece + words[place] for piece, place in zip(pieces, places, strict=False)]
    return "".join(told) + pieces[-1]


@lru_cache(256)
def _styled_shape(shape: str) -> tuple[list[str], list[int]]:
    """What stands around the holes of `shape`, and which word goes into each: the inliner may
    move what stands where nothing may."""
    number = count()
    numbered = re.sub(_HOLE, lambda _: f"{_HOLE}{next(number)};", shape)
    found = re.split(f"{_HOLE}([0-9]+);", _inliner().inline(numbered))
    return found[::2], [int(place) for place in found[1::2]]


@lru_cache(1024)
def wrap(text: str, indent: str = "") -> str:
    """`text` on lines of WIDTH characters; its own line breaks stay."""
    return "\n".join(_filled(line, indent) for line in text.splitlines())


def _filled(line: str, indent: str) -> str:
    """As textwrap does, in a tenth of its time where single spaces part the words."""
    if not line or line != line.strip() or "  " in line or "\t" in line:
        told = {"initial_indent": indent, "subsequent_indent": indent, "break_on_hyphens": False}
        return textwrap.fill(line, WIDTH, break_long_words=False, **told)
    lines, room = [""], 0
    for word in line.split(" "):
        if len(word) < room:
            lines[-1] += f" {word}"
            room -= len(word) + 1
        else:
            lines.append(indent + word)
            room = WIDTH - len(indent) - len(word)
    return "\n".join(lines[1:])


def _render(template: str, part: str, mail: object) -> str:
    """A template without the web's own context: a mail has no reader who is signed in."""
    return _voice(current_app.jinja_env, get_translations(), template, part)(mail)


@lru_cache(32)
def _voice(
    environment: Environment, translations: NullTranslations, template: str, part: str
) -> Callable[[object], str]:
    """What renders one part of such mails in one language; their pieces are read once.

    `_` in it is the gettext of that language: HTML escapes what is told in it.
    """
    kind = Markup if part == "html" else str

    def say(sentence: str, **told: object) -> str:
        return kind(translations.ugettext(sentence)) % told

    context = {"_": say, "wrap": wrap}
    pieces = f"mail/{template}/_parts.{part}"
    if pieces in environment.list_templates(filter_func=pieces.__eq__):
        context["parts"] = environment.get_template(pieces).make_module(context)
    render = environment.get_template(f"mail/{template}/letter.{part}").render
    return lambda mail: render(context, mail=mail)


@cache
def _inliner() -> css_inline.CSSInliner:
    return css_inline.CSSInliner(
        load_remote_stylesheets=False, keep_at_rules=True, extra_css=_stylesheet()
    )


def _stylesheet() -> str:
    return Path(current_app.root_path, current_app.template_folder, "mail", "mail.css").read_text()
