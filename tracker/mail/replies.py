"""What the unit that blocks another has replied, in words."""

from flask_babel import gettext as _

from tracker.mail.occasion import Occasion
from tracker.queries.plan_view import CommitmentRow
from tracker.wording.spelled import capitalised
from tracker.wording.units import the_unit


def reply_words(occasion: Occasion, row: CommitmentRow) -> str:
    """« Le Service X dit : c’est levé », « … dit : réponse le 3 mai »; empty where none came."""
    if row.reply_kind is None or row.blocker_unit_id is None:
        return ""
    unit = occasion.view.directory.units[row.blocker_unit_id]
    who = capitalised(the_unit(unit, occasion.locale))
    if row.reply_on is not None:
        return _("%(who)s dit : réponse le %(day)s", who=who, day=occasion.day(row.reply_on))
    return _("%(who)s dit : c’est levé", who=who)


def reply_author(occasion: Occasion, row: CommitmentRow) -> str:
    """« Responsable, Affaires juridiques, 20 avril »."""
    if row.reply_at is None:
        return ""
    return f"{row.reply_by}, {occasion.local_day(row.reply_at)}"
