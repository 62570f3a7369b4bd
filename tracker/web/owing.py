"""What a person owes this week, in the order in which it presses, and its headline."""

from dataclasses import dataclass
from datetime import date

from flask_babel import gettext as _
from flask_babel import ngettext

from tracker.domain.slots import Slot
from tracker.domain.standing import due, pressing_rank
from tracker.queries.plan_rows import QuestionRow
from tracker.queries.plan_view import CommitmentRow, PlanView
from tracker.web import reading
from tracker.web.owed import Owed, Reader, owed, too_late_for_on_track
from tracker.wording import dates
from tracker.wording.spelled import capitalised
from tracker.wording.to_give import to_give

_PRESSES = frozenset({"late", "silent", "due_soon", "to_confirm"})
_OPEN = frozenset({"blocked", "late", "silent", "due_soon", "to_confirm", "revised", "on_track"})
_LATER = frozenset({"upcoming", "no_lead", "proposed"})


@dataclass(frozen=True)
class Asked:
    """A question that awaits an answer, and the answer that its button opens; one on a dossier
    (`commitment_id` None) is answered in words."""

    id: int
    commitment_id: int | None
    who: str
    code: str
    on: date
    text: str
    opens: str


@dataclass(frozen=True)
class Owing:
    """The page of a lead, without what stands beside it."""

    headline: str
    lede: str
    units: str
    questions: tuple[Asked, ...]
    pressing: tuple[Owed, ...]
    calm: tuple[Owed, ...]
    later: tuple[Owed, ...]
    done: tuple[Owed, ...]


def owing(seen: PlanView, reader: Reader) -> Owing:
    """Everything the units of `reader` have promised, sorted by how much it presses."""
    rows = [row for unit_id in reader.unit_ids for row in seen.by_unit.get(unit_id, ())]
    pressing = sorted((row for row in rows if asks_now(row, seen)), key=lambda r: _urgency(r, seen))
    asking = {row.id for row in pressing}
    rest = sorted((row for row in rows if row.id not in asking), key=lambda r: (due(r), r.id))
    questions = [row for row in pressing if row.question_open]

    on_rows = [asked for row in questions for asked in _questions(row, seen)]
    values = [one for one in seen.values_owed if one.unit_id in reader.unit_ids]
    on_dossiers = tuple(dossier_questions(seen, reader))

    def among(words: frozenset[str]) -> tuple[Owed, ...]:
        return tuple(owed(row, seen, reader) for row in rest if seen.word(row) in words)

    return Owing(
        headline=_headline(
            len(on_rows) + len(on_dossiers),
            len(pressing) - len(questions),
            len(values),
            reader.locale,
        ),
        lede=_lede(bool(pressing or on_dossiers or values), seen, reader),
        units=_units(seen, reader),
        questions=(*on_rows, *on_dossiers),
        pressing=tuple(owed(row, seen, reader) for row in pressing),
        calm=among(_OPEN),
        later=among(_LATER),
        done=among(frozenset({"done"})),
    )


def dossier_questions(seen: PlanView, reader: Reader) -> list[Asked]:
    """Open questions on the dossiers that the units of `reader` carry, the oldest first."""
    if seen.plan is None or seen.plan.state != "approved":
        return []
    directory = seen.directory
    return [
        _asked(asked, dossier.code, "", seen)
        for asked in seen.questions
        if (dossier := seen.dossier_by_id.get(asked.dossier_id)) is not None
        and directory.living(dossier.lead_unit_id) in reader.unit_ids
    ]


def asks_now(row: CommitmentRow, seen: PlanView) -> bool:
    """Whether something is to be answered before the next relance: a question is open, or the
    rules ask and nobody answered since the last relance left."""
    if row.question_open:
        return seen.standing(row) not in {"withdrawn", "proposed", "no_lead"}
    if not (seen.asked(row) or seen.word(row) in _PRESSES):
        return False
    since = min(seen.plan.last_slot_on or seen.today, seen.today)
    return row.said_on is None or row.said_on < since


def coming_slot(seen: PlanView, reader: Reader) -> Slot | None:
    """The next relance of an approved plan."""
    if seen.plan is None or seen.plan.state != "approved":
        return None
    zone = reading.settings().timezone
    return seen.schedule(zone).after(reader.now)


def slot_sentence(slot: Slot, seen: PlanView, locale: str) -> str:
    """« lundi 2 mai, 8 h »."""
    day = dates.short_weekday_date(slot.day, locale)
    return f"{day}, {dates.time_of_day(seen.plan.slot_time, locale)}"


def _urgency(row: CommitmentRow, seen: PlanView) -> tuple[bool, int, date, int]:
    return (not row.question_open, pressing_rank(seen.word(row)), due(row), row.id)


def _headline(questions: int, answers: int, values: int, locale: str) -> str:
    """« Une question, deux réponses et une valeur à donner », « Rien à répondre cette semaine »."""
    counted = to_give(questions, answers, values, locale)
    if not counted:
        return _("Rien à répondre cette semaine")
    if answers or values:
        return capitalised(_("%(what)s à donner", what=counted))
    return capitalised(
        ngettext(
            "%(questions)s vous attend",
            "%(questions)s vous attendent",
            questions,
            questions=counted,
        )
    )


def _lede(pressing: bool, seen: PlanView, reader: Reader) -> str:
    slot = coming_slot(seen, reader)
    if slot is None:
        return _("Le plan n’est pas en cours : rien n’est demandé.")
    when = slot_sentence(slot, seen, reader.locale)
    if pressing:
        return _("Une touche suffit si rien n’a bougé. Prochaine relance : %(when)s.", when=when)
    return _(
        "Vous recevrez un courriel la semaine où quelque chose sera dû; sinon, rien. "
        "Prochaine relance : %(when)s.",
        when=when,
    )


def _units(seen: PlanView, reader: Reader) -> str:
    names = [seen.directory.units[unit_id].name for unit_id in reader.unit_ids]
    return " · ".join(names)


def _questions(row: CommitmentRow, seen: PlanView) -> list[Asked]:
    """Every open question on a commitment: one sentence answers them all, so all are read."""
    opens = "postponed" if too_late_for_on_track(row, seen) else "on_track"
    code = seen.milestone_of(row).code
    return [_asked(asked, code, opens, seen) for asked in seen.questions_on(row.id)]


def _asked(asked: QuestionRow, code: str, opens: str, seen: PlanView) -> Asked:
    return Asked(
        id=asked.id,
        commitment_id=asked.commitment_id,
        who=seen.directory.people[asked.asked_by_id].name,
        code=code,
        on=asked.asked_at.astimezone(reading.settings().timezone).date(),
        text=asked.text,
        opens=opens,
    )
