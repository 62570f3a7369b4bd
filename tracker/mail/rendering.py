"""Templates of mails turned into words: lines of text, and HTML with its styles written in."""

import re
import textwrap
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import css_inline
from flask import current_app

#: Characters of a line of the text part; an address is never broken.
WIDTH = 72
#: Characters of a subject, at most.
SUBJECT_LIMIT = 150
_GAPS = re.compile(r"\n{4,}")
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
    text = _GAPS.sub("\n\n\n", _render(f"mail/{template}/letter.txt", mail=mail, wrap=wrap))
    html = _inliner().inline(_render(f"mail/{template}/letter.html", mail=mail))
    return Letter(subject, f"{text.strip()}\n", html)


def one_line(subject: str) -> str:
    """`subject` without line breaks, no longer than a subject may be."""
    subject = _BREAKS.sub(" ", subject).strip()
    return subject if len(subject) <= SUBJECT_LIMIT else f"{subject[: SUBJECT_LIMIT - 1]}…"


def wrap(text: str, indent: str = "") -> str:
    """`text` on lines of WIDTH characters; its own line breaks stay."""
    return "\n".join(
        textwrap.fill(
            line,
            WIDTH,
            initial_indent=indent,
            subsequent_indent=indent,
            break_long_words=False,
            break_on_hyphens=False,
        )
        for line in text.splitlines()
    )


def _render(template: str, **context: object) -> str:
    """A template without the web's own context: a mail has no reader who is signed in."""
    return current_app.jinja_env.get_template(template).render(**context)


@cache
def _inliner() -> css_inline.CSSInliner:
    return css_inline.CSSInliner(
        load_remote_stylesheets=False, keep_at_rules=True, extra_css=_stylesheet()
    )


def _stylesheet() -> str:
    return Path(current_app.root_path, current_app.template_folder, "mail", "mail.css").read_text()
