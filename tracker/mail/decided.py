"""Decisions and answers read, in the weekly mail of who is concerned."""

from flask_babel import gettext as _
from flask_babel import ngettext

from tracker.mail.brief import Block, BriefLine, block, quoted
from tracker.mail.occasion import Occasion
from tracker.queries.attention import last_slot_before
from tracker.queries.decisions import DecisionRow
from tracker.queries.plan_rows import CommitmentRow
from tracker.wording import decisions as words
from tracker.wording.spelled import capitalised, spelled


def own_blocks(occasion: Occasion) -> tuple[Block, ...]:
    """What the reader carries out, and which of their answers were read since the last relance;
    an empty block is left out."""
    base = occasion.public_url
    decided = [_decision(occasion, one) for one in _decisions(occasion)]
    read = [_read(occasion, row) for row in read_since(occasion)]
    blocks = (
        block(_("Décisions à mener"), decided, more_url=f"{base}/decisions"),
        block(_("Lu par la direction du Bureau"), read, more_url=f"{base}/mine"),
    )
    return tuple(found for found in blocks if found.lines)


def own_headline(occasion: Occasion) -> str:
    """« Deux décisions sont à mener. », or that answers were read."""
    count = len(occasion.digest.decisions)
    if not count:
        return _("Vos réponses ont été lues.")
    number = capitalised(spelled(count, occasion.locale, feminine=True))
    return ngettext("%(n)s décision est à mener.", "%(n)s décisions sont à mener.", count, n=number)


def read_since(occasion: Occasion) -> list[CommitmentRow]:
    """Commitments of the reader's units whose standing answer was read since the last relance,
    the latest first."""
    view = occasion.view
    since = last_slot_before(view)
    rows = [
        row
        for row in view.by_recipient.get(occasion.digest.person_id, ())
        if row.read_at is not None and row.read_at.astimezone(occasion.zone).date() >= since
    ]
    return sorted(rows, key=lambda row: (row.read_at, row.id), reverse=True)


def uncarried_line(occasion: Occasion, one: DecisionRow) -> BriefLine:
    """A decision of which nobody can be told, for the coordination."""
    owner = words.owner(occasion.view, one, occasion.locale).text
    return BriefLine(one.text, _url(occasion, one), f"{words.reference(one)} · {owner}")


def _decisions(occasion: Occasion) -> list[DecisionRow]:
    mine = set(occasion.digest.decisions)
    return [one for one in occasion.view.decisions if one.id in mine]


def _decision(occasion: Occasion, one: DecisionRow) -> BriefLine:
    view = occasion.view
    unit = occasion.unit_name(one.owner_unit_id) if one.owner_unit_id else ""
    parts = (words.reference(one), unit, words.stands(view, one, occasion.locale))
    return BriefLine(one.text, _url(occasion, one), " · ".join(filter(None, parts)))


def _read(occasion: Occasion, row: CommitmentRow) -> BriefLine:
    day = occasion.local_day(row.read_at)
    about = _("%(code)s · lu le %(day)s", code=occasion.code(row), day=day)
    said = quoted(row.read_words)
    return BriefLine(occasion.title(row), occasion.milestone_url(row), about, said)


def _url(occasion: Occasion, one: DecisionRow) -> str:
    return f"{occasion.public_url}/decisions/{one.id}"
