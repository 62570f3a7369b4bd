"""A late value of an indicator as a line of the weekly mail."""

from flask_babel import gettext as _

from tracker.mail.lead_part import AskedValue
from tracker.mail.occasion import Occasion
from tracker.queries.indicator_rows import OwedValue
from tracker.wording import measures


def asked_value(occasion: Occasion, owed: OwedValue) -> AskedValue:
    """Which value, of what period, since when it is due; and the way to give it."""
    row, view = owed.row, occasion.view
    late = view.calendar.between(owed.due, view.today)
    about = [
        occasion.unit_name(owed.for_unit_id) if _several(occasion, owed) else "",
        measures.period(owed.period_on, row.every_months, occasion.locale),
        _(
            "due le %(day)s, en retard de %(days)s",
            day=occasion.day(owed.due),
            days=occasion.business_days(late),
        ),
    ]
    given = row.given
    last = (
        _(
            "Dernière valeur donnée : %(period)s.",
            period=measures.period(given, row.every_months, occasion.locale),
        )
        if given
        else _("Aucune valeur n’a encore été donnée.")
    )
    return AskedValue(
        row.code,
        str(measures.indicator_name(row, occasion.locale)),
        " · ".join(filter(None, about)),
        last,
        f"{occasion.answer_base}/value/{row.indicator_id}/{owed.for_unit_id}"
        f"/{owed.period_on.isoformat()}",
    )


def _several(occasion: Occasion, owed: OwedValue) -> bool:
    return len(occasion.digest.for_units) > 1 or owed.for_unit_id != owed.unit_id
