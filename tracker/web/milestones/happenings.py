"""What happened to a milestone besides its answers, in words: changes, questions, replies.

Each function gives what `Teller.event` takes.
"""

from collections.abc import Collection, Iterator
from datetime import datetime
from itertools import groupby
from typing import TYPE_CHECKING

from flask_babel import gettext as _
from flask_babel import ngettext

from tracker.queries.changes import ChangeRow
from tracker.queries.happenings import Happenings, QuestionRow, ReplyRow
from tracker.queries.history import History
from tracker.web.histories import told
from tracker.wording import dates, numbers

if TYPE_CHECKING:
    from tracker.web.milestones.history import Teller

Event = dict[str, object]


def other_events(
    teller: "Teller", history: History, happened: Happenings, known: Collection[datetime]
) -> Iterator[Event]:
    """Everything of `happened`; `known`: instants of acts that the history tells already."""
    changes = [row for row in happened.changes if not (row.at in known and _whole(row))]
    # A share made for a new lead: the line of the lead tells it.
    changes = [row for row in changes if (row.object_kind, row.what) != ("commitment", "created")]
    yield from _changes(teller, history, changes)
    for question in happened.questions:
        yield _question(teller, history, question)
    for reply in happened.replies:
        yield _reply(teller, history, reply)


def _whole(row: ChangeRow) -> bool:
    """Whether the retired and the frozen are told elsewhere too."""
    return row.what in {"released", "created"} or (row.what == "withdrawn" and not row.field)


def _changes(teller: "Teller", history: History, rows: list[ChangeRow]) -> Iterator[Event]:
    """One event a line; the units added by one press together."""
    for _key, group in groupby(rows, key=lambda row: (row.at, row.what, row.field)):
        same = list(group)
        if same[0].what == "added" and same[0].field == "contributor":
            yield _added(teller, same)
        else:
            yield from (_change(teller, history, row) for row in same)


def _added(teller: "Teller", rows: list[ChangeRow]) -> Event:
    line = told(rows[:1])[0]
    units = [row.after for row in reversed(rows)]
    title = ngettext("%(num)s contribution ajoutée", "%(num)s contributions ajoutées", len(rows))
    facts = (numbers.listing(units, teller.locale),)
    return _event(rows[0], title, line.who, "", facts=facts)


def _change(teller: "Teller", history: History, row: ChangeRow) -> Event:
    line = told([row])[0]
    move = ()
    if line.before is not None:
        move = (_("De « %(before)s » à « %(after)s »", before=line.before, after=line.after),)
    title = _titles().get((row.what, row.field))
    if row.field in {"contributor", "lead"} and title:
        move = (row.after or row.before,)
    if row.field == "baseline_due" and row.what in {"asked", "accepted", "refused", "taken_back"}:
        move = (line.after,) if row.what != "accepted" else move
    own = row.object_id if row.object_kind == "commitment" else None
    unit = teller.commitment(own, row.at, history)
    return _event(row, title or line.title, line.who, row.reason, facts=move, unit=unit)


def _titles() -> dict[tuple[str, str], str]:
    """Changes that say more than « field : done »."""
    return {
        ("created", ""): _("Jalon inscrit"),
        ("withdrawn", ""): _("Jalon retiré"),
        ("restored", ""): _("Jalon rétabli"),
        ("released", "lead"): _("Unité porteuse libérée, sans objet"),
        ("released", "contributor"): _("Contribution sans objet"),
        ("restored", "lead"): _("Unité porteuse reprise"),
        ("restored", "contributor"): _("Contribution reprise"),
        ("asked", "baseline_due"): _("Correction de la date de départ demandée"),
        ("accepted", "baseline_due"): _("Correction de la date de départ acceptée"),
        ("refused", "baseline_due"): _("Correction de la date de départ refusée"),
        ("taken_back", "baseline_due"): _("Correction de la date de départ : demande retirée"),
        ("moved", "dossier"): _("Déplacé dans un autre dossier"),
        ("raised", "raising_head"): _("Porté à l’attention de la tête de l’unité"),
        ("raised", "raising_director"): _("Porté à l’attention de la direction du Bureau"),
        ("let_be", "raising_head"): _("Laissé, sans être porté à l’attention de l’unité"),
        ("let_be", "raising_director"): _("Laissé, sans être porté à l’attention du Bureau"),
    }


def _question(teller: "Teller", history: History, row: QuestionRow) -> Event:
    unit = teller.commitment(row.commitment_id, row.asked_at, history)
    return {
        "key": f"question-{row.id}",
        "at": row.asked_at,
        "by": row.asked_by,
        "title": _("Question"),
        "reason": row.text,
        "unit": unit,
        "facts": (_outcome(teller, row),),
    }


def _outcome(teller: "Teller", row: QuestionRow) -> str:
    """The answer and whose; or since when there is none."""
    if row.reply is not None:
        text, who, at = row.reply
        when = teller.moment(at)
        if text:
            return _("Réponse de %(who)s, %(when)s : « %(text)s »", who=who, when=when, text=text)
        return _("Réponse de %(who)s, %(when)s", who=who, when=when)
    if row.withdrawn_at is not None:
        when = teller.moment(row.withdrawn_at)
        return _("Retirée par %(who)s, %(when)s", who=row.withdrawn_by, when=when)
    asked_on = row.asked_at.astimezone(teller.zone).date()
    age = max(0, teller.view.calendar.between(asked_on, teller.view.today))
    if not age:
        return _("Sans réponse, posée aujourd’hui")
    days = numbers.business_days(age, teller.locale)
    return _("Sans réponse depuis %(days)s", days=days)


def _reply(teller: "Teller", history: History, row: ReplyRow) -> Event:
    if row.kind == "lifted":
        title = _("« C’est levé », répond l’unité qui bloquait")
    else:
        day = dates.long_date(row.promised_on, teller.locale)
        title = _("Réponse promise pour le %(day)s", day=day)
    unit = teller.named(row.blocker_unit_id, row.at, history) if row.blocker_unit_id else None
    return {
        "key": f"levee-{row.id}",
        "at": row.at,
        "by": row.by_name,
        "title": title,
        "reason": row.sentence,
        "unit": unit,
    }


def _event(row: ChangeRow, title: str, who: str, reason: str, **more: object) -> Event:
    known = {"key": f"changement-{row.id}", "at": row.at, "by": who, "title": title}
    return known | {"reason": reason} | more
