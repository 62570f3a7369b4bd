"""The « Historique » of an object as its page shows it."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from flask import g
from flask_babel import gettext as _

from tracker.extensions import db
from tracker.queries.changes import ChangeRow, changes_of
from tracker.web import reading
from tracker.wording import changes, city, dates, people, schedule, states


@dataclass(frozen=True, slots=True)
class Line:
    """What happened; from what to what (None: the whole object); who and when; why."""

    id: int
    title: str
    before: str | None  # "" where nothing stood before
    after: str | None
    who: str
    when: str
    reason: str


def history_of(kind: str, object_ids: Collection[int]) -> list[Line]:
    """The lines of these objects, newest first. One statement."""
    return told(changes_of(db.session, kind, object_ids))


def told(rows: Sequence[ChangeRow]) -> list[Line]:
    """Rows of the history in the reader's words."""
    return [_line(row) for row in rows]


def _line(row: ChangeRow) -> Line:
    done = changes.what(row.what, row.field or row.object_kind)
    moved = bool(row.field) and (row.before or row.after)
    return Line(
        id=row.id,
        title=_("%(field)s : %(done)s", field=changes.field(row.field), done=done.lower())
        if row.field
        else done,
        before=(row.before and _value(row.field, row.before)) if moved else None,
        after=_value(row.field, row.after) if moved else None,
        who=f"{row.by_name}, {_way(row)}",
        when=dates.moment(row.at, reading.settings().timezone, g.locale),
        reason=row.reason,
    )


def _way(row: ChangeRow) -> str:
    """By what way it came; an address is suspended by nobody's hand."""
    if row.field == "suspension" and row.what == "added":
        return _("par le retour d’un courriel")
    return changes.way(row.way)


def _value(field: str, text: str) -> str:
    if field == "kind" and text in states.KINDS:
        return states.kind(text)
    if field == "bureau_role" and text in states.BUREAU_ROLES:
        return states.bureau_role(text)
    return (
        people.value(field, text)
        or schedule.value(field, text, g.locale)
        or city.value(field, text)
        or changes.value(text, g.locale)
    )
