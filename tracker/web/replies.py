"""What a unit that blocks another replies: who may, and how it is told."""

from flask_babel import gettext as _

from tracker.queries.attention import blockers_of
from tracker.queries.plan_rows import CommitmentRow
from tracker.queries.plan_view import PlanView
from tracker.web import reading
from tracker.wording import dates


def may_reply(view: PlanView, row: CommitmentRow, user) -> bool:
    """Contacts of the unit that blocks; the coordination; the director for what blocks on the
    Direction générale or on the Bureau. Only while the row stands blocked."""
    if view.standing(row) != "blocked":
        return False
    if row.blocker_unit_id is not None and row.blocker_unit_id in user.unit_ids:
        return True
    if user.role in {"coordinator", "administrator"}:
        return True
    return user.role == "director" and row.blocker_unit_id in blockers_of(view, user.id)


def replied(view: PlanView, row: CommitmentRow, locale: str) -> str:
    """« Service X dit : c’est levé, 20 avril. « … » »; empty where nothing was replied to the
    answer that stands."""
    if row.reply_kind is None or row.reply_at is None or view.standing(row) != "blocked":
        return ""
    unit = view.directory.units.get(row.blocker_unit_id or 0)
    who = unit.name if unit else row.reply_by or ""
    said_on = row.reply_at.astimezone(reading.settings().timezone).date()
    day = dates.short_date(said_on, locale, view.today)
    if row.reply_kind == "lifted":
        said = _("%(who)s dit : c’est levé, %(day)s", who=who, day=day)
    else:
        promised = dates.short_date(row.reply_on, locale, view.today) if row.reply_on else ""
        said = _("%(who)s dit : réponse le %(on)s (%(day)s)", who=who, on=promised, day=day)
    words = _("« %(text)s »", text=row.reply_sentence) if row.reply_sentence else ""
    return f"{said}. {words}".strip() if words else said
