"""What a unit's contact reads: questions, lines to answer, and what comes next."""

from flask_babel import gettext as _
from flask_babel import ngettext

from tracker.domain.standing import due, effective_due
from tracker.domain.updates import ANSWERS
from tracker.mail.announcing import warning
from tracker.mail.brief import quoted
from tracker.mail.lead_part import Asked, Choice, Group, LeadPart, Line
from tracker.mail.occasion import Occasion, grouped
from tracker.mail.replies import reply_author, reply_words
from tracker.queries.plan_rows import QuestionRow
from tracker.queries.plan_view import CommitmentRow
from tracker.wording import plan, states
from tracker.wording.spelled import capitalised
from tracker.wording.units import the_unit

#: Headings that say by how much, when one answer covers all their lines.
_MEASURED = frozenset({"late", "silent", "due_soon", "blocked"})


def lead_part(occasion: Occasion) -> LeadPart | None:
    """The lines of a digest in words; None when nothing is asked."""
    rows = occasion.view.by_id
    items = occasion.digest.items
    dossiers = [row for row in occasion.view.questions if row.id in occasion.digest.questions]
    if not dossiers and not any(item.asked for item in items):
        return None
    asked = [(item.why, rows[item.commitment_id]) for item in items if item.asked]
    groups = grouped([row for why, row in asked if why != "question"], occasion.view.word)
    questions = [asked_on_dossier(occasion, row) for row in dossiers]
    questions += [
        asked_on(occasion, row, question)
        for why, row in asked
        if why == "question"
        for question in occasion.view.questions_on(row.id)
    ]
    return LeadPart(
        tuple(questions),
        tuple(_group(occasion, word, found) for word, found in groups.items()),
        tuple(_following(occasion, rows[item.commitment_id]) for item in items if not item.asked),
    )


def heading(word: str) -> str:
    """What a group of lines is called."""
    return {
        "late": _("En retard"),
        "silent": _("Sans nouvelles"),
        "due_soon": _("Échéance proche"),
        "to_confirm": _("À confirmer"),
        "blocked": _("Bloqué"),
    }.get(word) or _("À confirmer de nouveau")


def measure(occasion: Occasion, row: CommitmentRow, word: str) -> str:
    """« en retard de 6 jours ouvrables »: how far a row stands in `word`; empty for some."""
    view = occasion.view
    if word == "late":
        return _("en retard de %(days)s", days=occasion.business_days(view.days_late(row)))
    if word == "silent":
        return _(
            "sans nouvelles depuis %(days)s", days=occasion.business_days(view.silent_for(row))
        )
    if word == "blocked" and row.said_on is not None:
        return _("bloqué depuis %(days)s", days=occasion.business_days(occasion.since(row.said_on)))
    if word == "due_soon":
        left = view.calendar.between(view.today, due(row))
        if not left:
            return _("échéance aujourd’hui")
        return _("échéance dans %(days)s", days=occasion.business_days(left))
    if row.answered_on is not None:
        return _("dernière réponse le %(day)s", day=occasion.day(row.answered_on))
    return ""


def _group(occasion: Occasion, word: str, rows: list[CommitmentRow]) -> Group:
    measures = {measure(occasion, row, word) for row in rows}
    if word in _MEASURED and len(measures) == 1:
        lines = tuple(_line(occasion, row, "") for row in rows)
        return Group(capitalised(measures.pop()), lines)
    lines = tuple(_line(occasion, row, measure(occasion, row, word)) for row in rows)
    return Group(heading(word), lines)


def asked_on(occasion: Occasion, row: CommitmentRow, question: QuestionRow) -> Asked:
    """An open question on a commitment, with the line of that."""
    return Asked(
        question.text,
        _asker(occasion, question.asked_by_id),
        occasion.local_day(question.asked_at),
        f"{occasion.answer_base}/{row.id}",
        occasion.code(row),
        occasion.title(row),
        line_of(occasion, row),
    )


def asked_on_dossier(occasion: Occasion, row: QuestionRow) -> Asked:
    """An open question on a dossier, asked of its lead."""
    dossier = occasion.view.dossier_by_id[row.dossier_id]
    return Asked(
        row.text,
        _asker(occasion, row.asked_by_id),
        occasion.local_day(row.asked_at),
        f"{occasion.answer_base}/question/{row.id}",
        dossier.code,
        plan.dossier_name(dossier, occasion.locale),
    )


def line_of(occasion: Occasion, row: CommitmentRow) -> Line:
    """A commitment alone, with how far it stands."""
    return _line(occasion, row, measure(occasion, row, occasion.view.word(row)))


def _asker(occasion: Occasion, person_id: int | None) -> str:
    person = occasion.view.directory.people.get(person_id or 0)
    return person.name if person else ""


def _line(occasion: Occasion, row: CommitmentRow, measured: str) -> Line:
    view = occasion.view
    word = view.word(row)
    announced = occasion.announced.get(row.id)
    about = [
        occasion.unit_name(row.unit_id) if len(occasion.digest.for_units) > 1 else "",
        _share(occasion, row),
        _measured(occasion, row, measured),
        measure(occasion, row, "late") if word == "blocked" and view.days_late(row) else "",
        measure(occasion, row, "silent") if view.flags(row).silent and word != "silent" else "",
        _blocker(occasion, row) if not measured else "",
    ]
    return Line(
        code=occasion.code(row),
        title=occasion.title(row),
        about=" · ".join(part for part in about if part),
        start=occasion.day(row.first_baseline),
        forecast=occasion.day(due(row)),
        slip=occasion.slip(row),
        late=view.slippage(row) > 0,
        said=quoted(row.sentence) or (states.answer(row.answer) if row.answer else ""),
        said_by=_author(occasion, row),
        reply=". ".join(filter(None, [reply_words(occasion, row), quoted(row.reply_sentence)])),
        reply_by=reply_author(occasion, row),
        choices=_choices(occasion, row),
        warning=warning(view, announced, occasion.locale) if announced else "",
        sentence_url=f"{occasion.answer_base}/{row.id}#phrase" if announced else "",
    )


def _share(occasion: Occasion, row: CommitmentRow) -> str:
    """Whose work it is: « votre part; unité porteuse : … », « unité porteuse · 2 … sur 5 »."""
    contributors = occasion.view.contributors(row.milestone_id)
    if row.role == "contributor":
        lead = occasion.view.lead_of(row.milestone_id)
        carries = occasion.unit_name(lead.unit_id) if lead else ""
        return _("votre part; unité porteuse : %(unit)s", unit=carries)
    if not contributors:
        return _("vous en êtes l’unité porteuse")
    received = sum(1 for other in contributors if other.answer == "done")
    return ngettext(
        "vous en êtes l’unité porteuse; %(received)s contribution reçue sur %(total)s",
        "vous en êtes l’unité porteuse; %(received)s contributions reçues sur %(total)s",
        received,
        received=received,
        total=len(contributors),
    )


def _measured(occasion: Occasion, row: CommitmentRow, measured: str) -> str:
    """`measured`, with who blocks where somebody does."""
    if not measured or row.answer != "blocked" or occasion.view.word(row) != "blocked":
        return measured
    unit = occasion.view.directory.units.get(row.blocker_unit_id or 0)
    who = the_unit(unit, occasion.locale) if unit else row.blocker_words
    return _("%(blocked_for)s par %(who)s", blocked_for=measured, who=who)


def _blocker(occasion: Occasion, row: CommitmentRow) -> str:
    if row.answer != "blocked":
        return ""
    by = occasion.unit_name(row.blocker_unit_id) if row.blocker_unit_id else row.blocker_words
    return _("en attente de : %(who)s", who=by)


def _author(occasion: Occasion, row: CommitmentRow) -> str:
    if row.said_on is None:
        return ""
    mine = row.author_id == occasion.digest.person_id
    who = _("Vous") if mine else (row.author_name or "")
    return f"{who}, {occasion.day(row.said_on)}"


def _choices(occasion: Occasion, row: CommitmentRow) -> tuple[Choice, ...]:
    """The four answers; « dans les temps » is refused once the due date has passed."""
    passed = occasion.view.today > effective_due(row, occasion.view.calendar)
    return tuple(
        Choice(code, states.answer(code), f"{occasion.answer_base}/{row.id}?a={code}")
        for code in ANSWERS
        if not (passed and code == "on_track")
    )


def _following(occasion: Occasion, row: CommitmentRow) -> str:
    named = _(
        "%(code)s, %(title)s : %(day)s.",
        code=occasion.code(row),
        title=occasion.title(row),
        day=occasion.day(due(row)),
    )
    return f"{named} {_nothing_to_do(occasion, row)}"


def _nothing_to_do(occasion: Occasion, row: CommitmentRow) -> str:
    if row.answered_on is None:
        return _("Rien à faire pour le moment.")
    day = occasion.day(row.answered_on)
    if row.answer == "blocked":
        return _("Bloqué depuis le %(day)s; rien à redire pour le moment.", day=day)
    if row.answer == "postponed":
        return _("Date révisée le %(day)s, rien à faire.", day=day)
    return _("Confirmé le %(day)s, rien à faire.", day=day)
