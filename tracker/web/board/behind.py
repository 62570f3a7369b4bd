"""The sentences behind a cell of the map."""

from dataclasses import dataclass

from flask_babel import gettext as _

from tracker.domain.standing import pressing_rank
from tracker.queries.plan_rows import CommitmentRow
from tracker.queries.plan_view import PlanView
from tracker.web.board.filters import Filters
from tracker.web.board.heat_map import concerned
from tracker.web.board.lists import line
from tracker.wording import plan, units
from tracker.wording.lines import Line, filled
from tracker.wording.telling import Telling, blocked_since, quote


@dataclass(frozen=True, slots=True)
class Behind:
    """A unit in a dossier: what each of its commitments says, most pressing first."""

    unit_code: str
    unit: str
    dossier_code: str
    dossier: str
    lines: tuple[Line, ...]


def behind(view: PlanView, filters: Filters, locale: str) -> Behind | None:
    """What the address asks to open; None where nothing is asked, or was not there yet."""
    if filters.cell is None:
        return None
    telling = Telling(view, locale, hers=False)
    unit = view.directory.unit_by_code(filters.cell[0])
    dossier = next((row for row in view.dossiers if row.code == filters.cell[1]), None)
    if unit is None or dossier is None:
        return None
    rows = concerned(view).get((unit.id, dossier.id), [])
    rows = sorted(rows, key=lambda row: pressing_rank(view.word(row)))
    return Behind(
        unit.code,
        units.full_name(unit, locale),
        dossier.code,
        plan.dossier_name(dossier, locale),
        tuple(_line(telling, row, past=filters.on is not None) for row in rows),
    )


def _line(telling: Telling, row: CommitmentRow, past: bool) -> Line:
    who = [telling.code(row), blocked_since(telling, row), _until(telling, row)]
    return line(
        telling,
        row,
        commitment_id=row.id if _askable(telling, row) and not past else 0,
        note=_author(telling, row),
        who=filled(who),
        say=quote(row.sentence) or _unsaid(row),
    )


def _askable(telling: Telling, row: CommitmentRow) -> bool:
    """Whether a question may be asked on it, as on the milestone's own page."""
    plan_row = telling.view.plan
    in_force = plan_row is not None and plan_row.state == "approved"
    return in_force and telling.view.word(row) != "withdrawn"


def _unsaid(row: CommitmentRow) -> str:
    return "" if row.answer else _("Aucune réponse encore.")


def _author(telling: Telling, row: CommitmentRow) -> str:
    if not row.author_name or row.said_on is None:
        return ""
    return _("%(who)s, %(day)s", who=row.author_name, day=telling.day(row.said_on))


def _until(telling: Telling, row: CommitmentRow) -> str:
    if row.answer == "done" and row.done_on:
        return _("fait le %(day)s", day=telling.day(row.done_on))
    return telling.due(row)
