"""The items of a brief that are about what the director asked: her questions and decisions."""

from flask_babel import gettext as _

from tracker.domain.briefs import Item, Told
from tracker.queries.decisions import DecisionRow
from tracker.queries.plan_rows import QuestionRow
from tracker.queries.questions import AskedRow
from tracker.wording import plan, states, units
from tracker.wording.brief_items import BothWays
from tracker.wording.lines import filled
from tracker.wording.telling import Telling, asked_in_vain, quote


def unanswered(tell: BothWays, row: QuestionRow) -> Item:
    """A question on a dossier that nobody has answered: it waits with the rest."""
    dossier = tell.view.dossier_by_id[row.dossier_id]
    asked_on = tell.local(row.asked_at)

    def words(telling: Telling) -> Told:
        return Told(
            plan.dossier_name(dossier, telling.locale),
            about=filled((asked_in_vain(telling), telling.waiting(asked_on))),
            say=quote(row.text),
        )

    days = max(0, tell.view.calendar.between(asked_on, tell.view.today))
    return Item(
        f"question:{row.id}", "question", str(row.id), dossier.code, **tell.told(words), days=days
    )


def question(tell: BothWays, row: AskedRow) -> Item:
    """What she asked, and the answer or how long it has been awaited."""
    asked_on = tell.local(row.asked_at)
    answered_on = tell.local(row.answered_at) if row.answered_at else None
    code, unit, titled = _where(tell, row.commitment_id, row.dossier_id)

    def words(telling: Telling) -> Told:
        about = [_("question du %(day)s", day=telling.day(asked_on))]
        if answered_on is None:
            about.append(telling.waiting(asked_on))
        else:
            who = row.update_by or row.words_by or ""
            about.append(_("%(who)s, %(day)s", who=who, day=telling.day(answered_on)))
            about.append(states.answer(row.update_answer) if row.update_answer else "")
        return Told(
            titled(telling),
            unit,
            filled(about),
            word=_("Sans réponse") if answered_on is None else _("Répondu"),
            say=quote(row.text if answered_on is None else row.update_sentence or row.words),
        )

    days = max(0, tell.view.calendar.between(asked_on, answered_on or tell.view.today))
    state = "open" if answered_on is None else "answered"
    return Item(
        f"question:{row.id}",
        "question",
        str(row.id),
        code,
        **tell.told(words),
        mark="silent" if answered_on is None else "done",
        days=days,
        facts=(state,),
        news=state == "answered",
    )


def decision(tell: BothWays, row: DecisionRow) -> Item:
    """What was decided, who has it in hand, by when, and what became of it."""
    view = tell.view
    milestone = view.milestones.get(row.milestone_id or 0)
    dossier = view.dossier_by_id.get(row.dossier_id or 0)
    owner = view.directory.units.get(row.owner_unit_id or 0)
    mark = _state(view.today > row.due, row.outcome)
    page, page_id = "", ""
    if milestone is not None:
        page, page_id = "milestone", str(milestone.id)
    elif dossier is not None:
        page, page_id = "dossier", dossier.code
    code = milestone.code if milestone else dossier.code if dossier else ""

    def words(telling: Telling) -> Told:
        closed = ""
        if row.closed_on is not None:
            closed = _("%(who)s, %(day)s", who=row.closed_by, day=telling.day(row.closed_on))
        taken = _("décision du %(day)s", day=telling.day(row.taken_on))
        due = telling.day(row.due)
        wanted = _("attendue le %(day)s", day=due) if row.is_open else closed
        return Told(
            quote(row.text),
            units.margin_name(owner) if owner else row.owner or "",
            (taken, wanted),
            word=_WORDS[mark](),
            say=quote(row.closed_words),
        )

    return Item(
        f"decision:{row.id}",
        page,
        page_id,
        code,
        **tell.told(words),
        mark=mark,
        days=max(0, view.calendar.between(row.taken_on, row.closed_on or view.today)),
        facts=(mark, row.due.isoformat()),
        news=not row.is_open,
    )


_WORDS = {
    "done": lambda: _("Réalisée"),
    "withdrawn": lambda: _("Abandonnée"),
    "late": lambda: _("En retard"),
    "on_track": lambda: _("En cours"),
}


def _state(overdue: bool, outcome: str | None) -> str:
    if outcome is not None:
        return "done" if outcome == "done" else "withdrawn"
    return "late" if overdue else "on_track"


def _where(tell: BothWays, commitment_id: int | None, dossier_id: int | None):
    """Code, unit and title, by the language, of what a question was asked on."""
    view = tell.view
    row = view.by_id.get(commitment_id or 0)
    if row is not None:
        milestone = view.milestone_of(row)
        unit = units.margin_name(view.directory.units[row.unit_id])
        return milestone.code, unit, lambda telling: plan.title(milestone, telling.locale)
    dossier = view.dossier_by_id[dossier_id]
    return dossier.code, "", lambda telling: plan.dossier_name(dossier, telling.locale)
