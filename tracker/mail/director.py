"""The week in brief, for the director: what needs her, what changed, late, silent."""

from flask_babel import gettext as _
from flask_babel import ngettext

from tracker.domain.standing import due
from tracker.mail.announcing import since_then
from tracker.mail.brief import Block, BriefLine, block, quoted
from tracker.mail.lead import measure
from tracker.mail.occasion import Occasion, grouped
from tracker.queries import attention
from tracker.queries.attention import Need
from tracker.queries.plan_view import CommitmentRow
from tracker.wording import counts, plan, states
from tracker.wording.spelled import capitalised, spelled


def director_blocks(occasion: Occasion) -> tuple[Block, ...]:
    """Four blocks; an empty one says so in a sentence."""
    view = occasion.view
    board = f"{occasion.public_url}/"
    since = attention.last_slot_before(view)
    needs = attention.needs_director(view, occasion.digest.person_id)
    changed = _by_milestone(attention.changed_since(view, since))
    pressing = _by_milestone(attention.late_or_blocked(view))
    silent = _by_milestone(attention.silent(view))
    return (
        block(
            _("Ce qui vous attend"),
            [_needed(occasion, need) for need in needs],
            more_url=board,
            empty=_("Rien ne vous attend."),
        ),
        block(
            _("Ce qui a changé depuis le %(day)s", day=occasion.day(since)),
            [_changed(occasion, rows) for rows in changed],
            more_url=board,
            empty=_("Aucune réponse depuis la dernière relance."),
        ),
        block(
            _("En retard ou bloqués"),
            [_pressing(occasion, rows) for rows in pressing],
            more_url=board,
            empty=_("Rien n’est en retard, rien n’est bloqué."),
        ),
        block(
            _("En silence"),
            [_silent(occasion, rows) for rows in silent],
            more_url=board,
            empty=_("Personne n’est en silence."),
        ),
    )


def waiting(occasion: Occasion) -> str:
    """« Trois demandes vous attendent. »"""
    count = len(attention.needs_director(occasion.view, occasion.digest.person_id))
    if not count:
        return _("Rien ne vous attend.")
    word = capitalised(spelled(count, occasion.locale, feminine=True))
    return ngettext(
        "%(word)s demande vous attend.", "%(word)s demandes vous attendent.", count, word=word
    )


def director_headline(occasion: Occasion) -> str:
    """What awaits her, then the largest slip among this week's postponements: as on the board."""
    view = occasion.view
    changed = attention.changed_since(view, attention.last_slot_before(view))
    worst = attention.worst_slip(view, changed)
    if worst is None:
        return f"{waiting(occasion)} {_('Rien n’a glissé cette semaine.')}"
    slipped = _(
        "%(dossier)s a glissé de %(days)s.",
        dossier=plan.dossier_name(view.dossier_by_id[worst.dossier_id], occasion.locale),
        days=occasion.business_days(view.slippage(worst)),
    )
    return f"{waiting(occasion)} {slipped}"


def _by_milestone(rows: list[CommitmentRow]) -> list[list[CommitmentRow]]:
    return list(grouped(rows, lambda row: row.milestone_id).values())


def _needed(occasion: Occasion, need: Need) -> BriefLine:
    words = " · ".join(_why(occasion, need.row, code) for code in need.why)
    say = quoted(need.row.sentence)
    if need.raised is not None:
        told, added = need.raised.words(occasion.locale), need.raised.sentence
        since = since_then(occasion.view, need.raised, occasion.locale)
        say = " ".join(filter(None, [quoted(told), since, quoted(added)]))
    return _line(occasion, [need.row], words, say)


def _why(occasion: Occasion, row: CommitmentRow, code: str) -> str:
    if code == "raised":
        return _("porté à votre attention par la coordination")
    if code == "blocked_here":
        blocker = occasion.unit_name(row.blocker_unit_id or row.unit_id)
        days = occasion.business_days(occasion.since(row.said_on or occasion.view.today))
        return _("en attente depuis %(days)s : %(who)s", days=days, who=blocker)
    if code == "beyond_plan":
        return _("prévu le %(day)s, au-delà du plan", day=occasion.day(due(row)))
    if code == "help_wanted":
        return _("aide demandée")
    if code == "proposal":
        proposed = occasion.view.milestone_of(row).proposed_due or due(row)
        return _("correction de la date de départ demandée : %(day)s", day=occasion.day(proposed))
    asked = occasion.local_day(row.question_at) if row.question_at else ""
    return _("votre question du %(day)s est sans réponse", day=asked)


def _changed(occasion: Occasion, rows: list[CommitmentRow]) -> BriefLine:
    if len(rows) > 1:
        said = counts.answers(row.answer for row in rows if row.answer)
        return _line(occasion, rows, ", ".join(said))
    row = rows[0]
    words = [f"{states.answer(row.answer or '')}, {occasion.day(row.said_on or due(row))}"]
    if row.answer == "postponed":
        words.append(_("prévu le %(day)s", day=occasion.day(due(row))))
        words.append(states.reason(row.reason) if row.reason else "")
    words.append(occasion.slip(row))
    return _line(occasion, rows, " · ".join(filter(None, words)), quoted(row.sentence))


def _pressing(occasion: Occasion, rows: list[CommitmentRow]) -> BriefLine:
    if len(rows) > 1:
        return _line(occasion, rows, ", ".join(counts.standings(map(occasion.view.word, rows))))
    row = rows[0]
    word = occasion.view.word(row)
    words = [measure(occasion, row, word), occasion.slip(row)]
    return _line(occasion, rows, " · ".join(filter(None, words)), quoted(row.sentence))


def _silent(occasion: Occasion, rows: list[CommitmentRow]) -> BriefLine:
    longest = max(map(occasion.view.silent_for, rows))
    return _line(occasion, rows, _("depuis %(days)s", days=occasion.business_days(longest)))


def _line(occasion: Occasion, rows: list[CommitmentRow], words: str, say: str = "") -> BriefLine:
    first = rows[0]
    names = [occasion.view.directory.units[row.unit_id].short for row in rows]
    about = f"{occasion.code(first)} · {occasion.listing(names)} · {words}"
    return BriefLine(occasion.title(first), occasion.milestone_url(first), about, say)
