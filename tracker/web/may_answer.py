"""Loading a commitment and judging who may answer for it, in one step."""

from flask import abort
from flask_babel import gettext as _
from flask_login import current_user

from tracker.queries.plan_view import CommitmentRow
from tracker.web import reading

#: Standings of a commitment that takes no answer.
CLOSED = frozenset({"proposed", "no_lead", "withdrawn"})
#: Roles that may answer in the place of any unit.
_FOR_ANY_UNIT = frozenset({"coordinator", "administrator"})
#: Roles that see every commitment, and may not answer for others.
_ONLY_SEE = frozenset({"director", "reader"})


def commitment_to_update(commitment_id: int) -> CommitmentRow:
    """The commitment, when the person signed in may answer for it.

    Contacts of its unit may, whoever stands in for them today, a coordinator, an administrator.
    Stops with 404 for an absent one or a stranger's, 403 for a role that only reads, 409 for one
    that takes no answer.
    """
    row = reading.view().by_id.get(commitment_id) or abort(404)
    if row.unit_id not in current_user.unit_ids and current_user.role not in _FOR_ANY_UNIT:
        abort(403 if current_user.role in _ONLY_SEE else 404)
    return open_to_answers(row)


def open_to_answers(row: CommitmentRow) -> CommitmentRow:
    """`row` itself; stops with 409 where nothing is expected of it."""
    if reading.view().standing(row) in CLOSED:
        abort(409, _("Rien n’est attendu sur cet engagement : il n’est pas ouvert aux réponses."))
    return row
