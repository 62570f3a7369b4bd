"""The shape of what is asked of one person: questions, groups of lines, what comes next."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Choice:
    """One of the four answers, and the page where it is already chosen."""

    code: str
    label: str
    url: str


@dataclass(frozen=True)
class Line:
    """A commitment to answer. `slip` is empty when nothing moved; `said` when nothing was said;
    `reply` when the unit that blocks it did not reply; `warning`: what will be raised, and with
    whom, where something will."""

    code: str
    title: str
    about: str
    start: str
    forecast: str
    slip: str
    late: bool
    said: str
    said_by: str
    reply: str
    reply_by: str
    choices: tuple[Choice, ...]
    warning: str = ""
    sentence_url: str = ""


@dataclass(frozen=True)
class Asked:
    """A question that is open; `about`: a code. On a dossier, no line: it is answered in words."""

    text: str
    by: str
    day: str
    url: str
    about: str
    title: str
    line: Line | None = None


@dataclass(frozen=True)
class Group:
    heading: str
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class AskedValue:
    """A value of an indicator that is late; `last`: the one before it, empty for the first."""

    code: str
    name: str
    about: str
    last: str
    url: str


@dataclass(frozen=True)
class LeadPart:
    """Everything asked of one person."""

    questions: tuple[Asked, ...]
    groups: tuple[Group, ...]
    following: tuple[str, ...]
    values: tuple[AskedValue, ...] = ()

    @property
    def answers(self) -> int:
        """How many commitments to answer."""
        return sum(len(group.lines) for group in self.groups)
