"""The alarms of the mail, for the pages that show them: read at each request, never kept."""

from flask import g

from tracker import clock
from tracker.extensions import db
from tracker.queries import pulse
from tracker.web import reading
from tracker.wording.alarms import AlarmWords, alarm_words


def mail_alarms() -> list[AlarmWords]:
    """What keeps the mail from leaving right now. One statement."""
    plan = reading.view().plan
    since = None
    if plan is not None and plan.state == "approved":
        since = max(plan.approved_at, plan.loaded_at)
    found = pulse.alarms(pulse.read_pulse(db.session), clock.now(), since)
    zone = reading.settings().timezone
    return [alarm_words(alarm, zone, g.locale) for alarm in found]
